"""Initiatives: whom a change affects, and gates that open and close with their evidence."""

from datetime import date

import pytest

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.settings import Settings
from mops_kb.reports.initiatives.affected import affected
from mops_kb.reports.initiatives.compared import compared
from mops_kb.reports.initiatives.gates import gates
from mops_kb.reports.initiatives.phase import phase, standing
from tests.conftest import AS_OF

PATH = "initiatives/fast.yml"
OTHERS = """
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: sales, title: Sales, owner: role:lead}
    | - {id: hr, title: HR, owner: role:lead}
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops, reports_to: cmo}
    | - {id: rep, title: Rep, owner: role:lead, team: sales, reports_to: cmo}
    | - {id: cmo, title: CMO, owner: role:lead}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: lead}
    | - {id: bob, title: Bob, owner: role:lead, team: sales, posts: rep}
    | - {id: cy, title: Cy, owner: role:lead, team: sales}
    | - {id: dee, title: Dee, owner: role:lead, team: hr, posts: cmo}
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    | used_by: sales
    playbooks/call.yml
    | title: Call
    | owner: role:rep
    | accountable: lead
    | steps: [{title: Call, role: rep}]
    | reviewed_on: 2026-10-20
    channels/all.yml
    | - {id: weekly, title: Weekly, owner: role:lead, participants: team:sales}
    | - {id: news, title: News, owner: role:lead}
    trainings/calls.yml
    | title: Calls
    | owner: role:lead
    | required_for: role:rep
    completions/all.csv
    | person,training,on
    | bob,calls,2026-10-20
    kpis/speed.yml
    | title: Speed
    | owner: role:lead
    | group: efficiency
    | unit: minutes
    | better: lower
    figures/all.csv
    | kpi,period,value
    | speed,2026-09,240
    | speed,2026-10,5
"""
RECORD = """title: Fast
owner: role:lead
state: running
started_on: 2026-10-01
kpis: speed
playbooks: call
tools: crm
trainings: calls
talks:
  - {team: ops, on: 2026-09-14}
  - {team: sales, on: 2026-09-15}
concerns:
  - {team: ops, text: Too much, raised_on: 2026-09-14, owner: role:lead, answer: No, answered_on: 2026-09-16}
  - {team: sales, text: Too soon, raised_on: 2026-09-15, owner: person:bob, answer: Yes, answered_on: 2026-09-18}
duties:
  - {role: lead, during: Watches, after: Rests, agreed_on: 2026-09-20}
  - {role: rep, during: Tries, after: Calls, agreed_on: 2026-09-21}
executives_told:
  - {who: role:cmo, on: 2026-09-25}
early_adopters: [person:bob]
channels:
  - {team: ops, channel: news}
  - {team: sales, channel: weekly}
blockers:
  - {text: No phone, since: 2026-10-05, owner: role:lead, need: A phone}
report_every: month
reports:
  - {on: 2026-10-12, text: Slow}
  - {on: 2026-11-12, text: Fast}
asks:
  - {text: A phone, of: role:cmo, on: 2026-10-06, due: 2026-10-20, closed_on: 2026-10-19}
outcome: {on: 2026-11-20, text: It rings}
"""


def with_record(wiki, text=RECORD):
    wiki(OTHERS).put(PATH, text)
    return wiki


def without(*lines):
    """The record without the lines that have these words."""
    kept = [line for line in RECORD.splitlines() if not any(words in line for words in lines)]
    return "\n".join(kept) + "\n"


def known(wiki, on=AS_OF, as_of=AS_OF, **settings):
    given = Settings(as_of, **{"visibility": "internal", **settings})
    catalog = wiki.study(as_of=as_of, **{"visibility": "internal", **settings}).catalog
    initiative = catalog.of(Initiative)[0]
    return {gate.phase: gate for gate in gates(initiative, catalog, given, on)}


def missing(wiki, **more):
    """Need → what it lacks and for what, for all needs that are not met."""
    return {
        need.name: [(lack.why, lack.thing.id if lack.thing else None) for lack in need.missing]
        for gate in known(wiki, **more).values()
        for need in gate.needs
        if not need.is_met
    }


def told(lines, *codes):
    return [line for line in lines if line.split(" ")[1] in codes]


# Affected


