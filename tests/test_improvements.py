"""Improvements: how a change is said, which figures prove it, and what cannot be true."""

import re
from datetime import date
from typing import get_args

import pytest

from mops_kb.build import words
from mops_kb.kinds import KINDS
from mops_kb.model.settings import Settings
from mops_kb.reports.ledger.entries import ledger
from mops_kb.reports.ledger.proof import Reason

LEAD = """
    roles/lead.yml
    | {title: Lead, owner: role:lead}
    kpis/all.yml
    | - {id: response, title: Response, owner: role:lead, group: efficiency, unit: minutes, better: lower}
    | - {id: mql, title: MQLs, owner: role:lead, group: demand, unit: count, aggregation: sum, breaks: {since: 2026-08, what: tool}}
    | - {id: share, title: Share, owner: role:lead, group: demand, unit: percent, decimals: 1, minimum_n: 5}
    figures/all.csv
    | kpi,period,value,n
    | response,2026-04,240,
    | response,2026-09,5,
    | response,2026-11,4,
    | mql,2026-04,10,
    | mql,2026-05,20,
    | mql,2026-06,5,
    | mql,2026-07,40,
    | mql,2026-08,50,
    | mql,2026-09,60,
    | share,2026-04,8.04,9
    | share,2026-09,14,9
    | share,2026-10,15,2
"""
SENTENCES = [
    # unit, better, before, after; what is said in English and in Japanese
    ("", "", "4 hours", "5 minutes", "fell from 4 hours to 5 minutes (−97.9%, 48 times faster).", "4時間から5分に短縮されました（−97.9%、48倍の速さ）。"),
    ("", "", "4時間", "5分", "fell from 4 hours to 5 minutes (−97.9%, 48 times faster).", "4時間から5分に短縮されました（−97.9%、48倍の速さ）。"),
    ("minutes", "", "240", "5", "fell from 240 minutes to 5 minutes (−97.9%, 48 times faster).", "240分から5分に短縮されました（−97.9%、48倍の速さ）。"),
    ("hours", "", "4", "5 minutes", "fell from 4 hours to 5 minutes (−97.9%, 48 times faster).", "4時間から5分に短縮されました（−97.9%、48倍の速さ）。"),
    ("", "", "1 hour", "60 minutes", "stayed at 60 minutes.", "60分のまま変わっていません。"),
    ("", "", "5 days", "1 day", "fell from 5 days to 1 day (−80.0%, 5 times faster).", "5日から1日に短縮されました（−80.0%、5倍の速さ）。"),
    ("", "", "10 minutes", "8 minutes", "fell from 10 minutes to 8 minutes (−20.0%).", "10分から8分に短縮されました（−20.0%）。"),
    ("", "", "10 minutes", "4 minutes", "fell from 10 minutes to 4 minutes (−60.0%, 2.5 times faster).", "10分から4分に短縮されました（−60.0%、2.5倍の速さ）。"),
    ("", "", "10 minutes", "0 minutes", "fell from 10 minutes to 0 minutes (−100.0%).", "10分から0分に短縮されました（−100.0%）。"),
    ("", "", "0 minutes", "10 minutes", "rose from 0 minutes to 10 minutes (+10 min, worse).", "0分から10分に延びました（+10分、悪化）。"),
    ("", "", "5 minutes", "4 hours", "rose from 5 minutes to 4 hours (+4,700.0%, worse).", "5分から4時間に延びました（+4,700.0%、悪化）。"),
    ("", "higher", "100 hours", "150 hours", "rose from 100 hours to 150 hours (+50.0%, 1.5 times as much).", "100時間から150時間に増えました（+50.0%、1.5倍）。"),
    ("count", "lower", "30", "10", "fell from 30 to 10 (−66.7%, 20 fewer).", "30件から10件に減りました（−66.7%、20件減）。"),
    ("count", "lower", "3", "0", "fell from 3 to 0 (−100.0%, 3 fewer).", "3件から0件に減りました（−100.0%、3件減）。"),
    ("count", "higher", "0", "5", "rose from 0 to 5 (+5).", "0件から5件に増えました（+5件）。"),
    ("count", "higher", "10", "30", "rose from 10 to 30 (+200.0%, 20 more, 3 times as many).", "10件から30件に増えました（+200.0%、20件増、3倍）。"),
    ("count", "higher", "30", "10", "fell from 30 to 10 (−66.7%, 20 fewer, worse).", "30件から10件に減りました（−66.7%、20件減、悪化）。"),
    ("count", "higher", "0", "0", "stayed at 0.", "0件のまま変わっていません。"),
    ("people", "higher", "4", "5", "rose from 4 people to 5 people (+25.0%, 1 person more).", "4人から5人に増えました（+25.0%、1人増）。"),
    ("jpy", "lower", "3000000", "1800000", "fell from ¥3M to ¥1.8M (−40.0%, ¥1.2M less).", "￥300万から￥180万に減りました（−40.0%、￥120万減）。"),
    ("jpy", "higher", "200000", "500000", "rose from ¥200,000 to ¥500,000 (+150.0%, ¥300,000 more, 2.5 times as much).", "￥200,000から￥500,000に増えました（+150.0%、￥300,000増、2.5倍）。"),
    ("jpy", "higher", "-100000", "50000", "went from -¥100,000 to ¥50,000 (+¥150,000).", "-￥100,000から￥50,000に変わりました（+￥150,000）。"),
    ("jpy", "higher", "-100000", "-50000", "rose from -¥100,000 to -¥50,000 (+50.0%, ¥50,000 more).", "-￥100,000から-￥50,000に増えました（+50.0%、￥50,000増）。"),
    ("percent", "higher", "8", "14.5", "rose from 8% to 14.5% (+6.5 points).", "8%から14.5%に上がりました（+6.5ポイント）。"),
    ("percent", "lower", "20", "15", "fell from 20% to 15% (−5 points).", "20%から15%に下がりました（−5ポイント）。"),
    ("score", "higher", "3.2", "4", "rose from 3.2 pts to 4 pts (+0.8 pts).", "3.2点から4点に上がりました（+0.8点）。"),
    ("times", "higher", "2", "5", "rose from 2× to 5× (+150.0%, 2.5 times as many).", "2倍から5倍に上がりました（+150.0%、2.5倍）。"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "column", "subject"), [("en", 4, "The wait "), ("ja", 5, "待ち時間は、")])
