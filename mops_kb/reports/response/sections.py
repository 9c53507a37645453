"""What pages of KPIs show of the leads or requests that they are made of."""

from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.measures.efficiency.cycle_time import CYCLE_TIME, CycleTime, Spell
from mops_kb.measures.response.facts import Response
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.response.speeds import NAME, Change, Month, change, months, slas

_MOST = 13


@dataclass(frozen=True)
class Leads:
    """The last months, the latest first; `change` never reaches across a break of the series."""

    data: Dataset
    until: date
    sla: int | None
    months: tuple[Month, ...]
    change: Change | None


@dataclass(frozen=True)
class Requests:
    """The last months of deliveries, the latest first, and what is still open."""

    data: Dataset
    facts: CycleTime
    months: tuple[tuple[date, Spell, bool], ...]


def of_leads(kpi: Kpi, wiki: Wiki) -> Leads | None:
    asked = kpi.measure
    found = wiki.catalog.measured.get((NAME, asked.of)) if asked and asked.name == NAME else None
    if not (asked and found and isinstance(found.facts, Response)):
        return None
    data = _data(kpi, wiki)
    sla = asked.sla or next(iter(slas(data, found.facts, wiki.catalog)), None)
    those = months(found.facts, sla)
    moved = change(those, _comparable_since(kpi, wiki.settings))
    return Leads(data, found.facts.until, sla, those[::-1][:_MOST], moved)


def of_requests(kpi: Kpi, wiki: Wiki) -> Requests | None:
    asked = kpi.measure
    if not asked or asked.name != CYCLE_TIME.name:
        return None
    found = wiki.catalog.measured.get((CYCLE_TIME.name, CYCLE_TIME.key(asked)))
    if not (found and isinstance(found.facts, CycleTime)):
        return None
    facts = found.facts
    rows = [(date.fromisoformat(f"{month}-01"), spell, facts.is_over(month)) for month, spell in facts.months]
    return Requests(_data(kpi, wiki), facts, tuple(rows[::-1][:_MOST]))


def _comparable_since(kpi: Kpi, settings: Settings) -> date | None:
    spans = [one.since.span(settings.fiscal_year_start) for one in kpi.breaks]
    return max((span[0] for span in spans if span), default=None)


def _data(kpi: Kpi, wiki: Wiki) -> Dataset:
    data = wiki.catalog.target(kpi, ("measure", "of"))
    assert isinstance(data, Dataset)
    return data
