"""What hangs on single people, counted by hand; and that a public site tells none of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.model.settings import Settings
from mops_kb.reports.leaving.factor import factor
from mops_kb.reports.leaving.hands import hands
from mops_kb.reports.leaving.heir import heir
from tests.conftest import AS_OF, Wiki

INTERNAL = Settings(AS_OF, visibility="internal")

ORGANISATION = """
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead, lead: lead}
    | - {id: field, title: Field, owner: role:rep}
    roles/all.yml
    | - id: lead
    |   title: Lead
    |   owner: role:lead
    |   decides: [Priorities, Budgets]
    |   requirements: [{skill: sql, level: 4}, {skill: talk, level: 2}]
    | - {id: rep, title: Rep, owner: role:lead, reports_to: lead, headcount: 2, requirements: [talk]}
    | - {id: empty, title: Empty, owner: role:lead, reports_to: lead}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead, {role: rep, share: 0.2}], deputy: ben,
    |    ask_about: [SQL, Budgets]}
    | - {id: ben, title: Ben, owner: role:lead, team: ops, posts: [rep], ask_about: [Budgets]}
    | - {id: cat, title: Cat, owner: role:lead, team: field, deputy: ann}
    | - {id: dan, title: Dan, owner: role:lead, team: field}
    skills/all.yml
    | - {id: sql, title: SQL, owner: role:lead}
    | - {id: talk, title: Talking, owner: role:lead}
    skill-levels/all.csv
    | person,skill,level,on
    | ann,sql,4,2026-10-01
    | ben,sql,2,2026-10-01
    | ann,talk,3,2026-10-01
    | ben,talk,3,2026-10-01
"""

WORK = """
    tools/all.yml
    | - {id: crm, title: CRM, owner: role:lead, category: crm}
    | - {id: web, title: Web, owner: role:rep, category: web}
    | - {id: ads, title: Ads, owner: team:field, category: advertising}
    | - {id: old, title: Old, owner: role:lead, category: crm, state: retired}
    | - {id: lost, title: Lost, owner: role:empty, category: crm}
    playbooks/send.yml
    | title: Send
    | owner: person:cat
    | steps:
    |   - {title: Plan it, role: lead}
    |   - {title: Do it, role: rep}
    |   - {title: Check it, role: lead}
    channels/all.yml
    | - {id: weekly, title: Weekly, owner: role:lead, participants: [team:ops], frequency: weekly, minutes: 30}
    | - {id: sync, title: Sync, owner: person:cat, participants: [role:rep], frequency: weekly, minutes: 30,
    |    verdict: {decision: keep, on: 2026-10-01, by: ann, reason: R}}
    events/all.yml
    | - {id: past, title: Past, owner: role:lead, category: webinar, when: 2026-11-21, people: [ann]}
    | - {id: today, title: Today, owner: team:ops, category: webinar, when: 2026-11-22, people: [ann]}
    | - {id: later, title: Later, owner: team:ops, category: webinar, when: 2026-12, people: [ann, ben]}
    | - {id: off, title: Off, owner: team:ops, category: webinar, when: 2026-12-01, status: cancelled, people: [ann]}
    | - {id: open, title: Open, owner: team:ops, category: webinar, when: TBD, people: [ann]}