def test_each_change_is_said_rightly(wiki, language, column, subject):
    wiki(LEAD)
    for number, (unit, better, before, after, *_) in enumerate(SENTENCES):
        more = "".join(f"{name}: {value}\n" for name, value in (("unit", unit), ("better", better)) if value)
        wiki.put(
            f"improvements/n{number:02}.yml",
            "title: X\nowner: role:lead\nwhat: {ja: 待ち時間, en: The wait}\nsince: 2026-06-01\n"
            f"{more}before: {{value: {before}}}\nafter: {after}\n",
        )
    assert wiki.problems() == []
    pages = {page.path: page.text for page in wiki.site(language=language).pages}
    for number, case in enumerate(SENTENCES):
        found = re.search(r'<strong class="mk-said">(.*?)</strong>', pages[f"improvements/n{number:02}.md"])
        assert found[1] == subject + case[column], case


def test_hours_of_all_together_are_fewer_and_not_faster(wiki):
    wiki(LEAD).put(
        "improvements/a.yml",
        "title: A\nowner: role:lead\nsince: 2026-06-01\nwhat: Meetings\nmeasured: together\nbefore: 150 hours\nafter: 40 hours\n",
    )
    expected = {
        "en": "Meetings fell from 150 hours to 40 hours (−73.3%, 110 h fewer).",
        "ja": "Meetingsは、150時間から40時間に減りました（−73.3%、110時間減）。",
    }
    for language, words_ in expected.items():
        assert f">{words_}<" in wiki.page("improvements/a.md", language=language)


