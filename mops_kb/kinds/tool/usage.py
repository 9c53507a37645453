"""Usage: how much of a tool was used in a month, a row of a CSV file in `usage/`; and where it is told twice."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import model_validator

from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.month import Month, first_day
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import RefTo
from mops_kb.model.seats import seats
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.values import Count, wrong


class Usage(Record):
    """`active` are the people who used it in the month. What is left out was not counted."""

    kind = "usage"

    id: str
    tool: Annotated[str, RefTo("tool", inverse="usage")]
    period: Month
    licensed: Count | None = None
    active: Count | None = None
    features_available: Count | None = None
    features_adopted: Count | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _adopts_what_there_is(self) -> "Usage":
        available, adopted = self.features_available, self.features_adopted
        if available is not None and adopted is not None and adopted > available:
            raise wrong("adopted-over-available", f"{adopted} > {available}", at="features_adopted")
        return self


def twice(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """No tool has two rows for a month, however tool and month are written."""
    everything = catalog.complete
    for tool in everything.of(Tool):
        seen: dict[object, Usage] = {}
        for row in everything.who(tool, "usage"):
            if not isinstance(row, Usage):
                continue
            first = seen.setdefault(first_day(row.period, settings.fiscal_year_start), row)
            if first is not row:
                document, origin = everything.documents[row.ref], everything.origin(first)
                other = f"{origin.path}:{origin.line}"
                yield problem(document.path, document.place(("period",)), "month-twice", id=tool.id, other=other)


def contradicted(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the record of a tool gives other numbers than the latest row about it, and does not say that they are
    older."""
    for tool in catalog.of(Tool):
        found = seats(tool, catalog, settings)
        if not isinstance(found.row, Usage):
            continue
        first = first_day(found.row.period, settings.fiscal_year_start)
        if tool.seats_as_of and tool.seats_as_of < first:
            continue
        document = catalog.documents[tool.ref]
        counted = {"seats": found.row.licensed, "seats_used": found.row.active}
        for field, number in counted.items():
            typed = getattr(tool, field)
            if typed is not None and number is not None and typed != number:
                told = {"field": field, "typed": typed, "counted": number, "period": found.row.period.written}
                yield problem(document.path, document.place((field,)), "seats-contradicted", id=tool.id, **told)
