"""Benchmarks: what they must say, how old they are, and how far our own figure is from them."""

from fractions import Fraction

import pytest

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.reports.benchmarks.beside import apart

ROLE = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
"""
ENGLISH = {"language": "en", "default_language": "en"}


def benchmark(**given) -> Benchmark:
    written = {"id": "b", "title": "B", "owner": "role:lead", "claim": "C", "source": "S", "publisher": "Paper"}
    return Benchmark.model_validate(written | {"unit": "percent", "quality": "second-hand", "via": "V"} | given)


def told(wiki, record: str) -> list[str]:
    wiki(f"{ROLE}    benchmarks/b.yml\n" + "".join(f"    | {line}\n" for line in record.strip().split("\n")))
    return [one.removeprefix("benchmarks/b.yml:") for one in wiki.problems()]


BASE = """\
title: B
owner: role:lead
claim: C
source: S
publisher: Paper
"""


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            "unit: percent\nlow: 50\nhigh: 30\nquality: second-hand\nvia: V",
            (
                "7:6: benchmark-bounds the range ends below its start (50 > 30) "
                "(write the lower end in `low` and the upper one in `high`)"
            ),
        ),
        (
            "unit: percent\nvalue: 32\nlow: 30\nhigh: 50\nquality: second-hand\nvia: V",
            "8:6: benchmark-both there is a value and a range (write either `value`, or `low` and `high`)",
        ),
        (
            "unit: percent\nvalue: 32\nhigh: 50\nquality: second-hand\nvia: V",
            "8:7: benchmark-both there is a value and a range (write either `value`, or `low` and `high`)",
        ),
        (
            "unit: percent\nquality: second-hand\nvia: V",
            "1:1: benchmark-empty this benchmark has no figure (write a `value`, or a range in `low` and `high`)",
        ),
        (
            "unit: percent\nvalue: 32\nquality: primary",
            (
                "8:10: primary-without-link we read the source itself, but there is no link to it "
                "(write the address in `link`, or `quality: second-hand` if we did not read it)"
            ),
        ),
        (
            "unit: percent\nvalue: 32\nquality: primary\nlink: https://www.example.com/\nretrieved: 2026-11-01\nvia: V",
            (
                "11:6: primary-via a figure whose source we read says that it was read elsewhere "
                "(write `quality: second-hand` if it was read elsewhere, or take out `via`)"
            ),
        ),
        (
            "unit: percent\nvalue: 32\nquality: second-hand",
            (
                "8:10: second-hand-without-via nothing says where this second-hand figure was read "
                "(write in `via` which text has it, like `via: an article in a trade paper`)"
            ),
        ),
        (
            "unit: percent\nvalue: 32\nquality: second-hand\nvia: V\nlink: https://www.example.com/",
            (
                "10:7: link-without-day nothing says when the link was read "
                "(write the day in `retrieved`, like `retrieved: 2026-11-02`)"
            ),
        ),
        (
            "unit: percent\nvalue: 32\nquality: second-hand\nvia: V\nnames: [G]",
            (
                "10:9: source-name `G` cannot be the name of a source: it would be found everywhere in texts "
                "(write a name of two letters or more, not digits alone, by which texts call it)"
            ),
        ),
    ],
)
def test_what_a_benchmark_must_say(wiki, more, problem):
    assert told(wiki, BASE + more) == [problem]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ("value: 32\nyear: 2027\nquality: second-hand\nvia: V", "8:7"),
        ("value: 32\nquality: primary\nlink: https://www.example.com/\nretrieved: 2026-11-23", "10:12"),
    ],
)
def test_what_is_still_to_come_is_found(wiki, more, place):
    assert told(wiki, BASE + "unit: percent\n" + more) == []
    found = [line for line in wiki.findings() if f":{place}: benchmark-ahead" in line]
    assert len(found) == 1
    assert "is still to come (look whether the year is right)" in found[0]


def test_all_that_is_wrong_is_told_at_once(wiki):
    found = told(wiki, BASE + "unit: percent\nvalue: 1\nlow: 5\nhigh: 3\nquality: primary\nyear: 1899")
    assert [one.split()[1] for one in found] == ["out-of-range"]
    found = told(wiki, BASE + "unit: percent\nvalue: 1\nlow: 5\nhigh: 3\nquality: primary")
    assert [one.split()[1] for one in found] == ["benchmark-both", "benchmark-bounds", "primary-without-link"]


def test_a_figure_counts_in_the_unit_of_our_kpi(wiki):
    kpis = "    kpis/all.yml\n    | - {id: sla, title: SLA, owner: role:lead, group: demand, unit: percent}\n"
    kpis += "    | - {id: wait, title: Wait, owner: role:lead, group: demand, unit: minutes}\n"
    wiki(ROLE + kpis)
    more = "unit: hours\nvalue: 42\nquality: second-hand\nvia: V\nkpi: "
    assert told(wiki, f"{BASE}{more}wait") == []
    assert told(wiki, f"{BASE}{more}sla") == [
        (
            "6:7: benchmark-unit it is in hours, but the KPI `sla` is in percent "
            "(write the figure in percent, or another KPI in `kpi`)"
        )
    ]


def test_a_kpi_that_is_not_there(wiki):
    wiki(ROLE + "    kpis/mql.yml\n    | {title: MQL, owner: role:lead, group: demand, unit: percent}\n")
    found = told(wiki, BASE + "unit: percent\nvalue: 1\nquality: second-hand\nvia: V\nkpi: mqls")
    assert found == ["10:6: dangling-ref no KPI is called `mqls` (did you mean `mql`?)"]


@pytest.mark.parametrize(
    ("given", "ours", "difference"),
    [
        ({"value": 32}, 40, 8),
        ({"value": 32}, 30, -2),
        ({"value": 32}, 32, 0),
        ({"low": 30, "high": 50}, 30, 0),
        ({"low": 30, "high": 50}, 42, 0),
        ({"low": 30, "high": 50}, 50, 0),
        ({"low": 30, "high": 50}, 20, -10),
        ({"low": 30, "high": 50}, 51, 1),
        ({"low": 40}, 70, 0),
        ({"low": 40}, 10, -30),
        ({"high": 5}, 3, 0),
        ({"high": 5}, 6, 1),
    ],
)
def test_how_far_we_are_from_the_nearer_end(given, ours, difference):
    assert apart(benchmark(**given), Fraction(ours), "percent") == difference


def test_hours_compare_with_minutes():
    assert apart(benchmark(value=42, unit="hours"), Fraction(20), "minutes") == 20 - 42 * 60
    assert apart(benchmark(value=30, unit="minutes"), Fraction(2), "hours") == Fraction(3, 2)


@pytest.mark.parametrize(("year", "age", "is_old"), [(2026, 0, False), (2021, 5, False), (2020, 6, True)])
def test_a_figure_lasts_five_years(year, age, is_old):
    assert (benchmark(value=1, year=year).age(2026), benchmark(value=1, year=year).is_old(2026)) == (age, is_old)


def test_of_what_year_is_not_known_no_age_is_told():
    assert (benchmark(value=1).age(2026), benchmark(value=1).is_old(2026)) == (None, False)


def test_the_figure_is_told_as_it_was_written():
    assert [benchmark(value=given).decimals for given in ("32", "32.5", "32.50")] == [0, 1, 2]


BESIDE = (
    ROLE
    + """
    kpis/won.yml
    | {title: Won, owner: role:lead, group: revenue, unit: percent, target: 20}
    figures/a.csv
    | kpi,period,value
    | won,2026-10,27
    benchmarks/all.yml
    | - {id: read, title: Read, owner: role:lead, claim: C, source: S, publisher: Paper, low: 20, high: 25, unit: percent,
    |    quality: primary, link: "https://www.example.com/s", retrieved: 2026-10-01, year: 2025, kpi: won,
    |    comparable: Only in Japan}
    | - {id: heard, title: Heard, owner: role:lead, claim: C, source: S, publisher: Times, low: 30, unit: percent,
    |    quality: second-hand, via: V, kpi: won}
