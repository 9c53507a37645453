"""Briefs: a month and a quarter for executives, counted by hand, and kept as they were told."""

import re
from datetime import date
from fractions import Fraction

import pytest
import yaml
from click.testing import CliRunner

from mops_kb import pdf
from mops_kb.brief import paper
from mops_kb.build import words
from mops_kb.cli import commands
from mops_kb.model.settings import Settings
from mops_kb.reports.briefs.sheet import Sheet, sheet, terms
from mops_kb.reports.briefs.term import read, term
from tests.conftest import AS_OF

LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    roles/cmo.yml
    | title: CMO
    | owner: role:lead
    | reports_to: lead
    teams/ops.yml
    | title: Ops
    | owner: role:lead
"""
GOALS = """
    goals/all.yml
    | - {id: grow, title: Grow, owner: role:lead, level: company}
    | - {id: pipeline, title: Pipeline, owner: role:lead, level: marketing, serves: grow}
    | - {id: speed, title: Speed, owner: role:lead, level: marketing, serves: grow}
"""
KPIS = """
    kpis/all.yml
    | - {id: mql, title: MQL, owner: role:lead, group: demand, target: 100, aggregation: sum, goal: pipeline}
    | - {id: sql, title: SQL, owner: role:lead, group: demand, target: 10, aggregation: sum, goal: pipeline}
    | - {id: reply, title: Reply, owner: role:lead, group: efficiency, unit: minutes, better: lower, target: 5, goal: speed}
    | - {id: mood, title: Mood, owner: role:lead, group: satisfaction, unit: score, cadence: quarterly, target: 4, goal: speed}
    | - {id: bare, title: Bare, owner: role:lead, group: demand, target: 1, goal: speed}
    figures/all.csv
    | kpi,period,value
    | mql,2026-07,90
    | mql,2026-08,100
    | mql,2026-09,110
    | mql,2026-10,95
    | mql,2026-11,3
    | sql,2026-09,10
    | sql,2026-10,8
    | reply,2026-09,6
    | reply,2026-10,4
    | mood,FY2026 Q2,3.9
"""
FASTER = """
    improvements/faster.yml
    | title: Faster reply
    | owner: role:lead
    | kpi: reply
    | before: {value: 6, period: 2026-09}
    | after: {value: 4, period: 2026-10}
    | since: 2026-09-20
    | evidence: [{figures: reply}]
    | confirmed_by: role:cmo
    | confirmed_on: 2026-10-31
    | volume: {times: 30, per: month, source: The tickets}
    | saves: 20 minutes
    | rate: {per_hour: 3000, source: Payroll}
"""
CHANGE = """
    channels/weekly.yml
    | title: Weekly
    | owner: role:lead
    | participants: [team:ops]
    initiatives/calls.yml
    | title: Calls
    | owner: role:lead
    | state: running
    | started_on: 2026-09-01
    | teams: [ops]
    | channels: [{team: ops, channel: weekly}]
    | report_every: month
    | reports: [{on: 2026-10-12, text: On our way}]
    | asks:
    |   - {text: A second seat, of: role:cmo, on: 2026-10-05, due: 2026-11-13}
    |   - {text: An older thing, of: role:cmo, on: 2026-09-05, closed_on: 2026-10-02}
    |   - {text: A later thing, of: role:cmo, on: 2026-11-02}
    | blockers: [{text: No phones, since: 2026-10-11, owner: role:lead, removed_on: 2026-11-03}]
    roadmap/phones.yml
    | title: New phones
    | owner: role:lead
    | when: 2026-11
"""
KEPT = """
    briefs/2026-10.yml
    | title: October
    | owner: role:lead
    | period: 2026-10
    | kept_on: 2026-11-05
    | headline: A good month.
    | figures:
    |   - {key: kpis-judged, value: 7, unit: count}
    |   - {key: "kpi:mql", value: 97, unit: count, target: 100, status: at-risk}
    |   - {key: "kpi:sql", value: 8, unit: count, target: 10, status: off-track}
