"""Tasks: how often a recurring piece of work was done in a month, how much of it by a machine, and how long it takes.

`minutes_before` is what one run took before it was improved, `minutes_after` what it takes now; somebody measured both.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.month import Month, first_day
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.values import Count, Number, wrong

Minutes = Annotated[Number, Field(ge=0)]


class TaskMonth(Record):
    """A row of a CSV file in `task-months/`. The task has a name of its own, and may be one of a playbook."""

    kind = "task-month"
    nothing_without = frozenset({"playbook"})

    id: str
    task: str
    title: Text | None = None
    playbook: Annotated[str, RefTo("playbook", inverse="task-months")] | None = None
    period: Month
    runs: Count
    automated: Count
    minutes_before: Minutes
    minutes_after: Minutes
    note: Text | None = None

    @model_validator(mode="after")
    def _automates_what_is_done(self) -> "TaskMonth":
        if self.automated > self.runs:
            raise wrong("automated-over-runs", f"{self.automated} > {self.runs}", at="automated")
        return self


def twice(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """No task has two rows for a month, however the month is written."""
    everything = catalog.complete
    seen: dict[object, TaskMonth] = {}
    for row in everything.of(TaskMonth):
        first = seen.setdefault((row.task, first_day(row.period, settings.fiscal_year_start)), row)
        if first is not row:
            document, origin = everything.documents[row.ref], everything.origin(first)
            other = f"{origin.path}:{origin.line}"
            yield problem(document.path, document.place(("period",)), "month-twice", id=row.task, other=other)
