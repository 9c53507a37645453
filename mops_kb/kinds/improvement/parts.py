"""The parts of an improvement: figures before and after, evidence, and what a year of it is worth."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from mops_kb.model.entity import Part
from mops_kb.model.period import Period
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.unit import MINUTES
from mops_kb.model.values import Count, Number, Url, number, wrong

TimeUnit = Literal["minutes", "hours", "days"]
_UNITS: dict[str, TimeUnit] = {
    "分": "minutes",
    "時間": "hours",
    "日": "days",
    "min": "minutes",
    "minute": "minutes",
    "h": "hours",
    "hour": "hours",
    "day": "days",
}
_TIME = re.compile(rf"([0-9][0-9.]*) ?({'|'.join(sorted(_UNITS, key=len, reverse=True))})s?")
_SPELLED = r"[0-9][0-9.]* ?(minutes?|hours?|days?|分|時間|日)"


def time(written: object) -> tuple[Decimal, TimeUnit] | None:
    """`4 hours`, `5分`; None for what is no time."""
    form = _TIME.fullmatch(written) if isinstance(written, str) else None
    if not form:
        return None
    value = number(form[1])
    assert isinstance(value, Decimal)
    return value, _UNITS[form[2]]


class Side(Part):
    """One figure, before or after; `unit` where it is a time, as it was written."""

    value: Annotated[
        Number,
        WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_SPELLED}$"}]}, "validation"),
    ]
    unit: TimeUnit | None = None
    period: Period | None = None
    n: Count | None = None

    @model_validator(mode="before")
    @classmethod
    def _takes_times(cls, written: Any) -> Any:
        """`value: 4 hours` is the value 4 in hours; a figure alone is its value."""
        given = written if isinstance(written, dict) else {"value": written}
        value = given.get("value")
        if isinstance(value, str) and re.search("[^0-9.+-]", value):
            try:
                found = time(value)
            except ValueError:
                found = None
            if not found:
                raise wrong("figure-form", value, at="value" if isinstance(written, dict) else None)
            return {"unit": found[1], **given, "value": found[0]}
        return given

    @property
    def decimals(self) -> int:
        """How many it was written with."""
        exponent = self.value.as_tuple().exponent
        assert isinstance(exponent, int)
        return max(0, -exponent)


def _minutes(written: object) -> object:
    """A time per case, in minutes."""
    if isinstance(written, Decimal):
        return written
    found = time(written)
    if not found or found[1] not in MINUTES:
        raise wrong("time-form", written)
    return found[0] * MINUTES[found[1]]


Minutes = Annotated[
    Decimal,
    Field(gt=0),
    BeforeValidator(_minutes),
    WithJsonSchema({"type": "string", "pattern": "^[0-9][0-9.]* ?(minutes?|hours?|分|時間)$"}, mode="validation"),
]


class Evidence(Part):
    """One thing that shows it: the figures of a KPI, rows of a dataset, or a document here or elsewhere."""

    figures: Annotated[str, RefTo("kpi", inverse="evidence-for")] | None = None
    dataset: Annotated[str, RefTo("dataset", inverse="evidence-for")] | None = None
    rows: Text | None = None
    document: Annotated[str, RefTo("note", inverse="evidence-for")] | None = None
    link: Url | None = None
    note: Text | None = None

    nothing_without = frozenset({"figures", "dataset", "document"})

    @model_validator(mode="before")
    @classmethod
    def _knows_addresses(cls, written: Any) -> Any:
        """A document elsewhere is named by its address."""
        document = written.get("document") if isinstance(written, dict) else None
        if isinstance(document, str) and re.match("https?:", document) and "link" not in written:
            return {**{name: value for name, value in written.items() if name != "document"}, "link": document}
        return written

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Evidence":
        things = [name for name in ("figures", "dataset", "document", "link") if getattr(self, name)]
        if not things:
            raise wrong("evidence-of-nothing")
        if len(things) > 1:
            raise wrong("evidence-twice", ", ".join(f"`{name}`" for name in things), at=things[1])
        if self.rows and not self.dataset:
            raise wrong("rows-without-dataset", at="rows")
        return self


class Volume(Part):
    """How often it happens."""

    times: Annotated[Number, Field(gt=0)]
    per: Literal["month", "year"]
    source: Text

    @property
    def a_year(self) -> Fraction:
        return Fraction(self.times) * (12 if self.per == "month" else 1)


class Rate(Part):
    """What an hour costs."""

    per_hour: Annotated[Number, Field(gt=0)]
    source: Text


class Saved(Part):
    """Money that is saved or earned directly."""

    per_year: Annotated[Number, Field(gt=0)]
    source: Text