"""


def told(wiki, written: str, **settings) -> Sheet:
    found = wiki.study(**settings)
    assert wiki.told(found, "en") == []
    return sheet(term(read(written), found.settings), found.catalog, found.settings)


def card(found: Sheet) -> dict[str, tuple]:
    return {line.kpi.id: (line.figure.value, line.figure.target, line.figure.status) for line in found.scorecard.lines}


@pytest.fixture
def whole(wiki):
    return wiki(LEAD + GOALS + KPIS + FASTER + CHANGE)


def run(wiki, *options: str):
    command = ["brief", "--docs", str(wiki.docs), "--as-of", AS_OF.isoformat(), "--language", "en", *options]
    return CliRunner().invoke(commands, command, catch_exceptions=False)


# Periods


@pytest.mark.parametrize(
    ("written", "id", "first", "last"),
    [
        ("2026-10", "2026-10", (2026, 10, 1), (2026, 10, 31)),
        ("2026年2月", "2026-02", (2026, 2, 1), (2026, 2, 28)),
        ("FY2026 Q2", "fy2026-q2", (2026, 7, 1), (2026, 9, 30)),
        ("fy2026-q2", "fy2026-q2", (2026, 7, 1), (2026, 9, 30)),
        ("2026-q4", "2026-q4", (2026, 10, 1), (2026, 12, 31)),
    ],
)
def test_a_period_as_one_types_it(written, id, first, last):
    found = term(read(written), Settings(AS_OF))
    assert (found.id, found.first, found.last) == (id, date(*first), date(*last))


@pytest.mark.parametrize(
    "written", ["", "x", "2026", "FY2026", "2026-13", "2026-10-01", "FY2026 H1", "FY2026-Q5", "TBD"]
)
def test_what_is_no_period(written):
    assert read(written) is None


# What is told


def test_a_month_by_hand(whole):
    """In October, MQL 95 of 100 and SQL 8 of 10: within a tenth, and beyond it. Mood is of the quarter before."""
    found = told(whole, "2026-10")
    assert card(found) == {
        "mql": (95, 100, "at-risk"),
        "sql": (8, 10, "off-track"),
        "reply": (4, 5, "on-track"),
        "mood": (Fraction("3.9"), 4, "at-risk"),
        "bare": (None, 1, "no-data"),
    }
    assert {line.kpi.id: line.change.difference for line in found.scorecard.lines if line.change} == {
        "mql": -15,
        "sql": -2,
        "reply": -2,
    }
    assert [line.kpi.id for line in found.scorecard.lines if line.period] == ["mood"]
    assert (found.judged.value, found.on_track.value) == (4, 1)


def test_a_quarter_by_hand(whole):
    """90 + 100 + 110 MQL of 300; of SQL two months are missing, so it is not judged; of replies no quarter can be made."""
    found = told(whole, "FY2026 Q2")
    assert card(found) == {
        "mql": (300, 300, "on-track"),
        "sql": (10, 30, "no-data"),
        "reply": (6, 5, "off-track"),
        "mood": (Fraction("3.9"), 4, "at-risk"),
        "bare": (None, 1, "no-data"),
    }
    lines = {line.kpi.id: line for line in found.scorecard.lines}
    assert (lines["sql"].has, lines["sql"].of) == (1, 3)
    others = {id: line.period.written for id, line in lines.items() if line.period}
    assert others == {"reply": "2026-09", "bare": "2026-09"}


def test_the_kpis_stand_by_goal(whole):
    groups = told(whole, "2026-10").scorecard.groups
    assert [(one.above.id, one.goal.id, [line.kpi.id for line in one.lines]) for one in groups] == [
        ("grow", "pipeline", ["mql", "sql"]),
        ("grow", "speed", ["reply", "mood", "bare"]),
    ]


def test_a_dozen_kpis_go_on_the_sheet_and_the_rest_is_counted(wiki):
    wiki(LEAD + GOALS)
    for n in range(20):
        goal = "pipeline" if n < 17 else "speed"
        wiki.put(f"kpis/k{n:02}.yml", f"title: K{n}\nowner: role:lead\ngroup: demand\ntarget: 10\ngoal: {goal}\n")
    wiki.put("figures/a.csv", "kpi,period,value\n" + "".join(f"k{n:02},2026-10,5\n" for n in range(20)))
    found = told(wiki, "2026-10").scorecard
    assert [line.kpi.id for line in found.lines] == [*(f"k{n:02}" for n in range(9)), "k17", "k18", "k19"]
    assert found.others == 8
    assert [kpi.id for kpi in found.missed] == [f"k{n:02}" for n in range(9, 17)]


def test_impact_by_hand(whole):
    """30 times a month × 20 minutes = 10 hours a month × 3,000. It was confirmed in October, so September has nothing."""
    october, september = told(whole, "2026-10").impact, told(whole, "2026-09").impact
    assert (october.hours.value, october.money.value) == (10, 30_000)
    assert (october.hours_per_year.value, october.money_per_year.value) == (120, 360_000)
    assert [one.entry.improvement.id for one in october.new] == ["faster"]
    assert (september.hours.value, september.money.value, september.new, september.claimed) == (0, 0, (), 1)
    assert told(whole, "2026-07").impact is None


def test_what_was_proved_before_is_not_new(whole):
    found = told(whole, "2026-10", as_of=date(2026, 12, 5))
    later = told(whole.another("later")(LEAD + GOALS + KPIS + FASTER.replace("2026-10-31", "2026-11-01")), "2026-10")
    assert [one.entry.improvement.id for one in found.impact.new] == ["faster"]
    assert (later.impact.new, later.impact.hours.value, later.impact.claimed) == ((), 0, 1)


RIVAL = """
    improvements/greater.yml
    | title: Greater
    | owner: role:lead
    | kpi: reply
    | before: {value: 6, period: 2026-09}
    | after: {value: 4, period: 2026-10}
    | since: 2026-10-01
    | evidence: [{figures: reply}]
    | confirmed_by: role:cmo
    | confirmed_on: 2026-11-01
    | money: {per_year: 900000, source: A contract}
