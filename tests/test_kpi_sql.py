"""KPIs by SQL: what it may ask, what comes back, and what a contributor is told when it goes wrong."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from mops_kb import kept
from mops_kb.build import study
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measure.named import misnamed
from mops_kb.measures import MEASURES
from mops_kb.model.document import Document
from mops_kb.model.question import Column, Question, Source
from mops_kb.model.settings import Settings
from mops_kb.query import Asking, runner
from mops_kb.query.tables import tables

TEAM = """
    teams/ops.yml
    | title: Marketing operations
    | owner: team:ops
"""
DATASET = """
    datasets/lead-events.yml
    | title: Lead events
    | owner: team:ops
    | file: lead-events.csv
    | columns:
    |   - {name: lead, type: text}
    |   - {name: created_at, type: moment}
    |   - {name: amount, type: number}
"""
LEADS = f"""{TEAM}{DATASET}
    data/lead-events.csv
    | lead,created_at,amount
    | a,2026-09-30 23:59,10.50
    | b,2026-10-01 00:00,20
    | c,2026-10-31T15:00:00Z,0.1
    | d,2026-10-02 10:00,0.2
"""


def kpi(sql: str, more: str = "") -> str:
    """A KPI with that SQL, as a block that begins in line 6."""
    block = "".join(f"    |   {line}\n" for line in sql.split("\n"))
    fields = "".join(f"    | {line}\n" for line in more.split("\n") if line)
    return f"    kpis/k.yml\n    | title: K\n    | owner: team:ops\n    | group: demand\n    | decimals: 2\n    | sql: |\n{block}{fields}"


def figures(wiki, id="k", **settings):
    """The figures of a KPI, by period."""
    found = wiki.study(**settings)
    assert not found.problems, wiki.told(found, "en")
    (one,) = (one for one in found.catalog.named("kpi") if one.id == id)
    return {row.period.written: row.value for row in found.catalog.who(one, "figures")}


# What comes back


def test_data_by_month(wiki):
    wiki(
        LEADS
        + kpi("SELECT date_trunc('month', created_at) AS period, count(*) AS value\nFROM data.lead_events GROUP BY ALL")
    )
    assert figures(wiki) == {"2026-09": 1, "2026-10": 2, "2026-11": 1}


def test_sums_are_exact(wiki):
    wiki(LEADS + kpi("SELECT '2026-10' AS period, sum(amount) AS value FROM data.lead_events"))
    assert figures(wiki) == {"2026-10": Decimal("30.8")}


def test_what_is_not_exact_is_rounded(wiki):
    wiki(TEAM + kpi("SELECT '2026-10' AS period, 2 / 3 AS value"))
    assert figures(wiki) == {"2026-10": Decimal("0.66666667")}


def test_nothing_divided_by_nothing_is_no_figure(wiki):
    wiki(
        TEAM
        + kpi(
            "SELECT period, 1 / (first_day - DATE '2026-09-01') AS value FROM months WHERE period IN ('2026-09', '2026-10')"
        )
    )
    assert figures(wiki) == {"2026-10": Decimal("0.03333333")}


def test_the_other_columns_of_a_figure(wiki):
    wiki(TEAM + kpi("SELECT '2026-10' AS period, 5 AS value, 30 AS N, 4.5 AS low, 6 AS high, 'x' AS more"))
    (row,) = wiki.study().catalog.named("measurement")
    assert (row.n, row.low, row.high, row.by) == (30, Decimal("4.5"), 6, "sql")


def test_a_day_is_in_a_quarter_of_the_fiscal_year(wiki):
    wiki(TEAM + kpi("SELECT DATE '2026-02-01' AS period, 1 AS value", "cadence: quarterly"))
    assert figures(wiki) == {"FY2025 Q4": 1}
    assert figures(wiki, fiscal_year_start=1) == {"FY2026 Q1": 1}


def test_times_are_those_of_the_site(wiki):
    wiki(
        LEADS
        + kpi("SELECT strftime(created_at, '%Y-%m') AS period, count(*) AS value\nFROM data.lead_events GROUP BY ALL")
    )
    assert figures(wiki) == {"2026-09": 1, "2026-10": 2, "2026-11": 1}
    assert figures(wiki, time_zone="UTC") == {"2026-09": 1, "2026-10": 3}


def test_typed_figures_stand_beside_worked_ones(wiki):
    wiki(
        TEAM
        + kpi("SELECT '2026-10' AS period, 2 AS value")
        + "    figures/k.csv\n    | kpi,period,value\n    | k,2026-09,1\n"
    )
    assert figures(wiki) == {"2026-09": 1, "2026-10": 2}


# Tables


def asked(wiki, sql, **settings):
    """What a question of the wiki's tables gives."""
    found = wiki.study(**settings)
    assert not found.problems, wiki.told(found, "en")
    (answer,) = Asking()([Question(sql)], tables(found.catalog.complete, found.kinds, found.settings))
    assert not answer.failure, answer.failure
    return list(answer.rows)