"""


def everything(wiki, **settings):
    found = wiki.study(visibility="internal", **settings)
    assert found.problems == ()
    return found.catalog


def ids(those) -> list[str]:
    return [one.id for one in those]


# What each has in hand


def test_what_somebody_answers_for_alone_and_with_others(wiki):
    """`old` is retired and `off` cancelled; `lost` has nobody."""
    found = everything(wiki(ORGANISATION + WORK)).once(hands, INTERNAL)
    assert {id: ids(one.alone) for id, one in found.items()} == {
        "ann": ["past", "crm", "weekly"],
        "ben": [],
        "cat": ["send", "sync"],
        "dan": [],
    }
    shared = {id: {one.thing.id: ids(one.others) for one in those.shared} for id, those in found.items()}
    assert shared["ann"] == {"today": ["ben"], "later": ["ben"], "open": ["ben"], "web": ["ben"]}
    assert shared["cat"] == {"ads": ["dan"]}


def test_what_nobody_else_has(wiki):
    """Both can talk; Ben knows SQL, but not without help; both may be asked about budgets; two are reps."""
    found = everything(wiki(ORGANISATION + WORK)).once(hands, INTERNAL)
    ann = found["ann"]
    assert [(post.role.id, str(post.share), post.only) for post in ann.posts] == [
        ("lead", "1", True),
        ("rep", "0.2", False),
    ]
    assert [(one.skill.id, one.level) for one in ann.skills] == [("sql", 4)]
    assert [text.plain() for text in ann.topics] == ["SQL"]
    assert [(one.playbook.id, one.number) for one in ann.steps] == [("send", 1), ("send", 3)]
    assert {id: one.counts for id, one in found.items()} == {
        "ann": (3, 1, 1, 2),
        "ben": (0, 0, 0, 0),
        "cat": (2, 0, 0, 0),
        "dan": (0, 0, 0, 0),
    }


def test_channels_decisions_and_what_is_ahead(wiki):
    found = everything(wiki(ORGANISATION + WORK)).once(hands, INTERNAL)
    assert [(one.channel.id, one.leads) for one in found["ann"].channels] == [("sync", False), ("weekly", True)]
    assert [(one.channel.id, one.leads) for one in found["cat"].channels] == [("sync", True)]
    assert ids(found["ann"].verdicts) == ["sync"]
    assert [post.role.id for post in found["ann"].decisions] == ["lead"]
    assert ids(found["ann"].events) == ["today", "later", "open"]
    assert ids(found["ben"].events) == ["later"]


def test_whoever_is_hidden_shares_the_load_all_the_same(wiki):
    wiki(ORGANISATION + WORK + """
    people/zz.yml
    | {title: Zz, owner: role:lead, posts: [lead], visibility: draft}
    """)  # fmt: skip
    found = everything(wiki).once(hands, INTERNAL)
    assert found["ann"].counts == (0, 0, 1, 0)
    assert {one.thing.id: ids(one.others) for one in found["ann"].shared}["crm"] == []


# The bus factor


def left_alone(things: dict[str, str]) -> str:
    """A wiki in which tools are owned by people or by teams of them."""
    return "".join(
        f"    tools/{id}.yml\n    | {{title: T, owner: {owner}, category: crm}}\n" for id, owner in things.items()
    )


def people_of(**teams: str) -> str:
    """Every letter is a person."""
    lines = []
    for team, members in teams.items():
        lines.append(f"    teams/{team}.yml\n    | {{title: T, owner: null}}\n".replace("null", f"person:{members[0]}"))
        lines += [f"    people/{id}.yml\n    | {{title: P, owner: person:{id}, team: {team}}}\n" for id in members]
    return "".join(lines)


@pytest.mark.parametrize(
    ("things", "departures"),
    [
        # one of one
        ({"one": "person:a"}, [("a", 1, 1)]),
        # two of three are more than half
        ({"one": "person:a", "two": "person:a", "three": "person:b"}, [("a", 2, 2)]),
        # two of four are not
        ({"one": "person:a", "two": "person:a", "three": "person:b", "four": "person:c"}, [("a", 2, 2), ("b", 1, 3)]),
        # what a team keeps has nobody once all three have left
        ({"one": "team:t", "two": "team:t", "three": "person:a"}, [("a", 3, 1), ("b", 2, 1), ("c", 2, 3)]),
        # equals leave by their ids
        ({"one": "person:c", "two": "person:b", "three": "person:a"}, [("a", 1, 1), ("b", 1, 2)]),
    ],
)
def test_the_bus_factor(wiki, things, departures):
    wiki(people_of(t="abc") + left_alone(things))
    found = factor(everything(wiki), INTERNAL)
    assert [(one.person.id, one.things, one.orphans) for one in found.departures] == departures
    assert (found.people, found.things) == (len(departures), len(things))


def test_whose_leaving_makes_no_difference_is_not_counted(wiki):
    """Ann would go first, with three that Dan has too; Ben and Cat have six of nine without her."""
    things = {f"{name}{number}": name for name in ("team:t", "person:b", "person:c") for number in range(3)}
    wiki(people_of(t="ad", u="b", v="c") + left_alone({id.replace(":", ""): owner for id, owner in things.items()}))
    found = factor(everything(wiki), INTERNAL)
    assert [(one.person.id, one.things, one.orphans) for one in found.departures] == [("b", 3, 3), ("c", 3, 6)]


def test_whoever_leaves_the_most_with_nobody_goes_first(wiki):
    """Each of four has seven things with the others, and each of three has four alone: three are enough for 12 of 19."""
    shared = {f"t{number}": "team:t" for number in range(7)}
    alone = {f"{name}{number}": f"person:{name}" for name in "xyz" for number in range(4)}
    wiki(people_of(t="abcd", u="xyz") + left_alone({**shared, **alone}))
    found = factor(everything(wiki), INTERNAL)
    assert [(one.person.id, one.things, one.orphans) for one in found.departures] == [
        ("x", 4, 4),
        ("y", 4, 8),
        ("z", 4, 12),
    ]


def test_what_nobody_answers_for_is_not_counted(wiki):
    """Nobody can leave `lost`. Of ten other things Ann has seven, three of them alone; the other four are Ben's too."""
    found = factor(everything(wiki(ORGANISATION + WORK)), INTERNAL)
    assert found.things == 10
    assert [(one.person.id, one.things, one.orphans) for one in found.departures] == [("ann", 7, 3), ("ben", 4, 7)]


