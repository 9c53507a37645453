"""UTM links: every mistake at the line and column of its link, and links that say what the registry allows."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.event.utm import is_plain
from mops_kb.model.links import placed
from mops_kb.model.report import Wiki as Whole
from mops_kb.model.settings import Settings
from mops_kb.reports.utm.views import build, views
from tests.conftest import AS_OF

REGISTRY = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    events/day.yml
    | title: Day
    | owner: role:lead
    | category: webinar
    | when: 2026-12-03
    utm/all.csv
    | sort,value,title.en,mediums,event,since,until
    | source,newsletter,Newsletter,email,,,
    | source,google,Google,cpc;display,,,
    | source,anything,,,,,
    | medium,email,,,,,
    | medium,cpc,,,,,
    | medium,display,,,,,
    | campaign,spring,Spring,,day,2026-11-01,2026-12-31
    | campaign,autumn,,,,,2026-10-31
    | campaign,next-year,,,,2027-01-01,
"""
RIGHT = "utm_source=newsletter&utm_medium=email&utm_campaign=spring"
PAGE = "https://www.example.com/spring"
CODES = ("utm-form", "utm-name", "utm-unknown", "utm-missing", "utm-pair", "utm-expired", "utm-early", "utm-outdated")


def event(query: str) -> str:
    return f"title: E\nowner: role:lead\ncategory: webinar\nwhen: 2026-12-03\nlanding_page: {PAGE}?{query}\n"


def codes(lines):
    return [line.split(" ")[1] for line in lines if line.split(" ")[1] in CODES]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (RIGHT, []),
        (f"a=1&{RIGHT}#top", []),
        (f"{RIGHT}&utm_content=any-button&utm_term=anything&utm_id=7", []),
        ("utm_source=anything&utm_medium=cpc&utm_campaign=spring", []),
        ("utm_source=newsletr&utm_medium=email&utm_campaign=spring", ["`newsletr` is not registered as a UTM source (did you mean `newsletter`?)"]),
        ("utm_source=qqq&utm_medium=email&utm_campaign=spring", ["`qqq` is not registered as a UTM source (use a registered value, or add a row to a CSV file in `utm`)"]),
        ("utm_source=Newsletter&utm_medium=email&utm_campaign=spring", ["`utm_source` says `Newsletter` (write `newsletter`, in lower case)"]),
        ("utm_source=newsletter&utm_medium=E%20mail&utm_campaign=spring", ["`utm_medium` says `E mail` (write `email`, in lower case)"]),
        ("utm_source=newsletter&utm_medium=email&utm_campaign=spr+ing", ["`utm_campaign` says `spr ing` (write `spring`, in lower case)"]),
        ("utm_source=newsletter&utm_medium=email&utm_campaign=%EF%BD%93pring", ["`utm_campaign` says `ｓpring` (write `spring`, in lower case)"]),
        ("utm_source=newsletter", [f"the link to `{PAGE}` lacks `utm_medium`, `utm_campaign` (utm_source, utm_medium and utm_campaign go together)"]),
        ("utm_source=newsletter&utm_medium=&utm_campaign=spring", [f"the link to `{PAGE}` lacks `utm_medium` (utm_source, utm_medium and utm_campaign go together)"]),
        ("utm_source=google&utm_medium=email&utm_campaign=spring", ["the source `google` does not go with the medium `email` (use one of `cpc`, `display`, or add it to `mediums` in the registry)"]),
        (f"{RIGHT}&utm_contents=x", ["there is no UTM parameter `utm_contents` (did you mean `utm_content`?)"]),
        (f"UTM_Source=newsletter&{RIGHT}", ["there is no UTM parameter `utm_Source` (did you mean `utm_source`?)"]),
        ("utm_source=newsletter&utm_medium=email&utm_campaign=autumn", ["the UTM campaign `autumn` is valid until 2026-10-31, and the event is later (use a value that is valid then, or give it a later `until`)"]),
        ("utm_source=newsletter&utm_medium=email&utm_campaign=next-year", ["the UTM campaign `next-year` is valid from 2027-01-01, and the event is earlier (use a value that is valid then, or give it an earlier `since`)"]),
    ],
)  # fmt: skip
def test_a_link_says_what_the_registry_allows(wiki, query, told):
    wiki(REGISTRY).put("events/e.yml", event(query))
    assert [line.partition(" ")[2].partition(" ")[2] for line in wiki.problems()] == told
    assert {line.split(" ")[0] for line in wiki.problems()} <= {"events/e.yml:5:15:"}