PEOPLE = """
    teams/ops.yml
    | title: {ja: 運用, en: Operations}
    | owner: role:lead
    | tags: [b, a]
    roles/lead.yml
    | title: Lead
    | owner: team:ops
    people/taro.yml
    | title: Taro
    | owner: team:ops
    | team: ops
    | email: taro@example.com
    | phone: 03-0000-0000
    | posts:
    |   - {role: lead, share: 0.5}
    people/hana.yml
    | title: Hana
    | owner: team:ops
    | visibility: draft
    initiatives/i.yml
    | title: I
    | owner: lead
    | when: 2026年10月
"""


def test_records_are_rows(wiki):
    wiki(PEOPLE)
    assert asked(wiki, "SELECT id, title, owner FROM teams") == [("ops", "運用", "role:lead")]
    assert asked(wiki, "SELECT title FROM teams", default_language="en") == [("Operations",)]


def test_lists_are_tables(wiki):
    wiki(PEOPLE)
    assert asked(wiki, "SELECT * FROM teams_tags") == [("ops", 1, "b"), ("ops", 2, "a")]
    assert asked(wiki, "SELECT id, rank, role, share FROM people_posts") == [("taro", 1, "lead", Decimal("0.500000"))]


def test_dates_have_their_first_and_last_day(wiki):
    wiki(PEOPLE)
    rows = asked(wiki, 'SELECT "when", when_first::text, when_last::text, owner FROM initiatives')
    assert rows == [("2026年10月", "2026-10-01", "2026-10-31", "role:lead")]


def test_drafts_are_in_no_table(wiki):
    wiki(PEOPLE)
    assert asked(wiki, "SELECT id FROM people", visibility="draft") == [("taro",)]


def test_how_to_reach_a_person_is_in_no_table(wiki):
    found = wiki(PEOPLE).study()
    every = tables(found.catalog, found.kinds, found.settings)
    assert not {"email", "phone", "chat", "body"} & {column.name for one in every for column in one.columns}
    assert "taro@example.com" not in repr([list(one.rows) for one in every])


def test_the_calendar(wiki):
    wiki(PEOPLE)
    assert asked(wiki, "SELECT as_of::text, fiscal_year_start, currency, time_zone FROM settings") == [("2026-11-22", 4, "JPY", "Asia/Tokyo")]  # fmt: skip
    assert asked(wiki, "SELECT period, is_over FROM months ORDER BY first_day DESC LIMIT 2") == [("2026-11", False), ("2026-10", True)]  # fmt: skip
    assert asked(wiki, "SELECT period, first_day::text, last_day::text FROM quarters WHERE NOT is_over") == [("FY2026 Q3", "2026-10-01", "2026-12-31")]  # fmt: skip
    assert asked(wiki, "SELECT max(period), min(period) FROM fiscal_years") == [("FY2026", "FY2021")]
    assert asked(wiki, "SELECT count(*) FROM days WHERE month = '2026-11' AND is_business_day") == [(19,)]


def test_a_text_that_looks_like_nothing_is_text():
    rows = (("\\N", 1), (None, None), ("", 2), ('a"b,c\nd', 3))
    source = Source("odd", (Column("t", "text"), Column("n", "whole")), rows)
    (answer,) = Asking()([Question("SELECT t, n FROM odd ORDER BY n NULLS FIRST")], [source])
    assert answer.rows == ((None, None), ("\\N", 1), ("", 2), ('a"b,c\nd', 3))


# Who may see it


def test_a_figure_is_as_private_as_what_was_read(wiki):
    wiki(
        LEADS.replace("file:", "visibility: internal\n    | file:")
        + kpi("SELECT '2026-10' AS period, count(*) AS value FROM data.lead_events")
    )
    assert figures(wiki) == {}
    assert figures(wiki, visibility="internal") == {"2026-10": 4}