def test_without_anything_there_is_no_bus_factor(wiki):
    assert factor(everything(wiki(people_of(t="a"))), INTERNAL) is None
    assert "Avelino" not in wiki.page("bus-factor.md", visibility="internal")


@pytest.mark.slow
@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_bus_factor_is_the_fewest_where_each_thing_has_one_person(tmp_path_factory, owners, random):
    """Then taking the largest first is not only greedy but best; and the order of the files changes nothing."""
    counts = sorted((owners.count(one) for one in set(owners)), reverse=True)
    fewest = next(n for n in range(1, len(counts) + 1) if sum(counts[:n]) * 2 > len(owners))
    numbers = list(range(len(owners)))
    random.shuffle(numbers)
    wiki = Wiki(tmp_path_factory.mktemp("w") / "docs")
    wiki(people_of(t="abcde") + left_alone({f"t{number}": f"person:{owners[number]}" for number in numbers}))
    assert factor(everything(wiki), INTERNAL).people == fewest


# The heir


def heirs(wiki) -> dict[str, tuple[str, str, str | None]]:
    catalog = everything(wiki)
    everybody = catalog.once(hands, INTERNAL)
    found = {person.id: heir(person, everybody, catalog, INTERNAL) for person in catalog.named("person")}
    return {
        id: (one.person.id, one.reason, f"{one.share:.2f}" if one.share else None) for id, one in found.items() if one
    }


def test_the_heir_is_whoever_comes_closest_to_all_roles(wiki):
    """Ann's roles ask for SQL 4, talking 2 and talking 2, all required; Ben has 2, 3 and 3: (2/4 + 1 + 1) ÷ 3."""
    found = heirs(wiki(ORGANISATION))
    assert found["ann"] == ("ben", "skills", "0.83")


def test_a_fellow_in_the_same_role_may_be_the_heir(wiki):
    """Ben asks for talking 2 only, and Ann, who is a rep too, can do that."""
    assert heirs(wiki(ORGANISATION))["ben"] == ("ann", "skills", "1.00")


def test_else_it_is_whoever_stands_in(wiki):
    assert heirs(wiki(ORGANISATION))["cat"] == ("ann", "deputy", None)
    assert heirs(wiki(ORGANISATION.replace("ben,sql,2", "ben,sql,1").replace("ben,talk,3", "cat,talk,1")))["ann"][
        1:
    ] == (
        "deputy",
        None,
    )


