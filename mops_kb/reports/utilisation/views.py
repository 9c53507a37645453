"""The page about the use of technology: what is used of what is paid for, which tool least, and how that moves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mops_kb.formats.chart import spark
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.tool.views import IN_USE
from mops_kb.kinds.training.needs import told_of, trained_people, trainings_about
from mops_kb.measures.utilisation.measure import UTILISATION
from mops_kb.measures.utilisation.parts import COST, Part, Ratio, Rolled, by_month, parts, rolled, unknown
from mops_kb.measures.utilisation.parts import rows as usage_rows
from mops_kb.model.catalog import Catalog
from mops_kb.model.exact import decimal
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.seats import Seats, seats
from mops_kb.model.settings import Settings
from mops_kb.reports.stack.costs import unused, yearly_costs

PAGE = "utilisation.md"
MONTHS = 13
"""A year and the same month of the year before."""


@dataclass(frozen=True)
class Month:
    """The tools together in a month, or one tool; `unknown` counts those of which nobody knows what they cost."""

    first: date
    seats: Rolled | None
    features: Rolled | None
    cost: Rolled | None
    unknown: int


@dataclass(frozen=True)
class ToolUse:
    """How a tool stands by what was counted last.

    `trained` is None where no training is about it or the site may not tell it, `wasted` is what a year of the seats
    costs that nobody uses. `features_of` is the month of the features, if it is not the last one.
    """

    tool: Tool
    seats: Seats
    features: Rolled | None
    features_of: date | None
    trained: int | None
    cost: Rolled | None
    wasted: Decimal | None
    spark: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class UtilisationView:
    """`rows` are the least used first; `uncounted` are tools in use without rows, `unknown` counts tools with unused
    seats of which nobody knows what these cost."""

    rows: tuple[ToolUse, ...]
    licensed: int
    used: int
    share: Decimal | None
    idle: int
    wasted: Decimal | None
    unknown: int
    least: ToolUse | None
    features: Rolled
    trained: int
    months: tuple[Month, ...]
    counted_on: date | None
    uncounted: tuple[Tool, ...]
    kpis: tuple[Kpi, ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PAGE,)


def views(wiki: Wiki) -> Iterator[View]:
    """Where the use of some tool is counted."""
    if any(wiki.catalog.who(tool, "usage") for tool in wiki.catalog.of(Tool)):
        yield View(PAGE, "utilisation/page.md", _view(wiki.catalog, wiki.settings), "utilisation", "utilisation.title")


def _view(catalog: Catalog, settings: Settings) -> UtilisationView:
    tools = [tool for tool in catalog.of(Tool) if tool.state in IN_USE]
    counted = [use(tool, catalog, settings) for tool in tools if catalog.who(tool, "usage")]
    rows = sorted(counted, key=lambda one: (one.seats.share is None, one.seats.share or 0, one.tool.id))
    known = [one.seats for one in rows if one.seats.share is not None]
    licensed, used = sum(one.licensed or 0 for one in known), sum(one.used or 0 for one in known)
    wasted = [one.wasted for one in rows if one.wasted is not None]
    return UtilisationView(
        tuple(rows),
        licensed,
        used,
        decimal(Fraction(used, licensed)) if licensed else None,
        sum(one.unused or 0 for one in known),
        sum(wasted, Decimal(0)) if wasted else None,
        sum(1 for one in rows if one.seats.unused and one.tool.id not in catalog.once(yearly_costs, settings)),
        next((one for one in rows if one.seats.share is not None), None),
        _latest("features", [one.tool for one in rows], catalog, settings),
        _trained(rows, catalog, settings),
        months((), catalog, settings),
        max((one.seats.counted_on for one in rows if one.seats.counted_on), default=None),
        tuple(tool for tool in tools if not catalog.who(tool, "usage")),
        tuple(kpi for kpi in catalog.of(Kpi) if kpi.measure and kpi.measure.name == UTILISATION.name),
    )


def _trained(rows: Sequence[ToolUse], catalog: Catalog, settings: Settings) -> int:
    """All people who are, each once, without those of tools of which it may not be told: a sum would give them away."""
    told = [one.tool for one in rows if one.trained is not None]
    return len({id for tool in told for id in trained_people(tool, catalog, settings)})


def use(tool: Tool, catalog: Catalog, settings: Settings) -> ToolUse:
    idle = unused(tool, catalog, settings)
    shares = [rolled("seats", [part]).value for part in _series("seats", tool, catalog, settings)]
    return ToolUse(
        tool,
        seats(tool, catalog, settings),
        _last("features", tool, catalog, settings),
        _older("features", tool, catalog, settings),
        told_of(trained_people(tool, catalog, settings), settings) if trainings_about(tool, catalog) else None,
        _last(COST, tool, catalog, settings),
        None if idle is None else decimal(idle),
        spark([share for share in shares[-MONTHS:] if share is not None]),
    )


def months(tools: Sequence[str], catalog: Catalog, settings: Settings) -> tuple[Month, ...]:
    """The last ones, the latest first."""
    used, adopted = by_month("seats", tools, catalog, settings), by_month("features", tools, catalog, settings)
    cost = by_month(COST, tools, catalog, settings)
    firsts = sorted({*used, *adopted, *cost}, reverse=True)[:MONTHS]
    lacking = {} if tools else unknown(catalog, settings)
    return tuple(
        Month(first, used.get(first), adopted.get(first), cost.get(first), lacking.get(first, 0)) for first in firsts
    )


def _latest(ratio: Ratio, tools: Sequence[Tool], catalog: Catalog, settings: Settings) -> Rolled:
    """All tools together, each by its latest month."""
    return rolled(ratio, [those[-1] for tool in tools if (those := _series(ratio, tool, catalog, settings))])


def _last(ratio: Ratio, tool: Tool, catalog: Catalog, settings: Settings) -> Rolled | None:
    those = _series(ratio, tool, catalog, settings)
    return rolled(ratio, those[-1:]) if those else None


def _older(ratio: Ratio, tool: Tool, catalog: Catalog, settings: Settings) -> date | None:
    """The last month of which it is known, where the tool was counted after that."""
    counted, known = catalog.once(usage_rows, settings)[tool.id], parts(ratio, catalog, settings)[tool.id]
    last = max(known, default=None)
    return last if last and last < max(counted) else None


def _series(ratio: Ratio, tool: Tool, catalog: Catalog, settings: Settings) -> list[Part]:
    """The oldest first."""
    return list(parts(ratio, catalog, settings).get(tool.id, {}).values())
