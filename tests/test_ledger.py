"""The ledger against one that was worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest

from mops_kb.reports.ledger.entries import ledger

AS_OF = date(2026, 11, 22)

KPIS = """
    roles/lead.yml
    | {title: Lead, owner: role:lead}
    tools/crm.yml
    | {title: CRM, owner: role:lead, category: crm}
    playbooks/reply.yml
    | {title: Reply, owner: role:lead}
    knowhow/study.md
    | ---
    | title: Study
    | ---
    | We watched.
    datasets/seats.yml
    | {title: Seats, owner: role:lead, file: seats.csv, columns: [{name: seat}]}
    data/seats.csv
    | seat
    | one
    kpis/all.yml
    | - {id: response, title: Response, owner: role:lead, group: efficiency, unit: minutes, better: lower}
    | - {id: errors, title: Errors, owner: role:lead, group: efficiency, unit: count, better: lower, aggregation: sum}
    | - {id: cost, title: Cost, owner: role:lead, group: efficiency, unit: jpy, better: lower, breaks: {since: 2026-06, what: definition}}
    figures/all.csv
    | kpi,period,value
    | response,2026-03,240
    | response,2026-07,5
    | errors,2026-05,30
    | errors,2026-06,28
    | errors,2026-08,12
    | errors,2026-09,10
    | cost,2026-05,100000
    | cost,2026-07,60000
"""
CONFIRMED = "confirmed_by: role:lead, confirmed_on: 2026-11-02"

# Worked out by hand. A year: volume × time per case; money: hours × rate, and what is saved directly.
#
#            cases  min  hours     rate    money     in effect            whole months of FY2026 up to 22 November
# fast         720   10    120    4,000    480,000   15 Apr 2026 –        May–Oct: 6    60 h    ¥240,000
# form         240   30    120        –          –   1 Oct 25 – 31 Aug    Apr–Aug: 5    50 h           –
# seats          –    –      –        –  1,200,000   1 Oct 2026 –         Oct:     1       –    ¥100,000
# check        120   45     90    5,000    450,000   10 Jun 2026 –        Jul–Oct: 4    30 h    ¥150,000
# rules          –    –      –        –    300,000   as check, but less: not counted
# half          60   45     45        –          –   part of check: not counted
# hope         600   10    100        –          –   nothing shows it: claimed
# cheaper        –    –      –        –    500,000   the KPI broke in between: claimed
# calm           –    –      –        –          –   10 Nov 2026 –        none
#
# In effect on 22 November: 120 + 90 = 210 h; 480,000 + 1,200,000 + 450,000 = ¥2,130,000
# This fiscal year so far:  60 + 50 + 30 = 140 h; 240,000 + 100,000 + 150,000 = ¥490,000
IMPROVEMENTS = f"""
    improvements/all.yml
    | - {{id: fast, title: Fast, owner: role:lead, kpi: response, since: 2026-04-15, cause: [playbook:reply, tool:crm],
    |    before: {{value: 4 hours, period: 2026-03}}, after: {{value: 5 minutes, period: 2026-07}}, evidence: [{{figures: response}}], {CONFIRMED},
    |    volume: {{times: 60, per: month, source: Leads}}, saves: 10 minutes, rate: {{per_hour: 4000, source: HR}}}}
    | - {{id: form, title: Form, owner: role:lead, what: A request, since: 2025-10-01, until: 2026-08-31,
    |    before: 90 minutes, after: 1 hour, evidence: [{{document: knowhow/study}}], {CONFIRMED},
    |    volume: {{times: 240, per: year, source: Requests}}, saves: 0.5 hours}}
    | - {{id: seats, title: Seats, owner: role:lead, what: The bill, unit: jpy, better: lower, since: 2026-10-01, cause: [tool:crm],
    |    before: 3000000, after: 1800000, evidence: [{{dataset: seats, rows: All}}], {CONFIRMED},
    |    money: {{per_year: 1200000, source: The contract}}}}
    | - {{id: check, title: Check, owner: role:lead, kpi: errors, since: 2026-06-10,
    |    before: {{value: 30, period: 2026-05}}, after: {{value: 12, period: 2026-08}}, evidence: [{{figures: errors}}], {CONFIRMED},
    |    volume: {{times: 10, per: month, source: Lists}}, saves: 45 minutes, rate: {{per_hour: 5000, source: HR}}}}
    | - {{id: rules, title: Rules, owner: role:lead, kpi: errors, since: 2026-07-01,
    |    before: {{value: 28, period: 2026-06}}, after: {{value: 10, period: 2026-09}}, evidence: [{{figures: errors}}], {CONFIRMED},
    |    money: {{per_year: 300000, source: A guess}}}}
    | - {{id: half, title: Half, owner: role:lead, part_of: check, since: 2026-06-10, evidence: [{{document: knowhow/study}}], {CONFIRMED},
    |    volume: {{times: 5, per: month, source: Lists}}, saves: 45 minutes}}
    | - {{id: hope, title: Hope, owner: role:lead, since: 2026-04-01, {CONFIRMED},
    |    volume: {{times: 600, per: year, source: A guess}}, saves: 10 minutes}}
    | - {{id: cheaper, title: Cheaper, owner: role:lead, kpi: cost, since: 2026-06-01,
    |    before: {{value: 100000, period: 2026-05}}, after: {{value: 60000, period: 2026-07}}, evidence: [{{figures: cost}}, {{document: knowhow/study}}],
    |    {CONFIRMED}, money: {{per_year: 500000, source: The KPI}}}}
    | - {{id: calm, title: Calm, owner: role:lead, what: Complaints, better: lower, since: 2026-10-10, before: 3, after: 0,
    |    evidence: [{{link: 'https://example.com/calm'}}], {CONFIRMED}}}
