"""The measures `hours-saved` and `automation-rate`, from what was counted of recurring tasks.

Saved is what all runs of a month would have taken before, less what they took. A task that takes longer than before
saves less than nothing, and counts so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from mops_kb.kinds.kpi.parts import Asked
from mops_kb.kinds.playbook.tasks import TaskMonth
from mops_kb.model.catalog import Catalog
from mops_kb.model.exact import decimal, percent
from mops_kb.model.measured import Figure, Measure, Measured
from mops_kb.model.month import first_day, written
from mops_kb.model.question import Ask
from mops_kb.model.settings import Settings

MINUTES = 60


class Work(NamedTuple):
    """What was done, by machine and in all, and how many minutes it took and would have taken."""

    runs: int = 0
    automated: int = 0
    before: Fraction = Fraction(0)
    after: Fraction = Fraction(0)

    @property
    def hours_saved(self) -> Fraction:
        return (self.before - self.after) / MINUTES

    @property
    def automation(self) -> Fraction | None:
        """As a share; None where nothing was done."""
        return Fraction(self.automated, self.runs) if self.runs else None


@dataclass(frozen=True)
class Done:
    """Task → first day of a month → what was done, the oldest first."""

    tasks: Mapping[str, Mapping[date, Work]]

    def by_month(self) -> Mapping[date, Work]:
        """All tasks together."""
        months = sorted({first for those in self.tasks.values() for first in those})
        return {first: together(those[first] for those in self.tasks.values() if first in those) for first in months}


def together(works: Iterable[Work]) -> Work:
    those = tuple(works)
    return Work(
        sum(one.runs for one in those),
        sum(one.automated for one in those),
        sum((one.before for one in those), Fraction(0)),
        sum((one.after for one in those), Fraction(0)),
    )


def done(catalog: Catalog, settings: Settings) -> Done:
    """Of the months that have begun. For `catalog.once`."""
    tasks: dict[str, dict[date, Work]] = {}
    rows = ((first_day(row.period, settings.fiscal_year_start), row) for row in counted(catalog, settings))
    for first, row in sorted(rows, key=lambda one: (one[0], one[1].task)):
        if first <= settings.as_of:
            minutes = (Fraction(row.minutes_before), Fraction(row.minutes_after))
            work = Work(row.runs, row.automated, *(row.runs * each for each in minutes))
            tasks.setdefault(row.task, {})[first] = work
    return Done(tasks)


def counted(catalog: Catalog, settings: Settings) -> tuple[TaskMonth, ...]:
    return tuple(row for row in catalog.of(TaskMonth) if settings.counts(catalog.seen_by(row)))


def key(asked: Asked) -> str:
    return ""


def work(asked: Asked, catalog: Catalog, settings: Settings, ask: Ask) -> Measured:
    playbooks = {playbook.ref for row in counted(catalog, settings) for playbook in catalog.follow(row, "playbook")}
    return Measured(catalog.once(done, settings), tuple(sorted(playbooks)))


def hours_saved(asked: Asked, found: Done, settings: Settings) -> Sequence[Figure]:
    return [Figure(written(first), decimal(one.hours_saved), one.runs) for first, one in found.by_month().items()]


def automation_rate(asked: Asked, found: Done, settings: Settings) -> Sequence[Figure]:
    return [
        Figure(written(first), percent(one.automated, one.runs), one.runs)
        for first, one in found.by_month().items()
        if one.runs
    ]


HOURS_SAVED = Measure("hours-saved", ("total",), key, work, hours_saved, takes=(), units={"total": "hours"})
AUTOMATION_RATE = Measure(
    "automation-rate", ("share",), key, work, automation_rate, takes=(), units={"share": "percent"}
)