def test_a_kpi_may_disclose_it(wiki):
    wiki(
        LEADS.replace("file:", "visibility: internal\n    | file:")
        + kpi("SELECT '2026-10' AS period, count(*) AS value FROM data.lead_events", "discloses: true")
    )
    assert figures(wiki) == {"2026-10": 4}


def test_one_private_row_makes_a_table_private(wiki):
    wiki(
        TEAM
        + "    tools/crm.yml\n    | title: CRM\n    | owner: team:ops\n    | category: crm\n    | visibility: internal\n"
        + kpi("SELECT '2026-10' AS period, count(*) AS value FROM tools_tags")
    )
    assert figures(wiki) == {}
    assert figures(wiki, visibility="internal") == {"2026-10": 0}


def test_figures_of_drafts_are_drafts(wiki):
    wiki(
        LEADS.replace("file:", "visibility: draft\n    | file:")
        + kpi("SELECT '2026-10' AS period, count(*) AS value FROM data.lead_events")
    )
    assert figures(wiki, visibility="internal") == {}
    assert figures(wiki, visibility="draft") == {"2026-10": 4}


# What is told


@pytest.mark.parametrize(
    ("sql", "en", "ja"),
    [
        ("SELECT 1 AS period,\n  creatd_at AS value FROM data.lead_events", "7:5: sql-no-column there is no column `creatd_at` (did you mean `created_at`?)", "7:5: sql-no-column `creatd_at` という列はありません (`created_at` ではありませんか？)"),
        ("SELECT 1 AS value\n\nFROM peopel", "8:8: sql-table there is no table `peopel` (did you mean `people`?)", "8:8: sql-table `peopel` という表はありません (`people` ではありませんか？)"),
        ("SELECT 1 AS 値, now()", "6:18: sql-volatile `now` gives something else each time (for the day of the wiki write `(SELECT as_of FROM settings)`)", "6:18: sql-volatile `now` の結果は実行のたびに変わります (Wikiの基準日は `(SELECT as_of FROM settings)` と書きます)"),
        ("SELECT 1;\nDROP TABLE people", "7:3: sql-statement `DROP` is not allowed here", "7:3: sql-statement `DROP` はここでは使えません"),
        ("SELECT 1 AS\nFROM x y z", "7:8: sql-syntax the SQL cannot be read: x (look at this place and just before it)", "7:8: sql-syntax SQLを読めません: x"),
        ("SELECT '2026-10' AS periode, 1 AS value", "6:3: sql-column the SQL gives no column `period`, but `periode`, `value` (write `periode AS period`)", "6:3: sql-column "),
        ("SELECT '2026-10' AS period, 1 AS value\nUNION ALL SELECT '2026-10', 2", "6:3: sql-twice the SQL gives more than one row for `2026-10` (GROUP BY the period)", "6:3: sql-twice `2026-10` の行が2つ以上あります"),
        ("SELECT 'October' AS period, 1 AS value", "6:3: sql-period `period` is `October`, which is no period", "6:3: sql-period "),
        ("SELECT NULL AS period, 1 AS value", "6:3: sql-period `period` is `NULL`, which is no period", "6:3: sql-period "),
        ("SELECT 'FY2026 Q3' AS period, 1 AS value", "6:3: sql-cadence the period `FY2026 Q3` is not as long as the KPI's (it is monthly: give months as in `2026-10`)", "6:3: sql-cadence "),
        ("SELECT '2026-10' AS period, 'many' AS value", "6:3: sql-value `value` is not a number: `many` (CAST it to a number)", "6:3: sql-value "),
        ("SELECT '2026-10' AS period, 1e300 AS value", "6:3: sql-value `value` is not a number: `1e+300` (avoid division by zero, and numbers of more than 15 digits)", "6:3: sql-value "),
        ("SELECT '2026-10' AS period, 'nan'::DOUBLE AS value", "6:3: sql-value `value` is not a number: `nan` (avoid", "6:3: sql-value "),
        ("SELECT '2026-10' AS period, 1 AS value, -1 AS n", "6:3: sql-value `n` is not a number: `-1` (`n` is how many were counted: 0, 1, 2 …)", "6:3: sql-value "),
        ("SELECT '2026-10' AS period, {'a': 1} AS value", "6:3: sql-type the column `value` is of a type that cannot be handed over (CAST it", "6:3: sql-type "),
        ("SELECT x AS value, '2026-10' AS period FROM range(10001) r(x)", "6:3: sql-rows the answer has more than 10000 rows (give one row for each period)", "6:3: sql-rows "),
    ],
)  # fmt: skip
def test_mistakes(wiki, sql, en, ja):
    wiki(LEADS + kpi(sql))
    for language, expected in (("en", en), ("ja", ja)):
        (told,) = wiki.problems(language=language)
        assert told.startswith(f"kpis/k.yml:{expected}"), told


