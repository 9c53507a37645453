"""What pages about tools and KPIs show of the use of tools."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.tool.model import Tool
from mops_kb.measures.utilisation.measure import UTILISATION, Used
from mops_kb.measures.utilisation.parts import Rolled
from mops_kb.model.entity import Record
from mops_kb.model.exact import decimal
from mops_kb.model.report import Wiki
from mops_kb.reports.utilisation.views import MONTHS, Month, ToolUse, months, use


@dataclass(frozen=True)
class ToolMonths:
    """The latest month first."""

    use: ToolUse
    months: tuple[Month, ...]


@dataclass(frozen=True)
class Made:
    """Of what a KPI is made, the latest month first; `months` hold the money or the number above the line too."""

    statistic: str
    tools: tuple[Record, ...]
    months: tuple[tuple[date, Rolled, Decimal], ...]


def of_tool(tool: Tool, wiki: Wiki) -> ToolMonths | None:
    if not wiki.catalog.who(tool, "usage"):
        return None
    found = months((tool.id,), wiki.catalog, wiki.settings)
    return ToolMonths(use(tool, wiki.catalog, wiki.settings), found) if found else None


def of_kpi(kpi: Kpi, wiki: Wiki) -> Made | None:
    asked = kpi.measure
    if not asked or asked.name != UTILISATION.name:
        return None
    measured = wiki.catalog.measured.get((UTILISATION.name, UTILISATION.key(asked)))
    used = measured.facts if measured else None
    if not (isinstance(used, Used) and (used.months or used.trained)):
        return None
    latest = sorted(used.months, reverse=True)[:MONTHS]
    rows = tuple((first, used.months[first], decimal(used.months[first].of)) for first in latest)
    return Made(asked.statistic or "", wiki.catalog.follow(kpi, "measure.tools"), rows)