def test_teams_roles_and_people_are_found_by_playbooks_and_tools(wiki):
    with_record(wiki)
    catalog = wiki.study().catalog
    found = affected(catalog.of(Initiative)[0], catalog, Settings(AS_OF))
    assert [team.id for team in found.teams] == ["ops", "sales"]
    assert [role.id for role in found.roles] == ["lead", "rep"]
    assert [person.id for person in found.people] == ["ann", "bob", "cy"]
    why = {ref.id: [(one.how, one.thing.id) for one in reasons] for ref, reasons in found.why.items()}
    assert why == {
        "rep": [("does", "call")],
        "lead": [("accountable", "call"), ("owns", "crm")],
        "sales": [("uses", "crm"), ("in-team", "rep")],
        "ops": [("in-team", "lead")],
        "ann": [("holds", "lead")],
        "bob": [("holds", "rep"), ("member", "sales")],
        "cy": [("member", "sales")],
    }


def test_further_teams_and_roles_are_those_that_it_names(wiki):
    with_record(wiki, RECORD + "teams: hr\nroles: cmo\n")
    catalog = wiki.study().catalog
    found = affected(catalog.of(Initiative)[0], catalog, Settings(AS_OF))
    assert [team.id for team in found.teams] == ["hr", "ops", "sales"]
    assert [role.id for role in found.roles] == ["cmo", "lead", "rep"]
    assert [(one.how, one.thing.id) for one in found.why[found.teams[0].ref]] == [("stated", "fast")]


def test_whoever_has_left_the_post_is_no_longer_affected_by_it(wiki):
    with_record(wiki)
    wiki(
        "    people/all.yml\n    | - {id: ann, title: Ann, owner: role:lead, posts: {role: lead, until: 2026-10-31}}\n"
    )
    catalog = wiki.study().catalog
    assert affected(catalog.of(Initiative)[0], catalog, Settings(AS_OF)).people == ()


# Gates


def test_all_gates_are_passed_by_all_the_evidence(wiki):
    with_record(wiki)
    assert wiki.problems() == []
    assert missing(wiki) == {}
    assert {name: (gate.is_passed, gate.met, len(gate.needs)) for name, gate in known(wiki).items()} == {
        "before": (True, 5, 5),
        "during": (True, 5, 5),
        "after": (True, 4, 4),
    }


def test_nothing_is_passed_where_nothing_is_written(wiki):
    with_record(wiki, "title: Fast\nowner: role:lead\n")
    found = known(wiki)
    assert [gate.is_passed for gate in found.values()] == [False, False, False]
    assert missing(wiki) == {
        "talks": [("nobody-affected", None)],
        "concerns": [("nobody-affected", None)],
        "answers": [("no-concerns", None)],
        "duties": [("nobody-affected", None)],
        "executives_told": [("nobody-told", None)],
        "early_adopters": [("no-adopter", None)],
        "channels": [("nobody-affected", None)],
        "reports": [("no-cadence", None)],
        "trainings": [("no-training", None)],
        "kpis": [("no-kpi", None)],
        "outcome": [("no-outcome", None)],
    }


@pytest.mark.parametrize(
    ("gone", "lacks"),
    [
        ("- {team: sales, on: 2026-09-15}", {"talks": [("no-talk", "sales")]}),
        ("Too soon", {"concerns": [("no-concern", "sales")]}),
        ("role: rep, during", {"duties": [("no-duty", "rep")]}),
        ("who: role:cmo", {"executives_told": [("nobody-told", None)]}),
        ("early_adopters", {"early_adopters": [("no-adopter", None)]}),
        ("{team: ops, channel", {"channels": [("no-channel", "ops")]}),
        ("report_every", {"reports": [("no-cadence", None)]}),
        ("on: 2026-11-12", {"reports": [("report-late", None)]}),
        ("trainings:", {"trainings": [("no-training", None)]}),
        ("kpis:", {"kpis": [("no-kpi", None)]}),
        ("outcome:", {"outcome": [("no-outcome", None)]}),
        ("started_on", {"playbooks": [("no-start", None)], "kpis": [("no-start", None)]}),
    ],
)
def test_a_gate_is_open_again_without_a_line_of_its_evidence(wiki, gone, lacks):
    with_record(wiki, without(gone))
    assert missing(wiki) == lacks


