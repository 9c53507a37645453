"""Winning the executives: a scorecard counted from evidence alone, sponsors, and the log of what was told to whom."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from mops_kb import config
from mops_kb.build import study
from mops_kb.kinds.buy_in_step.model import BuyInStep
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.sponsor.views import index as sponsors
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.advocacy import log
from mops_kb.reports.buy_in.alignment import alignment
from mops_kb.reports.buy_in.facts import COLUMNS, DATED, EVIDENCE
from mops_kb.reports.buy_in.score import past, score
from tests.conftest import AS_OF, Wiki

INTERNAL = Settings(AS_OF, language="en", visibility="internal")
DOCS = Path(__file__).parent.parent / "docs"
SETTINGS = {"visibility": "internal", "language": "en"}
OURS = ["find-sponsor", "align-with-sales", "from-their-side", "advocate", "revenue", "impact"]


def dropped(wiki: Wiki, *ids: str) -> None:
    for id in ids:
        wiki.put(f"buy-in/{id}.yml", "title: Left out\ndropped: true\n")


@pytest.fixture
def team(wiki):
    """Marketing and sales, below one executive."""
    wiki("""
        roles/all.yml
        | - {id: boss, title: Boss, owner: role:boss}
        | - {id: cmo, title: CMO, owner: role:boss, reports_to: boss, team: marketing}
        | - {id: ops-lead, title: Ops lead, owner: role:cmo, reports_to: cmo, team: ops}
        | - {id: seller, title: Seller, owner: role:boss, reports_to: boss, team: inside}
        teams/all.yml
        | - {id: board, title: Board, owner: role:boss, group: neighbour}
        | - {id: marketing, title: Marketing, owner: role:cmo, parent: board}
        | - {id: ops, title: Ops, owner: role:cmo, parent: marketing, mops: true}
        | - {id: demand, title: Demand, owner: role:cmo, parent: marketing}
        | - {id: sales, title: Sales, owner: role:boss, parent: board, group: neighbour, sales: true}
        | - {id: inside, title: Inside, owner: role:seller, parent: sales, group: neighbour}
        | - {id: it, title: IT, owner: role:boss, parent: board, group: neighbour}
    """)
    return wiki


@pytest.fixture
def own(team):
    """A framework of two steps with evidence that can be counted on one's fingers."""
    dropped(team, *OURS)
    team("""
        buy-in/people.yml
        | title: People
        | letter: P
        | position: 1
        | needs:
        |   - {id: sponsors, title: Sponsors, of: sponsor, where: {sort: sponsor}, who: role:cmo}
        |   - id: recent
        |     title: Spoken with
        |     of: sponsor
        |     where: {days_since_contact: {at_most: 30}}
        |     at_least: 3
        |     who: {en: whoever leads MOps}
        buy-in/words.yml
        | title: Words
        | letter: W
        | position: 2
        | needs:
        |   - {id: told, title: Told, of: advocacy, where: {on: {within_days: 60}}, at_least: 2}
        |   - {id: goals, title: Goals, of: goal, where: {level: [company, marketing], kpis: {at_least: 1}}, at_least: 2}
        |   - {id: kpis, title: KPIs, of: kpi, where: {goal: grow, tools: {at_most: 0}}}
        sponsors/one.yml
        | title: One
        | owner: role:cmo
        | who: role:boss
        | contacts: [{on: 2026-10-23}, {on: 2026-05-31}, {on: 2026-12-01}]
        sponsors/two.yml
        | title: Two
        | owner: role:cmo
        | who: role:cmo
        | sort: ally
        | contacts: [{on: 2026-10-22}, {on: 2026-06-30}]
        | next_step: {on: 2026-11-22, what: Talk}
        sponsors/three.yml
        | title: Three
        | owner: role:cmo
        | who: role:seller
        | sort: decider
        | next_step: {on: 2026-11-21, what: Talk, by: role:ops-lead}
        advocacy/2026.csv
        | on,audience,message
        | 2026-09-23,team:marketing,Faster
        | 2026-09-22,role:seller,Slower
        | 2026-06-30,role:seller,Better
        | 2026-11-23,team:it,Tomorrow
        goals/all.yml
        | - {id: grow, title: Grow, owner: role:boss, level: company}
        | - {id: lead, title: Lead, owner: role:cmo, level: marketing, serves: grow}
        | - {id: lone, title: Lone, owner: role:cmo, level: company}
        kpis/mql.yml
        | {title: MQL, owner: role:cmo, group: demand, goal: lead}
        kpis/sql.yml
        | {title: SQL, owner: role:cmo, group: demand, goal: grow}
    """)
    return team