def test_what_is_not_named_is_it(wiki):
    wiki(LEAD).put(
        "improvements/a.yml", "title: A\nowner: role:lead\nsince: 2026-06-01\nbefore: 3 days\nafter: 1 day\n"
    )
    assert ">It fell from 3 days to 1 day (" in wiki.page("improvements/a.md", language="en")
    assert ">数値は、3日から1日に短縮されました（" in wiki.page("improvements/a.md", language="ja")


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ("kpi: response, before: {value: 4 hours, period: 2026-04}, after: {value: 5 minutes, period: 2026-09}", "proved"),
        ("kpi: response, before: {value: 240, period: 2026-04}, after: {value: 5, period: 2026-09}", "proved"),
        ("kpi: response, unit: hours, before: {value: 4, period: 2026-04}, after: {value: 5 min, period: 2026-09}", "proved"),
        ("kpi: response, before: {value: 4.5 hours, period: 2026-04}, after: {value: 5, period: 2026-09}", "differs"),
        ("kpi: response, before: {value: 240, period: 2026-05}, after: {value: 5, period: 2026-09}", "no-figure"),
        ("kpi: response, before: {value: 240, period: FY2026 Q1}, after: {value: 5, period: 2026-09}", "no-figure"),
        ("kpi: response, before: {value: 240, period: 2026-04}, after: {value: 4, period: 2026-11}", "running"),
        ("kpi: response, before: {value: 240}, after: {value: 5, period: 2026-09}", "no-period"),
        ("kpi: response", "no-values"),
        ("kpi: mql, before: {value: 10, period: 2026-04}, after: {value: 40, period: 2026-07}", "proved"),
        ("kpi: mql, before: {value: 35, period: FY2026 Q1}, after: {value: 40, period: 2026-07}", "proved"),
        ("kpi: mql, before: {value: 36, period: FY2026 Q1}, after: {value: 40, period: 2026-07}", "differs"),
        ("kpi: mql, before: {value: 40, period: 2026-07}, after: {value: 60, period: 2026-09}", "break"),
        ("kpi: mql, before: {value: 35, period: FY2026 Q1}, after: {value: 150, period: FY2026 Q2}", "break"),
        ("kpi: share, before: {value: 8.0, period: 2026-04}, after: {value: 14, period: 2026-09}", "proved"),
        ("kpi: share, before: {value: 8.04, period: 2026-04}, after: {value: 14, period: 2026-09}", "proved"),
        ("kpi: share, before: {value: 8.1, period: 2026-04}, after: {value: 14, period: 2026-09}", "differs"),
        ("kpi: share, before: {value: 8.0, period: 2026-04}, after: {value: 15, period: 2026-10}", "too-few"),
    ],
)  # fmt: skip
def test_figures_of_a_kpi_are_evidence_where_they_are_its_own(wiki, given, state):
    kpi = given[5:].partition(",")[0]
    entry = one(wiki(LEAD), f"{given}, since: 2026-07-15, evidence: {{figures: {kpi}}}")
    assert (entry.why or (entry.state,)) == (state,)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("evidence: {link: 'https://example.com/'}, confirmed_by: role:lead, confirmed_on: 2026-11-01", ()),
        ("evidence: {document: 'https://example.com/'}, confirmed_by: role:lead, confirmed_on: 2026-11-01", ()),
        ("evidence: {link: 'https://example.com/'}", ("unconfirmed",)),
        ("evidence: {link: 'https://example.com/'}, before: 1 day, after: 2 days", ("worse", "unconfirmed")),
        ("evidence: {link: 'https://example.com/'}, before: 1 day, after: 1 day", ("unconfirmed",)),
        (
            "evidence: {link: 'https://example.com/'}, confirmed_by: role:lead, confirmed_on: 2026-12-01",
            ("unconfirmed",),
        ),
        ("confirmed_by: role:lead, confirmed_on: 2026-11-01", ("no-evidence",)),
        ("kpi: response", ("no-evidence", "unconfirmed")),
    ],
)
def test_what_is_not_shown_or_not_confirmed_is_claimed(wiki, given, why):
    assert one(wiki(LEAD), f"{given}, since: 2026-07-01", confirmed=False).why == why


@pytest.mark.parametrize(("period", "why"), [("2026-05", ()), ("2026-04", ("differs",))])
def test_other_evidence_stands_where_the_kpi_has_no_figure_but_not_against_one(wiki, period, why):
    given = f"kpi: response, before: {{value: 9, period: {period}}}, after: {{value: 5, period: 2026-09}}, since: 2026-07-01"
    assert one(wiki(LEAD), f"{given}, evidence: [{{figures: response}}, {{link: 'https://example.com/'}}]").why == why


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_reason_has_words_for_readers_and_for_whoever_can_mend_it(language):
    labels = words(KINDS, Settings(date(2026, 11, 22), language=language))
    for reason in get_args(Reason):
        assert f"ledger.why.{reason}" in labels
        assert f"problem.improvement-claimed.{reason}" in labels