def test_every_mistake_of_a_link_is_told_at_once(wiki):
    wiki(REGISTRY).put("events/e.yml", event("utm_source=Gogle&utm_campaing=autumn"))
    assert codes(wiki.problems()) == ["utm-form", "utm-missing", "utm-name"]


BODY = f"""---
title: Note
owner: role:lead
---

First [a link]({PAGE}?{RIGHT}), then [another]({PAGE}?utm_source=google&utm_medium=cpc&utm_campaign=sprin).

- {PAGE}?utm_source=googel&utm_medium=cpc&utm_campaign=spring, bare
- `{PAGE}?utm_source=code` is code

[far]: {PAGE}?utm_source=newsletter&amp;utm_medium=email&amp;utm_campaign=sprung
"""


def test_links_in_bodies_are_told_where_they_stand(wiki):
    wiki(REGISTRY).put("knowhow/note.md", BODY)
    first = BODY.split("\n")[5]
    assert [line.split(" ")[:2] for line in wiki.problems()] == [
        [f"knowhow/note.md:6:{first.index('[another]') + 1}:", "utm-unknown"],
        ["knowhow/note.md:8:3:", "utm-unknown"],
        ["knowhow/note.md:11:1:", "utm-unknown"],
    ]


def test_a_body_within_yaml(wiki):
    wiki(REGISTRY)(
        f"""
        playbooks/send.yml
        | title: Send
        | owner: role:lead
        | steps: [{{title: Write, note: "Use {PAGE}?utm_source=x"}}]
        | body: |
        |   Begin.
        |
        |   Then [there]({PAGE}?utm_source=newsletter&utm_medium=email&utm_campaign=sprung).
        """
    )
    assert [line.split(" ")[:2] for line in wiki.problems()] == [
        ["playbooks/send.yml:3:30:", "utm-missing"],
        ["playbooks/send.yml:3:30:", "utm-unknown"],
        ["playbooks/send.yml:7:8:", "utm-unknown"],
    ]


def test_a_translation_has_its_own_place(wiki):
    wiki(REGISTRY).put("knowhow/note.md", "---\ntitle: Note\nowner: role:lead\n---\n\nText.\n")
    wiki.put("knowhow/note.en.md", f"[x]({PAGE}?utm_source=newsletter&utm_medium=email&utm_campaign=sprung)\n")
    assert [line.split(" ")[0] for line in wiki.problems()] == ["knowhow/note.en.md:1:1:"]


def test_a_row_of_a_table_has_its_own_place(wiki):
    wiki(REGISTRY)(
        f"""
        events/more.csv
        | id,title,owner,category,when,landing_page
        | a,A,role:lead,email,2026-12-03,{PAGE}?{RIGHT}
        | b,B,role:lead,email,2026-12-03,{PAGE}?utm_source=newsletter&utm_medium=email&utm_campaign=sprung
        """
    )
    assert [line.split(" ")[0] for line in wiki.problems()] == ["events/more.csv:3:32:"]


def test_without_a_registry_nothing_is_checked(wiki):
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    wiki.put("events/e.yml", event("utm_source=Whatever"))
    assert wiki.problems() == []
    assert "utm/index.md" not in [page.path for page in wiki.site().pages]


# Time


@pytest.mark.parametrize(("as_of", "told"), [(date(2026, 10, 31), []), (date(2026, 11, 1), ["utm-outdated"])])
def test_time_makes_findings_of_links_and_no_problems(wiki, as_of, told):
    wiki(REGISTRY).put(
        "knowhow/note.md", f"# Note\n\n[x]({PAGE}?utm_source=newsletter&utm_medium=email&utm_campaign=autumn)\n"
    )
    assert wiki.problems(as_of=as_of) == []
    assert codes(wiki.findings(as_of=as_of)) == told


def test_an_event_that_was_in_time_is_left_alone(wiki):
    wiki(REGISTRY).put(
        "events/e.yml",
        event("utm_source=newsletter&utm_medium=email&utm_campaign=autumn").replace("2026-12-03", "2026-10-20"),
    )
    assert wiki.problems() == []
    assert codes(wiki.findings()) == []