@pytest.mark.parametrize(
    ("path", "lines", "place"),
    [
        ("kpis/k.yml", ["title: K", "owner: team:ops", "group: demand", "sql: SELECT now() AS value"], "4:13"),
        ("kpis/k.yml", ["title: K", "owner: team:ops", "group: demand", "sql: 'SELECT now() AS value'"], "4:14"),
        ("kpis/k.yml", ["title: K", "owner: team:ops", "group: demand", "sql: >", "  SELECT", "  now() AS value"], "5:3"),
        ("kpis/k.yml", ["title: K", "owner: team:ops", "group: demand", "sql: |-", "", "    SELECT", "      now() AS value"], "7:7"),
        ("kpis/all.yml", ["- id: k", "  title: K", "  owner: team:ops", "  group: demand", "  sql: |", "    SELECT 1,", "    now() AS value"], "7:5"),
        ("kpis/k.md", ["---", "title: K", "owner: team:ops", "group: demand", "sql: |", "  SELECT 1,", "  now() AS value", "---", "Text"], "7:3"),
    ],
)  # fmt: skip
def test_the_place_in_the_file(wiki, path, lines, place):
    wiki(TEAM)
    wiki.put(path, "\n".join(lines) + "\n")
    (told,) = wiki.problems()
    assert told.startswith(f"{path}:{place}: sql-volatile")


# Files


CSV = "data/lead-events.csv"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("﻿lead,created_at,amount\r\na,2026-10-01,1\r\n".encode(), []),
        ("created_at,lead,extra,amount\n2026-10-01,a,zzz,1\n", []),
        ('lead,created_at,amount\na,2026-10-01,"1,000"\n', [f"{CSV}:2:14: number-form `amount` is not a number: `1,000` (write digits only, without thousands separators, units or full-width digits, as in `1200000` or `0.15`)"]),
        ("lead,created_at,amount\na,2026-10-01,１２３\nb,2026-10-02,¥5\nc,,NaN\n", [f"{CSV}:2:14: number-form `amount` is not a number: `１２３`", f"{CSV}:3:14: number-form `amount` is not a number: `¥5`", f"{CSV}:4:4: number-form `amount` is not a number: `NaN`"]),
        ("lead,created_at,amount\na,10月1日,1\n", [f"{CSV}:2:3: moment-form `created_at` is not a time: `10月1日` (write it as in `2026-10-01 09:30`"]),
        ('lead,created_at,amount\n"a\nb",2026-10-01,x\nc,2026-13-01,1\n', [f"{CSV}:2:1: number-form", f"{CSV}:4:3: moment-form `created_at` is not a time: `2026-13-01`"]),
        ("lead,created_at,amount\na,2026-10-01\nb,2026-10-01,1,2\n", [f"{CSV}:2:1: csv-ragged the header has 3 columns and this row has 2", f"{CSV}:3:1: csv-ragged the header has 3 columns and this row has 4"]),
        ("lead,createdat,amount\na,2026-10-01,1\n", [f"{CSV}:1:6: data-column the header has no column `created_at`, which the dataset lists (did you mean `createdat`?)"]),
        ("a;b;c\n", [f"{CSV}:1:1: csv-separator"]),
        ("", [f"{CSV}:1:1: data-empty"]),
        ("lead,created_at,amount\nリード,2026-10-01,1\n".encode("cp932"), [f"{CSV}:2:1: encoding the file is not in UTF-8, but in Shift_JIS"]),
        ("lead,created_at,amount\n".encode("utf-16"), [f"{CSV}:1:1: encoding the file is not in UTF-8, but in UTF-16"]),
    ],
)  # fmt: skip
def test_csv(wiki, content, told):
    wiki(TEAM + DATASET).put(CSV, content)
    found = wiki.problems()
    assert len(found) == len(told), found
    assert all(one.startswith(expected) for one, expected in zip(found, sorted(told), strict=True)), found