def scores(wiki: Wiki, on: date = AS_OF) -> dict[str, str]:
    catalog = wiki.study(**SETTINGS).catalog
    return {
        f"{step.step.mark} {need.need.id}": f"{need.counted}/{need.needed}"
        for step in score(catalog, INTERNAL, on)
        for need in step.needs
    }


BY_HAND = {
    "P sponsors": "1/1",  # One
    "P recent": "1/3",  # One, 30 days ago; Two is 31; with Three nobody ever spoke
    "W told": "1/2",  # Marketing, 60 days ago; Seller 61; IT only tomorrow
    "W goals": "2/2",  # Grow and Lead; Lone has no KPI
    "W kpis": "1/1",  # SQL
}


def test_the_scorecard_is_what_one_counts_by_hand(own):
    assert own.problems(**SETTINGS) == []
    assert scores(own) == BY_HAND
    [people, words] = score(own.study(**SETTINGS).catalog, INTERNAL, AS_OF)
    assert [(one.found, one.needed, len(one.missing)) for one in (people, words)] == [(2, 4, 1), (4, 5, 1)]
    page = own.page("buy-in/index.md", **SETTINGS)
    assert "6 of 9 pieces of evidence found" in page
    assert "2 missing" in page
    assert "whoever leads MOps" in page


@pytest.mark.parametrize(
    ("path", "instead", "need", "counted"),
    [
        ("sponsors/one.yml", None, "P sponsors", "0/1"),
        ("sponsors/one.yml", "title: One\nowner: role:cmo\nwho: role:boss\ncontacts: []\n", "P recent", "0/3"),
        ("advocacy/2026.csv", "on,audience,message\n2026-06-30,role:seller,Better\n", "W told", "0/2"),
        ("kpis/mql.yml", None, "W goals", "1/2"),
        ("kpis/sql.yml", "title: SQL\nowner: role:cmo\ngroup: demand\n", "W kpis", "0/1"),
    ],
)
def test_without_a_piece_of_evidence_the_score_falls(own, path, instead, need, counted):
    if instead is None:
        (own.docs / path).unlink()
    else:
        own.put(path, instead)
    assert own.problems(**SETTINGS) == []
    assert scores(own)[need] == counted
    assert sum(int(one[0]) for one in scores(own).values()) < sum(int(one[0]) for one in BY_HAND.values())


def test_what_is_missing_is_named_where_it_could_be_mended(own):
    found = score(own.study(**SETTINGS).catalog, INTERNAL, AS_OF)
    near = {need.need.id: [one.id for one in need.near] for step in found for need in step.needs if need.near}
    assert near == {"recent": ["three", "two"]}  # of messages no page could be named
    own.put("goals/more.yml", "title: More\nowner: role:boss\nlevel: company\n")
    (own.docs / "kpis/mql.yml").unlink()
    found = score(own.study(**SETTINGS).catalog, INTERNAL, AS_OF)
    near = {need.need.id: [one.id for one in need.near] for step in found for need in step.needs if need.near}
    assert near["goals"] == ["lone", "more", "lead"]


def test_more_evidence_than_needed_makes_nothing_better(own):
    own.put("sponsors/four.yml", "title: Four\nowner: role:cmo\nwho: role:boss\n")
    assert scores(own)["P sponsors"] == "1/1"


def test_of_the_past_only_what_carries_a_date_counts(own):
    assert scores(own, date(2026, 6, 30)) == {
        "P sponsors": "1/1",
        "P recent": "2/3",  # One 30 days before, Two on the day
        "W told": "1/2",
        "W goals": "0/2",
        "W kpis": "0/1",
    }
    assert scores(own, date(2026, 5, 30)) == {key: f"0/{told[2]}" for key, told in BY_HAND.items()}
    found = past(own.study(**SETTINGS).catalog, INTERNAL)
    assert [day.isoformat() for day in found.days] == [
        "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-22",
    ]  # fmt: skip
    assert [(step.id, counts, needed) for step, counts, needed in found.rows] == [
        ("people", (2, 3, 1, 1, 1, 3, 2), 4),
        ("words", (0, 1, 1, 0, 2, 2, 1), 2),
    ]
    assert (found.total, found.needed) == ((2, 4, 2, 1, 3, 5, 3), 6)


# The framework


def frame(wiki: Wiki) -> list[tuple[str, list[str]]]:
    catalog = wiki.study(**SETTINGS).catalog
    return [(one.step.id, [need.need.id for need in one.needs]) for one in score(catalog, INTERNAL, AS_OF)]


