"""Numbers, money and dates as a reader of the language writes them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

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
        (1_230_000, "￥123万", "¥1M"),
        (87_590_000, "￥8,759万", "¥88M"),
        (218_000_000, "￥2.18億", "¥218M"),
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
        ("-0.125", 0, "-13%"),
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
