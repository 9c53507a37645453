"""What the roadmap shows: quarter by quarter what is due, what is late, and what waits for what."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from mops_kb.kinds.roadmap_item.model import RoadmapItem, State
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.model.when import When


@dataclass(frozen=True)
class Needed:
    """Something that has to be ready first; `ends_later` says that by the plan it is not."""

    item: RoadmapItem
    ends_later: bool


@dataclass(frozen=True)
class ItemView:
    item: RoadmapItem
    is_late: bool
    tools: tuple[Record, ...]
    kpis: tuple[Record, ...]
    initiative: Record | None
    needs: tuple[Needed, ...]
    needed_by: tuple[Record, ...]


@dataclass(frozen=True)
class Quarter:
    """What is due in one quarter of a fiscal year; without a quarter, what has no date yet."""

    quarter: When | None
    ids: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True)
class RoadmapView:
    """What is ahead comes first, then what has no date yet, then what has been, the latest first."""

    quarters: tuple[Quarter, ...]
    states: tuple[tuple[str, int], ...]
    late: tuple[str, ...]
    """The ids of those that are late."""


@each
def page(item: RoadmapItem, catalog: Catalog, settings: Settings) -> ItemView:
    return ItemView(
        item,
        item.is_late(settings.as_of, settings.fiscal_year_start),
        catalog.follow(item, "tools"),
        catalog.follow(item, "kpis"),
        next(iter(catalog.follow(item, "initiative")), None),
        tuple(
            Needed(other, _ends_later(other, item, settings))
            for other in catalog.follow(item, "depends_on")
            if isinstance(other, RoadmapItem)
        ),
        catalog.who(item, "needed-by"),
    )


def index(catalog: Catalog, settings: Settings) -> RoadmapView:
    views = [page(item, catalog, settings) for item in catalog.of(RoadmapItem)]
    due: dict[tuple[int, int] | None, list[str]] = defaultdict(list)
    for view in views:
        end = view.item.end(settings.fiscal_year_start)
        due[_quarter(end, settings.fiscal_year_start) if end else None].append(view.item.id)
    now = _quarter(settings.as_of, settings.fiscal_year_start)
    quarters = [Quarter(_named(name), tuple(due[name]), name == now) for name in sorted(name for name in due if name)]
    past = sum(name < now for name in due if name)
    undecided = [Quarter(None, tuple(due[None]), False)] if None in due else []
    states = [view.item.state for view in views]
    return RoadmapView(
        (*quarters[past:], *undecided, *reversed(quarters[:past])),
        tuple((state, states.count(state)) for state in get_args(State) if state in states),
        tuple(view.item.id for view in views if view.is_late),
    )


def _quarter(day: date, start: int) -> tuple[int, int]:
    """The fiscal year and the quarter of it that a day is in."""
    return day.year - (day.month < start), (day.month - start) % 12 // 3 + 1


def _named(quarter: tuple[int, int]) -> When:
    return When.of(f"FY{quarter[0]} Q{quarter[1]}")


def _ends_later(needed: RoadmapItem, item: RoadmapItem, settings: Settings) -> bool:
    first, then = needed.end(settings.fiscal_year_start), item.end(settings.fiscal_year_start)
    return not needed.is_over and not item.is_over and first is not None and then is not None and first > then


def by_date(item: RoadmapItem, settings: Settings) -> tuple[date, int]:
    """Items are listed by date."""
    return item.when.order(settings.fiscal_year_start)


def late(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: its time is over, and it is neither done nor dropped."""
    for item in catalog.of(RoadmapItem):
        if item.is_late(settings.as_of, settings.fiscal_year_start):
            document = catalog.documents[item.ref]
            end = item.end(settings.fiscal_year_start)
            yield problem(document.path, document.place(("when",)), "roadmap-late", id=item.id, day=end)


def out_of_order(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: it waits for something that, by the plan, is ready only later."""
    for item in catalog.of(RoadmapItem):
        document = catalog.documents[item.ref]
        for position in range(len(item.depends_on)):
            needed = catalog.target(item, ("depends_on", position))
            if isinstance(needed, RoadmapItem) and _ends_later(needed, item, settings):
                place = document.place(("depends_on", position))
                yield problem(document.path, place, "needs-later", id=item.id, needed=needed.id)
