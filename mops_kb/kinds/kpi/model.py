"""A KPI and its figures: what is measured, against which target, and how well it goes."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from mops_kb.kinds.kpi.parts import Aim, Asked, Break, Freshness, Ratio
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Flag, Number, number, wrong
from mops_kb.model.when import When

Group = Literal["efficiency", "satisfaction", "technology", "demand", "revenue", "brand"]
Unit = Literal["count", "percent", "jpy", "minutes", "hours", "days", "score", "times"]
Status = Literal["on-track", "at-risk", "off-track", "no-data", "no-target", "stale"]
TO_BE_DECIDED = "tbd"


def _target(written: Any) -> Any:
    return written if written == TO_BE_DECIDED else number(written)


Target = Annotated[
    Decimal | Literal["tbd"],
    BeforeValidator(_target),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"const": "tbd"}]}),
]


class Kpi(Entity):
    kind = "kpi"
    folder = "kpis"

    group: Group
    definition: Text | None = None
    formula: Text | None = None
    unit: Unit = "count"
    decimals: Annotated[Count, Field(le=6)] = 0
    better: Literal["higher", "lower"] = "higher"
    baseline: Number | None = None
    target: Target | None = None
    target_due: Day | None = None
    targets: Annotated[tuple[Aim, ...], ONE_OR_MANY] = ()
    curve: Literal["steps", "linear"] = "steps"
    tolerance: Annotated[Number, Field(ge=0)] = Decimal("0.1")
    """How far short of the target is still only "at risk", as a share of it."""
    cadence: Literal["monthly", "quarterly"] = "monthly"
    aggregation: Literal["sum", "last", "mean", "none"] = "none"
    goal: Annotated[str, RefTo("goal", inverse="kpis")] | None = None
    freshness_limits: Freshness | None = None
    breaks: Annotated[tuple[Break, ...], ONE_OR_MANY] = ()
    minimum_n: Count = 0
    source: Text | None = None
    sql: str | None = None
    warehouse: str | None = None
    measure: Asked | None = None
    ratio: Ratio | None = None
    discloses: Flag = False
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="measured-for")], ...], ONE_OR_MANY] = ()
    chart_note: Text | None = None

    @model_validator(mode="after")
    def _undecided_has_a_date(self) -> "Kpi":
        if self.target == TO_BE_DECIDED and not self.target_due:
            raise wrong("target-undecided", at="target")
        return self

    @property
    def aim(self) -> Decimal | None:
        """The target as a number, if it has been decided."""
        return self.target if isinstance(self.target, Decimal) else None

    def status(self, actual: Decimal | None) -> Status:
        """On track when the target is met, at risk while the shortfall is within tolerance × |target|."""
        if actual is None:
            return "no-data"
        if self.aim is None:
            return "no-target"
        shortfall = self.aim - actual if self.better == "higher" else actual - self.aim
        if shortfall <= 0:
            return "on-track"
        return "at-risk" if shortfall <= self.tolerance * abs(self.aim) else "off-track"

    def attainment(self, actual: Decimal | None) -> Decimal | None:
        """Actual ÷ target, or target ÷ actual where lower is better; None unless both are positive."""
        if actual is None or self.aim is None or self.aim <= 0 or actual <= 0:
            return None
        return actual / self.aim if self.better == "higher" else self.aim / actual


def _period(when: When) -> When:
    if when.precision not in ("month", "quarter", "half", "year"):
        raise wrong("period-form", when.written)
    return when


class Measurement(Record):
    """One figure of one KPI: a row of a CSV file in `figures/`."""

    kind = "measurement"

    id: str
    kpi: Annotated[str, RefTo("kpi", inverse="figures")]
    period: Annotated[When, BeforeValidator(lambda written: _period(When.of(written)))]
    value: Number
    n: Count | None = None
    low: Number | None = None
    high: Number | None = None
    note: Text | None = None

    def span(self, fiscal_year_start: int) -> tuple[date, date]:
        """First and last day of the period."""
        span = self.period.span(fiscal_year_start)
        assert span
        return span


class Worked(Measurement):
    """A figure that was worked out; as private as what it was worked out from."""

    visibility: Visibility = "public"
    by: Literal["sql", "measure", "warehouse"]

    @property
    def seen_by(self) -> Visibility:
        return self.visibility
