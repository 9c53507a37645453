"""A KPI and its figures: what is measured, against which target, and how well it goes."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from mops_kb.kinds.kpi import arithmetic, contract
from mops_kb.kinds.kpi.arithmetic import Aggregation, Amount, Better
from mops_kb.kinds.kpi.contract import TO_BE_DECIDED
from mops_kb.kinds.kpi.parts import Aim, Asked, Break, Freshness, Ratio, Told
from mops_kb.model.entity import Entity, Record
from mops_kb.model.period import Period
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.unit import Unit
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Flag, Number, number, wrong

Group = Literal["efficiency", "satisfaction", "technology", "demand", "revenue", "brand"]
Status = arithmetic.Status

_UNDECIDED = ("tbd", "tba", "tbc", "undecided", "未定", "検討中", "調整中")
"""How else people say that a target is still to be decided."""


def _target(written: Any) -> Any:
    if isinstance(written, str) and written != TO_BE_DECIDED and written.lower() in _UNDECIDED:
        raise wrong("target-form", written)
    return written if written == TO_BE_DECIDED else number(written)


Target = Annotated[
    Decimal | Literal["tbd"],
    BeforeValidator(_target),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"const": "tbd"}]}, mode="validation"),
]


class Kpi(Entity):
    kind = "kpi"
    folder = "kpis"

    group: Group
    definition: Text | None = None
    formula: Text | None = None
    unit: Unit = "count"
    decimals: Annotated[Count, Field(le=6)] = 0
    better: Better = "higher"
    baseline: Number | None = None
    target: Target | None = None
    target_due: Day | None = None
    targets: Annotated[tuple[Aim, ...], ONE_OR_MANY] = ()
    curve: Literal["steps", "linear"] = "steps"
    tolerance: Annotated[Number, Field(ge=0)] = Decimal("0.1")
    """How far short of the target is still only "at risk", as a share of it."""
    cadence: Literal["monthly", "quarterly"] = "monthly"
    aggregation: Aggregation = "none"
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
    def _agrees(self) -> "Kpi":
        contract.refuse(self)
        return self

    @property
    def aim(self) -> Decimal | None:
        """The single target as a number, if it has been decided; which of several a period has, `targets` knows."""
        return self.target if isinstance(self.target, Decimal) else None

    @property
    def is_worked(self) -> bool:
        """Whether its figures are worked out and not typed in."""
        return bool(self.sql or self.measure or self.ratio)

    def status(self, actual: Amount | None, target: Amount | None = None) -> Status:
        """How a figure stands against a target, the single one unless told otherwise."""
        return arithmetic.status(actual, self.aim if target is None else target, self.tolerance, self.better)

    def attainment(self, actual: Amount | None, target: Amount | None = None) -> Fraction | None:
        return arithmetic.attainment(actual, self.aim if target is None else target, self.better)


class Measurement(Record):
    """One figure of one KPI: a row of a CSV file in `figures/`."""

    kind = "measurement"

    id: str
    kpi: Annotated[str, RefTo("kpi", inverse="figures")]
    period: Period
    value: Told
    """None where it is withheld, because it is of too few cases."""
    n: Count | None = None
    low: Number | None = None
    high: Number | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _lies_within_its_bounds(self) -> "Measurement":
        ends = [end for end in (self.low, self.value, self.high) if end is not None]
        if ends != sorted(ends):
            raise wrong("figure-bounds", " ≤ ".join(str(end) for end in ends), at="low" if self.low else "high")
        return self

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
