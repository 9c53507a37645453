"""Planned organisations: every measure worked out by hand, every sort of change, who sees what."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mops_kb import schema
from mops_kb.build import words
from mops_kb.kinds import KINDS
from mops_kb.kinds.scenario.model import AddedRole, Change, Costs, Scenario
from mops_kb.model.ref import Ref
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.scenarios.comparison import section
from mops_kb.reports.scenarios.org import Load, Org, Seat, Thing
from mops_kb.reports.scenarios.told import Comparison
from tests.conftest import AS_OF


def changes(*written: dict[str, object]) -> tuple[Change, ...]:
    return tuple(Change.model_validate(change) for change in written)


# Arithmetic


def org(**more: object) -> Org:
    """A boss with two below: `dev` of two posts, with `qa` below it."""
    seats = [Seat("boss"), Seat("dev", "web", "boss", 2), Seat("qa", "web", "dev"), Seat("hr", "staff", "boss")]
    posts = {("ann", "boss"): 1, ("ben", "dev"): Decimal("0.5"), ("ben", "qa"): Decimal("0.5"), ("cat", "dev"): 1}
    homes = {"ann": None, "ben": "web", "cat": "web", "dan": "staff"}
    made = {"seats": {seat.id: seat for seat in seats}, "posts": {k: Decimal(v) for k, v in posts.items()}}
    return Org(**{**made, "homes": homes, **more})


def test_a_post_with_a_holder_is_filled_whatever_the_share():
    assert (org().headcount, org().filled, org().fte) == (5, 4, 3)
    assert {role: org().vacancies(role) for role in org().seats} == {"boss": 0, "dev": 0, "qa": 0, "hr": 1}


def test_a_third_holder_of_two_posts_fills_no_other():
    crowded = org(posts={("ann", "dev"): Decimal(1), ("ben", "dev"): Decimal("0.5"), ("cat", "dev"): Decimal("0.5")})
    assert (crowded.filled, crowded.vacancies("dev"), crowded.fte) == (2, 0, 2)


def test_the_span_counts_posts_and_the_depth_counts_levels():
    assert org().spans == {"boss": 3, "dev": 1}
    assert org().average_span == 2
    assert org().depth == 3


def test_an_empty_organisation_has_no_measures():
    empty = Org({}, {}, {})
    assert (empty.headcount, empty.fte, empty.depth, empty.spans, empty.average_span) == (0, 0, 0, {}, None)


def test_what_it_costs_is_what_each_role_costs_by_shares():
    costs = Costs.model_validate({"default": "10", "roles": [{"role": "dev", "per_year": "20"}]})
    assert org().cost(costs) == 10 + (10 + 5) + 20
    assert org().cost_when_full(costs) == 45 + 10


def test_a_role_that_is_ended_takes_its_posts_along():
    after = org().after((), changes({"do": "end-role", "role": "qa"}))
    assert set(after.seats) == {"boss", "dev", "hr"}
    assert after.roles("ben") == {"dev": Decimal("0.5")}
    assert after.homes["ben"] == "web"


def test_a_role_that_is_moved_takes_its_people_to_the_new_team():
    after = org().after((), changes({"do": "move-role", "role": "dev", "team": "lab", "reports_to": "hr"}))
    assert after.seats["dev"] == Seat("dev", "lab", "hr", 2)
    assert after.homes == {"ann": None, "ben": "lab", "cat": "lab", "dan": "staff"}
    assert after.depth == 4


def test_a_role_that_is_moved_keeps_what_is_not_said():
    after = org().after((), changes({"do": "move-role", "role": "qa", "reports_to": "boss"}))
    assert after.seats["qa"] == Seat("qa", "web", "boss")


def test_headcount():
    after = org().after((), changes({"do": "headcount", "role": "dev", "to": "4"}))
    assert (after.headcount, after.vacancies("dev"), after.spans["boss"]) == (7, 2, 5)


def test_somebody_takes_up_a_role():
    after = org().after((), changes({"do": "assign", "person": "dan", "role": "hr", "share": "0.8"}))
    assert after.roles("dan") == {"hr": Decimal("0.8")}
    assert (after.filled, after.fte) == (5, Decimal("3.8"))


def test_who_takes_up_a_role_that_they_hold_has_the_new_share():
    after = org().after((), changes({"do": "assign", "person": "ben", "role": "dev", "share": "0.2"}))
    assert after.roles("ben") == {"qa": Decimal("0.5"), "dev": Decimal("0.2")}


def test_somebody_gives_up_a_role():
    after = org().after((), changes({"do": "release", "person": "cat", "role": "dev"}))
    assert after.roles("cat") == {}
    assert after.homes["cat"] == "web"


def test_giving_up_comes_before_taking_up_however_it_is_written():
    taken, given_up = {"do": "assign", "person": "cat", "role": "dev", "share": "0.4"}, {"do": "release"}
    given_up |= {"person": "cat", "role": "dev"}
    first, second = org().after((), changes(taken, given_up)), org().after((), changes(given_up, taken))
    assert first == second
    assert first.roles("cat") == {"dev": Decimal("0.4")}


def test_who_moves_to_another_team_belongs_to_it():
    plan = changes({"do": "release", "person": "cat", "role": "dev"}, {"do": "assign", "person": "cat", "role": "hr"})
    assert org().after((), plan).homes["cat"] == "staff"


def test_a_new_role_has_a_place_and_nobody_in_it():
    lab = AddedRole.model_validate({"id": "lab", "title": "Lab", "reports_to": "role:qa", "headcount": "2"})
    after = org().after((lab,), ())
    assert after.reports("qa") == ("lab",)
    assert (after.headcount, after.vacancies("lab"), after.depth) == (7, 2, 4)


def owned(*owners: str, duties: tuple[str, ...] = (), ahead: bool = False) -> tuple[Thing, ...]:
    split = (Ref(*owner.split(":")) for owner in owners)
    return tuple(Thing(Ref("tool", str(n)), owner, duties, ahead) for n, owner in enumerate(split))


def owners(planned: Org) -> list[str]:
    return [str(thing.owner) for thing in planned.things]


def test_a_hand_over_gives_all_that_a_role_owns():
    before = org(things=owned("role:dev", "role:qa", "team:web", "person:cat"))
    after = before.after((), changes({"do": "hand-over", "role": "dev", "to": "hr"}))
    assert owners(after) == ["role:hr", "role:qa", "team:web", "person:cat"]


def test_a_hand_over_of_a_duty_gives_what_belongs_to_it():
    things = (*owned("role:dev", duties=("data", "process")), *owned("role:dev", duties=("martech",)))
    after = org(things=things).after((), changes({"do": "hand-over", "role": "dev", "to": "hr", "duty": ["data"]}))
    assert owners(after) == ["role:hr", "role:dev"]


def test_the_first_hand_over_that_fits_takes_and_passes_nothing_on():
    to_qa, to_hr = (
        {"do": "hand-over", "role": "dev", "to": "qa"},
        {"do": "hand-over", "role": "dev", "to": "hr", "duty": "data"},
    )
    on = {"do": "hand-over", "role": "qa", "to": "boss"}
    things = owned("role:dev", duties=("data",))
    assert owners(org(things=things).after((), changes(to_qa, to_hr, on))) == ["role:qa"]
    assert owners(org(things=things).after((), changes(to_hr, to_qa, on))) == ["role:hr"]


def test_what_an_ended_role_does_not_hand_over_has_nobody():
    before = org(things=owned("role:qa", "role:hr", "role:hidden", "team:web", "team:empty", "person:dan"))
    after = before.after((), changes({"do": "end-role", "role": "qa"}))
    assert [before.is_answered(thing) for thing in before.things] == [True, False, True, True, False, True]
    assert [after.is_answered(thing) for thing in after.things] == [False, False, True, True, False, True]


def test_a_duty_is_covered_while_somebody_answers_for_one_thing_of_it():
    before = org(things=owned("role:qa", "role:hr", duties=("data",)))
    assert before.covers("data")
    assert not before.covers("martech")
    assert not before.after((), changes({"do": "end-role", "role": "qa"})).covers("data")


def test_a_duty_is_covered_while_somebody_holds_a_role_that_has_it():
    aide = AddedRole.model_validate({"id": "aide", "title": "Aide", "reports_to": "hr", "duty": "data"})
    assert not org().after((aide,), ()).covers("data")
    assert org().after((aide,), changes({"do": "assign", "person": "dan", "role": "aide"})).covers("data")


def test_the_load_of_a_duty_is_carried_by_all_who_answer_for_anything_of_it_each_post_once():
    before = org(things=owned("role:dev", "role:dev", "team:web", "person:ann", "role:hr", duties=("data",)))
    assert before.load_of("data") == Load(5, Decimal(3))
    assert before.load_of("data").each == Decimal(5) / 3
    assert org().load_of("data").each is None


def test_events_of_a_person_count_with_their_main_role():
    things = (*owned("role:dev", "role:dev", "person:cat", "team:staff", ahead=True), *owned("role:dev"))
    before = org(things=things)
    assert before.events == Load(4, Decimal(3))
    assert before.events_by_owner == {
        Ref("role", "dev"): Load(3, Decimal("1.5")),
        Ref("team", "staff"): Load(1, Decimal(0)),
    }
    assert before.events_by_owner[Ref("team", "staff")].has_nobody


NAMES = st.sampled_from("abcdef")
SHARES = st.sampled_from([Decimal("0.2"), Decimal("0.5"), Decimal(1)])


@st.composite
def orgs(draw: st.DrawFn) -> Org:
    """Any tree: each role reports to one before it."""
    ids = sorted(draw(st.sets(NAMES, min_size=1)))
    seats = {}
    for number, id in enumerate(ids):
        above = draw(st.sampled_from(ids[:number])) if number else None
        seats[id] = Seat(id, draw(st.sampled_from([None, "x", "y"])), above, draw(st.integers(0, 3)))
    people = sorted(draw(st.sets(st.sampled_from("stuvw"))))
    posts = {(person, draw(st.sampled_from(ids))): draw(SHARES) for person in people}
    owners = st.builds(Ref, st.just("role"), st.sampled_from(ids))
    things = draw(st.lists(st.builds(Thing, st.just(Ref("tool", "t")), owners, st.just(("data",)), st.booleans())))
    return Org(seats, posts, {person: draw(st.sampled_from([None, "x"])) for person in people}, tuple(things))


@settings(deadline=None)
@given(orgs())
def test_no_change_changes_nothing(before):
    assert before.after((), ()) == before


@settings(deadline=None)
@given(orgs(), NAMES, NAMES, st.sampled_from([None, "x", "y", "z"]))
def test_moving_a_role_keeps_everybody_at_work(before, role, above, team):
    move = Change.model_construct(do="move-role", role=role, reports_to=above, team=team)
    after = before.after((), (move,))
    assert after.posts == before.posts
    assert (after.fte, after.headcount, after.filled) == (before.fte, before.headcount, before.filled)


@settings(deadline=None)
@given(orgs(), NAMES)
def test_posts_are_filled_or_vacant(before, role):
    after = before.after((), changes({"do": "end-role", "role": role}))
    for one in (before, after):
        assert one.headcount == one.filled + sum(one.vacancies(role) for role in one.seats)


@settings(deadline=None)
@given(orgs())
def test_every_post_but_the_top_is_in_one_span(one):
    assert sum(one.spans.values()) == one.headcount - sum(one.seats[top].headcount for top in one.tops)


@settings(deadline=None)
@given(orgs(), NAMES, NAMES)
def test_a_hand_over_loses_nothing(before, role, to):
    after = before.after((), changes({"do": "hand-over", "role": role, "to": to}))
    assert [thing.ref for thing in after.things] == [thing.ref for thing in before.things]
    assert role == to or all(thing.owner != Ref("role", role) for thing in after.things)


# A whole plan, by hand


WIKI = """
    teams/all.yml
    | - {id: mkt, title: Marketing, owner: role:cmo}
    | - {id: ops, title: Operations, owner: role:cmo}
    roles/all.yml
    | - {id: ceo, title: Chief, owner: role:ceo}
    | - {id: cmo, title: Marketing head, owner: role:ceo, team: mkt, reports_to: ceo}
    | - {id: ops, title: Operator, owner: role:cmo, team: ops, reports_to: cmo, headcount: 3}
    | - {id: data, title: Analyst, owner: role:cmo, team: ops, reports_to: ops}
    | - {id: sales, title: Seller, owner: role:ceo, reports_to: ceo}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:ceo, posts: [ceo]}
    | - {id: ben, title: Ben, owner: role:ceo, team: mkt, posts: [cmo]}
    | - {id: cat, title: Cat, owner: role:cmo, team: ops, posts: [ops]}
    | - {id: dan, title: Dan, owner: role:cmo, team: ops,
    |    posts: [{role: ops, share: 0.5}, {role: data, share: 0.5}]}
    | - {id: eve, title: Eve, owner: role:ceo, posts: [{role: sales, until: 2027-03-31}]}
    | - {id: fay, title: Fay, owner: role:ceo, posts: [{role: sales, since: 2027-04-01}]}
    events/all.yml
    | - {id: soon, title: Soon, owner: role:ops, category: webinar, when: 2026-12-01, status: planned}
    | - {id: quarter, title: Quarter, owner: team:mkt, category: webinar, when: 2026 Q4, status: confirmed}
    | - {id: some-day, title: Some day, owner: person:dan, category: webinar, when: TBD, status: planned}
    | - {id: over, title: Over, owner: role:ops, category: webinar, when: 2026-11-21, status: planned}
    | - {id: off, title: Off, owner: role:ops, category: webinar, when: 2026-12-01, status: cancelled}
    tools/all.yml
    | - {id: crm, title: CRM, owner: role:data, category: crm, duty: [martech]}
    | - {id: web, title: Web, owner: role:data, category: web, duty: [data]}
    scenarios/plan.yml
    | title: Plan
    | owner: role:cmo
    | starts_on: 2027-04-01
    | reason: Why not
    | costs: {default: 10, roles: [{role: cmo, per_year: 20}, {role: data, per_year: 8}]}
    | adds:
    |   - {id: lead, title: Lead, team: ops, reports_to: cmo, duty: [enablement]}
    | changes:
    |   - {do: move-role, role: ops, reports_to: lead}
    |   - {do: headcount, role: ops, to: 2}
    |   - {do: hand-over, role: data, to: lead, duty: [martech]}
    |   - {do: end-role, role: data}
    |   - {do: assign, person: cat, role: lead, share: 0.5}
    |   - {do: assign, person: cat, role: ops, share: 0.5}
