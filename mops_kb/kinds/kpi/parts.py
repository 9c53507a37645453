"""The parts of a KPI's contract: targets over time, breaks, limits of age, and where its figures come from."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from mops_kb.model.entity import Part
from mops_kb.model.period import Period
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import NUMERIC, ONE_OR_MANY, Count, Day, Number, Span, number, wrong

Model = Literal["first", "last", "linear", "time-decay", "position-based-u", "position-based-w", "markov", "shapley"]


def _figure(written: object) -> object:
    return None if written is None else number(written)


Told = Annotated[Decimal | None, BeforeValidator(_figure), NUMERIC]
"""A figure, which whoever writes it down must give; None once it is withheld."""


class Aim(Part):
    """A target from a period on, until the next one."""

    since: Period
    value: Number
    decided_on: Day | None = None
    reason: Text | None = None


class Break(Part):
    """From this period on, figures cannot be compared with those before."""

    since: Period
    what: Literal["definition", "tool", "data"]
    note: Text | None = None


class Freshness(Part):
    """How long after the end of its period the latest figure may be the latest; by the cadence where left out."""

    warn: Span | None = None
    error: Span | None = None

    @model_validator(mode="after")
    def _warns_first(self) -> "Freshness":
        if self.warn is not None and self.error is not None and self.error < self.warn:
            raise wrong("limits-order", at="error")
        return self


class Ratio(Part):
    """One KPI's figures over another's, of the same periods."""

    of: Annotated[str, RefTo("kpi", inverse="numerator-of")]
    to: Annotated[str, RefTo("kpi", inverse="denominator-of")]


class Asked(Part):
    """What a KPI asks of a built-in measure; which fields a measure wants is its own to say."""

    name: str
    statistic: str | None = None
    of: Annotated[str, RefTo("dataset", inverse="measured-by")] | None = None
    conversions: Annotated[str, RefTo("dataset", inverse="measured-by")] | None = None
    survey: Annotated[str, RefTo("survey", inverse="measured-by")] | None = None
    team: Annotated[str, RefTo("team", inverse="measured-by")] | None = None
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="usage-measured-by")], ...], ONE_OR_MANY] = ()
    from_stage: Annotated[str, RefTo("stage", inverse="measured-by")] | None = None
    to_stage: Annotated[str, RefTo("stage", inverse="measured-by")] | None = None
    model: Model | None = None
    channels: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    sla: Annotated[Count, Field(gt=0)] | None = None
    horizon: Span | None = None
    half_life: Annotated[Decimal, Field(gt=0)] | None = None