"""


@pytest.fixture
def filled(wiki):
    return wiki(KPIS + IMPROVEMENTS)


@pytest.fixture
def book(filled):
    found = filled.study()
    assert found.problems == ()
    return found.catalog.once(ledger, found.settings)


def test_what_is_proved_claimed_and_counted_elsewhere(book):
    states = {entry.improvement.id: (entry.state, entry.why) for entry in book.entries}
    assert states == {
        "fast": ("proved", ()),
        "form": ("proved", ()),
        "seats": ("proved", ()),
        "check": ("proved", ()),
        "calm": ("proved", ()),
        "rules": ("part", ("overlap",)),
        "half": ("part", ("part-of",)),
        "hope": ("claimed", ("no-evidence",)),
        "cheaper": ("claimed", ("break",)),
    }
    assert {entry.improvement.id for entry in book.entries if entry.counts} == {
        "fast",
        "form",
        "seats",
        "check",
        "calm",
    }
    assert book.of("rules").greater == book.of("check").improvement


def test_what_each_is_worth_in_a_year(book):
    worth = {entry.improvement.id: (entry.hours_per_year, entry.money_per_year) for entry in book.entries}
    assert worth == {
        "fast": (120, 480_000),
        "form": (120, None),
        "seats": (None, 1_200_000),
        "check": (90, 450_000),
        "rules": (None, 300_000),
        "half": (45, None),
        "hope": (100, None),
        "cheaper": (None, 500_000),
        "calm": (None, None),
    }


def test_a_year_of_what_is_in_effect(book):
    total = book.per_year(AS_OF)
    assert (total.hours, total.money) == (210, 2_130_000)
    assert {entry.improvement.id for entry in total.entries} == {"fast", "seats", "check", "calm"}


@pytest.mark.parametrize(
    ("first", "last", "hours", "money"),
    [
        (date(2026, 4, 1), AS_OF, 140, 490_000),
        (date(2026, 4, 1), date(2027, 3, 31), 140, 490_000),  # nothing is told of months to come
        (date(2026, 4, 1), date(2026, 6, 30), 50, 80_000),  # fast 2 × 10, form 3 × 10; fast 2 × 40,000
        (date(2026, 7, 1), date(2026, 9, 30), Fraction("72.5"), 232_500),  # fast 30, form 20, check 3 × 7.5
        (date(2026, 10, 1), date(2026, 12, 31), Fraction("17.5"), 177_500),  # fast 10, check 7.5; seats 100,000
        (date(2026, 10, 1), date(2026, 10, 31), Fraction("17.5"), 177_500),
        (date(2026, 10, 2), date(2026, 10, 31), 0, 0),  # no whole month
        (date(2025, 9, 1), date(2025, 12, 31), 30, 0),  # form began in October
        (date(2020, 1, 1), date(2020, 12, 31), 0, 0),
    ],
)
def test_what_was_saved_in_a_time(book, first, last, hours, money):
    total = book.total(first, last)
    assert (total.hours, total.money) == (hours, money)


def test_the_page_tells_these_totals(filled):
    page = filled.page("improvements/index.md", language="en")
    top = page[: page.index("</dl>")]
    assert "¥2.13M" in top
    assert "210 hours" in top
    assert "¥490,000" in top
    assert "140 hours" in top
    quarters = page[page.index("#quarters") :]
    assert [f"FY2026 Q{n}" in quarters for n in (1, 2, 3)] == [True] * 3
    assert "72.5 hours" not in quarters
    assert "73 hours" in quarters


def test_the_page_of_an_improvement_tells_each_step(filled):
    page = filled.page("improvements/fast.md", language="en")
    assert "Response fell from 4 hours to 5 minutes (−97.9%, 48 times faster)." in page
    for sum_, result in [
        ("5 min − 240 min", "−235 min"),
        ("(5 min − 240 min) ÷ 240 min", "−97.9%"),
        ("240 min ÷ 5 min", "48"),
        ("60 a month × 12", "720 cases"),
        ("720 cases × 10 minutes ÷ 60", "120 hours"),
        ("720 cases × 10 minutes ÷ 60 × ¥4,000", "¥480,000"),
    ]:
        assert f">{sum_}</td>" in page
        assert f"<strong>{result}</strong>" in page


def test_causes_and_kpis_tell_what_improved(filled):
    site = {page.path: page.text for page in filled.site(language="en").pages}
    crm = site["tools/crm.md"]
    assert "2 proved improvements, in a year: " in crm[crm.index("#improved") :]
    assert "¥1.68M" in crm
    assert 'href="../../improvements/fast/"' in site["playbooks/reply.md"]
    errors = site["kpis/errors.md"]
    assert errors.index("Errors fell from 28 to 10") < errors.index("Errors fell from 30 to 12")


def test_what_nobody_put_into_hours_or_money_is_not_worth_nothing(wiki):
    page = wiki(
        """
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        tools/crm.yml
        | {title: CRM, owner: role:lead, category: crm}
        improvements/sooner.yml
        | {title: Sooner, owner: role:lead, what: A reply, since: 2026-05-01, before: 4 hours, after: 1 hour, cause: tool:crm,
        |  evidence: [{link: "https://example.com/sooner"}], confirmed_by: role:lead, confirmed_on: 2026-07-01}
        """
    ).page("tools/crm.md", language="en")
    assert "A reply" in page
    assert "in a year" not in page


def test_each_claim_is_a_finding_with_its_reason(filled):
    overlap = (
        "only `check`, the greater one, is counted; write `part_of: check` if that contains it, "
        "or other periods if it is another change)"
    )
    broken = (
        "what the KPI measures changed between the two periods, so they cannot be compared; "
        "take two periods after that, or other evidence)"
    )
    found = [one.partition(" (") for one in filled.findings() if "improvement" in one.split(" ")[1]]
    assert [(what, remedy) for what, _, remedy in found] == [
        (
            "improvements/all.yml:13:52: improvements-overlap `rules` claims the same change of the same KPI as `check`",
            overlap,
        ),
        (
            "improvements/all.yml:18:3: improvement-claimed `hope` is only claimed and stands in no total",
            "write in `evidence` which KPI, dataset or document shows it)",
        ),
        (
            "improvements/all.yml:20:3: improvement-claimed `cheaper` is only claimed and stands in no total",
            broken,
        ),
    ]


def test_what_is_only_claimed_is_flagged_beside_what_is_proved(filled):
    """It claims more than `check`, but nobody has confirmed it: it stands in nobody's way."""
    filled.put(
        "improvements/rival.yml",
        "title: Rival\nowner: role:lead\nkpi: errors\nsince: 2026-07-01\nbefore: {value: 30, period: 2026-05}\n"
        "after: {value: 10, period: 2026-09}\nmoney: {per_year: 9000000, source: A dream}\n",
    )
    [told] = [one for one in filled.findings() if one.startswith("improvements/rival.yml:3:6: improvements-overlap")]
    assert "`rival` claims the same change of the same KPI as `check`" in told
    found = filled.study()
    assert found.catalog.once(ledger, found.settings).per_year(AS_OF).money == 2_130_000


