"""Numbers, money and dates as a reader of the language writes them."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from mops_kb.kinds.kpi.arithmetic import change
from mops_kb.labels import Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.when import When

JA, EN = (Spelling(Labels(language), 4) for language in ("ja", "en"))


@pytest.mark.parametrize(
    ("amount", "ja", "en"),
    [
        (None, "–", "–"),
        (0, "￥0", "¥0"),
        (11280, "￥11,280", "¥11,280"),
        (999_999, "￥999,999", "¥999,999"),
        (1_230_000, "￥123万", "¥1.23M"),
        (1_999_999, "￥200万", "¥2M"),
        (14_500_000, "￥1,450万", "¥14.5M"),
        (15_930_000, "￥1,593万", "¥15.9M"),
        (87_590_000, "￥8,759万", "¥87.6M"),
        (99_995_000, "￥1億", "¥100M"),
        (165_500_000, "￥1.66億", "¥166M"),
        (218_000_000, "￥2.18億", "¥218M"),
        (1_234_500_000, "￥12.3億", "¥1.23B"),
        (-3_000_000, "-￥300万", "-¥3M"),
    ],
)
def test_compact_money(amount, ja, en):
    value = None if amount is None else Decimal(amount)
    assert JA.compact_money(value, "JPY") == ja
    assert EN.compact_money(value, "JPY") == en


@pytest.mark.parametrize(
    ("share", "decimals", "words"),
    [
        ("0.125", 0, "13%"),
        ("-0.125", 0, "−13%"),
        ("0.125", 1, "12.5%"),
        ("1", 0, "100%"),
        ("1.25", 0, "125%"),
        ("0", 0, "0%"),
    ],
)
def test_percent(share, decimals, words):
    assert JA.percent(Decimal(share), decimals) == words
    assert EN.percent(Decimal(share), decimals) == words


@pytest.mark.parametrize(("share", "words"), [("-0.979", "−97.9%"), ("0.042", "+4.2%"), ("0", "±0.0%")])
def test_signed(share, words):
    assert JA.signed(Decimal(share)) == words


@pytest.mark.parametrize(
    ("value", "decimals", "words"), [("-14", 0, "−14"), ("-0.4", 0, "0"), ("-1234.5", 1, "−1,234.5")]
)
def test_a_number_below_zero_has_a_minus_and_not_a_hyphen(value, decimals, words):
    assert JA.number(Decimal(value), decimals) == words
    assert EN.number(Decimal(value), decimals) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(2996, 3000), "99.9%"),
        (Fraction(29999, 30000), "99.9%"),
        (Fraction(995, 1000), "99.5%"),
        (Fraction(994, 1000), "99%"),
        (Fraction(1), "100%"),
        (Decimal("1.004"), "100%"),
        (None, "–"),
    ],
)
def test_only_a_target_that_was_met_is_met_by_100_percent(share, words):
    assert JA.attained(share) == words


def test_people_are_counted_as_people():
    assert [JA.quantity(n, "people") for n in (1, 36)] == ["1人", "36人"]
    assert [EN.quantity(n, "people") for n in (1, 36)] == ["1 person", "36 people"]


@pytest.mark.parametrize(
    ("days", "ja", "en"),
    [
        ("35.66", "35.7日", "35.7 d"),
        ("1", "1.0日", "1.0 d"),
        ("0.6", "14.4時間", "14.4 h"),
        ("0.04", "58分", "58 min"),
        ("0", "0分", "0 min"),
        (None, "–", "–"),
    ],
)
def test_how_long_something_took(days, ja, en):
    value = None if days is None else Decimal(days)
    assert JA.elapsed(value) == ja
    assert EN.elapsed(value) == en


@pytest.mark.parametrize(
    ("before", "now", "unit", "decimals", "ja", "en"),
    [
        (1248, 1412, "count", 0, "+13.1%", "+13.1%"),
        (Decimal("37.5"), Decimal("49.7"), "percent", 1, "+12.2ポイント", "+12.2 points"),
        (Decimal("89.5"), Decimal("86.8"), "percent", 0, "−3ポイント", "−3 points"),
        (Decimal("91.1"), Decimal("91.3"), "percent", 0, "+0.2ポイント", "+0.2 points"),
        (Decimal(91), Decimal(91), "percent", 0, "±0ポイント", "±0 points"),
        (-8, 18, "score", 0, "+26点", "+26 pts"),
        (0, 5, "count", 0, "+5件", "+5"),
        (3_000_000, -20_000_000, "jpy", 0, "−￥2,300万", "−¥23M"),
    ],
)
def test_from_one_figure_to_another(before, now, unit, decimals, ja, en):
    found = change(before, now, "higher")
    assert JA.changed(found.difference, found.share, unit, decimals) == ja
    assert EN.changed(found.difference, found.share, unit, decimals) == en


@pytest.mark.parametrize(
    ("when", "ja", "en"),
    [
        ("2026-11-22", "2026年11月22日(日)", "Sun, Nov 22, 2026"),
        ("2026-11-03/2026-11-05", "2026年11月3日～5日", "Nov 3\u2009–\u20095, 2026"),
        ("2026-11", "2026年11月", "November 2026"),
        ("2026-11 中旬", "2026年11月 中旬", "mid November 2026"),
        ("2026 Q4", "2026年 第4四半期", "2026 Q4"),
        ("FY2026 Q3", "2026年度 第3四半期", "FY2026 Q3"),
        ("FY2026 H2", "2026年度 下期", "FY2026 H2"),
        ("FY2026", "2026年度", "FY2026"),
        ("TBD", "未定", "To be decided"),
    ],
)
def test_dates_are_as_precise_as_they_were_written(when, ja, en):
    assert JA.when(When.of(when)) == ja
    assert EN.when(When.of(when)) == en


@pytest.mark.parametrize(("days", "ja"), [(365, "1年"), (180, "6か月"), (14, "2週間"), (90, "3か月"), (10, "10日")])
def test_spans(days, ja):
    assert JA.span(timedelta(days=days)) == ja


def test_days_in_english_are_plain():
    assert EN.day(date(2026, 11, 22)) == "Nov 22, 2026"
