"""Cycle time: how many business days lie between a request and its delivery.

Counted as everywhere in the wiki (`Workdays.between`): the day of the request does not count, the day of the delivery
does, closed days never do. What is delivered on the same day took 0 days, and so did what was asked for on a Friday and
delivered on Saturday. A request belongs to the month in which it was delivered; one that is open is in no median, but
listed with its age on the last day of which the data speak.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures import opening, rows
from mops_kb.model.catalog import Catalog
from mops_kb.model.measured import Figure, Measure, Measured
from mops_kb.model.question import Answer, Ask, Question
from mops_kb.model.settings import Settings

NAME = "cycle-time"
COLUMNS = ("request", "requested_on", "delivered_on")
OLDEST = 10
_DAYS = Decimal("0.000001")


@dataclass(frozen=True)
class Spell:
    """How long so many requests took, in business days."""

    n: int
    median: Decimal
    p90: Decimal
    mean: Decimal


@dataclass(frozen=True)
class Waiting:
    """A request that is open, and for how many business days it has been."""

    request: str
    requested_on: date
    category: str
    age: int


@dataclass(frozen=True)
class CycleTime:
    """`months` are those of deliveries; `over` is the last day of the last month that is over. `categories` and `teams`
    are of the last 365 days. `oldest` are some of the `open` ones."""

    dataset: str
    until: date
    over: date
    whole: Spell | None
    months: tuple[tuple[str, Spell], ...]
    categories: tuple[tuple[str, Spell], ...]
    teams: tuple[tuple[str, Spell], ...]
    open: int
    open_median: Decimal | None
    oldest: tuple[Waiting, ...]

    def is_over(self, month: str) -> bool:
        return month <= f"{self.over:%Y-%m}"

    @property
    def finished(self) -> tuple[tuple[str, Spell], ...]:
        """Months that are over."""
        return tuple((month, spell) for month, spell in self.months if self.is_over(month))


def work(asked: Asked, catalog: Catalog, settings: Settings, ask: Ask) -> Measured:
    data = rows.dataset(catalog, asked.of)
    if not data:
        return Measured(None)
    if lacking := rows.lacking(data, COLUMNS, NAME, catalog):
        return Measured(None, (data.ref,), tuple(lacking))
    spells, waiting, wrong = ask(
        [_spells(data, settings), _waiting(data, settings), _wrong(data)],
        [opening.closed_days(catalog, settings), *rows.brought(data)],
    )
    reads = (data.ref, *opening.reads(catalog, settings))
    return Measured(_facts(data, spells, waiting, settings), reads, tuple(rows.problems(data, wrong)))


def figures(asked: Asked, facts: CycleTime | None, settings: Settings) -> list[Figure]:
    """Of the months that are over, each by what was delivered in it."""
    return [_figure(month, spell, asked.statistic) for month, spell in facts.finished] if facts else []


def _figure(month: str, spell: Spell, statistic: str | None) -> Figure:
    values = {"p90": spell.p90, "mean": spell.mean, "count": Decimal(spell.n)}
    return Figure(month, values.get(statistic or "", spell.median), spell.n)


CYCLE_TIME = Measure(
    NAME,
    ("median", "p90", "mean", "count"),
    key=lambda asked: asked.of,
    work=work,
    figures=figures,
    wants=("of",),
    units={"median": "days", "p90": "days", "mean": "days", "count": "count"},
    takes=(),
)


def _requests(data: Dataset, settings: Settings) -> str:
    """Each request with its business days, and the age of those that are open."""
    category = "CAST(category AS VARCHAR)" if rows.has(data, "category") else "NULL"
    team = "CAST(team AS VARCHAR)" if rows.has(data, "team") else "NULL"
    exported = f"DATE '{data.exported_on}'" if data.exported_on else "NULL"
    return f"""requests AS (SELECT * FROM (
            SELECT CAST(request AS VARCHAR) AS request, {_day("requested_on")} AS asked,
                   {_day("delivered_on")} AS given, {category} AS category, {team} AS team FROM {rows.table(data)})
        WHERE asked BETWEEN DATE '1900-01-01' AND DATE '{settings.as_of}'
            AND (given IS NULL OR given BETWEEN asked AND DATE '2199-12-31')),
    known AS (
        SELECT least(coalesce({exported}, greatest(max(asked), max(given))), DATE '{settings.as_of}') AS until,
               min(asked) AS first, greatest(max(asked), max(given)) AS last FROM requests),
    days AS (
        SELECT day, sum(CAST({opening.is_open("day")} AS INTEGER)) OVER (ORDER BY day) AS number FROM (
            SELECT CAST(unnest(generate_series((SELECT first FROM known), (SELECT greatest(last, until) FROM known),
                                               INTERVAL 1 DAY)) AS DATE) AS day)),
    spent AS (
        SELECT request, asked, given, coalesce(category, '') AS category, coalesce(team, '') AS team, until,
               CAST(done.number - came.number AS DECIMAL(18, 6)) AS days,
               CAST(now.number - came.number AS BIGINT) AS age
        FROM requests CROSS JOIN known JOIN days AS came ON came.day = asked JOIN days AS now ON now.day = until
             LEFT JOIN days AS done ON done.day = given)"""


def _day(column: str) -> str:
    return f"CAST(TRY_CAST(CAST({column} AS VARCHAR) AS TIMESTAMP) AS DATE)"


def _spells(data: Dataset, settings: Settings) -> Question:
    return Question(
        f"""WITH {_requests(data, settings)},
    counted AS (
        SELECT GROUPING(month, category, team, recent) AS parts, month, category, team, recent, max(until) AS until,
            count(*) AS n, quantile_cont(days, 0.5) AS median, quantile_cont(days, 0.9) AS p90, sum(days) AS days
        FROM (SELECT *, strftime(given, '%Y-%m') AS month, given > until - 365 AS recent FROM spent
              WHERE given IS NOT NULL)
        GROUP BY GROUPING SETS ((), (month), (recent, category), (recent, team)))
    SELECT CASE parts WHEN 15 THEN 'whole' WHEN 7 THEN 'month' WHEN 10 THEN 'category' ELSE 'team' END AS part,
           coalesce(month, category, team, '') AS name, until, n, median, p90, days
    FROM counted WHERE recent OR recent IS NULL ORDER BY part, name""",
        trusted=True,
    )


def _waiting(data: Dataset, settings: Settings) -> Question:
    return Question(
        f"""WITH {_requests(data, settings)}
    SELECT request, asked, category, age, until, count(*) OVER () AS n,
           quantile_cont(CAST(age AS DECIMAL(18, 6)), 0.5) OVER () AS median
    FROM spent WHERE given IS NULL ORDER BY age DESC, asked, request LIMIT {OLDEST}""",
        trusted=True,
    )


def _wrong(data: Dataset) -> Question:
    given = f", {_day('requested_on')} AS asked, {_day('delivered_on')} AS given"
    cases = [
        ("row-moment", "requested_on IS NULL", "requested_on", "''"),
        ("row-negative", "given < asked", "delivered_on", "requested_on"),
    ]
    return rows.wrong_rows(data, rows.table(data), cases, given)


def _facts(data: Dataset, spells: Answer, waiting: Answer, settings: Settings) -> CycleTime | None:
    if spells.failure or waiting.failure or not (waiting.rows or any(row[3] for row in spells.rows)):
        return None
    parts = [(part, name, _spell(n, *rest)) for part, name, _, n, *rest in spells.rows if n]
    until = next((row[2] for row in spells.rows if row[2]), None) or waiting.rows[0][4]
    known = min(data.exported_on or settings.as_of, settings.as_of) + timedelta(days=1)

    def of(part: str) -> tuple[tuple[str, Spell], ...]:
        return tuple((name, spell) for kind, name, spell in parts if kind == part)

    return CycleTime(
        data.id,
        until,
        known.replace(day=1) - timedelta(days=1),
        next((spell for _, spell in of("whole")), None),
        of("month"),
        tuple(one for one in of("category") if one[0]),
        tuple(one for one in of("team") if one[0]),
        waiting.rows[0][5] if waiting.rows else 0,
        waiting.rows[0][6] if waiting.rows else None,
        tuple(Waiting(*row[:4]) for row in waiting.rows),
    )


def _spell(n: int, median: Any, p90: Any, days: Any) -> Spell:
    return Spell(n, Decimal(str(median)), Decimal(str(p90)), (Decimal(str(days)) / n).quantize(_DAYS))