@pytest.mark.parametrize(
    ("period", "confirmed_on", "state", "why"),
    [
        ("2026-10", "2026-10-31", "proved", ()),
        ("2026-10", "2026-10-30", "claimed", ("early",)),
        ("2026-11", "2026-11-16", "claimed", ("running",)),
        ("FY2026 Q3", "2026-11-16", "claimed", ("running",)),
        ("FY2026 H1", "2026-10-20", "proved", ()),
    ],
)
def test_a_figure_that_is_not_whole_proves_nothing(filled, period, confirmed_on, state, why):
    """Whatever is to show it, and whoever agreed: on 22 November, November can still bring anything."""
    filled.put(
        "improvements/meetings.yml",
        "title: Meetings\nowner: role:lead\nsince: 2026-09-15\nbefore: {value: 150 hours, period: 2026-03}\n"
        f"after: {{value: 40 hours, period: {period}}}\nevidence: [{{document: knowhow/study}}]\n"
        f"confirmed_by: role:lead\nconfirmed_on: {confirmed_on}\n",
    )
    found = filled.study()
    entry = found.catalog.once(ledger, found.settings).of("meetings")
    assert (entry.state, entry.why) == (state, why)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "改善後の期間がまだ終わっていません"), ("en", "the period after is not over")],
)
def test_the_page_says_that_a_period_is_not_over(wiki, language, words):
    page = wiki(
        """
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        improvements/meetings.yml
        | title: Meetings
        | owner: role:lead
        | since: 2026-11-01
        | before: {value: 150 hours, period: 2026-09}
        | after: {value: 40 hours, period: 2026-11}
        | evidence: [{link: "https://example.com/meetings"}]
        """
    ).page("improvements/meetings.md", language=language)
    assert words in page