def test_a_question_to_a_broken_file_tells_nothing_more(wiki):
    wiki(LEADS + kpi("SELECT '2026-10' AS period, count(*) AS value FROM data.lead_events")).put(CSV, "x\n")
    assert [one.split()[1] for one in wiki.problems()] == ["data-header"]


def parquet(file: Path, select: str) -> None:
    """Written by another process: ours never loads DuckDB."""
    file.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            sys.executable,
            "-c",
            f"import duckdb; duckdb.execute({f'''COPY ({select}) TO '{file}' (FORMAT parquet)'''!r})",
        ],
        check=True,
    )


def test_parquet(wiki):
    wiki(
        TEAM
        + DATASET.split("    | columns", maxsplit=1)[0].replace(".csv", ".parquet")
        + kpi("SELECT '2026-10' AS period, sum(x) AS value FROM data.lead_events")
    )
    parquet(wiki.docs / "data/lead-events.parquet", "SELECT range::DECIMAL(18, 2) / 100 AS x FROM range(1000)")
    assert figures(wiki) == {"2026-10": Decimal(4995)}


def test_what_only_looks_like_parquet(wiki):
    wiki(TEAM + DATASET.replace(".csv", ".parquet")).put("data/lead-events.parquet", b"PAR1 not at all")
    (told,) = wiki.problems()
    assert told.startswith("data/lead-events.parquet:1:1: data-unread the file cannot be read: ")


def test_files_and_records_belong_together(wiki):
    wiki(TEAM + DATASET.replace("lead-events.csv", "lead-evnts.csv")).put("data/lead-events.csv", "x\n1\n")
    assert wiki.problems() == [
        "datasets/lead-events.yml:3:7: data-file there is no file `lead-evnts.csv` in `data/` (did you mean `lead-events.csv`?)"
    ]


def test_a_file_that_nobody_names(wiki):
    wiki(TEAM).put("data/old.csv", "x\n1\n")
    assert (
        "data/old.csv:1:1: data-unused no dataset names this file (write a dataset for it, or delete it)"
        in wiki.findings()
    )


def test_csv_needs_columns(wiki):
    wiki(TEAM + DATASET.split("    | columns", maxsplit=1)[0]).put(CSV, "x\n1\n")
    (told,) = wiki.problems()
    assert told.startswith("datasets/lead-events.yml:1:1: data-columns")


# Measures


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("{name: lead-respons, statistic: median}", "4:12: measure-unknown there is no measure `lead-respons` (did you mean `lead-response`?)"),
        ("{name: lead-response, statistic: modus, of: lead-events}", "4:34: measure-statistic `modus` is none of its statistics (choose from `median`, "),
        ("{name: lead-response, of: lead-events}", "4:1: measure-statistic `` is none of its statistics (write `statistic`, one of `median`"),
        ("{name: lead-response, statistic: median}", "4:1: measure-lacks `lead-response` needs `of` (add it below `measure`)"),
        ("{name: hours-saved, statistic: total, sla: 5}", "4:44: measure-takes `hours-saved` has no use for `sla` (it takes `name`, `statistic`)"),
    ],
)  # fmt: skip
def test_measures_are_asked_rightly(wiki, measure, told):
    wiki(
        LEADS
        + f"    kpis/k.yml\n    | title: K\n    | owner: team:ops\n    | group: demand\n    | measure: {measure}\n"
    )
    found = [one for one in wiki.problems() if ": measure-" in one]
    assert found
    assert found[0].split("kpis/k.yml:")[1].split(": ", 1)[1].startswith(told.split(": ", 1)[1]), found


SOME = {
    "of": "leads",
    "conversions": "won",
    "survey": "pulse",
    "from_stage": "lead",
    "to_stage": "mql",
    "model": "first",
}
MORE = {"team": "ops", "tools": ("crm",), "channels": ("mail",), "sla": 5, "horizon": "30 days", "half_life": 7}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_measure_takes_nothing_that_it_has_no_use_for(measure):
    given = {"name": measure.name, "statistic": measure.statistics[0], **SOME, **MORE}
    assert given.keys() == Asked.model_fields.keys()
    asked, document = Asked.model_validate(given), Document("kpi", "kpis/k.yml", {"measure": given})
    refused = {dict(found.params)["field"] for found in misnamed(asked, {measure.name: measure}, document)}
    assert refused == given.keys() - {"name", "statistic", *measure.wants, *measure.takes}


