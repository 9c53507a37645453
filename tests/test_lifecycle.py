"""Lifecycle: how a tool may go from state to state, and on what ground it is adopted."""

from itertools import pairwise, product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.tool.model import MOVES, State, Tool

WIKI = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    people/ann.yml
    | title: Ann
    | owner: role:lead
    tools/other.yml
    | title: Other
    | owner: role:lead
    | category: crm
    evaluations/choice.yml
    | title: Choice
    | owner: role:lead
    | candidates: [crm, other]
    | criteria: [{id: sync, title: Sync, sort: technical, weight: 1}]
    | decision: {tool: crm, on: 2026-01-10, by: ann}
    evaluations/another.yml
    | title: Another
    | owner: role:lead
    | candidates: [crm, other]
    | criteria: [{id: sync, title: Sync, sort: technical, weight: 1}]
    | decision: {tool: other, on: 2026-01-10, by: ann}
    evaluations/open.yml
    | title: Open
    | owner: role:lead
    | candidates: [crm, other]
    | criteria: [{id: sync, title: Sync, sort: technical, weight: 1}]
"""
ALLOWED = {
    ("candidate", "trial"),
    ("candidate", "adopted"),
    ("candidate", "retired"),
    ("trial", "adopted"),
    ("trial", "candidate"),
    ("trial", "retired"),
    ("adopted", "contained"),
    ("adopted", "retiring"),
    ("contained", "adopted"),
    ("contained", "retiring"),
    ("retiring", "adopted"),
    ("retiring", "retired"),
    ("retired", "candidate"),
}


def write(wiki, *history: str, state: str = "", since: str = "") -> None:
    """A tool with these entries, from line 5 (or 6, or 7) on."""
    head = "title: CRM\nowner: role:lead\ncategory: crm\n" + (f"state: {state}\n" if state else "")
    head += f"since: {since}\n" if since else ""
    wiki.put("tools/crm.yml", head + "history:\n" + "".join(f"  - {{{entry}}}\n" for entry in history))


def told(wiki) -> list[str]:
    """The problems without their remedies."""
    return [line.removeprefix("tools/crm.yml:").partition(" (")[0] for line in wiki.problems()]


# Moves


@pytest.mark.parametrize(("before", "after"), sorted(product(get_args(State), repeat=2)))
def test_every_move_is_allowed_or_told(wiki, before, after):
    write(
        wiki(WIKI),
        f"state: {before}, on: 2026-01-01",
        f"state: {after}, on: 2026-02-01, evaluation: choice",
        state=after,
    )
    allowed = (before, after) in ALLOWED
    assert told(wiki) == ([] if allowed else [f"7:5: lifecycle-move a tool does not go from `{before}` to `{after}`"])


def test_the_table_names_every_state():
    assert set(MOVES) == set(get_args(State))
    assert {(before, after) for before, those in MOVES.items() for after in those} == ALLOWED


def test_the_remedy_names_the_steps(wiki):
    write(wiki(WIKI), "state: adopted, on: 2026-01-01", "state: retired, on: 2026-02-01", state="retired")
    assert wiki.problems() == [
        "tools/crm.yml:7:5: lifecycle-move a tool does not go from `adopted` to `retired` (from there it may go to `contained`, `retiring`; add the step between)"
    ]


@given(st.lists(st.sampled_from(get_args(State)), min_size=1, max_size=8))
def test_a_history_is_right_when_each_of_its_steps_is(states):
    history = [{"state": state, "on": f"2026-01-{day:02}"} for day, state in enumerate(states, 1)]
    record = {"id": "a", "title": "A", "owner": "role:lead", "category": "crm", "state": states[-1], "history": history}
    right = all(move in ALLOWED for move in pairwise(states))
    try:
        tool = Tool.model_validate(record)
    except ValueError:
        assert not right
    else:
        assert right
        assert tool.standing_since.day == len(states)


# Days, state and since


def test_the_oldest_comes_first(wiki):
    write(wiki(WIKI), "state: trial, on: 2026-02-01", "state: retired, on: 2026-01-31", state="retired")
    assert told(wiki) == ["7:5: history-order the history goes back: 2026-02-01 → 2026-01-31"]


def test_two_steps_on_one_day_are_right(wiki):
    write(wiki(WIKI), "state: trial, on: 2026-02-01", "state: retired, on: 2026-02-01", state="retired")
    assert told(wiki) == []


def test_the_state_is_the_last_of_the_history(wiki):
    write(wiki(WIKI), "state: trial, on: 2026-02-01", state="candidate")
    assert told(wiki) == ["4:8: history-state the history ends with `trial`"]


def test_the_state_that_is_meant_if_left_out_counts_too(wiki):
    write(wiki(WIKI), "state: trial, on: 2026-02-01")
    assert told(wiki) == ["5:3: history-state the history ends with `trial`"]


def test_since_is_the_last_day_of_the_history(wiki):
    write(wiki(WIKI), "state: adopted, on: 2026-02-01", since="2026-02-02")
    assert told(wiki) == ["4:8: history-since the history says that it has been so since 2026-02-01"]


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ("state: adoptd, on: 2026-01-01", "5:13: not-a-choice"),
        ("state: adopted, on: 2026-02-30", "5:26: impossible-date"),
        ("state: adopted", "5:5: missing-field"),
        ("state: adopted, on: 2026-01-01, because: x", "5:38: unknown-field"),
        ("state: adopted, on: 2026-01-01, evaluation: chioce", "5:50: dangling-ref"),
    ],
)
def test_every_mistake_has_its_place(wiki, entry, place):
    write(wiki(WIKI), entry)
    assert [" ".join(line.split(" ")[:2]) for line in told(wiki)] == [place]


def test_what_is_dated_ahead_is_a_finding(wiki):
    write(wiki(WIKI), "state: adopted, on: 2020-01-01", "state: retiring, on: 2027-01-01", state="retiring")
    assert told(wiki) == []
    assert [line.split(" (")[0] for line in wiki.findings() if "move-ahead" in line] == [
        "tools/crm.yml:7:5: move-ahead the history of `crm` has an entry of 2027-01-01, which is still to come"
    ]


# Adoption


@pytest.mark.parametrize(
    ("evaluation", "told_"),
    [
        (", evaluation: choice", []),
        ("", ["6:5: adoption-without-evaluation `crm` was adopted, and no evaluation decided for it"]),
        (", evaluation: another", ["6:50: adoption-without-evaluation `crm` was adopted, and no evaluation decided for it"]),
        (", evaluation: open", ["6:50: adoption-without-evaluation `crm` was adopted, and no evaluation decided for it"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["candidate", "trial"])
def test_adoption_needs_an_evaluation_for_this_tool(wiki, before, evaluation, told_):
    write(wiki(WIKI), f"state: {before}, on: 2026-01-01", f"state: adopted, on: 2026-02-01{evaluation}")
    assert told(wiki) == told_


def test_what_was_adopted_before_anybody_kept_a_history_needs_none(wiki):
    write(wiki(WIKI), "state: adopted, on: 2019-02-01")
    assert told(wiki) == []


@pytest.mark.parametrize("before", ["contained", "retiring"])
def test_what_comes_back_into_use_needs_none(wiki, before):
    write(
        wiki(WIKI),
        "state: adopted, on: 2026-01-01",
        f"state: {before}, on: 2026-02-01",
        "state: adopted, on: 2026-03-01",
    )
    assert told(wiki) == []


def test_the_page_tells_the_history(wiki):
    write(
        wiki(WIKI), "state: trial, on: 2026-01-01", "state: adopted, on: 2026-02-01, evaluation: choice, note: It syncs"
    )
    page = wiki.page("tools/crm.md", language="en")
    assert page.index("It syncs") < page.index("Jan 1, 2026")
    assert 'href="../../evaluations/choice/"' in page
    assert "since February 2026" in page
    assert "since February 2026" in wiki.page("tools/index.md", language="en")