def test_sql_asks_it_like_any_other_kind(filled):
    filled.put(
        "kpis/proof.yml",
        "title: Proof\nowner: role:lead\ngroup: efficiency\n"
        "sql: >\n  SELECT '2026-10' AS period, count(*) AS value FROM improvements i\n"
        "  JOIN improvements_evidence e USING (id) WHERE i.confirmed_by = 'role:lead' AND i.after_unit = 'minutes'\n"
        "  AND i.after_period_first = DATE '2026-07-01' AND e.figures = 'response' AND i.saves = 10 AND i.volume_times = 60\n",
    )
    found = filled.study()
    assert found.problems == ()
    kpi = found.catalog.records["kpi"]["proof"]
    assert [row.value for row in found.catalog.who(kpi, "figures")] == [1]


@pytest.mark.parametrize("path", ["knowhow/study.md", "datasets/seats.yml", "kpis/response.yml"])
def test_a_draft_proves_nothing(wiki, path):
    own = "    | - {id: response, title: Response, owner: role:lead, group: efficiency, unit: minutes, better: lower}\n"
    text = KPIS.replace(own, "").replace("title: Study", "title: Study\n    | visibility: public")
    text = text.replace("title: Seats,", "title: Seats, visibility: public,")
    wiki(text + IMPROVEMENTS)
    wiki.put("kpis/response.yml", own.partition("- ")[2].replace("owner", "visibility: public, owner"))
    file = wiki.docs / path
    file.write_text(file.read_text(encoding="utf-8").replace("visibility: public", "visibility: draft"))
    id = {"knowhow/study.md": "form", "datasets/seats.yml": "seats", "kpis/response.yml": "fast"}[path]
    for visibility, state in (("public", "claimed"), ("internal", "claimed"), ("draft", "proved")):
        found = wiki.study(visibility=visibility)
        assert found.catalog.once(ledger, found.settings).of(id).state == state
