"""An improvement: from which figure to which, since when, by what, shown by what, and worth how much."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from mops_kb.kinds.improvement.parts import Evidence, Minutes, Rate, Saved, Side, Volume
from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.unit import TIMES, Unit, converts
from mops_kb.model.values import ONE_OR_MANY, Day, wrong

CauseRef = Annotated[
    str,
    RefTo("playbook", "tool", "training", "initiative", "integration", "channel", inverse="improvements"),
]


class Improvement(Entity):
    kind = "improvement"
    folder = "improvements"

    what: Text | None = None
    kpi: Annotated[str, RefTo("kpi", inverse="improvements")] | None = None
    unit: Unit | None = None
    better: Literal["higher", "lower"] | None = None
    measured: Literal["each", "together"] = "each"
    """Whether its figures are of one case, which can get faster, or of all cases together."""
    before: Side | None = None
    after: Side | None = None
    since: Day
    until: Day | None = None
    cause: Annotated[tuple[CauseRef, ...], ONE_OR_MANY] = ()
    evidence: Annotated[tuple[Evidence, ...], ONE_OR_MANY] = ()
    confirmed_by: Annotated[str, RefTo("role", "person", inverse="confirms")] | None = None
    confirmed_on: Day | None = None
    volume: Volume | None = None
    saves: Minutes | None = None
    rate: Rate | None = None
    money: Saved | None = None
    part_of: Annotated[str, RefTo("improvement", inverse="improvement-parts")] | None = None

    @model_validator(mode="after")
    def _agrees(self) -> "Improvement":
        found = [InitErrorDetails(type=fault, input=None) for fault in self._faults()]
        if found:
            raise ValidationError.from_exception_data("improvement", found)
        return self

    def _faults(self) -> Iterator[PydanticCustomError]:
        if self.after and not self.before:
            yield wrong("after-without-before", at="after")
        if self.before and not self.after:
            yield wrong("before-without-after", at="before")
        if self.until and self.until < self.since:
            yield wrong("until-before-since", f"{self.since} – {self.until}", at="until")
        if bool(self.confirmed_by) != bool(self.confirmed_on):
            yield wrong("half-confirmed", at="confirmed_by" if self.confirmed_by else "confirmed_on")
        if self.confirmed_on and self.confirmed_on < self.since:
            yield wrong("confirmed-before-since", self.since, at="confirmed_on")
        if self.saves and not self.volume:
            yield wrong("saves-without-volume", at="saves")
        elif self.rate and not (self.volume and self.saves):
            yield wrong("rate-without-volume", at="rate")
        yield from self._faults_of_units()

    def _faults_of_units(self) -> Iterator[PydanticCustomError]:
        """Whatever the KPI says; without one, the record must say how to count and what is better."""
        written = [side.unit for side in (self.before, self.after) if side and side.unit]
        unit = self.unit or next(iter(written), None)
        for name in ("before", "after"):
            side: Side | None = getattr(self, name)
            if side and unit and not converts(side.unit or (self.unit or "count"), unit) and not self.kpi:
                yield wrong("unit-mismatch", f"{side.unit or 'count'}, {unit}", at=name)
                return
        if self.before and not self.kpi and not self.better and self.own_unit not in TIMES:
            yield wrong("better-unsaid", at="before")

    @property
    def own_unit(self) -> Unit:
        """What its figures are counted in where no KPI says so: its `unit`, else that of the times written."""
        for side in (self.before, self.after):
            if side and side.unit and not self.unit:
                return side.unit
        return self.unit or "count"

    def minutes_per_year(self) -> Fraction | None:
        """Volume × time per case; None where either is not said."""
        return self.volume.a_year * Fraction(self.saves) if self.volume and self.saves else None

    def hours_per_year(self) -> Fraction | None:
        minutes = self.minutes_per_year()
        return None if minutes is None else minutes / 60

    def money_of_hours(self) -> Fraction | None:
        """What those hours cost; None without a rate."""
        hours = self.hours_per_year()
        return hours * Fraction(self.rate.per_hour) if self.rate and hours is not None else None

    def money_per_year(self) -> Fraction | None:
        """Of hours and directly; None where neither is said."""
        direct = Fraction(self.money.per_year) if self.money else None
        found = [amount for amount in (self.money_of_hours(), direct) if amount is not None]
        return sum(found, Fraction(0)) if found else None
