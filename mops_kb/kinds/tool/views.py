"""What the martech guide shows: the stack by state and category, with cost, seats and use."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from mops_kb.kinds.tool.lifecycle import Stage, stages
from mops_kb.kinds.tool.model import Category, Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

SHELFWARE = Decimal("0.5")
"""A paid tool of which less than this share of the seats is used."""
IN_USE = ("adopted", "contained", "trial")
_ORDER = ("adopted", "trial", "candidate", "contained", "retiring", "retired")


@dataclass(frozen=True)
class ToolView:
    """`cost_per_user` is the yearly cost over the seats in use, in the tool's currency."""

    tool: Tool
    used_by: tuple[Record, ...]
    it_contact: Record | None
    replaces: Record | None
    replaced_by: tuple[Record, ...]
    utilisation: Decimal | None
    cost_per_user: Decimal | None
    in_use: bool
    history: tuple[Stage, ...]
    """The latest first."""


@dataclass(frozen=True)
class StackView:
    states: tuple[tuple[str, tuple[ToolView, ...]], ...]
    categories: tuple[tuple[str, tuple[ToolView, ...]], ...]
    costs: tuple[tuple[str, Decimal], ...]
    """Currency and yearly cost of all that is not a candidate or retired."""
    count: int
    seats: int
    seats_used: int
    utilisation: Decimal | None


def page(tool: Tool, catalog: Catalog, settings: Settings) -> ToolView:
    paid_and_used = tool.cost_per_year and tool.seats_used
    return ToolView(
        tool,
        catalog.follow(tool, "used_by"),
        next(iter(catalog.follow(tool, "it_contact")), None),
        next(iter(catalog.follow(tool, "replaces")), None),
        catalog.who(tool, "replaced-by"),
        tool.utilisation,
        tool.cost_per_year / Decimal(tool.seats_used)
        if paid_and_used and tool.cost_per_year and tool.seats_used
        else None,
        tool.state in IN_USE,
        stages(tool, catalog),
    )


def index(catalog: Catalog, settings: Settings) -> StackView:
    views = [page(tool, catalog, settings) for tool in catalog.of(Tool)]
    paid = [view.tool for view in views if view.tool.state not in ("candidate", "retired") and view.tool.cost_per_year]
    costs = {tool.currency: Decimal(0) for tool in paid}
    for tool in paid:
        costs[tool.currency] += tool.cost_per_year or Decimal(0)
    counted = [view.tool for view in views if view.in_use and view.utilisation is not None]
    seats, used = sum(tool.seats or 0 for tool in counted), sum(tool.seats_used or 0 for tool in counted)
    return StackView(
        tuple((state, those) for state in _ORDER if (those := _where(views, "state", state))),
        tuple((category, those) for category in get_args(Category) if (those := _where(views, "category", category))),
        tuple(sorted(costs.items())),
        len(views),
        seats,
        used,
        Decimal(used) / Decimal(seats) if seats else None,
    )


def _where(views: list[ToolView], field: str, value: str) -> tuple[ToolView, ...]:
    return tuple(view for view in views if getattr(view.tool, field) == value)


def by_state(tool: Tool) -> tuple[int, str]:
    """Tools are listed by state, the adopted first."""
    return _ORDER.index(tool.state), tool.id


def seats(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: more people than seats, or paid seats that nobody uses."""
    for tool in catalog.of(Tool):
        used = tool.utilisation
        if used is None or tool.state not in IN_USE:
            continue
        document = catalog.documents[tool.ref]
        place = document.place(("seats_used",))
        if used > 1:
            yield problem(document.path, place, "seat-overrun", id=tool.id, seats=tool.seats, used=tool.seats_used)
        elif used < SHELFWARE and tool.cost_per_year and tool.state != "trial":
            yield problem(document.path, place, "shelfware", id=tool.id, seats=tool.seats, used=tool.seats_used)
