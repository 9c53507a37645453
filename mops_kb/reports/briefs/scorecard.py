"""The scorecard of a brief: a few KPIs by the goals that they serve, and what the others do.

On one page there is room for a dozen. Each goal gives one KPI in turn: first those that have figures, and of these
those that most pages name: playbooks, events, initiatives. So the choice stays much the same from month to month.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby, zip_longest
from typing import NamedTuple, get_args

from mops_kb.kinds.brief.model import Brief, Kept
from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.arithmetic import Change, Status, number
from mops_kb.kinds.kpi.judged import Judge
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.ratio import all_series
from mops_kb.kinds.kpi.series import Series
from mops_kb.kinds.kpi.unshown import unshown
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.when import When
from mops_kb.reports.briefs.figures import Figure, as_told, by_key
from mops_kb.reports.briefs.term import Term

MOST = 12


@dataclass(frozen=True)
class Line:
    """One KPI. `period` is whose figure it is, where that is not the brief's; of a quarter that lacks months, `has` of
    `of` are there. A KPI that is no more, but of which a figure was kept, has nothing else."""

    kpi: Kpi | None
    figure: Figure
    period: When | None = None
    change: Change | None = None
    has: int = 1
    of: int = 1

    @property
    def attainment(self) -> Fraction | None:
        """Of its target, as it was told; nothing of what is not complete."""
        if not self.kpi or self.has < self.of:
            return None
        return self.kpi.attainment(self.figure.value, self.figure.target) if self.figure.target is not None else None


@dataclass(frozen=True)
class Group:
    """The lines of one goal; `above` is what it serves."""

    goal: Goal | None
    above: Goal | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Company:
    """A goal of the company, and the groups of goals that serve it; without one, what serves nothing above."""

    goal: Goal | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Scorecard:
    """`tally` counts all KPIs by status; `missed` are those that are off track and have no line here; `others` is how
    many have none."""

    groups: tuple[Group, ...]
    revenue: tuple[Line, ...]
    tally: tuple[tuple[Status, int], ...]
    missed: tuple[Kpi, ...]
    others: int

    @property
    def companies(self) -> tuple[Company, ...]:
        found = groupby(self.groups, key=lambda group: group.above)
        return tuple(Company(goal, tuple(those)) for goal, those in found)

    @property
    def lead(self) -> Line | None:
        """What is told of revenue first: money, if any of it is."""
        money = (line for line in self.revenue if line.figure.unit == "jpy")
        return next(money, next(iter(self.revenue), None))

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*(line for group in self.groups for line in group.lines), *self.revenue)


class _Told(NamedTuple):
    value: Fraction | None
    target: Fraction | None
    status: Status
    change: Change | None
    period: When | None
    has: int
    of: int
    too_few: bool


def scorecard(term: Term, catalog: Catalog, settings: Settings, brief: Brief | None) -> Scorecard:
    """As of the day of `settings`; of a kept brief, the KPIs that it was kept with."""
    told = {id: _told(run, term, settings) for id, run in catalog.once(all_series, settings).items()}
    kpis = {kpi.id: kpi for kpi in catalog.of(Kpi)}
    hidden = catalog.once(unshown, settings)
    kept = {key: one for key, one in by_key(brief).items() if _may_tell(key, told, hidden)}
    ids = [key.partition(":")[2] for key in kept if key.startswith("kpi:")] if brief else _chosen(told, catalog)
    lines = [_line(id, kpis.get(id), told.get(id), kept) for id in ids if id in kpis or settings.is_internal]
    mine = {line.kpi.id for line in lines if line.kpi}
    statuses = Counter(one.status for one in told.values())
    return Scorecard(
        tuple(_groups([line for line in lines if not (line.kpi and model_of(line.kpi))], catalog)),
        tuple(line for line in lines if line.kpi and model_of(line.kpi)),
        tuple((status, statuses[status]) for status in get_args(Status) if statuses[status]),
        tuple(kpi for id, kpi in kpis.items() if id not in mine and told[id].status == "off-track"),
        len(kpis.keys() - mine),
    )


def model_of(kpi: Kpi) -> str | None:
    """The attribution model of a KPI of revenue that has one."""
    return kpi.measure.model if kpi.group == "revenue" and kpi.measure else None


def _may_tell(key: str, told: Mapping[str, _Told], hidden: frozenset[str]) -> bool:
    """What was kept and may not be told any more is not: it came to be hidden, or to be of too few cases."""
    id = key.partition(":")[2]
    return id not in hidden and not (id in told and told[id].too_few)


def _chosen(told: Mapping[str, _Told], catalog: Catalog) -> list[str]:
    """Those of revenue with their model, and of the others in turn from each goal until there is no more room."""
    named = {kpi.id: _named(kpi, catalog) for kpi in catalog.of(Kpi)}
    by_goal: dict[str, list[Kpi]] = {goal.id: [] for goal in catalog.of(Goal)}
    without: list[Kpi] = []
    revenue = [kpi.id for kpi in catalog.of(Kpi) if model_of(kpi)]
    for kpi in catalog.of(Kpi):
        if not model_of(kpi):
            by_goal.get(kpi.goal or "", without).append(kpi)
    for those in (*by_goal.values(), without):
        those.sort(key=lambda kpi: (told[kpi.id].value is None, -named[kpi.id]))
    goals = [those for those in by_goal.values() if those] or [without]
    turns = [kpi for turn in zip_longest(*goals) for kpi in turn if kpi]
    return [*(kpi.id for kpi in turns[:MOST]), *revenue]


def _named(kpi: Kpi, catalog: Catalog) -> int:
    """How many pages name it."""
    sources = {relation.source for relation in catalog.incoming.get(kpi.ref, ())}
    return sum(isinstance(catalog.get(source), Entity) for source in sources)


def _line(id: str, kpi: Kpi | None, told: _Told | None, kept: Mapping[str, Kept]) -> Line:
    key = f"kpi:{id}"
    if not kpi or not told:
        return Line(None, as_told(Figure(key, None), kept))
    now = Figure(key, told.value, kpi.unit, kpi.decimals, told.target, told.status)
    figure = as_told(now, kept)
    change = None if figure.today else told.change
    return Line(kpi, figure, told.period, change, told.has, told.of)


def _groups(lines: Sequence[Line], catalog: Catalog) -> Iterator[Group]:
    """Goals that serve the same one stand together, in the order of goals; lines that serve none come last."""
    of_goal = {goal.id: [line for line in lines if line.kpi and line.kpi.goal == goal.id] for goal in catalog.of(Goal)}
    goals = sorted(catalog.of(Goal), key=lambda goal: _rank(goal, catalog))
    for goal in goals:
        if of_goal[goal.id]:
            yield Group(goal, _above(goal, catalog), tuple(of_goal[goal.id]))
    rest = [line for line in lines if not any(line in those for those in of_goal.values())]
    if rest:
        yield Group(None, None, tuple(rest))


def _rank(goal: Goal, catalog: Catalog) -> tuple[int, int]:
    order = {one.id: n for n, one in enumerate(catalog.of(Goal))}
    above = _above(goal, catalog)
    return order[(above or goal).id], -1 if not above else order[goal.id]


def _above(goal: Goal, catalog: Catalog) -> Goal | None:
    return next((one for one in catalog.follow(goal, "serves") if isinstance(one, Goal)), None)


def _told(run: Series, term: Term, settings: Settings) -> _Told:
    """Of a quarter, what the months make together, and where they make nothing its last month. Of a month, of what is
    counted by quarters the last quarter that had ended."""
    start = settings.fiscal_year_start
    judge = Judge.of(run, start)
    if term.sort == "quarter" and run.kpi.cadence == "monthly":
        if "quarter" in judge.sorts():
            return _of_whole(judge, term)
        return _of_period(judge, periods.moved(term.first, 2), term)
    if term.sort == "month" and run.kpi.cadence == "quarterly":
        ahead = periods.moved(term.first, 1)
        running = periods.stretch(ahead, "quarter", "quarterly", start).first
        return _of_period(judge, periods.moved(running, -3), term)
    return _of_period(judge, term.first, term)


def _of_period(judge: Judge, first: date, term: Term) -> _Told:
    point = judge.series.at(first)
    cadence = judge.series.kpi.cadence
    when, last = periods.named(first, cadence, judge.targets.fiscal_year_start), periods.ends(first, cadence)
    other = None if first == term.first and last == term.last else when
    if not point:
        return _Told(None, number(judge.targets.of(first)), "no-data", None, other, 0, 1, too_few=False)
    row = judge.row(point)
    status: Status = row.status or "no-data"
    so_far = 0 if point.provisional else 1
    return _Told(point.value, row.target, status, row.previous, other, so_far, 1, point.why == "too-few")


def _of_whole(judge: Judge, term: Term) -> _Told:
    found = next((whole for whole in judge.wholes("quarter") if whole.first == term.first), None)
    if not found:
        return _Told(None, None, "no-data", None, None, 0, 3, too_few=False)
    too_few = found.why == "too-few"
    return _Told(
        found.value, found.target, found.status or "no-data", found.previous, None, found.has, found.of, too_few
    )