@pytest.mark.parametrize(
    ("written", "instead", "lacks"),
    [
        (", answer: Yes, answered_on: 2026-09-18", "", {"answers": [("no-answer", "sales")]}),
        (", owner: person:bob", "", {"answers": [("no-owner", "sales")]}),
        ("during: Tries, ", "", {"duties": [("duty-half", "rep")]}),
        ("after: Calls, ", "", {"duties": [("duty-half", "rep")]}),
        (", agreed_on: 2026-09-21", "", {"duties": [("duty-open", "rep")]}),
        (", need: A phone", "", {"blockers": [("blocker-alone", None)]}),
        (", owner: role:lead, need", ", need", {"blockers": [("blocker-alone", None)]}),
        (", closed_on: 2026-10-19", "", {"asks": [("ask-overdue", None)]}),
    ],
)
def test_a_gate_is_open_again_without_a_word_of_its_evidence(wiki, written, instead, lacks):
    assert written in RECORD
    with_record(wiki, RECORD.replace(written, instead))
    assert missing(wiki) == lacks


@pytest.mark.parametrize(
    ("path", "text", "lacks"),
    [
        ("completions/all.csv", "person,training,on\n", {"trainings": [("training-open", "calls")]}),
        ("figures/all.csv", "kpi,period,value\nspeed,2026-09,240\n", {"kpis": [("no-after", "speed")]}),
        ("figures/all.csv", "kpi,period,value\nspeed,2026-10,5\n", {"kpis": [("no-before", "speed")]}),
        (
            "playbooks/call.yml",
            "title: Call\nowner: role:rep\naccountable: lead\nsteps: [{title: Call, role: rep}]\nreviewed_on: 2026-09-30\n",
            {"playbooks": [("not-updated", "call")]},
        ),
    ],
)
def test_a_gate_is_open_again_without_evidence_elsewhere(wiki, path, text, lacks):
    with_record(wiki).put(path, text)
    assert missing(wiki) == lacks


def test_what_is_missing_names_who_could_supply_it(wiki):
    with_record(wiki, without("team: ops, on"))
    found = known(wiki)["before"].missing[0]
    assert [(lack.why, lack.thing.id, lack.who.id) for lack in found.missing] == [("no-talk", "ops", "lead")]


def test_four_of_five_trained_people_are_enough_and_three_are_not(wiki):
    with_record(wiki)
    people = [f"- {{id: p{n}, title: P, owner: role:lead, team: sales, posts: rep}}\n" for n in range(5)]
    wiki.put("people/all.yml", "".join(people))
    for trained, met in ((4, True), (3, False)):
        rows = [f"p{n},calls,2026-10-20\n" for n in range(trained)]
        wiki.put("completions/all.csv", "person,training,on\n" + "".join(rows))
        need = next(need for need in known(wiki)["after"].needs if need.name == "trainings")
        assert (need.has, need.of, need.is_met) == (trained, 5, met)


def test_a_public_site_tells_nothing_of_the_training_of_few(wiki):
    with_record(wiki).put("completions/all.csv", "person,training,on\n")
    found = known(wiki, visibility="public")["after"]
    need = found.needs[0]
    assert (need.name, need.has, need.of, need.missing, need.is_told) == ("trainings", 0, 0, (), False)
    assert found.is_passed
    assert not known(wiki)["after"].is_passed


@pytest.mark.parametrize(
    ("phase", "name", "line"),
    [
        ("before", "executives_told", "executives_told: [{who: role:zz, on: 2026-09-01}]"),
        ("during", "early_adopters", "early_adopters: [role:zz]"),
    ],
)
def test_a_public_site_does_not_say_that_there_is_none_of_what_it_hides(wiki, phase, name, line):
    wiki(OTHERS)
    for level, is_told in (("internal", False), ("draft", True)):
        wiki.put("roles/zz.yml", f"title: Zz\nowner: role:lead\nvisibility: {level}\n")
        wiki.put(PATH, f"title: Fast\nowner: role:lead\nteams: ops\n{line}\n")
        need = next(need for need in known(wiki, visibility="public")[phase].needs if need.name == name)
        assert (need.is_told, need.is_met) == (is_told, False)
    wiki.put("roles/zz.yml", "title: Zz\nowner: role:lead\nvisibility: internal\n")
    assert next(need for need in known(wiki)[phase].needs if need.name == name).is_met