"""
)


def test_beside_our_own_figure_both_are_told_with_what_keeps_them_apart(wiki):
    page = wiki(BESIDE).page("kpis/won.md", **ENGLISH)
    section = page.partition("{ #benchmarks }")[2].partition("\n## ")[0]
    read, heard = section.split("<tr>")[2:][::-1]
    for words in ("20–25%", "27%", "+2 points", "ours is higher", "Only in Japan", "Source read"):
        assert words in read
    for words in ("30% or more", "27%", "−3 points", "ours is lower", "Nobody wrote down", "Second-hand", "not read"):
        assert words in heard


def test_the_page_of_a_benchmark_tells_our_figure_too(wiki):
    page = wiki(BESIDE).page("benchmarks/heard.md", **ENGLISH)
    assert "−3 points" in page
    assert "Second-hand" in page.partition("# Heard")[0]
    assert "year unknown" in page


def test_without_a_figure_of_ours_nothing_is_compared(wiki):
    page = wiki(BESIDE.replace("won,2026-10,27", "")).page("kpis/won.md", **ENGLISH)
    assert "we have no figure yet" in page
    assert "points" not in page.partition("{ #benchmarks }")[2].partition("\n## ")[0]


def test_the_index_parts_what_we_read_from_what_we_heard(wiki):
    page = wiki(BESIDE).page("benchmarks/index.md", **ENGLISH)
    first, second = page.index("{ #primary }"), page.index("{ #second-hand }")
    assert first < page.index(">Read</a>") < second < page.index(">Heard</a>")
    assert "We have not read the source itself" in page
