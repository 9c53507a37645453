"""What is still elsewhere: links that leave the wiki, by team and sort, where they stand, and the trend."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from mops_kb.formats.chart import spark
from mops_kb.kinds.team.model import Elsewhere
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.elsewhere.away import Away, away, counts
from mops_kb.reports.elsewhere.places import SORTS

PATH = "elsewhere.md"
MOST = 13
"""So many moments a line shows."""
Page = tuple[Entity, tuple[Away, ...]]
Turn = Literal["fewer", "same", "more"]


@dataclass(frozen=True)
class Change:
    """What a count is against an earlier one."""

    before: int
    now: int

    @property
    def by(self) -> int:
        return abs(self.now - self.before)

    @property
    def turn(self) -> Turn:
        if self.now == self.before:
            return "same"
        return "fewer" if self.now < self.before else "more"


@dataclass(frozen=True)
class Line:
    """How a count went, drawn: from the first of the last moments until now."""

    first: int
    last: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class TeamRow:
    """`pages` are those that lead out, each with its links; `change` is since the last record."""

    team: Entity | None
    count: int
    pages: tuple[Page, ...]
    change: Change | None
    line: Line


@dataclass(frozen=True)
class Moment:
    """How many there were on a day, and what that was against the record before."""

    on: date
    count: int
    change: Change | None


@dataclass(frozen=True)
class ElsewhereView:
    """`moments` are the records, the latest first; `change` is since the last of them, `whole` since the first."""

    rows: tuple[TeamRow, ...]
    count: int
    pages: int
    sorts: tuple[tuple[str, int], ...]
    moments: tuple[Moment, ...]
    change: Change | None
    whole: Change | None
    line: Line


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    yield View(PATH, "elsewhere/page.md", _elsewhere(wiki.catalog, wiki.settings), "elsewhere", "elsewhere.title")


def _elsewhere(catalog: Catalog, settings: Settings) -> ElsewhereView:
    found = catalog.once(away, settings)
    now = counts(catalog, settings)
    records = recorded(catalog, settings)
    days = list(records)
    totals = [sum(records[day].values()) for day in days]
    steps = [None, *(Change(before, after) for before, after in pairwise(totals))]
    moments = [Moment(day, total, step) for day, total, step in zip(days, totals, steps, strict=False)]
    sorts = Counter(one.place.sort for one in found)
    return ElsewhereView(
        _rows(catalog, found, now, records),
        len(found),
        len({one.entity.ref for one in found}),
        tuple((sort, sorts[sort]) for sort in sorted(sorts, key=lambda sort: (-sorts[sort], SORTS.index(sort)))),
        tuple(moments[::-1]),
        Change(totals[-1], len(found)) if totals else None,
        Change(totals[0], len(found)) if totals else None,
        _line([*totals, len(found)]),
    )


def recorded(catalog: Catalog, settings: Settings) -> Mapping[date, Mapping[str, int]]:
    """The records before the day that the wiki speaks of, the oldest first: counts by team, of teams that are shown."""
    shown = {"", *(team.id for team in catalog.named("team"))}
    found: dict[date, dict[str, int]] = {}
    for row in sorted(catalog.of(Elsewhere), key=lambda row: row.on):
        team = (row.team or "").removeprefix("team:")
        if row.on < settings.as_of and team in shown:
            found.setdefault(row.on, {})[team] = row.count
    return found


def _rows(
    catalog: Catalog, found: Sequence[Away], now: Mapping[str, int], records: Mapping[date, Mapping[str, int]]
) -> tuple[TeamRow, ...]:
    """The team with the most comes first; whoever had some once and has none now is named too."""
    teams = {team.id: team for team in catalog.named("team") if isinstance(team, Entity)}
    pages: dict[str, list[Page]] = defaultdict(list)
    for _, links in groupby(found, key=lambda one: one.entity.ref):
        those = tuple(links)
        pages[those[0].team.id if those[0].team else ""].append((those[0].entity, those))
    named = {*now, *(id for those in records.values() for id in those)}
    rows = []
    for id in sorted(named, key=lambda id: (-now.get(id, 0), id == "", id)):
        count = now.get(id, 0)
        before = [counted.get(id, 0) for counted in records.values()]
        change = Change(before[-1], count) if before else None
        rows.append(TeamRow(teams.get(id), count, tuple(pages[id]), change, _line([*before, count])))
    return tuple(rows)


def _line(counted: Sequence[int]) -> Line:
    recent = counted[-MOST:]
    return Line(recent[0], recent[-1], spark(recent))
