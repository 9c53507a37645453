"""Charts: what is drawn of a KPI's figures, and that every machine draws the same."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from mops_kb.formats.chart import Plot, Slot, draw
from mops_kb.formats.chart.scale import ticks
from mops_kb.labels import Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.when import When
from mops_kb.sanitise import sanitise

JA, EN = Spelling(Labels("ja"), 4), Spelling(Labels("en"), 4)


def plot(*values: str, aim: str | None = "10", **fields: object) -> Plot:
    """A month for each value from January 2026 on; `-` for none."""
    target = Decimal(aim) if aim else None
    slots = [
        Slot(
            When.of(f"2026-{month:02}"),
            None if value == "-" else Decimal(value),
            aim=target,
            edge=target and target * Decimal("0.9"),
            begins_year=month == 4,
        )
        for month, value in enumerate(values, 1)
    ]
    return replace(Plot(tuple(slots), "count", 0), **fields)


def drawn(given: Plot, spelling: Spelling = EN) -> tuple[str, str]:
    """The drawing for wide screens and that for phones."""
    wide, narrow = re.findall(r"<svg.*?</svg>", draw(given, spelling, "chart", "Leads", "Twelve & more."))
    return wide, narrow


def changed(given: Plot, place: int, **fields: object) -> Plot:
    slots = list(given.slots)
    slots[place] = replace(slots[place], **fields)
    return replace(given, slots=tuple(slots))


def words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize(
    ("values", "decimals", "expected"),
    [
        ("0 100", 0, "0 20 40 60 80 100"),
        ("10 90", 0, "0 20 40 60 80 100"),
        ("97 99", 0, "97 98 99"),
        ("97.1 99", 1, "97 97.5 98 98.5 99"),
        ("3", 0, "0 1 2 3"),
        ("0", 0, "0 1"),
        ("-3", 0, "-3 -2"),
        ("-40 60", 0, "-40 -20 0 20 40 60"),
        ("-50 -10", 0, "-50 -40 -30 -20 -10 0"),
        ("1", 0, "0 1"),
        ("0 163000000", 0, "0 50000000 100000000 150000000 200000000"),
        ("0.1 0.35", 2, "0 0.1 0.2 0.3 0.4"),
    ],
)
def test_ticks_are_round_and_around_all_values(values, decimals, expected):
    found = ticks([Decimal(value) for value in values.split()], decimals)
    assert found == tuple(Decimal(value) for value in expected.split())


@pytest.mark.parametrize(
    ("value", "unit", "step", "ja", "en"),
    [
        ("0", "jpy", "50000000", "￥0", "¥0"),
        ("50000000", "jpy", "50000000", "￥5,000万", "¥50M"),
        ("150000000", "jpy", "50000000", "￥1.5億", "¥150M"),
        ("1500000", "jpy", "500000", "￥150万", "¥1.5M"),
        ("500000", "jpy", "500000", "￥50万", "¥500K"),
        ("8000", "jpy", "2000", "￥8,000", "¥8K"),
        ("800", "jpy", "200", "￥800", "¥800"),
        ("-200000000", "jpy", "50000000", "-￥2億", "-¥200M"),
        ("2500000000", "jpy", "500000000", "￥25億", "¥2.5B"),
        ("12000", "count", "2000", "12,000件", "12,000"),
        ("0.5", "percent", "0.5", "0.5%", "0.5%"),
        ("20", "minutes", "20", "20分", "20 min"),
    ],
)
def test_an_axis_is_written_as_people_read(value, unit, step, ja, en):
    assert JA.tick(Decimal(value), unit, Decimal(step)) == ja
    assert EN.tick(Decimal(value), unit, Decimal(step)) == en


@pytest.mark.parametrize(
    ("period", "ja", "en"),
    [
        ("2026-04", ("4月", "2026年"), ("Apr", "2026")),
        ("FY2026 Q3", ("Q3", "2026年度"), ("Q3", "FY2026")),
        ("2026 Q4", ("Q4", "2026年"), ("Q4", "2026")),
    ],
)
def test_periods_are_short_with_the_year_below(period, ja, en):
    assert JA.axis(When.of(period)) == ja
    assert EN.axis(When.of(period)) == en


def test_a_chart_says_what_it_is():
    for svg, name in zip(drawn(plot("8", "9", "11")), ("wide", "narrow"), strict=True):
        assert f'role="img" aria-labelledby="chart-{name}-title" aria-describedby="chart-{name}-desc"' in svg
        assert f'<title id="chart-{name}-title">Leads</title>' in svg
        assert f'<desc id="chart-{name}-desc">Twelve &amp; more.</desc>' in svg


def test_its_ids_are_its_own():
    both = "".join(drawn(plot("8", "9")))
    ids = re.findall(r' id="([^"]*)"', both)
    assert len(ids) == len(set(ids)) == 4


def test_it_is_the_same_twice_and_outlives_the_sanitiser():
    svg = "".join(drawn(plot("8", "9", "-", "12"), JA))
    assert svg == "".join(drawn(plot("8", "9", "-", "12"), JA))
    closed = re.sub(r"<(line|path|circle)([^>]*)/>", r"<\1\2></\1>", svg)
    assert sanitise(svg) == closed


def test_it_has_no_script_no_font_and_no_colour_of_its_own():
    svg = "".join(drawn(plot("8", "9", "11")))
    assert not re.search(r"<script|font-family|style=|on\w+=|href|#[0-9a-f]{3}", svg)
    inks = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg))
    assert all(ink == "none" or ink.startswith("var(--mk-") for ink in inks)


def test_a_gap_and_a_break_interrupt_the_line():
    assert plot("1", "2", "-", "4", "5").runs == ((0, 1), (3, 4))
    assert changed(plot("1", "2", "3", "4"), 2, broken="x").runs == ((0, 1), (2, 3))
    assert changed(plot("1", "-", "3", "4"), 2, broken="x").runs == ((0,), (2, 3))


def test_a_break_is_named_beside_its_rule():
    labels = Labels("en", overrides={"broken": "New definition"})
    svg, _ = drawn(changed(plot("1", "2", "3", "4"), 2, broken="broken"), Spelling(labels, 4))
    assert "New definition" in words(svg)
    assert svg.count('stroke-dasharray="4 3"') == 1


def test_words_of_breaks_do_not_run_into_each_other():
    labels = Labels("en", overrides={"broken": "New definition"})
    twice = changed(changed(plot(*["5"] * 12), 5, broken="broken"), 6, broken="broken")
    svg, _ = drawn(twice, Spelling(labels, 4))
    assert words(svg).count("New definition") == 1
    assert svg.count('stroke-dasharray="4 3"') == 2


def test_a_figure_that_may_change_is_hollow():
    svg, _ = drawn(changed(plot("1", "2", "3"), 2, is_open=True))
    assert svg.count('r="3.4" fill="var(--mk-line') == 2
    assert svg.count('r="3.4" fill="var(--mk-surface') == 1
    assert svg.count('stroke-dasharray="3 3"') == 1


def test_bounds_stand_behind_their_figure():
    svg, _ = drawn(changed(plot("1", "2", "3"), 1, low=Decimal(1), high=Decimal(4)))
    assert svg.count('stroke-width="5"') == 1
    assert svg.index('stroke-width="5"') < svg.index("<circle")


def test_a_target_is_drawn_where_there_is_one():
    def target(given: Plot) -> list[str]:
        return re.findall(r'd="([^"]*)" fill="none" stroke="var\(--mk-target', drawn(given)[0])

    assert len(target(plot("1", "2", "3", aim=None))) == 0
    assert len(target(plot("1", "2", "3"))) == 1
    assert target(plot("1", "2", "3"))[0].count("L") == 1  # one level: from edge to edge
    late = changed(plot("1", "2", "3", "4"), 0, aim=None, edge=None)
    assert len(target(late)) == 1
    raised = changed(plot("1", "2", "3", "4"), 3, aim=Decimal(20), edge=Decimal(18))
    assert target(raised)[0].count("L") == 3  # a step up
    assert target(replace(raised, curve="linear"))[0].count("L") == 3  # a point in the middle of each month
    assert late.aimed == ((1, 2, 3),)


def test_labels_have_room():
    """On a phone as well, no two words of the axis meet, however long the course."""
    for months in range(2, 13):
        for spelling in (JA, EN):
            for svg in drawn(plot(*["5"] * months), spelling):
                spots = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle"[^>]*>([^<]*)<', svg)
                for (x, y, _), (following, line, said) in pairwise(spots):
                    if y == line:
                        assert float(following) - float(x) >= 13 * 0.6 * len(said)