def test_safari_comes_with_every_wiki(wiki):
    assert [step for step, _ in frame(wiki)] == OURS
    steps = wiki.study().catalog.of(BuyInStep)
    assert "".join(step.mark for step in steps) == "SAFARI"
    assert all(need.who and need.title for step in steps for need in step.needs)


@pytest.mark.parametrize(("language", "said"), [("ja", "当Wikiが読み取ったもの"), ("en", "our own reading")])
def test_every_page_says_that_the_titles_are_our_reading(wiki, language, said):
    pages = [page for page in wiki.site(language=language).pages if page.section == "buy-in-step"]
    assert len(pages) == 7
    assert all(said in page.text for page in pages)


def test_a_site_replaces_drops_and_extends(team):
    dropped(team, "advocate")
    team("""
        buy-in/revenue.yml
        | title: Money
        | letter: M
        | position: 9
        | needs: {id: money, title: Money, of: kpi, where: {group: revenue}}
        buy-in/more-money.yml
        | title: More of it
        | extends: m
        | needs: {id: more, title: More, of: contract}
        buy-in/more-impact.yml
        | title: More impact
        | extends: impact
        | needs: {id: seen, title: Seen, of: channel}
    """)
    assert team.problems() == []
    ours = dict(frame(team.another("ours")))
    assert frame(team) == [
        ("find-sponsor", ours["find-sponsor"]),
        ("align-with-sales", ours["align-with-sales"]),
        ("from-their-side", ours["from-their-side"]),
        ("impact", [*ours["impact"], "seen"]),
        ("revenue", ["money", "more"]),
    ]
    assert "Left out here" in team.page("buy-in/advocate.md", language="en")
    assert "our own reading" not in team.page("buy-in/revenue.md", language="en")
    assert "More of it" in team.page("buy-in/revenue.md", language="en")


def test_a_framework_without_ours_is_nobodys_reading(own):
    assert "SAFARI is a list" not in own.page("buy-in/index.md", **SETTINGS)


# Mistakes


def step(*lines: str) -> str:
    needs = "\n".join(f"    {line}" for line in lines)
    return f"title: Mine\nowner: role:lead\nneeds:\n  - id: a\n    title: A\n{needs}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            step("of: kpis"),
            "6:9: unknown-evidence there is no kind `kpis` to look for evidence in (did you mean `kpi`?)",
        ),
        (
            step("of: kpi", "where:", "  statsu: on-track"),
            "8:7: unknown-fact of a KPI there is no field or fact `statsu` to ask for (did you mean `status`?)",
        ),
        (
            step("of: kpi", "where: {status: on_track}"),
            "7:21: not-a-choice `status` cannot be `on_track` (choose one of `on-track`, `at-risk`, `off-track`, `no-data`, `no-target`, `stale`)",
        ),
        (
            step("of: kpi", "where: {has_target: yes}"),
            "7:25: not-a-choice `has_target` cannot be `yes` (choose one of `true`, `false`)",
        ),
        (
            step("of: kpi", "where: {title: {at_least: 2}}"),
            "7:21: condition-form the condition on `title` does not fit what it is (`at_least` and `at_most` are for numbers and for fields with several values)",
        ),
        (
            step("of: kpi", "where: {group: {within_days: 2}}"),
            "7:21: condition-form the condition on `group` does not fit what it is (`within_days` and `next_days` are for days)",
        ),
        (
            step("of: kpi", "where: {group: {}}"),
            "7:20: empty-condition the condition asks for nothing (write a value, several values, none_of, at_least, at_most, within_days or next_days)",
        ),
        (step("of: kpi", "at_least: 0"), "7:15: out-of-range `at_least` is out of range (write a number >= 1)"),
        (
            step("of: kpi", "who: role:nobody"),
            "7:10: dangling-ref no role is called `nobody` (check the id, or write that role first)",
        ),
        (
            step("of: kpi", "  ") + "  - {id: a, title: B, of: kpi}\n",
            "8:5: need-twice the need `a` stands twice in the step (give each need an id of its own)",
        ),
        (
            "title: Mine\nowner: role:lead\nextends: X\n",
            "3:10: unknown-letter there is no step `X` to add to (write the id or the letter of one of these: `find-sponsor`, `align-with-sales`, `from-their-side`, `advocate`, `revenue`, `impact`, `S`, `A`, `F`, `A`, `R`, `I`)",
        ),
        (
            "title: Mine\nowner: role:lead\nextends: revenu\n",
            "3:10: unknown-letter there is no step `revenu` to add to (did you mean `revenue`?)",
        ),
        (
            "title: Mine\nowner: role:lead\nextends: A\n",
            "3:10: ambiguous-letter `A` stands for several steps (write the id of one of these: `align-with-sales`, `advocate`)",
        ),
    ],
)
def test_mistakes_in_a_step_are_told_with_their_place(wiki, text, told):
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    wiki.put("buy-in/mine.yml", text)
    assert wiki.problems() == [f"buy-in/mine.yml:{told}"]
    assert len(wiki.problems(language="ja")) == 1