def test_whom_a_hidden_playbook_touches_is_affected_on_a_public_site_too(wiki):
    wiki(OTHERS).put(
        "playbooks/zz.yml", "title: Zz\nowner: role:lead\nvisibility: internal\nsteps: [{title: Zz, role: rep}]\n"
    )
    wiki.put(
        PATH, "title: Fast\nowner: role:lead\nteams: ops\nplaybooks: zz\nearly_adopters: [person:bob, person:dee]\n"
    )
    for visibility in ("public", "internal"):
        said = [one for one in wiki.findings(visibility=visibility) if "adopter-unaffected" in one]
        assert len(said) == 1
        assert "dee" in said[0]


# Days


@pytest.mark.parametrize(
    ("on", "met"),
    [("2026-09-13", 0), ("2026-09-15", 2), ("2026-09-16", 2), ("2026-09-18", 3), ("2026-09-21", 4), ("2026-09-25", 5)],
)
def test_the_past_can_be_asked(wiki, on, met):
    with_record(wiki)
    gate = known(wiki, on=date.fromisoformat(on))["before"]
    assert (gate.met, gate.is_passed) == (met, met == 5)


def test_the_first_gate_that_is_not_passed_is_the_phase(wiki):
    with_record(wiki)
    catalog, given = wiki.study(visibility="internal").catalog, Settings(AS_OF, visibility="internal")
    initiative = catalog.of(Initiative)[0]
    then = phase(initiative, catalog, given, date(2026, 10, 12))
    assert (then.gate.phase, then.need.name, then.passed) == ("after", "trainings", 2)
    early = phase(initiative, catalog, given, date(2026, 9, 20))
    assert (early.gate.phase, early.need.name) == ("before", "duties")
    assert standing(initiative, catalog, given).gate is None


def test_a_gate_that_was_passed_needs_no_reports_for_ever(wiki):
    later = date(2027, 6, 1)
    with_record(wiki)
    assert missing(wiki, on=later, as_of=later) == {"reports": [("report-late", None)]}
    with_record(wiki, RECORD + "gates: {during: 2026-10-31}\n")
    assert missing(wiki, on=later, as_of=later) == {}


def test_a_day_proves_nothing(wiki):
    with_record(wiki, without("talks:", "{team: ops, on", "{team: sales, on") + "gates: {before: 2026-09-30}\n")
    assert missing(wiki) == {"talks": [("no-talk", "ops"), ("no-talk", "sales")]}
    assert told(wiki.findings(), "gate-reopened") == [
        (
            f"{PATH}:30:17: gate-reopened the gate `before` of `fast` was held to be passed on 2026-09-30, but the evidence "
            "is not there: `talks` (see on its page what is missing, and write it down or take the date out)"
        )
    ]


def test_a_new_worry_opens_no_gate_that_is_behind(wiki):
    new = RECORD.replace("duties:\n", "  - {team: ops, text: Noise, raised_on: 2026-11-20}\nduties:\n")
    with_record(wiki, new)
    assert missing(wiki) == {"answers": [("no-answer", "ops")]}
    with_record(wiki, new + "gates: {before: 2026-09-30}\n")
    assert missing(wiki) == {}


# KPIs


def test_a_kpi_is_compared_with_the_last_period_before_the_start(wiki):
    with_record(wiki)
    catalog = wiki.study().catalog
    one = compared(catalog.of(Initiative)[0], catalog, Settings(AS_OF), AS_OF)[0]
    assert (one.before.value, one.after.value, one.change.difference, one.change.good) == (240, 5, -235, True)


def test_a_kpi_is_not_compared_across_a_break(wiki):
    with_record(wiki)
    kpi = "title: Speed\nowner: role:lead\ngroup: efficiency\nbreaks: {since: 2026-10, what: definition}\n"
    wiki.put("kpis/speed.yml", kpi)
    catalog = wiki.study().catalog
    one = compared(catalog.of(Initiative)[0], catalog, Settings(AS_OF), AS_OF)[0]
    assert (one.change, one.why) == (None, "break")
    assert missing(wiki) == {"kpis": [("not-comparable", "speed")]}
    assert "not comparable, what is measured changed" in wiki.page(
        "initiatives/fast.md", language="en", default_language="en"
    )


