"""The communication plan: hours worked out by hand, and what the audit asks about."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mops_kb.kinds.channel.attendance import attendance, by_person, by_role, by_team
from mops_kb.kinds.channel.audit import alike, audit
from mops_kb.kinds.channel.model import FREQUENCIES, Channel, hours
from mops_kb.kinds.channel.views import index, page
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

SETTINGS = Settings(AS_OF)
WIKI = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    teams/ops.yml
    | title: Ops
    | owner: role:lead
    teams/lost.yml
    | title: Lost
    | owner: role:lead
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead]}
    | - {id: ben, title: Ben, owner: role:lead, team: ops}
    | - {id: cat, title: Cat, owner: role:lead, team: lost}
    tools/chat.yml
    | title: Chat
    | owner: role:lead
    | category: collaboration
    channels/all.yml
    | - {id: weekly, title: W, owner: role:lead, purpose: p, output: o, agenda: [x], format: online,
    |    topics: [a, b], participants: [team:ops, role:lead], frequency: weekly, minutes: 60}
    | - {id: twin, title: T, owner: role:lead, purpose: p, output: o, agenda: [x], format: online,
    |    topics: [a, b, c], participants: [person:ann, person:ben], frequency: biweekly, minutes: 30}
    | - {id: status, title: S, owner: role:lead, purpose: p, output: o, agenda: [x], format: online, direction: one-way,
    |    topics: [z], participants: [role:lead], could_use: chat, frequency: monthly, minutes: 120}
    | - {id: vague, title: V, owner: role:lead, topics: [y], participants: [team:ops],
    |    frequency: quarterly, minutes: 90}
"""


def channel(**fields: object) -> Channel:
    return Channel.model_validate({"id": "c", "title": "C", "owner": "role:x", **fields})


def plan(wiki):
    found = wiki.study()
    assert found.problems == ()
    return index(found.catalog, SETTINGS)


def channels(wiki):
    catalog = wiki.study().catalog
    return {one.id: page(one, catalog, SETTINGS) for one in catalog.of(Channel)}


@pytest.mark.parametrize(
    ("frequency", "minutes", "expected"),
    [
        ("daily", 15, Fraction(249, 48)),
        ("weekly", 60, Fraction(13, 3)),
        ("biweekly", 60, Fraction(13, 6)),
        ("monthly", 90, Fraction(3, 2)),
        ("quarterly", 60, Fraction(1, 3)),
        ("yearly", 120, Fraction(1, 6)),
        ("ad-hoc", 60, 0),
        (None, 60, 0),
    ],
)
def test_hours_of_one_participant_in_an_average_month(frequency, minutes, expected):
    held = channel(minutes=minutes, **({"frequency": frequency} if frequency else {}))
    assert Fraction(held.minutes_a_year(), 720) == expected


def test_reading_a_standing_channel_costs_time_too():
    assert Fraction(channel(sort="standing", minutes_per_week=30).minutes_a_year(), 720) == Fraction(13, 6)


@pytest.mark.parametrize(
    ("verdict", "after"),
    [
        ({"decision": "keep"}, Fraction(13, 3)),
        ({"decision": "stop"}, 0),
        ({"decision": "merge", "into": "d"}, 0),
        ({"decision": "move", "tool": "t"}, 0),
        ({"decision": "change", "minutes": 30}, Fraction(13, 6)),
        ({"decision": "change", "frequency": "monthly"}, 1),
        ({"decision": "change", "minutes": 30, "frequency": "biweekly"}, Fraction(13, 12)),
    ],
)
def test_a_verdict_changes_the_hours(verdict, after):
    given_ = {"on": "2026-10-01", "by": "person:x", "reason": "r"}
    held = channel(frequency="weekly", minutes=60, verdict=given_ | verdict)
    assert Fraction(held.minutes_a_year_after(), 720) == after


def test_person_hours_count_each_person_once(wiki):
    assert {id: (len(one.people), float(round(one.hours, 4))) for id, one in channels(wiki(WIKI)).items()} == {
        "weekly": (2, 8.6667),
        "twin": (2, 2.1667),
        "status": (1, 2.0),
        "vague": (2, 1.0),
    }


