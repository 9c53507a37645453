"""What is shown of efficiency: the tasks that save most, and of what KPIs of hours saved are made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.formats.chart import spark
from mops_kb.kinds.contract.model import later
from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.playbook.tasks import TaskMonth
from mops_kb.measures.efficiency.cycle_time import CYCLE_TIME, CycleTime, Spell
from mops_kb.measures.efficiency.tasks import AUTOMATION_RATE, HOURS_SAVED, Done, Work, done, together
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.exact import decimal
from mops_kb.model.kind import Kind
from mops_kb.model.month import first_day
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When

PAGE = "efficiency.md"
YEAR = 12
NAMES = (CYCLE_TIME.name, HOURS_SAVED.name, AUTOMATION_RATE.name)
"""The measures of the KPIs that belong here."""


@dataclass(frozen=True)
class Saved:
    """What was done in some months; minutes are those of one run, on average."""

    runs: int
    automated: int
    hours: Decimal
    automation: Decimal | None
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class TaskView:
    """`saved` is of the year that is shown; `title` is None for a task that is called by its name alone."""

    name: str
    title: Text | None
    playbook: Record | None
    saved: Saved
    spark: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Year:
    """The twelve months that end with the latest one counted; the tasks that save most first."""

    first: date
    last: date
    saved: Saved
    tasks: tuple[TaskView, ...]
    months: tuple[tuple[date, Saved], ...]

    @property
    def most(self) -> TaskView | None:
        first = next(iter(self.tasks), None)
        return first if first and first.saved.hours > 0 else None


@dataclass(frozen=True)
class Requests:
    """How long the requests of a dataset take; `months` that are over, the latest first."""

    dataset: Record
    facts: CycleTime
    months: tuple[tuple[When, Spell], ...]


@dataclass(frozen=True)
class EfficiencyView:
    """`year` is None where no task is counted."""

    year: Year | None
    requests: tuple[Requests, ...]
    kpis: tuple[tuple[Kpi, Measurement | None], ...]


@dataclass(frozen=True)
class Made:
    """Of what a KPI is made: `name` is the measure's; the latest month first."""

    name: str
    months: tuple[tuple[date, Saved], ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PAGE,)


def views(wiki: Wiki) -> Iterator[View]:
    """Where some task is counted, or the time that requests take."""
    catalog, settings = wiki.catalog, wiki.settings
    requests, year = _requests(catalog), year_of(catalog.once(done, settings), catalog, settings)
    if year or requests:
        kpis = (kpi for kpi in catalog.of(Kpi) if kpi.measure and kpi.measure.name in NAMES)
        latest = tuple((kpi, _latest(kpi, catalog, settings)) for kpi in kpis)
        facts = EfficiencyView(year, requests, latest)
        yield View(PAGE, "efficiency/page.md", facts, "efficiency", "efficiency.title")


def year_of(found: Done, catalog: Catalog, settings: Settings) -> Year | None:
    if not found.tasks:
        return None
    by_month = found.by_month()
    last = max(by_month)
    first = later(last, 1 - YEAR)
    return Year(
        first,
        last,
        saved(_since(first, by_month)),
        tasks(found, first, catalog, settings),
        _months(by_month),
    )


def _requests(catalog: Catalog) -> tuple[Requests, ...]:
    """Of each dataset, in their order, as far as the site shows it."""
    facts = {one.facts.dataset: one.facts for one in catalog.measured.values() if isinstance(one.facts, CycleTime)}
    made = []
    for dataset in catalog.some(Dataset, facts):
        months = facts[dataset.id].finished[::-1][: YEAR + 1]
        made.append(Requests(dataset, facts[dataset.id], tuple((When.of(month), spell) for month, spell in months)))
    return tuple(made)


def tasks(found: Done, first: date, catalog: Catalog, settings: Settings) -> tuple[TaskView, ...]:
    """Those that were done since that month, those that save most first."""
    rows: dict[str, list[TaskMonth]] = {}
    for row in sorted(catalog.of(TaskMonth), key=lambda row: first_day(row.period, settings.fiscal_year_start)):
        rows.setdefault(row.task, []).append(row)
    made = [
        _task(name, rows[name], months, first, catalog) for name, months in found.tasks.items() if max(months) >= first
    ]
    return tuple(sorted(made, key=lambda one: (-one.saved.hours, one.name)))


def _task(name: str, rows: Sequence[TaskMonth], months: Mapping[date, Work], first: date, catalog: Catalog) -> TaskView:
    playbook = next((one for row in reversed(rows) for one in catalog.follow(row, "playbook")), None)
    own = next((row.title for row in reversed(rows) if row.title), None)
    title = own or (playbook.title if isinstance(playbook, Playbook) else None)
    hours = [decimal(work.hours_saved) for month, work in months.items() if month >= first]
    return TaskView(name, title, playbook, saved(_since(first, months)), spark(hours))


def saved(works: Iterable[Work]) -> Saved:
    total = together(works)
    return Saved(
        total.runs,
        total.automated,
        decimal(total.hours_saved),
        None if total.automation is None else decimal(total.automation),
        decimal(total.before / total.runs) if total.runs else None,
        decimal(total.after / total.runs) if total.runs else None,
    )


def of_playbook(playbook: Playbook, wiki: Wiki) -> Year | None:
    """The tasks that it says how to do."""
    names = {row.task for row in wiki.catalog.who(playbook, "task-months") if isinstance(row, TaskMonth)}
    whole = wiki.catalog.once(done, wiki.settings)
    own = Done({name: whole.tasks[name] for name in sorted(names & whole.tasks.keys())})
    return year_of(own, wiki.catalog, wiki.settings)


def of_kpi(kpi: Kpi, wiki: Wiki) -> Made | None:
    for measure in (HOURS_SAVED, AUTOMATION_RATE):
        if kpi.measure and kpi.measure.name == measure.name:
            measured = wiki.catalog.measured.get((measure.name, measure.key(kpi.measure)))
            if measured and isinstance(measured.facts, Done) and measured.facts.tasks:
                return Made(measure.name, _months(measured.facts.by_month()))
    return None


def _months(by_month: Mapping[date, Work]) -> tuple[tuple[date, Saved], ...]:
    """The last ones, the latest first."""
    return tuple((first, saved([by_month[first]])) for first in sorted(by_month, reverse=True)[: YEAR + 1])


def _since(first: date, months: Mapping[date, Work]) -> list[Work]:
    return [work for month, work in months.items() if month >= first]


def _latest(kpi: Kpi, catalog: Catalog, settings: Settings) -> Measurement | None:
    rows = [row for row in catalog.who(kpi, "figures") if isinstance(row, Measurement)]
    begun = [row for row in rows if row.span(settings.fiscal_year_start)[0] <= settings.as_of]
    return max(begun, key=lambda row: row.span(settings.fiscal_year_start), default=None)