# Problems and findings


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        (", answered_on: 2026-09-18", ", answered_on: 2026-09-14", f"{PATH}:14:103: days-out-of-order"),
        (", answered_on: 2026-09-18", "", f"{PATH}:14:85: answer-in-part"),
        (", answer: Yes", "", f"{PATH}:14:90: answer-in-part"),
        (", need: A phone", ", removed_on: 2026-10-01", f"{PATH}:25:71: days-out-of-order"),
        ("closed_on: 2026-10-19", "closed_on: 2026-10-05", f"{PATH}:31:79: days-out-of-order"),
        ("due: 2026-10-20", "due: 2026-10-01", f"{PATH}:31:56: days-out-of-order"),
        ("{role: rep, during", "{role: lead, during", f"{PATH}:17:5: duty-twice"),
        ("{team: sales, channel: weekly}", "{team: ops, channel: news}", f"{PATH}:23:5: channel-twice"),
        ("{team: sales, on", "{team: sale, on", f"{PATH}:11:12: dangling-ref"),
        ("{team: ops, text", "{team: op, text", f"{PATH}:13:12: dangling-ref"),
        ("report_every: month", "report_every: day", f"{PATH}:26:15: not-a-choice"),
        (
            "state: running",
            "state: running\ngates: {before: 2026-10-01, during: 2026-09-01}",
            f"{PATH}:4:37: days-out-of-order",
        ),
    ],
)
def test_what_cannot_be_is_told_at_its_place(wiki, written, instead, told):
    assert written in RECORD
    with_record(wiki, RECORD.replace(written, instead))
    found = wiki.problems()
    assert [line.partition(" ")[0] + " " + line.split(" ")[1] for line in found] == [told]
    assert len(wiki.problems(language="ja")) == 1


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("2026-09-15}", "2026-11-23}", f"{PATH}:11:23: day-ahead"),
        ("on: 2026-11-12", "on: 2026-12-01", f"{PATH}:29:10: day-ahead"),
        ("on: 2026-11-20", "on: 2026-11-30", f"{PATH}:32:15: day-ahead"),
    ],
)
def test_what_is_still_to_come_is_found_and_right_on_its_day(wiki, written, instead, told):
    with_record(wiki, RECORD.replace(written, instead))
    assert wiki.problems() == []
    assert [line for line in wiki.findings() if line.startswith(told)]
    assert not [line for line in wiki.findings(as_of=date(2026, 12, 1)) if "day-ahead" in line]


def test_a_change_that_runs_and_affects_nobody_is_a_problem(wiki):
    with_record(wiki, "title: Fast\nowner: role:lead\nstate: running\n")
    assert wiki.problems() == [
        (
            f"{PATH}:3:8: initiative-without-team `fast` is running, and no team is affected by it "
            "(name its `playbooks` and `tools`, or the teams in `teams`)"
        )
    ]
    with_record(wiki, "title: Fast\nowner: role:lead\nstate: planned\n")
    assert wiki.problems() == []


def test_each_team_that_a_running_change_affects_is_reached(wiki):
    with_record(wiki, without("channels:", "channel: "))
    assert wiki.problems() == [
        (
            f"{PATH}:3:8: audience-without-channel `fast` changes the work of the team `sales` (`tool:crm`, `role:rep`), "
            "and no channel reaches it (the team takes part in `weekly`: add `- {team: sales, channel: weekly}` to "
            "`channels`)"
        ),
        (
            f"{PATH}:3:8: audience-without-channel `fast` changes the work of the team `ops` (`role:lead`), and no channel "
            "reaches it (add `team: ops` with the `channel` that reaches it to `channels`)"
        ),
    ]
    wiki.put(PATH, without("channels:", "channel: ").replace("running", "planned"))
    assert wiki.problems() == []


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        ("before: 2026-09-24", ["before", "2026-09-24", "`executives_told`", "2026-09-25"]),
        ("before: 2026-09-20", ["before", "2026-09-20", "`duties`, `executives_told`", "2026-09-25"]),
        ("during: 2026-10-11", ["during", "2026-10-11", "`reports`", "2026-11-12"]),
        ("after: 2026-11-19", ["after", "2026-11-19", "`outcome`", "2026-11-20"]),
    ],
)
def test_a_gate_dated_before_its_evidence_is_a_problem(wiki, gate, told):
    with_record(wiki, RECORD + f"gates: {{{gate}}}\n")
    name, day, needs, last = told
    assert wiki.problems() == [
        (
            f"{PATH}:33:{9 + len(name) + 2}: gate-too-early the gate `{name}` of `fast` is dated {day}, before its evidence: "
            f"{needs} (it was there on {last}; date the gate that day or later)"
        )
    ]


