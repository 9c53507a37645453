"""The pages of scorecards, and by what each of them sorts the KPIs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from mops_kb.kinds.kpi.arithmetic import Status
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.ownership import team_of
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.scorecards.table import SORTS, table

WORST_FIRST: tuple[Status, ...] = ("off-track", "at-risk", "stale", "no-data", "no-target", "on-track")
LISTS = ("index", "by-team", "by-goal", "by-owner")
PAGES = (*LISTS, *SORTS)


@dataclass(frozen=True)
class Group:
    """KPIs that have something in common: their `status`, or what they are `about`. `tally` counts them by status."""

    about: Entity | None
    status: Status | None
    rows: tuple[KpiView, ...]
    tally: tuple[tuple[Status, int], ...]


@dataclass(frozen=True)
class Cards:
    """`name` is the page's; its groups are of KPIs, the worst first in each."""

    name: str
    groups: tuple[Group, ...]
    count: int
    tally: tuple[tuple[Status, int], ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return tuple(f"scorecards/{name}.md" for name in PAGES)


def views(wiki: Wiki) -> Iterable[View]:
    rows = ranked(wiki.catalog.once(all_views, wiki.settings).values())
    if not rows:
        return
    for name in LISTS:
        groups = tuple(_groups(name, rows, wiki))
        if name in ("index", "by-owner") or any(group.about for group in groups):
            facts = Cards(name, groups, len(rows), tally(rows))
            yield _view(name, "scorecards/cards.md", facts)
    for sort in SORTS:
        if made := table(sort, wiki.catalog, wiki.settings):
            yield _view(sort, "scorecards/table.md", made)


def _view(name: str, template: str, facts: object) -> View:
    return View(f"scorecards/{name}.md", template, facts, "scorecards", f"scorecards.{name}.title")


def ranked(rows: Iterable[KpiView]) -> tuple[KpiView, ...]:
    """The worst first; of the same status, in the order of KPIs."""
    return tuple(sorted(rows, key=lambda row: WORST_FIRST.index(row.status)))


def tally(rows: Sequence[KpiView]) -> tuple[tuple[Status, int], ...]:
    found = [row.status for row in rows]
    return tuple((status, found.count(status)) for status in get_args(Status) if status in found)


def _groups(name: str, rows: Sequence[KpiView], wiki: Wiki) -> Iterator[Group]:
    if name == "index":
        for status in WORST_FIRST:
            if those := tuple(row for row in rows if row.status == status):
                yield Group(None, status, those, tally(those))
        return
    whose = _ABOUT[name]
    found: dict[Entity | None, list[KpiView]] = {}
    for row in rows:
        found.setdefault(whose(row, wiki.catalog), []).append(row)
    for about in _order(name, found, wiki):
        yield Group(about, None, tuple(found[about]), tally(found[about]))


def _order(name: str, found: Iterable[Entity | None], wiki: Wiki) -> list[Entity | None]:
    """As their kind sorts them; what has none stands last."""
    ranks = {one.ref: rank for rank, one in enumerate(wiki.catalog.entities())}
    return sorted(found, key=lambda about: (about is None, ranks[about.ref] if about else 0))


def _team(row: KpiView, catalog: Catalog) -> Entity | None:
    return team_of(catalog, row.kpi)


_ABOUT: dict[str, Callable[[KpiView, Catalog], Entity | None]] = {
    "by-team": _team,
    "by-goal": lambda row, _: row.goal,
    "by-owner": lambda row, _: row.owner,
}
