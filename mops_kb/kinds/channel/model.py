"""A channel: a recurring meeting or a standing channel, what it is for and what it costs."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Clock, Count, Day

Frequency = Literal["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "ad-hoc"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Decision = Literal["keep", "stop", "change", "merge", "move"]

PER_MONTH: dict[str, Fraction] = {
    "daily": Fraction(249, 12),
    "weekly": Fraction(52, 12),
    "biweekly": Fraction(26, 12),
    "monthly": Fraction(1),
    "quarterly": Fraction(1, 3),
    "yearly": Fraction(1, 12),
    "ad-hoc": Fraction(0),
}
"""How often in an average month: 52 weeks a year, 249 business days a year in Japan; ad hoc is not counted."""


class Verdict(Part):
    """What a person has decided about a channel."""

    decision: Decision
    on: Day
    by: Annotated[str, RefTo("person", inverse="decided")]
    reason: Text
    into: Annotated[str, RefTo("channel", inverse="takes-in")] | None = None
    tool: Annotated[str, RefTo("tool", inverse="replaces-channels")] | None = None
    change: Text | None = None
    minutes: Count | None = None
    frequency: Frequency | None = None


class Channel(Entity):
    kind = "channel"
    folder = "channels"

    sort: Literal["meeting", "standing"] = "meeting"
    purpose: Text | None = None
    agenda: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    output: Text | None = None
    topics: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    participants: Annotated[
        tuple[Annotated[str, RefTo("role", "team", "person", inverse="attends")], ...], ONE_OR_MANY
    ] = ()
    frequency: Frequency | None = None
    minutes: Count | None = None
    minutes_per_week: Count | None = None
    format: Literal["in-person", "online", "hybrid", "chat", "email", "document"] | None = None
    direction: Literal["one-way", "two-way"] = "two-way"
    weekday: Weekday | None = None
    week_of_month: Annotated[Count, Field(ge=1, le=5)] | None = None
    time: Clock | None = None
    starts_on: Day | None = None
    could_use: Annotated[str, RefTo("tool", inverse="could-replace")] | None = None
    verdict: Verdict | None = None

    def hours_each(self) -> Fraction:
        """Hours of one participant in an average month, as the channel is held today."""
        return _hours(self.frequency, self.minutes, self.minutes_per_week)

    def hours_each_after(self) -> Fraction:
        """The same once its verdict is carried out: nothing for what is stopped, merged or moved to a tool."""
        if not self.verdict or self.verdict.decision == "keep":
            return self.hours_each()
        if self.verdict.decision != "change":
            return Fraction(0)
        minutes = self.minutes if self.verdict.minutes is None else self.verdict.minutes
        return _hours(self.verdict.frequency or self.frequency, minutes, self.minutes_per_week)


def _hours(frequency: str | None, minutes: int | None, minutes_per_week: int | None) -> Fraction:
    met = PER_MONTH[frequency] * (minutes or 0) if frequency else Fraction(0)
    return (met + PER_MONTH["weekly"] * (minutes_per_week or 0)) / 60


def decimal(hours: Fraction) -> Decimal:
    """For showing: the fraction as a decimal number."""
    return Decimal(hours.numerator) / Decimal(hours.denominator)