def test_built_in_steps_ask_only_for_what_there_is(wiki):
    assert wiki.problems() == []


# Facts


def test_facts_hide_no_field_and_are_all_in_the_guide(wiki):
    for fact in EVIDENCE:
        assert fact.name not in COLUMNS.models[fact.kind].model_fields, fact
        assert f"<code>{fact.name}</code>" in wiki.page("guide/evidence.md")
    assert len({(fact.kind, fact.name) for fact in EVIDENCE}) == len(EVIDENCE)
    assert set(DATED) <= set(COLUMNS.models)


# Sponsors


def test_how_long_nobody_has_spoken_with_a_sponsor(own):
    view = sponsors(own.study(**SETTINGS).catalog, INTERNAL)
    assert [(row.sponsor.id, row.silent, row.next.late if row.next else None) for row in view.rows] == [
        ("one", 30, None),
        ("three", None, 1),
        ("two", 31, 0),
    ]
    assert (view.silent, view.aimless, view.late) == (1, 1, 1)


def test_findings_about_sponsors(own):
    own.put("sponsors/two.yml", "title: Two\nowner: role:cmo\nwho: role:cmo\ncontacts: {on: 2026-09-22}\n")
    found = [one for one in own.findings(**SETTINGS) if one.startswith("sponsors/") and " unowned " not in one]
    assert found == [
        "sponsors/one.yml:1:1: sponsor-without-next-step no next step is planned with the sponsor `one` (write `next_step` with a day, what and who)",
        "sponsors/one.yml:4:53: contact-ahead what `one` is said to have heard on 2026-12-01 is still to come; it does not count yet (check the day; what is planned goes into `next_step`)",
        "sponsors/three.yml:1:1: sponsor-never-met nobody has spoken with the sponsor `three` yet (ask for a first talk, and add it to `contacts`)",
        "sponsors/three.yml:5:17: next-step-overdue the next step with the sponsor `three` is 1 day overdue (do it and add it to `contacts`, or write the next one)",
        "sponsors/two.yml:1:1: sponsor-without-next-step no next step is planned with the sponsor `two` (write `next_step` with a day, what and who)",
        "sponsors/two.yml:4:11: sponsor-silent nobody has spoken with the sponsor `two` for 61 days (ask for a talk, or add it to `contacts`; 60 days are the limit)",
    ]


def test_a_public_site_is_the_same_with_and_without_sponsors(own):
    with_sponsors = Wiki.outputs(own.site())
    for folder in ("sponsors", "advocacy"):
        for file in (own.docs / folder).iterdir():
            file.unlink()
    without = Wiki.outputs(own.site())
    assert with_sponsors == without
    assert not any(path.startswith(("sponsors/", "buy-in/advocacy")) for path in without)
    page = own.page("buy-in/index.md", language="en")
    assert "3 of 3 pieces of evidence found" in page  # goals and KPIs; of sponsors and messages nothing is told
    assert "not told here" in page


@pytest.mark.parametrize("kind", ["sponsor", "advocacy", "completion", "skill-level", "reply"])
def test_a_public_site_counts_no_evidence_that_is_for_colleagues(own, kind):
    own.put("buy-in/more.yml", f"title: More\nextends: P\nneeds: {{id: more, title: More, of: {kind}, at_least: 7}}\n")
    needs = [need for step in score(own.study().catalog, Settings(AS_OF), AS_OF) for need in step.needs]
    assert [(need.is_told, need.needed) for need in needs if need.need.id == "more"] == [(False, 0)]


def test_no_visibility_makes_a_sponsor_public(own):
    own.put("sponsors/one.yml", "title: One\nowner: role:cmo\nwho: role:boss\nvisibility: public\n")
    assert "sponsors/one.md" not in Wiki.outputs(own.site())


# Advocacy


def test_who_has_heard_what_and_who_never(own):
    found = log(own.study(**SETTINGS).catalog, INTERNAL)
    assert [day.isoformat()[:7] for day in found.months] == [f"2026-{month:02}" for month in range(6, 12)]
    reached = {one.audience.id: (one.months, one.through.id if one.through else None) for one in found.reached}
    assert reached == {
        "marketing": ((0, 0, 0, 1, 0, 0), None),
        "demand": ((0, 0, 0, 0, 0, 0), "marketing"),
        "seller": ((1, 0, 0, 1, 0, 0), None),
    }
    assert [one.audience.id for one in found.never] == ["board", "inside", "it", "sales", "boss", "cmo"]