def test_what_has_not_begun_is_claimed(wiki):
    entry = one(wiki(LEAD), "since: 2026-12-01, evidence: {link: 'https://example.com/'}", confirmed=False)
    assert entry.why == ("ahead", "unconfirmed")


def one(wiki, given: str, confirmed: bool = True):
    said = ", confirmed_by: role:lead, confirmed_on: 2026-11-01" if confirmed else ""
    wiki.put("improvements/a.yml", f"{{title: A, owner: role:lead, {given}{said}}}\n")
    found = wiki.study()
    assert found.problems == ()
    return found.catalog.once(ledger, found.settings).of("a")


MISTAKES = [
    ("after: 5 minutes", "5:8: after-without-before there is a figure after the change, but none before it"),
    ("before: 4 hours", "5:9: before-without-after there is a figure before the change, but none after it"),
    ("before: 4 hours\n| after: 1 day", "6:8: unit-mismatch the figures before and after are in different units: days, hours"),
    ("before: 4\n| after: 1 day", "5:9: unit-mismatch the figures before and after are in different units: count, days"),
    ("unit: count\n| before: 4 hours\n| after: 1", "6:9: unit-mismatch the figures before and after are in different units: hours, count"),
    ("before: 4\n| after: 1", "5:9: better-unsaid it is not said whether higher or lower is better"),
    ("before: {value: some}\n| after: 1 day", "5:17: figure-form `some` is neither a number nor a time"),
    ("before: some\n| after: 1 day", "5:9: figure-form `some` is neither a number nor a time"),
    ("before: 1,000\n| after: 1 day", "5:9: figure-form `1,000` is neither a number nor a time"),
    ("kpi: response\n| unit: count", "6:7: unit-of-kpi `a` is counted in count, which cannot be turned into the minutes of the KPI `response`"),
    ("kpi: response\n| before: 2 days\n| after: 60", "6:9: unit-of-kpi `a` is counted in days, which cannot be turned into the minutes of the KPI `response`"),
    ("kpi: mql\n| before: {value: 2 hours}\n| after: 1", "6:17: unit-of-kpi `a` is counted in hours, which cannot be turned into the count of the KPI `mql`"),
    ("kpi: response\n| better: higher", "6:9: better-of-kpi `a` says that higher is better, and the KPI `response` the contrary"),
    ("until: 2026-05-31", "5:8: until-before-since it ends before it begins: 2026-06-01 – 2026-05-31"),
    ("confirmed_by: role:lead", "5:15: half-confirmed of who confirmed it and when, only one is said"),
    ("confirmed_on: 2026-07-01", "5:15: half-confirmed of who confirmed it and when, only one is said"),
    ("confirmed_by: role:lead\n| confirmed_on: 2026-05-01", "6:15: confirmed-before-since it was confirmed before it took effect on 2026-06-01"),
    ("saves: 5 minutes", "5:8: saves-without-volume time is saved per case, but not said is how many cases there are"),
    ("rate: {per_hour: 4000, source: HR}", "5:7: rate-without-volume there is a rate, but not the hours that it is for"),
    ("volume: {times: 4, per: month, source: A}\n| rate: {per_hour: 4000, source: HR}", "6:7: rate-without-volume there is a rate, but not the hours that it is for"),
    ("volume: {times: -4, per: month, source: A}", "5:17: out-of-range `times` is out of range (write a number > 0)"),
    ("volume: {times: 0, per: month, source: A}", "5:17: out-of-range `times` is out of range (write a number > 0)"),
    ("volume: {times: 4, per: month}", "5:9: missing-field an improvement needs the field `volume.source`"),
    ("volume: {times: 4, per: month, source: A}\n| saves: 1 day", "6:8: time-form `1 day` cannot be read as the time for one case"),
    ("volume: {times: 4, per: month, source: A}\n| saves: 20", "6:8: time-form `20` cannot be read as the time for one case"),
    ("evidence: [{note: N}]", "5:12: evidence-of-nothing this piece of evidence points to nothing"),
    ("evidence: [{figures: mql, link: 'https://example.com/'}]", "5:33: evidence-twice one piece of evidence points to two things: `figures`, `link`"),
    ("evidence: [{figures: mql, rows: All}]", "5:33: rows-without-dataset it says which rows, but not of which dataset"),
    ("evidence: [{figures: mqls}]", "5:22: dangling-ref no KPI is called `mqls`"),
    ("evidence: [{document: 'ftp://example.com'}]", "5:23: dangling-ref"),
    ("evidence: [{link: 'ftp://example.com'}]", "5:19: url-form"),
    ("part_of: a", "5:10: cycle `a` comes back to itself by `part_of`"),
    ("before: {value: 9, period: 2026-06}\n| kpi: response\n| after: {value: 5, period: 2026-09}", "5:28: before-too-late the period 2026-06 before the change of `a` begins after 2026-06-01, when it took effect"),
    ("before: {value: 9, period: 2026-03}\n| kpi: response\n| after: {value: 5, period: 2026-05}", "7:27: after-too-early the period 2026-05 after the change of `a` ends before 2026-06-01, when it took effect"),
    ("kpi: response\n| before: {value: 9, period: 2026-05}\n| after: {value: 5, period: FY2026 Q1}", "7:27: periods-overlap the periods before and after of `a` have days in common: 2026-05, FY2026 Q1"),
    ("unit: hours\n| before: 2\n| after: 1\n| evidence: [{figures: mql}]", "5:7: unit-of-kpi `a` is counted in hours, which cannot be turned into the count of the KPI `mql`"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "told"), MISTAKES)