def test_else_it_is_whoever_of_the_team_has_the_least(wiki):
    """Of Cat and Eve, Eve keeps nothing alone."""
    wiki(ORGANISATION + WORK + "    people/eve.yml\n    | {title: Eve, owner: role:lead, team: field}\n")
    assert heirs(wiki)["dan"] == ("eve", "team", None)


def test_there_may_be_none(wiki):
    assert "a" not in heirs(wiki(people_of(t="a")))


# Pages


def test_the_pages(wiki):
    site = {page.path: page.text for page in wiki(ORGANISATION + WORK).site(visibility="internal", language="en").pages}
    page = site["bus-factor.md"]
    assert "If 2 people left, more than half of the 10 things" in page
    assert re.findall(r'href="../leaving/(\w+)/"', page.partition("{ #people }")[2]) == ["ann", "cat"]
    assert "Nothing hangs alone on the other 2 people." in page
    ann = site["leaving/ann.md"]
    assert "# If Ann leaves" in ann
    headings = re.findall(r"\{ #([\w-]+) \}", ann)
    assert headings == ["alone", "shared", "roles", "knows", "steps", "decides", "channels", "events"]
    assert "comes closest to what the roles require (fit 83%)" in ann
    assert "../../playbooks/send/#step-3" in ann
    assert 'href="../../leaving/ann/"' in site["people/ann.md"].partition("{ #leaving }")[2]


def test_who_has_nothing_in_hand_is_told_so(wiki):
    page = wiki(ORGANISATION).page("leaving/dan.md", visibility="internal", language="en")
    assert "Nothing to hand over is on record." in page
    assert "##" not in page


def test_a_hand_written_page_keeps_its_place(wiki):
    wiki(ORGANISATION + "    leaving/ann.md\n    | ---\n    | title: Ours\n    | ---\n    | Words of ours.\n")
    pages = [page for page in wiki.site(visibility="internal").pages if page.path == "leaving/ann.md"]
    assert [page.title for page in pages] == ["Ours"]


def test_lists_stand_together_in_the_navigation(wiki):
    branches = wiki(ORGANISATION + WORK).site(visibility="internal", language="en").navigation
    shelf = next(branch for branch in branches if branch.title == "This wiki")
    folder = next(branch for branch in shelf.branches if branch.folder == "leaving")
    assert folder.title == "Hand-over"
    lists = [f"leaving/{id}.md" for id in ("ann", "ben", "cat", "dan")]
    assert [leaf.path for leaf in folder.branches] == ["bus-factor.md", *lists]


# Findings


def test_a_role_with_one_person_and_nobody_to_stand_in_is_a_finding(wiki):
    """The lead keeps crm and stands alone; of two reps nothing is said, nor of a lead with a deputy."""
    assert "bus-factor-one" not in str(wiki(ORGANISATION + WORK).findings(visibility="internal"))
    wiki(ORGANISATION.replace(", deputy: ben", "") + WORK)
    told = next(line for line in wiki.findings(visibility="internal") if "bus-factor-one" in line)
    assert told.partition(" (")[0] == (
        "roles/all.yml:1:3: bus-factor-one `lead` keeps 1 playbook or tool, one person holds it, and nobody stands in"
    )


# A public site


def test_a_public_site_shows_none_of_it(wiki):
    wiki(ORGANISATION.replace(", deputy: ben", "") + WORK)
    site = wiki.site(language="en")
    files = (file.content for file in site.files if not file.path.startswith("search/tokens/"))
    said = "\n".join([*(page.path + page.text for page in site.pages), *files])
    for word in ("bus-factor", "leaving/", "Hand-over", "hand over", "mk-sign", "If Ann leaves", "nobody else"):
        assert word not in said
    assert "bus-factor" not in repr(site.findings) + repr(site.navigation)
    assert "leaving" not in repr(site.navigation)