"""


def compared(wiki, **chosen: object) -> Comparison:
    """What is told of the first plan, on a site for colleagues."""
    chosen = {"visibility": "internal", **chosen}
    found = wiki.study(**chosen)
    assert found.problems == ()
    site = Wiki(found.catalog, found.kinds, Settings(**{"as_of": AS_OF, **chosen}), found.findings)
    return section(found.catalog.of(Scenario)[0], site)


def test_every_measure_today_and_after(wiki):
    measures = {one.name: (one.today, one.planned, one.difference) for one in compared(wiki(WIKI)).measures}
    assert {
        name: tuple(map(Fraction, three)) for name, three in measures.items() if name not in ("events", "average-span")
    } == {
        "headcount": (7, 6, -1),
        "filled": (6, 6, 0),
        "vacancies": (1, 0, -1),
        "fte": (5, Fraction("4.5"), Fraction("-0.5")),
        "cost": (10 + 20 + 10 + (5 + 4) + 10, 10 + 20 + (5 + 5) + 5 + 10, -4),
        "cost-when-full": (69, 55, -14),
        "span": (3, 2, -1),
        "depth": (4, 4, 0),
        "uncovered": (2, 2, 0),
        "unanswered": (0, 1, 1),
    }
    assert [round(value, 4) for value in measures["average-span"]] == [2, Decimal("1.6667"), Decimal("-0.3333")]
    assert [round(value, 4) for value in measures["events"]] == [Decimal("0.6"), Decimal("0.6667"), Decimal("0.0667")]


def test_duties_before_and_after(wiki):
    duties = {row.burden.name.id: row for row in compared(wiki(WIKI)).duties}
    covered = {id: (row.covered_today, row.covered) for id, row in duties.items()}
    assert covered["martech"] == (True, True)
    assert covered["data"] == (True, False)
    assert covered["enablement"] == (False, True)
    loads = {id: (row.burden.today, row.burden.planned) for id, row in duties.items()}
    assert loads["martech"] == (Load(1, Decimal("0.5")), Load(1, Decimal("0.5")))
    assert loads["data"] == (Load(1, Decimal("0.5")), Load(1, Decimal(0)))


def test_the_load_of_a_duty_is_the_work_that_is_not_over(wiki):
    """Ann says that data are her duty, and carries them with Dan, of whose time the role has half."""
    busy = WIKI.replace("title: Ann, owner: role:ceo,", "title: Ann, owner: role:ceo, duty: data,")
    wiki(busy)("""
    tools/old.yml
    | {title: Old, owner: role:data, category: web, duty: data, state: retired}
    """)
    rows = {row.burden.name.id: row.burden.today for row in compared(wiki).duties}
    assert rows["data"] == Load(1, Decimal("1.5"))


def test_events_ahead_by_owner(wiki):
    rows = {row.name.id: (row.today, row.planned) for row in compared(wiki(WIKI)).owners}
    assert rows == {
        "ops": (Load(1, Decimal("1.5")), Load(2, Decimal(1))),
        "data": (Load(1, Decimal("0.5")), Load(0, Decimal(0))),
        "mkt": (Load(1, Decimal(1)), Load(1, Decimal(1))),
    }


def test_who_moves_and_what_of_it_is_settled_already(wiki):
    plan = compared(wiki(WIKI))
    moves = {
        move.person.id: (
            [(role.id, share) for role, share in move.before.roles],
            [(role.id, share) for role, share in move.after.roles],
            move.by_dates,
        )
        for move in plan.moves
    }
    half = Decimal("0.5")
    assert moves == {
        "cat": ([("ops", 1)], [("lead", half), ("ops", half)], False),
        "dan": ([("data", half), ("ops", half)], [("ops", half)], False),
        "eve": ([("sales", 1)], [], True),
        "fay": ([], [("sales", 1)], True),
    }
    assert (plan.moving, plan.left) == (4, 1)


def test_a_move_tells_the_managers(wiki):
    move = next(move for move in compared(wiki(WIKI)).moves if move.person.id == "cat")
    told = [[(m.role.id, [p.id for p in m.people]) for m in one.managers] for one in (move.before, move.after)]
    assert told == [[("cmo", ["ben"])], [("cmo", ["ben"]), ("lead", ["cat"])]]


def test_who_gets_another_manager_only_is_listed_apart(wiki):
    wiki(WIKI)
    wiki.put(
        "scenarios/plan.yml",
        "title: P\nowner: role:cmo\nstarts_on: 2026-12-01\nchanges: [{do: move-role, role: ops, reports_to: sales}]\n",
    )
    plan = compared(wiki)
    assert (plan.moves, plan.moving) == ((), 0)
    assert [move.person.id for move in plan.new_managers] == ["cat", "dan"]


def test_what_nobody_would_answer_for_is_named(wiki):
    assert [entity.id for entity in compared(wiki(WIKI)).unanswered] == ["web"]


def test_the_planned_tree_says_what_changes(wiki):
    plan = compared(wiki(WIKI))
    ceo = plan.tree[0]
    cmo, sales = ceo.branches
    lead = cmo.branches[0]
    ops = lead.branches[0]
    assert [branch.role.id for branch in (ceo, cmo, sales, lead, ops)] == ["ceo", "cmo", "sales", "lead", "ops"]
    assert [branch.is_changed for branch in (ceo, cmo, sales, lead, ops)] == [False, False, True, True, True]
    assert lead.is_new
    assert ops.was_below.id == "cmo"
    assert (ops.was_headcount, ops.headcount) == (3, 2)
    assert [(held.person.id, held.before, held.share) for held in ops.holders] == [
        ("cat", 1, Decimal("0.5")),
        ("dan", Decimal("0.5"), Decimal("0.5")),
    ]
    assert [person.id for person in sales.gone] == ["eve"]
    assert ceo.below == 5
    assert [role.id for role in plan.ended] == ["data"]


def test_a_plan_whose_day_has_passed_is_what_it_would_still_change(wiki):
    wiki(WIKI)
    later = compared(wiki, as_of=date(2027, 5, 1))
    assert later.day == date(2027, 5, 1)
    assert {move.person.id for move in later.moves} == {"cat", "dan"}


def test_a_plan_whose_day_has_passed_is_a_finding(wiki):
    wiki(WIKI)
    late = wiki.findings(visibility="internal", as_of=date(2027, 4, 2))
    assert [line.split()[:2] for line in late if "plan-overdue" in line] == [
        ["scenarios/plan.yml:3:12:", "plan-overdue"]
    ]
    assert not [line for line in wiki.findings(visibility="internal", as_of=date(2027, 4, 1)) if "plan-overdue" in line]


def test_a_plan_does_not_become_wrong_by_the_passing_of_time(wiki):
    wiki(WIKI)
    for day in (date(2026, 1, 1), AS_OF, date(2027, 4, 1), date(2030, 1, 1)):
        assert wiki.problems(visibility="internal", as_of=day) == []


def test_without_assumed_costs_nothing_is_said_of_costs(wiki):
    wiki(WIKI.replace("| costs: {", "| tags: [x]\n    | #  {"))
    plan = compared(wiki)
    assert plan.assumed is None
    assert plan.measure("cost") is None
    assert "no costs" not in wiki.page("scenarios/plan.md", visibility="internal", language="en").split("#assumed")[0]
    assert "assumes no costs" in wiki.page("scenarios/plan.md", visibility="internal", language="en")


# Pages


def test_the_page_tells_aloud_what_is_assumed(wiki):
    page = wiki(WIKI).page("scenarios/plan.md", visibility="internal", language="en", currency="USD")
    assumed = page.split("{ #assumed }")[1].split("## ")[0]
    assert "nobody&#39;s pay" in assumed
    for amount in ("$10.00", "$20.00", "$8.00"):
        assert amount in assumed


def test_changes_in_the_tree_are_told_in_words(wiki):
    page = wiki(WIKI).page("scenarios/plan.md", visibility="internal", language="en")
    tree = page.split("{ #tree }")[1]
    for words_ in (
        "</span> new</span>",
        "reports elsewhere",
        "3 → 2 posts",
        "joins",
        "leaves",
        "today 100%",
    ):
        assert words_ in tree


def test_all_plans_stand_beside_today(wiki):
    wiki(WIKI)
    wiki.put("scenarios/none.yml", "title: As it is\nowner: role:cmo\nstarts_on: 2027-01-01\n")
    page = wiki.page("org-scenarios.md", visibility="internal", language="en")
    assert page.count('<th scope="col"') == 4
    assert "As it is" in page
    assert "org-scenarios.md" not in {page.path for page in wiki.site().pages}


def test_a_plan_that_changes_nothing_is_as_today(wiki):
    wiki(WIKI)
    wiki.put("scenarios/plan.yml", "title: As it is\nowner: role:cmo\nstarts_on: 2026-12-01\n")
    plan = compared(wiki)
    assert {one.difference for one in plan.measures} == {0}
    assert (plan.moves, plan.new_managers, plan.ended, plan.unanswered) == ((), (), (), ())
    assert not any(branch.is_changed for branch in plan.tree)


def test_a_wiki_of_nothing_but_a_plan(wiki):
    wiki("""
        roles/x.yml
        | title: X
        | owner: role:x
        scenarios/a.yml
        | title: A
        | owner: role:x
        | starts_on: 2027-01-01
    """)
    assert wiki.problems() == []
    assert "As" not in wiki.page("scenarios/a.md", visibility="internal")


# Who sees what


def test_plans_are_internal_if_they_do_not_say_otherwise(wiki):
    wiki(WIKI)
    public, internal = wiki.site(), wiki.site(visibility="internal")
    assert not [page.path for page in public.pages if page.path.startswith("scenarios/")]
    assert "scenarios/plan.md" in {page.path for page in internal.pages}
    assert "scenario:plan" not in public.files[0].content


@pytest.mark.parametrize("language", ["ja", "en"])
def test_guide_and_schema_say_that_plans_are_internal(wiki, language):
    labels = words(KINDS, Settings(AS_OF, language=language))
    kind = next(kind for kind in KINDS if kind.name == "scenario")
    field = schema.of(kind, labels)["$defs"]["record"]["properties"]["visibility"]
    assert field["default"] == "internal"
    assert field["description"] == labels("scenario.visibility.help") != labels("entity.visibility.help")
    wiki.put("roles/x.yml", "title: X\nowner: role:x\n")
    assert labels("scenario.visibility.help") in wiki.page("guide/scenario.md", language=language)
    assert labels("entity.visibility.help") in wiki.page("guide/role.md", language=language)


PUBLIC = """
    scenarios/plan.yml
    | title: Plan
    | owner: role:cmo
    | visibility: public
    | starts_on: 2027-04-01
    | changes:
    |   - {do: end-role, role: data}
    |   - {do: move-role, role: ops, reports_to: ceo}