# The registry


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("campaign,Spring 2026,,,,,", "11:10: utm-form `value` says `Spring 2026`"),
        ("source,ｇoogle,,,,,", "11:8: utm-form `value` says `ｇoogle`"),
        ("source,a&b,,,,,", "11:8: utm-form `value` says `a&b`"),
        ("source,mail,,e-mail,,,", "11:14: utm-unknown `e-mail` is not registered as a UTM medium (did you mean `email`?)"),
        ("campaign,fair.2026,,,,,", "11:10: utm-form `campaign` says `fair.2026`"),
        ("medium,qr,,email,,,", "11:12: utm-medium-of `mediums` is only for rows of sources (email)"),
        ("campaign,fair,,,,2026-12-01,2026-11-01", "11:29: end-before-start"),
        ("campaign,fair,,,nothing,,", "11:17: dangling-ref no calendar event is called `nothing`"),
        ("source,google,,,,,", "11:1: duplicate-id"),
        ("sorce,google,,,,,", "11:1: not-a-choice"),
    ],
)  # fmt: skip
def test_mistakes_in_the_registry(wiki, row, told):
    wiki(REGISTRY)
    file = wiki.docs / "utm/all.csv"
    wiki.put("utm/all.csv", file.read_text() + row + "\n")
    (problem,) = wiki.problems()
    assert problem.startswith(f"utm/all.csv:{told}")


def test_how_campaigns_are_named_is_a_setting(wiki):
    wiki(REGISTRY)
    told = wiki.problems(campaign_pattern="[0-9]{6}_[a-z]+")
    assert [line.split(" ")[0] for line in told] == ["utm/all.csv:8:10:", "utm/all.csv:9:10:", "utm/all.csv:10:10:"]
    assert told[0].endswith("(in this wiki a campaign is named by `[0-9]{6}_[a-z]+` (the setting `campaign_pattern`))")


def test_the_page_tells_who_uses_what(wiki):
    wiki(REGISTRY).put("events/e.yml", event(RIGHT))
    found = wiki.study()
    (view,) = views(Whole(found.catalog, found.kinds, Settings(AS_OF), found.findings))
    used = {
        (sort, row.value.value): [one.id for one in row.users]
        for sort, rows in view.facts.groups
        for row in rows
        if row.users
    }
    assert used == {("source", "newsletter"): ["e"], ("medium", "email"): ["e"], ("campaign", "spring"): ["e"]}
    assert [one.parameters for one in view.facts.ready] == [
        "utm_source=newsletter&utm_medium=email&utm_campaign=",
        "utm_source=google&utm_medium=cpc&utm_campaign=",
        "utm_source=google&utm_medium=display&utm_campaign=",
        "utm_source=anything&utm_medium=email&utm_campaign=",
        "utm_source=anything&utm_medium=cpc&utm_campaign=",
        "utm_source=anything&utm_medium=display&utm_campaign=",
    ]
    assert [choice["value"] for choice in view.facts.builder["campaign"]] == ["spring", "next-year"]


# Links


@pytest.mark.parametrize(
    ("address", "made"),
    [
        (PAGE, f"{PAGE}?{RIGHT}"),
        (f"{PAGE}?a=1", f"{PAGE}?a=1&{RIGHT}"),
        (f"{PAGE}?", f"{PAGE}?{RIGHT}"),
        (f"{PAGE}#top", f"{PAGE}?{RIGHT}#top"),
        (f"{PAGE}?a=1&utm_source=old&b=%E3%81%82&UTM_Medium=x#top?no", f"{PAGE}?a=1&b=%E3%81%82&{RIGHT}#top?no"),
    ],
)
def test_a_link_keeps_what_its_address_carries(address, made):
    assert build(address, {"source": "newsletter", "medium": "email", "campaign": "spring", "content": ""}) == made


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(texts, texts)
def test_what_a_link_carries_is_read_back(source, campaign):
    made = build(PAGE + "?a=1#x", {"source": source, "campaign": campaign})
    assert parse_qsl(urlsplit(made).query) == [("a", "1"), ("utm_source", source), ("utm_campaign", campaign)]


@given(texts)
def test_a_plain_value_stays_as_it_is_in_a_link(value):
    """But for letters of other scripts, which are encoded."""
    if is_plain(value) and value.isascii() and value.replace("-", "").isalnum():
        assert build(PAGE, {"source": value}) == f"{PAGE}?utm_source={value}"


@given(st.lists(st.sampled_from(["word ", "\n", "`code` ", f"[x]({PAGE}) ", f"{PAGE}?b=1, "]), max_size=12))
def test_an_address_stands_where_it_is_told(pieces):
    text = "".join(pieces)
    for one in placed(text):
        rest = text.split("\n")[one.line - 1][one.col - 1 :]
        assert rest.startswith((one.text, f"[x]({one.text})"))
    assert len(placed(text)) == sum(PAGE in piece for piece in pieces)