"""


def test_what_is_confirmed_the_day_after_takes_nothing_away(wiki):
    """Both claim the same change. On 31 October nobody had confirmed the greater one; a day later it counts instead."""
    both = wiki(LEAD + GOALS + KPIS + FASTER + RIVAL)
    october = told(both, "2026-10").impact
    assert [one.entry.improvement.id for one in october.new] == ["faster"]
    assert (october.hours.value, october.money_per_year.value, october.claimed) == (10, 360_000, 1)


def test_what_was_confirmed_later_is_told_beside_what_was_known_then(wiki):
    """A year of 120 hours began on 20 September. In October it saved 10, as somebody confirmed in November."""
    later = wiki(LEAD + GOALS + KPIS + FASTER.replace("2026-10-31", "2026-11-10"))
    october = told(later, "2026-10").impact
    assert (october.hours.value, october.money.value) == (0, 0)
    assert tuple(one.value for one in october.later) == (10, 30_000)
    assert told(wiki.another("known")(LEAD + GOALS + KPIS + FASTER), "2026-10").impact.later is None
    said = run(later, "--period", "2026-10").output
    assert "By today's ledger, with what was confirmed since, this period saved 10 h and ¥30,000" in said


def test_asks_and_blockers_as_they_were_at_the_end(whole):
    found = told(whole, "2026-10")
    assert [one.ask.text.plain() for one in found.questions] == ["A second seat"]
    assert [(one.blocker.text.plain(), one.days) for one in found.obstacles] == [("No phones", 20)]
    assert [one.ask.text.plain() for one in told(whole, "2026-09").questions] == ["An older thing"]


def test_next_steps_have_a_day_in_the_next_month(whole):
    """The report is due a month of 31 days after the last one."""
    steps = [(one.sort, one.about.id, one.on) for one in told(whole, "2026-10").ahead]
    assert steps == [("report", "calls", date(2026, 11, 12)), ("roadmap", "phones", date(2026, 11, 30))]


@pytest.mark.parametrize(
    ("began", "first", "due"),
    [("2026-09-01", "2026-11-12", (2026, 10, 2)), ("2026-10-20", "2026-11-12", (2026, 11, 20))],
)
def test_a_report_that_nobody_wrote_is_due_from_the_start(wiki, began, first, due):
    """Also where its day is past: it says which."""
    change = CHANGE.replace("2026-09-01", began).replace("{on: 2026-10-12", f"{{on: {first}")
    steps = [one for one in told(wiki(LEAD + GOALS + KPIS + change), "2026-10").ahead if one.sort == "report"]
    assert [one.on for one in steps] == [date(*due)]


def test_a_month_that_runs_is_provisional(whole):
    found = told(whole, "2026-11")
    assert found.is_provisional
    assert card(found)["mql"] == (3, 100, "no-data")
    assert "so far" in run(whole, "--period", "2026-11").output + paper_of(whole, "2026-11")


def test_nothing_without_data_is_shown_as_good(wiki):
    wiki(LEAD)
    wiki.put("kpis/a.yml", "title: A\nowner: role:lead\ngroup: demand\ntarget: 1\n")
    wiki.put("kpis/b.yml", "title: B\nowner: role:lead\ngroup: demand\n")
    wiki.put("figures/b.csv", "kpi,period,value\nb,2026-10,1\n")
    text = wiki.page("briefs/2026-10.md", language="en")
    assert "mk-badge--good" not in text
    assert "No KPI has both a figure and a target for this period" in text


def test_the_archive_has_the_last_months_and_quarters_that_have_figures(whole):
    found = whole.study()
    assert [one.id for one in terms(found.catalog, found.settings)] == [
        "2026-10",
        "fy2026-q2",
        "2026-09",
        "2026-08",
        "2026-07",
    ]
    text = whole.page("briefs/index.md", language="en")
    assert "5 briefs" in text
    assert "1 / 4" in text


def test_a_wiki_without_figures_has_no_archive(wiki):
    assert not [page for page in wiki(LEAD).site().pages if page.path.startswith("briefs/")]


# Kept


def test_a_kept_brief_is_shown_as_it_was_and_what_changed_with_both(whole):
    whole(KEPT)
    found = told(whole, "2026-10")
    assert {line.kpi.id: line.figure.value for line in found.scorecard.lines} == {"mql": 97, "sql": 8}
    assert [(figure.key, figure.value, figure.today.value) for figure in found.restated] == [("kpi:mql", 97, 95)]
    text = re.sub(r"<[^>]+>", "", whole.page("briefs/2026-10.md", language="en"))
    assert "A good month." in text
    assert "97 restated: 95" in text
    (finding,) = [one for one in whole.findings() if " brief-restated " in one]
    assert finding == (
        "briefs/2026-10.yml:8:29: brief-restated figures of the kept brief `2026-10` are others today: `kpi:mql` "
        "(write in its `note` why, or correct the figures if the change was a mistake; the page shows both)"
    )


@pytest.mark.parametrize(
    ("path", "text", "changes"),
    [
        ("improvements/zz.yml", "since: 2026-09-01", {"hours": 10}),
        ("kpis/zz.yml", "group: demand", {"kpis-judged": 4}),
    ],
)
def test_what_was_counted_over_more_than_a_site_shows_is_not_told(whole, path, text, changes):
    """What was kept less what is shown would tell what is hidden."""
    whole(KEPT + "    |   - {key: hours, value: 123, unit: hours}\n")
    kept = {"kpis-judged": 7, "hours": 123}
    for level, public in (("draft", kept), ("internal", {**kept, **changes})):
        whole.put(path, f"title: Zz\nowner: role:lead\nvisibility: {level}\n{text}\n")
        for visibility, expected in (("public", public), ("internal", kept)):
            figures = {one.key: one.value for one in told(whole, "2026-10", visibility=visibility).figures}
            assert {key: figures[key] for key in kept} == expected


def test_no_sql_tells_a_public_site_what_was_kept(whole):
    whole(KEPT).put(
        "kpis/kept.yml",
        "title: Kept\nowner: role:lead\ngroup: demand\nsql: SELECT '2026-10' AS period, sum(value) AS value FROM briefs_figures\n",
    )
    assert whole.problems() == []
    assert "112" in whole.page("kpis/kept.md", visibility="internal")
    assert "112" not in whole.page("kpis/kept.md")


def test_a_note_says_why_and_a_new_kpi_is_no_restatement(whole):
    whole(KEPT + "    | note: Three doubles were taken out.\n")
    whole.put("kpis/new.yml", "title: New\nowner: role:lead\ngroup: demand\ntarget: 1\n")
    whole.put("figures/new.csv", "kpi,period,value\nnew,2026-10,1\n")
    assert not [one for one in whole.findings() if "brief-restated" in one]
    assert [figure.key for figure in told(whole, "2026-10").restated] == ["kpi:mql"]
    assert told(whole, "2026-10").judged.value == 7


def test_numbers_that_look_alike_are_told_apart(wiki):
    wiki(LEAD + GOALS + KPIS.replace("mql,2026-10,95", "mql,2026-10,95.04"))
    wiki(KEPT.replace("value: 97", "value: 95"))
    (figure,) = told(wiki, "2026-10").restated
    assert figure.decimals == 2


def test_of_a_kpi_that_is_no_more_the_figure_stays(wiki):
    wiki(LEAD + GOALS + KPIS + KEPT.replace("kpi:sql", "kpi:old"))
    assert "kpi:old" in wiki.page("briefs/2026-10.md", visibility="internal")
    assert "kpi:old" not in wiki.page("briefs/2026-10.md")


def test_what_came_to_be_too_few_is_told_no_more(wiki):
    wiki(LEAD + GOALS + KPIS.replace("target: 100, aggr", "minimum_n: 5, target: 100, aggr") + KEPT)
    assert "97" not in wiki.page("briefs/2026-10.md")


# The command


def test_it_prints(whole):
    said = run(whole, "--period", "2026-10")
    assert said.exit_code == 0
    assert said.output.startswith("# Executive brief, October 2026\n")
    assert "- MQL: 95 / Target 100 – At risk" in said.output
    assert "- Bare: no data / Target 1 – No figures" in said.output
    assert "Reply fell from 6 min" in said.output
    assert "1 of 4 KPIs with a target are on track; proved improvements saved 10 h." in said.output


def test_it_keeps_figures_exactly_and_leaves_what_somebody_wrote(whole):
    assert run(whole, "--period", "2026-10", "--keep").exit_code == 2
    said = run(whole, "--period", "2026-10", "--keep", "--owner", "role:lead")
    assert said.exit_code == 0
    file = whole.docs / "briefs/2026-10.yml"
    kept = yaml.safe_load(file.read_text(encoding="utf-8"))
    figures = {figure["key"]: figure for figure in kept["figures"]}
    assert figures["kpi:mood"] == {"key": "kpi:mood", "value": 3.9, "unit": "score", "target": 4, "status": "at-risk"}
    assert figures["kpi:bare"] == {"key": "kpi:bare", "unit": "count", "target": 1, "status": "no-data"}
    assert figures["hours"] == {"key": "hours", "value": 10, "unit": "hours"}
    assert whole.problems() == []
    assert told(whole, "2026-10").restated == ()
    assert [*file.parent.iterdir()] == [file]

    text = file.read_text(encoding="utf-8").replace("figures:\n", "headline: {ja: 好調, en: It went well}\nfigures:\n")
    file.write_text(text, encoding="utf-8")
    assert "same figures" in run(whole, "--period", "2026-10", "--keep").output
    whole.put(
        "figures/all.csv", (whole.docs / "figures/all.csv").read_text().replace("mql,2026-10,95", "mql,2026-10,96")
    )
    said = run(whole, "--period", "2026-10", "--keep")
    assert said.exit_code == 2
    assert "kpi:mql" in said.output
    assert run(whole, "--period", "2026-10", "--keep", "--anew").exit_code == 0
    again = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert again["headline"] == {"ja": "好調", "en": "It went well"}
    assert again["figures"][2]["value"] == 96


def test_what_an_internal_site_keeps_is_internal(whole):
    whole.put("../mkdocs.yml", "site_name: W\nplugins:\n  - mops-kb: {visibility: internal}\n")
    run(whole, "--period", "2026-10", "--keep", "--owner", "role:lead")
    assert "visibility: internal\n" in (whole.docs / "briefs/2026-10.yml").read_text(encoding="utf-8")


def test_a_period_without_figures_is_said_to_have_none(whole):
    said = run(whole, "--period", "2024-01")
    assert (said.exit_code, said.output) == (
        1,
        "There are no figures of January 2024: no KPI has one, so there is nothing to tell.\n",
    )
    assert run(whole, "--period", "2024-01", "--keep", "--owner", "role:lead").exit_code == 1
    assert not (whole.docs / "briefs").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--period", "soon"], "`soon` is neither a month nor a quarter; write it as `2026-10`"),
        (["--period", "2026-11", "--keep"], "November 2026 runs until 2026-11-30"),
        (["--period", "FY2026 Q3", "--keep"], "FY2026 Q3 runs until 2026-12-31"),
        (["--period", "2026-10", "--keep", "--owner", "Ann"], "`Ann` is no role, team or person of this wiki"),
        (["--period", "2026-10", "--html", "/dev/null/brief.html"], "/dev/null/brief.html cannot be written"),
        ([], "--period"),
    ],
)
def test_what_cannot_be_asked_for(whole, options, words):
    said = run(whole, *options)
    assert said.exit_code == 2
    assert words in " ".join(said.output.split())


def test_a_wiki_with_problems_makes_no_brief(whole):
    whole.put("teams/wrong.yml", "title: Wrong\nowner: role:nobody\n")
    said = run(whole, "--period", "2026-10")
    assert said.exit_code == 1
    assert "no role is called `nobody`" in said.output


def test_without_a_chromium_it_says_so(whole, monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    said = run(whole, "--period", "2026-10", "--pdf", str(tmp_path / "a.pdf"))
    assert said.exit_code == 3
    assert "No Chromium was found" in said.output
    assert not (tmp_path / "a.pdf").exists()


def test_a_browser_that_does_not_print_is_said_not_to(whole, monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(whole.put("../broken", "#!/bin/sh\nexit 1\n")))
    (whole.docs.parent / "broken").chmod(0o755)
    said = run(whole, "--period", "2026-10", "--pdf", str(tmp_path / "a.pdf"))
    assert said.exit_code == 3
    assert "printed nothing" in said.output


# The page


def paper_of(wiki, written: str, **settings) -> str:
    found = wiki.study(**{"language": "en", **settings})
    about = sheet(term(read(written), found.settings), found.catalog, found.settings)
    return paper(about, found, words(found.kinds, found.settings))


def test_the_page_needs_nothing_else_and_is_the_same_twice(whole, monkeypatch):
    page = paper_of(whole, "2026-10")
    assert page == paper_of(whole, "2026-10")
    assert not re.search(r"<(script|link|img|iframe)|url\((?!\"data:)|@import|src=|href=", page)
    linked = paper_of(whole, "2026-10", site_url="https://wiki.example.com/")
    assert 'href="https://wiki.example.com/kpis/mql/"' in linked
    assert set(re.findall(r'href="([^"]{8})', linked)) == {"https://"}


def test_what_somebody_wrote_is_text(whole):
    whole.put("kpis/x.yml", "title: <b>X</b>\nowner: role:lead\ngroup: demand\ngoal: speed\n")
    whole.put("figures/x.csv", "kpi,period,value\nx,2026-10,1\n")
    assert "<b>X" not in paper_of(whole, "2026-10")
    assert "<b>X</b>: 1" in run(whole, "--period", "2026-10").output


def test_steps_with_sponsors_are_for_colleagues(whole):
    whole("""
        sponsors/cmo.yml
        | title: The CMO
        | owner: role:lead
        | who: role:cmo
        | next_step: {on: 2026-11-09, what: Show the numbers}
    """)
    assert "sponsor" in {one.sort for one in told(whole, "2026-10", visibility="internal").ahead}
    assert "Show the numbers" not in whole.page("briefs/2026-10.md")


# Mistakes


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("2026-10", ("period: 2026-10", "period: FY2026"), "briefs/2026-10.yml:3:9: brief-period"),
        ("2026-09", ("", ""), "briefs/2026-09.yml:3:9: brief-id"),
        ("2026-10", ("kpi:sql", "kpi:mql"), "briefs/2026-10.yml:7:3: brief-twice"),
        ("2026-10", ("2026-11-05", "2026-10-31"), "briefs/2026-10.yml:4:10: brief-early"),
        ("2026-10", ("status: at-risk", "status: fine"), "briefs/2026-10.yml:8:67: not-a-choice"),
        ("2026-10", ("value: 97", "value: 1e9"), "briefs/2026-10.yml:8:29: number-form"),
        ("2026-10", ("kpi:mql", "KPI mql"), "briefs/2026-10.yml:8:11: brief-key"),
    ],
)
def test_mistakes_in_a_kept_brief(wiki, name, change, problem):
    wiki(LEAD + GOALS + KPIS + KEPT.replace(*change).replace("briefs/2026-10", f"briefs/{name}"))
    assert [one.partition(" ")[0] + " " + one.split()[1] for one in wiki.problems()] == [problem]


def test_a_brief_that_is_kept_on_a_day_to_come_is_found(wiki):
    wiki(LEAD + GOALS + KPIS + KEPT.replace("2026-11-05", "2026-11-25"))
    assert wiki.problems() == []
    assert [one for one in wiki.findings() if one.startswith("briefs/2026-10.yml:4:10: brief-ahead")]
    assert not [one for one in wiki.findings(as_of=date(2026, 11, 25)) if "brief-ahead" in one]


def test_the_browser_is_the_one_that_somebody_names(monkeypatch, tmp_path):
    mine = tmp_path / "mine"
    mine.write_text("")
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert pdf.find() == mine
    monkeypatch.delenv("CHROMIUM")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "chromium").write_text("")
    (tmp_path / "chromium").chmod(0o755)
    assert pdf.find() == tmp_path / "chromium"