# What is kept


SUM = "SELECT '2026-10' AS period, sum(amount) AS value FROM data.lead_events"


def with_cache(wiki, folder):
    asking = Asking(folder)
    return study(wiki.docs, Settings(wiki.as_of), ask=asking), asking.started


def test_a_warm_build_starts_no_child(wiki, tmp_path):
    wiki(LEADS + kpi(SUM))
    cold, started = with_cache(wiki, tmp_path / "kept")
    assert started
    warm, started = with_cache(wiki, tmp_path / "kept")
    assert started == 0
    assert warm.catalog.records == cold.catalog.records


WARM = """
import sys
from datetime import date
from pathlib import Path
from mops_kb.build import study
from mops_kb.model.settings import Settings
from mops_kb.query import Asking
asking = Asking(Path(sys.argv[2]))
study(Path(sys.argv[1]), Settings(date(2026, 11, 22)), ask=asking)
print(asking.started, [name for name in ("sqlglot", "duckdb") if name in sys.modules])
"""


@pytest.mark.slow
def test_a_warm_build_loads_no_database(wiki, tmp_path):
    wiki(LEADS + kpi(SUM))
    told = []
    for _ in range(2):
        command = [sys.executable, "-c", WARM, str(wiki.docs), str(tmp_path / "kept")]
        told.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert told == ["1 ['sqlglot']\n", "0 []\n"]