def test_evidence_that_has_no_day_makes_no_gate_too_early(wiki):
    with_record(wiki, RECORD + "gates: {during: 2026-10-12}\n")
    assert wiki.problems() == []


FINDINGS = ("report-late", "blocker-old", "concern-unanswered", "ask-overdue", "gate-reopened", "adopter-unaffected")


def test_what_waits_is_a_finding(wiki):
    text = RECORD.replace(", answer: No, answered_on: 2026-09-16", "").replace(", closed_on: 2026-10-19", "")
    text = text.replace("person:bob]", "person:bob, person:dee]").replace(
        "on: 2026-11-12, text: Fast", "on: 2026-10-13, text: Fast"
    )
    with_record(wiki, text)
    assert told(wiki.findings(), *FINDINGS) == [
        (
            f"{PATH}:13:5: concern-unanswered `ops` has waited 69 days for an answer: Too much "
            "(write `answer` and `answered_on`)"
        ),
        (
            f"{PATH}:20:30: adopter-unaffected `person:dee` is to try `fast` first, but is not affected by it (name somebody "
            "who is affected, or add their team or role to `teams` or `roles`)"
        ),
        (
            f"{PATH}:25:5: blocker-old `fast` has had a blocker for 48 days: No phone "
            "(take it to the sponsor, or write `removed_on` once it is gone)"
        ),
        (
            f"{PATH}:28:3: report-late no report on `fast` since 2026-10-13, for 40 days "
            "(add it to `reports`, with what is needed)"
        ),
        (
            f"{PATH}:31:5: ask-overdue `role:cmo` was asked for an answer by 2026-10-20: A phone "
            "(write `answer` and `closed_on`, or agree on another `due`)"
        ),
    ]
    wiki.put(PATH, text.replace("running", "finished"))
    assert told(wiki.findings(), *FINDINGS) == []


@pytest.mark.parametrize(("on", "late"), [("2026-12-16", False), ("2026-12-17", True)])
def test_a_report_is_late_a_month_and_three_days_after_the_last(wiki, on, late):
    with_record(wiki)
    day = date.fromisoformat(on)
    assert bool(told(wiki.findings(as_of=day), "report-late")) == late


@pytest.mark.parametrize(("on", "old"), [("2026-10-19", False), ("2026-10-20", True)])
def test_a_blocker_is_old_after_fourteen_days(wiki, on, old):
    with_record(wiki)
    day = date.fromisoformat(on)
    assert bool(told(wiki.findings(as_of=day), "blocker-old")) == old


# Pages


def test_the_page_says_first_what_is_missing_and_from_whom(wiki):
    with_record(wiki, without("team: sales, on"))
    page = wiki.page("initiatives/fast.md", language="en", default_language="en")
    answers = page.partition("</dl>")[0]
    assert 'next gate: <a class="mk-whole" href="#gates">Before</a>' in answers
    assert "An open talk with each affected team" in answers
    assert 'Sales</a>: no talk yet <span class="mk-quiet mk-whole">→ <a href="../../roles/lead/">' in answers


def test_the_page_tells_the_limits_that_rule(wiki):
    with_record(wiki)
    page = wiki.page("initiatives/fast.md", language="en", default_language="en")
    assert "older than 14 days" in page
    assert "80% of the trainings" in page


def test_a_team_that_is_hidden_leaves_nothing(wiki):
    with_record(wiki)
    teams = (
        "- {id: ops, title: Ops, owner: role:lead}\n- {id: sales, title: Zz, owner: role:lead, visibility: internal}\n"
    )
    wiki.put("teams/all.yml", teams + "- {id: hr, title: HR, owner: role:lead}\n")
    page = wiki.page("initiatives/fast.md", language="en", default_language="en")
    assert "Zz" not in page
    assert "Too soon" not in page
    assert "1 team " in page