def test_audiences_never_reached_are_told_once(own):
    found = [one for one in own.findings(**SETTINGS) if "never-reached" in one]
    assert found == [
        "advocacy/2026.csv:2:1: audience-never-reached 6 audiences have never been told what MOps does: `board`, `inside`, `it`, `sales`, `boss`, `cmo` (tell them, and add a row to the log in `advocacy/`)"
    ]


# Alignment with sales


def test_what_is_shared_with_sales(team):
    team("""
        goals/lead.yml
        | {title: Lead, owner: role:seller, level: marketing}
        kpis/mql.yml
        | {title: MQL, owner: role:cmo, group: demand, goal: lead}
        kpis/reach.yml
        | {title: Reach, owner: role:cmo, group: demand}
        kpis/calls.yml
        | {title: Calls, owner: team:inside, group: demand}
        playbooks/hand.yml
        | title: Hand over
        | owner: role:cmo
        | kpis: calls
        | steps:
        |   - {title: Give, role: cmo, sla: within 1 hour}
        |   - {title: Wait}
        |   - {title: Take, role: seller, sla: within 5 minutes}
        |   - {title: Call, role: seller, sla: within 2 hours}
        playbooks/loose.yml
        | title: Loose
        | owner: role:cmo
        | steps: [{title: Take, role: seller}, {title: Give, role: cmo}]
        playbooks/alone.yml
        | title: Alone
        | owner: role:cmo
        | sla: within 5 minutes
        | steps: [{title: Think, role: cmo}]
        channels/all.yml
        | - {id: pipeline, title: Pipeline, owner: role:cmo, frequency: weekly, participants: [role:cmo, team:sales]}
        | - {id: huddle, title: Huddle, owner: role:cmo, frequency: weekly, participants: [role:seller, role:boss]}
        | - {id: chat, title: Chat, owner: role:cmo, sort: standing, participants: [team:demand, role:seller]}
    """)
    assert team.problems() == []
    found = alignment(team.study(**SETTINGS).catalog, INTERNAL)
    assert [one.kpi.id for one in found.kpis] == ["calls", "mql"]
    assert [(one.playbook.id, one.step and one.step.title.plain(), one.sla.written) for one in found.promises] == [
        ("hand", "Take", "within 5 minutes")
    ]
    assert [one.id for one in found.unpromised] == ["loose"]
    assert [[one.id for one in those] for those in (found.meetings, found.standing)] == [["pipeline"], ["chat"]]
    page = team.page("buy-in/with-sales.md", language="en")
    assert "no SLA" in page
    assert "no goal" in page
    assert {one.kpi.id for one in found.kpis} < {kpi.id for kpi in team.study().catalog.of(Kpi)}


def test_without_a_sales_team_there_is_no_page_of_what_is_shared(wiki):
    assert "buy-in/with-sales.md" not in Wiki.outputs(wiki.site())


# Our own guide


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", ".en"])
def test_the_samples_of_the_guide_are_right_and_raise_the_score(tmp_path, language):
    ours = config.settings(config.find(DOCS).options, as_of=AS_OF, visibility="draft")
    text = (DOCS / "guide" / f"win-the-executives{language}.md").read_text(encoding="utf-8")
    sponsor, rows, more = re.findall(r"^```(?:yaml|csv)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    docs = shutil.copytree(DOCS, tmp_path / "docs")
    before = {one.step.id: one for one in score(study(docs, ours).catalog, ours, AS_OF)}
    header, row = rows.splitlines()
    told = (docs / "advocacy/2026.csv").read_text(encoding="utf-8")
    assert told.splitlines()[0] == header
    (docs / "advocacy/2026.csv").write_text(f"{told}{row}\n", encoding="utf-8")
    (docs / "sponsors/sales-head.yml").write_text(sponsor, encoding="utf-8")
    (docs / "buy-in").mkdir(exist_ok=True)
    (docs / "buy-in/agreed-with-finance.yml").write_text(more, encoding="utf-8")
    found = study(docs, ours)
    assert found.problems == ()
    after = {one.step.id: one for one in score(found.catalog, ours, AS_OF)}
    assert after["find-sponsor"].found == before["find-sponsor"].found + 1
    assert after["advocate"].found == before["advocate"].found + 1
    assert after["revenue"].needed == before["revenue"].needed + 4
