"""A stakeholder: a team that MOps serves, what it needs, whom it turns to, and how satisfied it says it is."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Number, wrong


def _tenths(score: Decimal) -> Decimal:
    if score != round(score, 1):
        raise wrong("score-form", score)
    return score


class Rating(Part):
    """What the team answered when it was asked."""

    on: Day
    score: Annotated[Number, Field(ge=1, le=5), AfterValidator(_tenths)]
    note: Text | None = None


def _one_a_day(ratings: tuple[Rating, ...]) -> tuple[Rating, ...]:
    days = [rating.on for rating in ratings]
    for position, day in enumerate(days):
        if day in days[:position]:
            raise wrong("rating-twice", day, at=position)
    return ratings


class Stakeholder(Entity):
    kind = "stakeholder"
    folder = "stakeholders"

    team: Annotated[str, RefTo("team", inverse="stakeholder")]
    needs: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    contact: Annotated[str, RefTo("role", "person", inverse="serves")] | None = None
    counterpart: Annotated[str, RefTo("role", "person", inverse="speaks-for")] | None = None
    channel: Annotated[str, RefTo("channel", inverse="meets")] | None = None
    cadence: Literal["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "ad-hoc"] | None = None
    satisfaction: Annotated[tuple[Rating, ...], AfterValidator(_one_a_day)] = ()

    @model_validator(mode="after")
    def _goes_by_its_team(self) -> "Stakeholder":
        if self.id != self.team.removeprefix("team:"):
            raise wrong("stakeholder-id", self.id, at="team")
        return self

    def rated(self, as_of: date) -> tuple[Rating, ...]:
        """The ratings until that day, the oldest first."""
        return tuple(sorted((one for one in self.satisfaction if one.on <= as_of), key=lambda one: one.on))
