"""Dates of events whose year, first day or exceptions stand in fields of their own."""

import pytest

EVENT = """
    events/a.yml
    | title: A
    | owner: team:ops
    | category: webinar
    {}
    teams/ops.yml
    | title: Ops
    | owner: team:ops
"""


def event(wiki, *lines):
    return wiki(EVENT.format("\n    ".join(f"| {line}" for line in lines)))


@pytest.mark.parametrize(
    ("lines", "first", "last", "count"),
    [
        (["when: 11月中旬", "year: FY2026"], "2026-11-11", "2026-11-20", 1),
        (["when: 2月", "year: FY2026"], "2027-02-01", "2027-02-28", 1),
        (["when: mid-November", "year: 2026"], "2026-11-11", "2026-11-20", 1),
        (["when: 毎週火曜", "year: FY2026"], "2026-04-07", "2027-03-31", 52),
        (["when: every other Monday", "starts_on: 2026-04-06", "ends_on: 2026-05-18"], "2026-04-06", "2026-05-18", 4),
        (
            ["when: 毎週火曜", "starts_on: 2026-04-07", "ends_on: 2026-05-12", "except_on: [2026-05-05, 2026-04-28]"],
            "2026-04-07",
            "2026-05-12",
            4,
        ),
    ],
)
def test_what_stands_beside_a_date_belongs_to_it(wiki, lines, first, last, count):
    wiki = event(wiki, *lines)
    assert wiki.problems() == []
    (found,) = wiki.study().catalog.named("event")
    span = found.when.span(4)
    assert [day.isoformat() for day in span] == [first, last]
    assert len(found.when.occurrences(*span, 4)) == count


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["when: 11月中旬"], "events/a.yml:4:7: when-year"),
        (["when: 毎週火曜"], "events/a.yml:4:7: when-start"),
        (["when: 11月中旬", "year: 令和8年度"], "events/a.yml:5:7: year-form"),
        (["when: 2026-11-12", "year: 2026"], "events/a.yml:4:7: when-form"),
        (["when: 毎週火曜", "ends_on: 2026-05-12"], "events/a.yml:5:10: ends-without-start"),
        (["when: 毎週火曜", "starts_on: 2026-04-07", "except_on: 2026-05-06"], "events/a.yml:4:7: when-exception"),
        (["when: 毎週火曜", "starts_on: 2026-04-07", "ends_on: 2026-04-01"], "events/a.yml:4:7: end-before-start"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(wiki, lines, told):
    assert any(found.startswith(told) for found in event(wiki, *lines).problems())