"""


def test_a_public_plan_tells_of_nobody_in_person(wiki):
    wiki(WIKI)
    wiki(PUBLIC)
    page = wiki.page("scenarios/plan.md", language="en")
    plan = compared(wiki, visibility="public")
    assert (plan.moves, plan.new_managers, plan.moving) == ((), (), 3)
    comparison = page.split("{ #comparison }")[1].split("mk-related")[0]
    assert "roles/" in comparison
    assert "people/" not in comparison


def test_a_public_plan_does_not_know_roles_that_are_hidden(wiki):
    wiki(WIKI)
    wiki(PUBLIC)
    wiki.put("roles/zz.yml", "title: Zz\nowner: role:cmo\nreports_to: ceo\nvisibility: internal\n")
    without = wiki.page("scenarios/plan.md")
    wiki(
        PUBLIC
        + "    |   - {do: move-role, role: cmo, reports_to: zz}\n    |   - {do: hand-over, role: zz, to: sales}\n"
    )
    assert wiki.problems() == []
    assert wiki.page("scenarios/plan.md") == without
    assert "zz" not in "".join(wiki.outputs(wiki.site()).values()).lower()


def test_a_hidden_plan_is_checked(wiki):
    wiki(WIKI.replace("role: ops, to: 2", "role: ops, to: 0"))
    assert [line.split()[1] for line in wiki.problems()] == ["too-few-posts"]


def test_programs_get_the_changes_with_their_references(wiki):
    facts = json.loads(wiki(WIKI).site(visibility="internal").files[0].content)
    plan = next(one for one in facts["entities"] if one["ref"] == "scenario:plan")["fields"]
    assert plan["adds"] == [
        {
            "id": "lead",
            "title": "Lead",
            "team": ["team:ops"],
            "reports_to": ["role:cmo"],
            "duty": ["duty:enablement"],
        }
    ]
    assert plan["changes"][:2] == [
        {"do": "move-role", "role": ["role:ops"], "reports_to": ["role:lead"]},
        {"do": "headcount", "to": 2, "role": ["role:ops"]},
    ]


# Mistakes together


def test_all_that_is_wrong_with_a_plan_is_told_at_once(wiki):
    wiki(WIKI)
    wiki("""
        scenarios/plan.yml
        | title: Plan
        | owner: role:cmo
        | starts_on: 2027-04-01
        | adds:
        |   - {id: sales, title: Twice, reports_to: ceo}
        | changes:
        |   - {do: end-role, role: ops}
        |   - {do: move-role, role: cmo, reports_to: sales}
        |   - {do: move-role, role: sales, reports_to: cmo}
        |   - {do: release, person: eve, role: sales}
        |   - {do: assign, person: ann, role: cmo, share: 0.1}
    """)
    assert [line[: line.index(" ", line.index(": ") + 2)] for line in wiki.problems()] == [
        "scenarios/plan.yml:5:10: duplicate-id",
        "scenarios/plan.yml:7:26: still-below",
        "scenarios/plan.yml:8:44: cycle",
        "scenarios/plan.yml:10:38: not-held",
        "scenarios/plan.yml:11:37: too-few-posts",
        "scenarios/plan.yml:11:49: too-much-work",
    ]


def test_two_mistakes_in_one_change_are_two_lines(wiki):
    wiki("""
        roles/x.yml
        | title: X
        | owner: role:x
        scenarios/a.yml
        | title: A
        | owner: role:x
        | starts_on: 2027-01-01
        | changes:
        |   - {do: assign, role: x, to: x, team: y}
    """)
    assert [line.split()[:2] for line in wiki.problems()] == [
        ["scenarios/a.yml:5:5:", "change-lacks"],
        ["scenarios/a.yml:5:27:", "change-superfluous"],
        ["scenarios/a.yml:5:34:", "change-superfluous"],
    ]


def test_a_kind_before_the_id_means_the_same(wiki):
    wiki(WIKI.replace("role: ops, reports_to: lead", "role: role:ops, reports_to: role:lead"))
    assert compared(wiki).tree[0].branches[0].branches[0].branches[0].role.id == "ops"


def test_a_plan_of_a_broken_organisation_is_no_mistake_of_the_plan(wiki):
    wiki(WIKI.replace("team: mkt, reports_to: ceo", "team: mkt, reports_to: data"))
    assert [line.split()[1] for line in wiki.problems()] == ["cycle", "still-below"]


def test_a_role_that_is_overfull_today_is_no_mistake_of_the_plan(wiki):
    """Two hold the one post already; the plan gives one of them less of it."""
    wiki("""
        roles/all.yml
        | - {id: lead, title: Lead, owner: role:lead}
        people/all.yml
        | - {id: ann, title: Ann, owner: role:lead, posts: [lead]}
        | - {id: ben, title: Ben, owner: role:lead, posts: [lead]}
        scenarios/a.yml
        | title: A
        | owner: role:lead
        | starts_on: 2027-04-01
        | changes:
        |   - {do: assign, person: ann, role: lead, share: 0.5}
    """)
    assert wiki.problems(visibility="draft") == []
    wiki.put(
        "scenarios/a.yml", (wiki.docs / "scenarios/a.yml").read_text() + "  - {do: headcount, role: lead, to: 0}\n"
    )
    assert [line.split(" ")[1] for line in wiki.problems(visibility="draft")] == ["too-few-posts"]


def test_who_has_too_much_today_may_come_to_have_less(wiki):
    wiki("""
        roles/all.yml
        | - {id: lead, title: Lead, owner: role:lead}
        | - {id: dev, title: Developer, owner: role:lead, reports_to: lead}
        people/all.yml
        | - {id: ann, title: Ann, owner: role:lead, posts: [lead, dev]}
        scenarios/a.yml
        | title: A
        | owner: role:lead
        | starts_on: 2027-04-01
        | changes:
        |   - {do: assign, person: ann, role: dev, share: 0.5}
    """)
    assert wiki.problems() == []
