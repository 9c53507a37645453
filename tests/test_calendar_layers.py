"""Layers: the other things with dates that the calendar shows, each in the months and on the days that are its own."""

import pytest

from mops_kb.model.settings import Settings
from mops_kb.reports.calendar.entries import bounds
from mops_kb.reports.calendar.grids import grids
from mops_kb.reports.calendar.layers import LAYERS, LayerRow, by_month
from tests.conftest import AS_OF, Wiki

SETTINGS = Settings(AS_OF, visibility="internal")
BARE = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    people/ann.yml
    | title: Ann
    | owner: person:ann
    | posts: [lead]
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    events/fair.yml
    | title: Fair
    | owner: role:lead
    | category: exhibition
    | when: 2026-12-09/2026-12-11
"""


def rows(wiki: Wiki, layer: str) -> dict[str, list[tuple[str, str]]]:
    """Month → the titles and days of a layer."""
    found = wiki.study(visibility="internal")
    assert found.problems == ()
    told: dict[str, list[tuple[str, str]]] = {}
    for first, month in sorted(by_month(found.catalog, SETTINGS).items()):
        for name, those in month.layers:
            if name == layer:
                told[f"{first:%Y-%m}"] = [(title(row), days(row)) for row in those]
    return told


def title(row: LayerRow) -> str:
    return row.layered.title.words("en", "ja").text


def days(row: LayerRow) -> str:
    return " ".join(map(str, row.days))


def test_a_review_stands_on_the_day_it_is_due(wiki):
    wiki(BARE)(
        """
        knowhow/late.md
        | ---
        | title: Late
        | owner: role:lead
        | reviewed_on: 2026-11-01
        | review_cycle: 30 days
        | ---
        """
    )
    assert rows(wiki, "review") == {"2026-12": [("Late", "1")]}


def test_what_is_over_wants_no_review(wiki):
    wiki(BARE)(
        """
        events/old.yml
        | title: Old
        | owner: role:lead
        | category: email
        | when: 2026-10-01
        | status: done
        | reviewed_on: 2026-11-01
        | review_cycle: 30 days
        """
    )
    assert rows(wiki, "review") == {}


@pytest.mark.parametrize(
    ("decision", "decisions"),
    [("", {"2026-12": [("CRM contract", "31")]}), ("decision: {what: renew, on: 2026-11-20, by: ann}", {})],
)
def test_a_contract_is_decided_on_before_it_ends(wiki, decision, decisions):
    wiki(BARE)(
        f"""
        contracts/crm.yml
        | title: CRM contract
        | owner: role:lead
        | tool: crm
        | price: 1200000
        | starts_on: 2026-04-01
        | ends_on: 2027-03-31
        | notice: 90 days
        | {decision}
        """
    )
    assert rows(wiki, "decision") == decisions
    assert rows(wiki, "contract") == {"2027-03": [("CRM contract", "31")]}


def test_a_session_stands_on_its_day_once(wiki):
    wiki(BARE)(
        """
        trainings/crm.yml
        | title: CRM for all
        | owner: role:lead
        | sessions:
        |   - {on: 2026-12-03, time: "10:00"}
        |   - {on: 2026-12-03, time: "14:00"}
        |   - {on: 2026-12-17}
        |   - {on: 2031-01-01}
        """
    )
    assert rows(wiki, "session") == {"2026-12": [("CRM for all", "3 17")]}


def test_a_meeting_stands_on_its_days_from_this_month_on(wiki):
    wiki(BARE)(
        """
        channels/weekly.yml
        | title: Weekly
        | owner: role:lead
        | frequency: weekly
        | weekday: tuesday
        | starts_on: 2026-04-07
        channels/gone.yml
        | title: Gone
        | owner: role:lead
        | frequency: weekly
        | weekday: monday
        | starts_on: 2026-04-06
        | verdict: {decision: stop, on: 2026-11-01, by: ann, reason: no output}
        """
    )
    found = rows(wiki, "meeting")
    assert list(found) == ["2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]
    assert found["2026-11"] == [("Weekly", "3 10 17 24")]


def test_a_roadmap_item_without_a_day_stands_in_its_first_month(wiki):
    wiki(BARE)(
        """
        roadmap/quarter.yml
        | title: Quarter
        | owner: role:lead
        | when: FY2026 Q4
        roadmap/day.yml
        | title: Day
        | owner: role:lead
        | when: 2027-01-15
        roadmap/dropped.yml
        | title: Dropped
        | owner: role:lead
        | when: 2027-01-15
        | state: dropped
        """
    )
    assert rows(wiki, "roadmap") == {"2027-01": [("Day", "15"), ("Quarter", "")]}


def test_a_kpi_has_a_deadline(wiki):
    wiki(BARE)(
        """
        kpis/mql.yml
        | title: MQLs
        | owner: role:lead
        | group: demand
        | target: tbd
        | target_due: 2026-12-25
        """
    )
    assert rows(wiki, "kpi") == {"2026-12": [("MQLs", "25")]}


BLACKOUT = """
    blackouts/turn.yml
    | title: Turn of the year
    | owner: role:lead
    | when: 2026-12-29/2027-01-04
"""


def test_a_blackout_is_cut_at_the_end_of_a_month(wiki):
    wiki(BARE)(BLACKOUT)
    assert rows(wiki, "blackout") == {
        "2026-12": [("Turn of the year", "29 30 31")],
        "2027-01": [("Turn of the year", "1 2 3 4")],
    }


def test_a_blackout_marks_its_days_in_the_grid_and_is_named_again_on_sundays(wiki):
    wiki(BARE)(BLACKOUT)
    months = grids(wiki.study().catalog, SETTINGS)
    inside = [day for month in months for day in month.days if day.closed]
    assert [day.day.day for day in inside] == [29, 30, 31, 1, 2, 3, 4]
    assert [day.day.day for day in inside if day.closes] == [29, 1, 3]
    assert all("mk-grid__closed" in day.looks for day in inside)


def test_holidays_are_a_layer_with_their_names(wiki):
    wiki(BARE)
    assert rows(wiki, "holiday")["2026-11"] == [("Culture Day", "3"), ("Labor Thanksgiving Day", "23")]


def test_everything_of_a_layer_is_within_what_is_drawn(wiki):
    wiki(BARE)(BLACKOUT)
    first, last = bounds(SETTINGS)
    assert all(first <= month <= last for month in by_month(wiki.study().catalog, SETTINGS))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_lists_the_layers_month_by_month(wiki, language):
    page = wiki(BARE)(BLACKOUT).page("events/index.md", language=language)
    assert page.count('data-layer="blackout"') == 2
    assert 'data-days="29 30 31"' in page
    assert all(f'data-value="{layer}"' in page for layer in LAYERS if layer != "holiday")