def test_the_time_of_people_roles_and_teams_by_hand(wiki):
    """Ann holds the role: 60 weekly, 30 biweekly, 120 monthly, 90 quarterly; Ben is in the team alone."""
    catalog = wiki(WIKI).study().catalog
    ann = 52 * 60 + 26 * 30 + 12 * 120 + 4 * 90
    ben = 52 * 60 + 26 * 30 + 4 * 90
    assert [(id, one.minutes) for id, one in by_person(catalog, SETTINGS).items()] == [("ann", ann), ("ben", ben)]
    assert [(one.whose and one.whose.id, one.minutes) for one in by_role(catalog, SETTINGS)] == [
        ("lead", ann),
        (None, ben),
    ]
    assert [(one.whose and one.whose.id, one.minutes) for one in by_team(catalog, SETTINGS)] == [("ops", ann + ben)]


def test_the_time_of_a_dual_post_is_divided_by_its_shares(wiki):
    wiki(WIKI.replace("posts: [lead]", "posts: [{role: lead, share: 0.75}, {role: aide, share: 0.25}]"))
    wiki("""
        roles/aide.yml
        | title: Aide
        | owner: role:lead
        | reports_to: lead
    """)
    roles = {one.whose.id: one.minutes for one in by_role(wiki.study().catalog, SETTINGS) if one.whose}
    assert roles["lead"] == 3 * roles["aide"]


PEOPLE = ["ann", "ben", "cat"]
ROWS = st.lists(
    st.tuples(
        st.sets(st.sampled_from(["team:ops", "role:lead", *(f"person:{id}" for id in PEOPLE)])),
        st.sampled_from(["daily", "weekly", "monthly", "ad-hoc"]),
        st.integers(0, 120),
        st.sets(st.sampled_from("abcd")),
    ),
    max_size=6,
)


def plan_of(wiki, rows):
    lines = [
        f"- {{id: c{n}, title: C, owner: role:lead, participants: {sorted(parties)}, frequency: {frequency}, "
        f"minutes: {minutes}, topics: {sorted(topics)}}}"
        for n, (parties, frequency, minutes, topics) in enumerate(rows)
    ]
    wiki.put("channels/all.yml", "\n".join(lines).replace("'", "") + "\n")
    return wiki.study().catalog


def jaccard(one: frozenset[str], other: frozenset[str]) -> Fraction:
    return Fraction(len(one & other), len(one | other)) if one | other else Fraction(0)