def test_what_cannot_be_true_is_told_where_it_stands(wiki, given, told):
    wiki(
        f"{LEAD}\n    improvements/a.yml\n    | title: A\n    | owner: role:lead\n    | id: a\n    | since: 2026-06-01\n    | {given.replace(chr(10), chr(10) + '    ')}\n"
    )
    found = wiki.problems()
    assert [one.startswith(f"improvements/a.yml:{told}") for one in found] == [True], found


def test_parts_of_each_other_are_told_once(wiki):
    wiki(LEAD)
    wiki.put("improvements/a.yml", "title: A\nowner: role:lead\nsince: 2026-06-01\npart_of: b\n")
    wiki.put("improvements/b.yml", "title: B\nowner: role:lead\nsince: 2026-06-01\npart_of: a\n")
    assert wiki.problems() == [
        "improvements/a.yml:4:10: cycle `a` comes back to itself by `part_of` (a → b → a; change `part_of` of one of them)"
    ]


@pytest.mark.parametrize(
    ("path", "cause", "start"),
    [
        ("tools/new.yml", "category: crm\nsince: 2026-06-02", "2026-06-02"),
        ("tools/new.yml", "category: crm\nsince: 2026-06-01", None),
        ("tools/new.yml", "category: crm\nstate: retiring\nsince: 2026-09-01", None),  # that is since when it retires
        (
            "tools/new.yml",
            "category: crm\nstate: retiring\nhistory: [{state: adopted, on: 2026-07-01}, {state: retiring, on: 2026-09-01}]",
            "2026-07-01",
        ),
        ("initiatives/new.yml", "when: FY2026 Q2", "2026-07-01"),
        ("initiatives/new.yml", "when: FY2026", None),
        ("trainings/new.yml", "sessions: [{on: 2026-09-01}]", None),
    ],
)
def test_nothing_gets_better_before_its_cause_is_there(wiki, path, cause, start):
    wiki(LEAD).put(path, f"title: New\nowner: role:lead\n{cause}\n")
    kind = path.partition("/")[0].removesuffix("s")
    wiki.put("improvements/a.yml", f"title: A\nowner: role:lead\nsince: 2026-06-01\ncause: [{kind}:new]\n")
    told = (
        f"improvements/a.yml:4:9: improvement-before-cause `a` took effect on 2026-06-01, before its cause `{kind}:new` "
        f"began on {start} (correct `since` or `cause`)"
    )
    assert wiki.problems() == ([told] if start else [])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_mistake_is_told_in_both_languages(wiki, language):
    wiki(LEAD)
    for number, (given, _) in enumerate(MISTAKES):
        text = f"title: A\nowner: role:lead\nsince: 2026-06-01\n{given.replace('| ', '').replace('part_of: a', f'part_of: n{number}')}\n"
        wiki.put(f"improvements/n{number}.yml", text)
    assert len(wiki.problems(language=language)) == len(MISTAKES)
