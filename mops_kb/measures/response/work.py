"""Works out how leads were answered: one pass over the events, whatever their number."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures import opening, rows
from mops_kb.measures.response import sql
from mops_kb.measures.response.facts import Kept, Response, Speed
from mops_kb.measures.share import Share
from mops_kb.model.catalog import Catalog
from mops_kb.model.measured import Measured
from mops_kb.model.problem import Problem, problem
from mops_kb.model.question import Answer, Ask
from mops_kb.model.settings import Settings

NAME = "lead-response"
COLUMNS = ("lead", "created_at", "first_touch_at")


def work(asked: Asked, catalog: Catalog, settings: Settings, ask: Ask) -> Measured:
    data = rows.dataset(catalog, asked.of)
    if not data:
        return Measured(None)
    unsaid = [*rows.lacking(data, COLUMNS, NAME, catalog), *_without_sla(data, catalog)]
    if rows.lacking(data, COLUMNS, NAME, catalog):
        return Measured(None, (data.ref,), tuple(unsaid))
    slas = tuple(sorted({kpi.measure.sla for kpi in _asking(data, catalog) if kpi.measure and kpi.measure.sla}))
    questions = [sql.speeds(data, slas, settings), sql.wrong(data, settings)]
    told, wrong = ask(questions, [opening.closed_days(catalog, settings), *rows.brought(data)])
    reads = (data.ref, *opening.reads(catalog, settings))
    return Measured(_facts(data, slas, told, settings), reads, (*unsaid, *rows.problems(data, wrong)))


def _asking(data: Dataset, catalog: Catalog) -> list[Kpi]:
    return [kpi for kpi in catalog.of(Kpi) if kpi.measure and kpi.measure.name == NAME and kpi.measure.of == data.id]


def _without_sla(data: Dataset, catalog: Catalog) -> list[Problem]:
    found = []
    for kpi in _asking(data, catalog):
        if kpi.measure and kpi.measure.statistic == "within-sla" and not kpi.measure.sla:
            document = catalog.documents[kpi.ref]
            place = document.key(("measure", "statistic"))
            found.append(problem(document.path, place, "measure-lacks", name=NAME, field="sla"))
    return found


def _facts(data: Dataset, slas: Sequence[int], answer: Answer, settings: Settings) -> Response | None:
    if answer.failure or not answer.rows:
        return None
    speeds: dict[tuple[str, str], Speed] = {}
    until = settings.as_of
    for row in answer.rows:
        named: dict[str, Any] = dict(zip(answer.columns, row, strict=True))
        if not named["n"]:
            return None
        until = min(named["until"], settings.as_of)
        speeds[named["part"], named["name"]] = _speed(named, slas)
    nothing = Speed(0, 0, None, None, tuple(Kept(sla, Share(0, 0), 0) for sla in slas))
    return Response(
        data.id,
        until,
        _over(min(data.exported_on or settings.as_of, settings.as_of)),
        tuple(slas),
        speeds["whole", ""],
        speeds.get(("recent", ""), nothing),
        _part(speeds, "month"),
        _part(speeds, "team"),
        _part(speeds, "team-ever"),
        tuple((slot, speeds["slot", slot]) for slot in sql.SLOTS if ("slot", slot) in speeds),
        tuple(sorted((int(hour), speed) for hour, speed in _part(speeds, "hour"))),
    )


def _over(known: date) -> date:
    """The last day of the last month that is over."""
    tomorrow = known + timedelta(days=1)
    return tomorrow.replace(day=1) - timedelta(days=1)


def _part(speeds: dict[tuple[str, str], Speed], part: str) -> tuple[tuple[str, Speed], ...]:
    return tuple(
        (name, speed) for (kind, name), speed in sorted(speeds.items(), key=lambda one: one[0]) if kind == part
    )


def _speed(row: dict[str, Any], slas: Sequence[int]) -> Speed:
    kept = tuple(_kept(row, sla) for sla in slas)
    return Speed(row["n"], row["touched"], _exact(row["median"]), _exact(row["p90"]), kept)


def _kept(row: dict[str, Any], sla: int) -> Kept:
    hits, late = row[f"kept_{sla}"], row[f"late_{sla}"]
    return Kept(sla, Share(hits, hits + late), row[f"waiting_{sla}"])


def _exact(tenths: int | None) -> Decimal | None:
    return None if tenths is None else Decimal(tenths) / 10