@pytest.mark.slow
@given(ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_the_sums_over_people_roles_and_teams_are_the_total(wiki, rows):
    wiki(WIKI)
    catalog = plan_of(wiki, rows)
    total = sum(one.minutes for one in attendance(catalog, SETTINGS).values())
    assert sum(one.minutes for one in by_person(catalog, SETTINGS).values()) == total
    assert sum(one.minutes for one in by_role(catalog, SETTINGS)) == total
    assert sum(one.minutes for one in by_team(catalog, SETTINGS)) == total


@given(ROWS, st.sampled_from([Decimal("0.2"), Decimal("0.5"), Decimal("0.9"), Decimal(1)]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_the_quick_search_for_mergers_finds_what_the_slow_one_finds(wiki, rows, share):
    wiki(WIKI)
    catalog = plan_of(wiki, rows)
    asked = Settings(AS_OF, merge_people=share, merge_topics=share)
    taken = attendance(catalog, asked)
    who = {id: frozenset(person.id for person in one.people) for id, one in taken.items()}
    what = {id: frozenset(one.channel.topics) for id, one in taken.items()}
    slow = {
        frozenset((a, b))
        for a, b in combinations(taken, 2)
        if jaccard(who[a], who[b]) >= share and jaccard(what[a], what[b]) >= share
    }
    found = [frozenset((one.channel.id, one.other.id)) for one in audit(catalog, asked) if one.sort == "merge"]
    assert set(found) == slow
    assert len(found) == len(slow)


def test_the_audit_asks_about_the_right_meetings(wiki):
    asked = {(one.candidate.sort, one.candidate.channel.id) for one in plan(wiki(WIKI)).asked}
    assert asked == {("merge", "twin"), ("tool", "status"), ("unneeded", "vague")}


def test_the_costliest_comes_first(wiki):
    assert [one.candidate.channel.id for one in plan(wiki(WIKI)).asked] == ["twin", "status", "vague"]


def test_one_participant_less_changes_hours_and_candidates(wiki):
    wiki(WIKI.replace("[person:ann, person:ben]", "[person:cat]"))
    view = plan(wiki)
    assert ("merge", "twin") not in {(one.candidate.sort, one.candidate.channel.id) for one in view.asked}
    assert float(channels(wiki)["twin"].hours) == pytest.approx(13 / 12)


def test_a_tool_that_is_not_in_use_is_no_way_out(wiki):
    wiki(WIKI.replace("category: collaboration", "category: collaboration\n    | state: trial"))
    assert "status" not in {one.candidate.channel.id for one in plan(wiki).asked}


def test_undecided_candidates_are_findings(wiki):
    wiki(WIKI)
    assert len([line for line in wiki.findings() if "undecided-channel" in line]) == 3


def test_thresholds_are_options(wiki):
    """Ben and Ann are in both; topics a and b of a, b, c are two thirds."""
    sorts = {
        share: {one.sort for one in audit(wiki(WIKI).study().catalog, Settings(AS_OF, merge_topics=share))}
        for share in (Decimal("0.66"), Decimal("0.67"))
    }
    assert sorts == {Decimal("0.66"): {"merge", "tool", "unneeded"}, Decimal("0.67"): {"tool", "unneeded"}}


@pytest.mark.parametrize(("title", "alias"), [("z", "other"), ("Other", "z")])
def test_a_tool_that_can_do_the_topic_is_named(wiki, title, alias):
    wiki(
        WIKI.replace("category: collaboration", "category: collaboration\n    | capabilities: [talk]").replace(
            "could_use: chat, ", ""
        )
    )(f"""
        capabilities/talk.yml
        | title: {{ja: ja, en: {title}}}
        | owner: role:lead
        | group: collaborate
        | aliases: [{alias}]
    """)
    assert [one.other.id for one in audit(wiki.study().catalog, SETTINGS) if one.sort == "tool"] == ["chat"]


# Verdicts

VERDICT = """
    channels/all.yml
    | - {id: weekly, title: W, owner: role:lead, purpose: p, output: o, participants: [team:ops],
    |    frequency: weekly, minutes: 60, format: online, agenda: [x]}
    | - {id: twin, title: T, owner: role:lead, purpose: p, output: o, participants: [person:ann, person:cat],
    |    frequency: weekly, minutes: 30, format: online, agenda: [x],
    |    verdict: {decision: merge, into: weekly, on: 2026-10-01, by: ann, reason: same}}
"""


def test_a_merger_takes_its_people_along(wiki):
    """Two of an hour and two of half an hour become three of an hour: Cat joins, Ann is there already."""
    view = plan(wiki(WIKI)(VERDICT))
    assert view.hours == hours(52 * (2 * 60 + 2 * 30))
    assert view.hours_after == hours(52 * 3 * 60)
    assert view.saved == 0


def test_a_chain_of_mergers_ends_in_the_last(wiki):
    wiki(WIKI)(VERDICT)
    text = (wiki.docs / "channels/all.yml").read_text()
    text = text.replace(
        "agenda: [x]}\n",
        "agenda: [x],\n   verdict: {decision: merge, into: third, on: 2026-10-01, by: ann, reason: r}}\n",
        1,
    )
    wiki.put(
        "channels/all.yml",
        text + "- {id: third, title: X, owner: role:lead, frequency: monthly, minutes: 60, participants: []}\n",
    )
    after = {id: [person.id for person in one.after] for id, one in attendance(wiki.study().catalog, SETTINGS).items()}
    assert after == {"weekly": [], "twin": [], "third": ["ann", "ben", "cat"]}


def sealed(wiki, verdict):
    """The wiki with the seal that `check` told to write."""
    wiki(WIKI)(VERDICT)
    line = next(line for line in wiki.findings(visibility="draft") if "unsealed-verdict" in line)
    seal = re.search("`row: (.{8})`", line)[1]
    text = (wiki.docs / "channels/all.yml").read_text()
    wiki.put("channels/all.yml", text.replace("reason: same", f"reason: same, row: {seal}"))
    return wiki


def verdict_codes(wiki):
    return [line.split(" ")[1] for line in wiki.findings() if "-verdict" in line]


def test_a_sealed_verdict_stands(wiki):
    assert verdict_codes(sealed(wiki, VERDICT)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("minutes: 30", "minutes: 45"), ("person:ann, person:cat", "person:ann"), ("title: T", "title: T2")],
)
def test_a_verdict_goes_stale_when_the_row_changes(wiki, before, after):
    sealed(wiki, VERDICT)
    text = (wiki.docs / "channels/all.yml").read_text()
    wiki.put("channels/all.yml", text.replace(before, after))
    assert verdict_codes(wiki) == ([] if "title" in before else ["stale-verdict"])
    if "title" not in before:
        assert plan(wiki).saved == 0


def test_verdicts_are_summed_by_what_was_decided(wiki):
    view = plan(wiki(WIKI)(VERDICT))
    assert [(one.decision, one.count, one.hours_after) for one in view.decided] == [("merge", 1, 0)]


def test_a_role_that_nobody_holds_attends_for_nobody(wiki):
    wiki(WIKI.replace("posts: [lead]", "posts: [{role: lead, until: 2026-11-21}]"))
    lines = [line.split(" ")[0] for line in wiki.findings() if "nobody-attends" in line]
    assert lines == ["channels/all.yml:2:45:", "channels/all.yml:6:32:"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("毎週", "weekly"),
        ("隔週", "biweekly"),
        ("Every month", "monthly"),
        ("月１回", "monthly"),
        ("ｗｅｅｋｌｙ", "weekly"),
    ],
)
def test_frequencies_may_be_written_in_words(written, meant):
    assert channel(frequency=written).frequency == meant


def test_whoever_names_a_participant_by_title_is_told_the_reference(wiki):
    wiki("""
        people/ann.yml
        | title: {ja: 安藤 杏, en: Ann Ando}
        | owner: person:ann
        channels/weekly.yml
        | title: Weekly
        | owner: person:ann
        | participants: [安藤杏, Ann Ando]
    """)
    assert wiki.problems() == [
        "channels/weekly.yml:3:16: ref-form it is not clear what `安藤杏` points to (did you mean `person:ann`?)",
        "channels/weekly.yml:3:21: ref-form it is not clear what `Ann Ando` points to (did you mean `person:ann`?)",
    ]


def test_every_wording_of_a_frequency_means_one():
    assert {channel(frequency=word).frequency for word in FREQUENCIES} == set(FREQUENCIES.values())


def test_a_team_that_appears_nowhere_is_named(wiki):
    assert [team.id for team in plan(wiki(WIKI)).absent] == ["lost"]


def test_completeness_counts_the_five_columns(wiki):
    assert plan(wiki(WIKI)).complete == Decimal(17) / 20


SETS = st.frozensets(st.sampled_from("abcdef"))


@given(SETS, SETS, st.fractions(Fraction(1, 100), 1, max_denominator=100))
def test_to_be_alike_is_symmetric_and_means_the_jaccard_of_both(one, other, share):
    assert alike(one, other, share) == alike(other, one, share) == (jaccard(one, other) >= share)


@given(ROWS, st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_the_order_in_which_meetings_are_written_changes_no_candidate(wiki, rows, random):
    wiki(WIKI)
    found = audit(plan_of(wiki, rows), SETTINGS)
    lines = wiki.docs.joinpath("channels/all.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    random.shuffle(lines)
    wiki.put("channels/all.yml", "".join(lines))
    again = audit(wiki.study().catalog, SETTINGS)
    assert [(one.sort, one.channel.id, one.other and one.other.id) for one in again] == [
        (one.sort, one.channel.id, one.other and one.other.id) for one in found
    ]