@pytest.mark.parametrize(
    "change",
    [lambda w: w.put(CSV, "lead,created_at,amount\na,2026-10-01,1\n"), lambda w: w(kpi(SUM.replace("sum", "max")))],
)
def test_what_changed_is_asked_again(wiki, tmp_path, change):
    wiki(LEADS + kpi(SUM))
    with_cache(wiki, tmp_path / "kept")
    change(wiki)
    assert with_cache(wiki, tmp_path / "kept")[1]


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"{",
        b'{"columns": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"columns": ["period", "value"], "kinds": ["text", "number"], "rows": [["2026-10", 7]]}',
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_what_is_kept_and_spoilt_is_not_there(wiki, tmp_path, garbage):
    wiki(LEADS + kpi(SUM))
    cold, _ = with_cache(wiki, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    for spoil in (spoil_file, spoil_rows):
        spoil(file, garbage)
        mended, started = with_cache(wiki, tmp_path / "kept")
        assert started
        assert mended.catalog.records == cold.catalog.records
        assert not with_cache(wiki, tmp_path / "kept")[1]


def spoil_file(file, garbage):
    file.write_bytes(garbage)


def spoil_rows(file, garbage):
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("UPDATE kept SET told = ?", [garbage])


def test_a_build_goes_on_while_another_one_writes(wiki, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "PATIENCE", 0)
    wiki(LEADS + kpi(SUM))
    with_cache(wiki, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    wiki(kpi(SUM.replace("sum", "max")))
    with closing(sqlite3.connect(file)) as another:
        another.execute("BEGIN EXCLUSIVE")
        changed, started = with_cache(wiki, tmp_path / "kept")
    assert started
    assert not changed.problems


# The child


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    """Not even by a child that had to be ended."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (answer,) = Asking()([Question("SELECT list(x ORDER BY x DESC) FROM range(1000000000) a(x)")], [])
    assert answer.failure
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="only Linux shows what a process inherited; CI runs there"
)
def test_the_child_inherits_no_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("TOKEN", "geheim")
    seen = []
    hear = runner.Running._hear
    monkeypatch.setattr(
        runner.Running,
        "_hear",
        lambda self, seconds: (
            hear(self, seconds),
            seen.append(Path(f"/proc/{self.process.pid}/environ").read_bytes()),
        )[0],
    )
    Asking()([Question("SELECT 1 AS value")], [])
    assert seen
    assert b"HOME=" in seen[0]
    assert all(b"geheim" not in one for one in seen)


SAME = """
import sys
from datetime import date
from pathlib import Path
from mops_kb.build import study
from mops_kb.model.settings import Settings
for row in study(Path(sys.argv[1]), Settings(date(2026, 11, 22))).catalog.named("measurement"):
    print(row.period.written, row.value, row.visibility)
"""


@pytest.mark.slow
def test_it_is_the_same_everywhere(wiki):
    """Whatever the seed of hashes and the time zone of the machine."""
    wiki(
        LEADS
        + kpi(
            "SELECT strftime(created_at, '%Y-%m') AS period, sum(amount) / 3 AS value FROM data.lead_events GROUP BY ALL"
        )
    )
    told = set()
    for seed, zone in (("1", "UTC"), ("2", "America/Los_Angeles"), ("3", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", SAME, str(wiki.docs)]
        told.add(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
    (same,) = told
    assert same.startswith("2026-09 3.5 public\n")


@pytest.mark.parametrize("parts", ["chr(10) || '::error::x'", "chr(13) || chr(10) || 'x'", "chr(27) || '[2Jx'", "chr(8238) || 'x'", "chr(0)", "lpad('x', 100000, 'y')"])  # fmt: skip
def test_what_is_told_is_one_line_that_can_be_seen(wiki, parts):
    """A terminal would obey it, and the log of a check takes lines for commands."""
    wiki(TEAM + kpi(f"SELECT 'x' || {parts} AS period, 1 AS value"))
    (told,) = wiki.problems()
    assert "sql-period" in told
    assert told.isprintable()
    assert len(told) < 1_500


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"PAR1" + bytes(8) + b"\xff\xff\xff\x7fPAR1"]
)
def test_a_broken_file_is_called_as_in_the_wiki(wiki, content):
    wiki(TEAM + "    datasets/big.yml\n    | title: Big\n    | owner: team:ops\n    | file: big.parquet\n")
    wiki.put("data/big.parquet", content)
    (told,) = wiki.problems()
    assert told.startswith("data/big.parquet:1:1: data-unread ")
    assert str(wiki.docs) not in told


@pytest.mark.parametrize("begin", [b"lead", b"PAR1", b"l1"])
def test_a_file_that_is_no_text_breaks_nothing_else(tmp_path, begin):
    """DuckDB quotes the file in its errors, byte by byte."""
    file = tmp_path / "bad.parquet"
    parquet(file, "SELECT 'l' || i AS lead, i AS n FROM range(3000) t(i)")
    file.write_bytes(file.read_bytes().replace(begin, b"\x80" + begin[1:]))
    sources = [Source("data.x", (), file=file, path="data/x.parquet"), Source("a", (Column("n", "whole"),), ((1,),))]
    asks = ("SELECT max(lead), sum(n) FROM data.x", "SELECT lead + 1 FROM data.x", "SELECT sum(n) FROM a")
    *_, sound = Asking()([Question(sql) for sql in asks], sources)
    assert sound.rows == ((1,),)


def test_after_a_fault_of_its_own_there_is_another_child(monkeypatch):
    """DuckDB answers nothing after it; who had no part in it is answered all the same."""
    child = Path(runner.__file__).with_name("child.py").read_text(encoding="utf-8")
    fault = '        if "7" in sql:\n            raise duckdb.InternalException("x")\n'
    faulty = child.replace("        if refused := _refused(", f"{fault}        if refused := _refused(")
    assert faulty != child
    path = Path(runner.__file__).with_name("faulty_child.py")
    monkeypatch.setattr(runner, "_CHILD", path)
    path.write_text(faulty, encoding="utf-8")
    try:
        asking = Asking()
        first, *_, last = asking([Question(sql) for sql in ("SELECT 1", "SELECT 7", "SELECT 2")], [])
    finally:
        path.unlink()
    assert (first.rows, last.rows, asking.started) == (((1,),), ((2,),), 2)


@pytest.mark.parametrize("file", ["../../secret.csv", "link.csv", "{outside}", "folder/secret.csv"])
def test_a_file_elsewhere_is_not_read(wiki, tmp_path, file):
    """Whatever a dataset calls it, and whoever asks: an error would tell what is in it."""
    outside = tmp_path / "secret.csv"
    outside.write_text("a\nsings\n", encoding="utf-8")
    wiki.put("data/other.csv", "a\n1\n")
    (wiki.docs / "data/link.csv").symlink_to(outside)
    (wiki.docs / "data/folder").symlink_to(tmp_path)
    dataset = f"""
    datasets/bad.yml
    | title: Bad
    | owner: team:ops
    | file: {file.format(outside=outside)}
    | columns: [{{name: a}}]
"""
    wiki(TEAM + dataset + kpi("SELECT '2026-10' AS period, CAST(a AS INTEGER) AS value FROM data.bad"))
    told = "\n".join(wiki.problems())
    assert "data-file" in told
    assert "sings" not in told
