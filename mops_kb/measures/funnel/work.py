"""Works out the funnel of a dataset."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.kinds.stage.model import Stage
from mops_kb.measures import rows
from mops_kb.measures.funnel import sql
from mops_kb.measures.funnel.facts import HORIZON, Funnel, Standing, Step, Way, Within, horizon
from mops_kb.measures.share import Share
from mops_kb.model.catalog import Catalog
from mops_kb.model.measured import Measured
from mops_kb.model.problem import Problem, problem
from mops_kb.model.question import Answer, Ask
from mops_kb.model.settings import Settings

NAME = "funnel"
COLUMNS = ("lead", "stage", "reached_at")
Named = dict[str, Any]


def work(asked: Asked, catalog: Catalog, settings: Settings, ask: Ask) -> Measured:
    data = rows.dataset(catalog, asked.of)
    if not data:
        return Measured(None)
    stages = [stage for stage in catalog.of(Stage) if settings.counts(stage.seen_by)]
    ids = [stage.id for stage in stages]
    reads = (data.ref, *(stage.ref for stage in stages))
    mistaken = [*rows.lacking(data, COLUMNS, NAME, catalog), *_backwards(data, ids, catalog)]
    if rows.lacking(data, COLUMNS, NAME, catalog):
        return Measured(None, reads, tuple(mistaken))
    horizons = sorted({HORIZON, *(horizon(kpi.measure) for kpi in _asking(data, catalog) if kpi.measure)})
    questions = [
        sql.standings(data, settings),
        sql.steps(data, horizons, settings),
        sql.arrivals(data, settings),
        sql.wrong(data, settings),
        sql.unknown(data),
    ]
    standings, steps, arrivals, wrong, unknown = ask(questions, [sql.stages(ids), *rows.brought(data)])
    mistaken += [*rows.problems(data, wrong), *_unknown(data, unknown, ids)]
    return Measured(_facts(data, standings, steps, arrivals, horizons, settings), reads, tuple(mistaken))


def _asking(data: Dataset, catalog: Catalog) -> list[Kpi]:
    return [kpi for kpi in catalog.of(Kpi) if kpi.measure and kpi.measure.name == NAME and kpi.measure.of == data.id]


def _backwards(data: Dataset, ids: Sequence[str], catalog: Catalog) -> list[Problem]:
    """KPIs that ask for the way from a stage to one that is not later."""
    found = []
    for kpi in _asking(data, catalog):
        came, went = (kpi.measure.from_stage, kpi.measure.to_stage) if kpi.measure else (None, None)
        if came in ids and went in ids and ids.index(came) >= ids.index(went):
            document = catalog.documents[kpi.ref]
            place = document.place(("measure", "to_stage"))
            found.append(problem(document.path, place, "funnel-order", id=kpi.id, came=came, went=went))
    return found


def _unknown(data: Dataset, answer: Answer, ids: Sequence[str]) -> list[Problem]:
    found = []
    for name, line, col, n in answer.rows:
        near = get_close_matches(name, ids, 1)
        variant = "near" if near else "remedy"
        params = {"written": name, "n": n, "near": near[0] if near else "", "stages": ids}
        found.append(problem(rows.path(data), (line, col), "row-stage", variant, **params))
    return found


def _facts(
    data: Dataset, standings: Answer, steps: Answer, arrivals: Answer, horizons: Sequence[int], settings: Settings
) -> Funnel | None:
    if standings.failure or steps.failure or arrivals.failure or not standings.rows or not standings.rows[0][5]:
        return None
    named = [dict(zip(steps.columns, row, strict=True)) for row in steps.rows]
    known = min(data.exported_on or settings.as_of, settings.as_of) + timedelta(days=1)
    leads, disordered, until = standings.rows[0][5:]
    by_stage: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for stage, month, n in arrivals.rows:
        by_stage[stage].append((month, n))
    return Funnel(
        data.id,
        min(until, settings.as_of),
        known.replace(day=1) - timedelta(days=1),
        leads,
        disordered,
        tuple(_standing(*row[:5]) for row in standings.rows),
        {_way(row): _step(row, horizons) for row in named if row["part"] == "whole"},
        _parts(named, "month", horizons),
        _parts(named, "channel", horizons),
        {stage: tuple(months) for stage, months in by_stage.items()},
    )


def _parts(named: Sequence[Named], part: str, horizons: Sequence[int]) -> dict[Way, tuple[tuple[str, Step], ...]]:
    found: dict[Way, list[tuple[str, Step]]] = defaultdict(list)
    for row in named:
        if row["part"] == part and row["name"]:
            found[_way(row)].append((row["name"], _step(row, horizons)))
    return {way: tuple(those) for way, those in found.items()}


def _way(row: Named) -> Way:
    return row["came"], row["went"]


def _step(row: Named, horizons: Sequence[int]) -> Step:
    return Step(row["n"], row["gone"], tuple(_within(row, days) for days in horizons))


def _within(row: Named, days: int) -> Within:
    share = Share(row[f"gone_{days}"], row[f"had_{days}"])
    return Within(days, share, _exact(row[f"median_{days}"]), row[f"timed_{days}"])


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _standing(stage: str, passed: int, seen: int, sitting: int, days: Any) -> Standing:
    return Standing(stage, passed, seen, sitting, _exact(days))
