"""A scenario: a planned organisation, written as what changes against the one that there is."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import Ref, RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Id, Money, Number, wrong

Do = Literal["end-role", "move-role", "headcount", "assign", "release", "hand-over"]

_NEEDS: dict[str, tuple[str, ...]] = {
    "headcount": ("to",),
    "assign": ("person",),
    "release": ("person",),
    "hand-over": ("to",),
}
_MAY: dict[str, tuple[str, ...]] = {
    "move-role": ("reports_to", "team"),
    "assign": ("share",),
    "hand-over": ("duty",),
}
"""What each change needs and may have, beside `do` and `role`. A move needs one of its two."""
_COUNT = TypeAdapter[int](Count)


def _bare(kind: str) -> BeforeValidator:
    """Where only one kind can stand, `role:cmo` is `cmo`."""
    return BeforeValidator(lambda written: written.removeprefix(f"{kind}:") if isinstance(written, str) else written)


RoleId = Annotated[str, RefTo("role", inverse="planned-in"), _bare("role")]
TeamId = Annotated[str, RefTo("team", inverse="planned-in"), _bare("team")]
PersonId = Annotated[str, RefTo("person", inverse="planned-in"), _bare("person")]
DutyId = Annotated[str, RefTo("duty", inverse="planned-in"), _bare("duty")]
DutyIds = Annotated[tuple[DutyId, ...], ONE_OR_MANY]


class AddedRole(Part):
    """A role that there would be. Nobody holds it until a change assigns somebody."""

    id: Id
    title: Text
    team: TeamId | None = None
    reports_to: RoleId | None = None
    headcount: Count = 1
    duty: DutyIds = ()


class Change(Part):
    """One thing that would be different; `do` says what, and which of the other fields it takes."""

    nothing_without = frozenset({"person", "to", "reports_to", "team"})

    do: Do
    role: RoleId
    person: PersonId | None = None
    share: Annotated[Number, Field(gt=0, le=1)] | None = None
    to: RoleId | int | None = None
    """The posts of a role whose headcount changes, or the role to which another hands over."""
    reports_to: RoleId | None = None
    team: TeamId | None = None
    duty: DutyIds = ()

    @field_validator("to", mode="before")
    @classmethod
    def _posts_or_role(cls, written: Any, given: ValidationInfo) -> Any:
        return _COUNT.validate_python(written) if given.data.get("do") == "headcount" else written

    @model_validator(mode="after")
    def _has_the_fields_of_its_sort(self) -> "Change":
        if mistakes := [*self._lacking(), *self._superfluous()]:
            raise ValidationError.from_exception_data("change", mistakes)
        return self

    def _lacking(self) -> Iterator[InitErrorDetails]:
        if lacking := tuple(name for name in _NEEDS.get(self.do, ()) if name not in self.model_fields_set):
            error = PydanticCustomError("change-lacks", "{wanted}", {"do": self.do, "wanted": _coded(lacking)})
            yield InitErrorDetails(type=error, loc=(), input=self.do)
        elif self.do == "move-role" and not (self.reports_to or self.team):
            yield InitErrorDetails(type=PydanticCustomError("move-nowhere", "move"), loc=(), input=self.do)

    def _superfluous(self) -> Iterator[InitErrorDetails]:
        taken = ("do", "role", *_NEEDS.get(self.do, ()), *_MAY.get(self.do, ()))
        for name in type(self).model_fields:
            if name in self.model_fields_set and name not in taken:
                error = PydanticCustomError("change-superfluous", "{taken}", {"do": self.do, "taken": _coded(taken)})
                yield InitErrorDetails(type=error, loc=(name,), input=self.do)


class RoleCost(Part):
    """What one full-time post of this role is assumed to cost a year."""

    role: RoleId
    per_year: Money


class Costs(Part):
    """Assumed, never anybody's pay: the full cost of one full-time post a year, and of roles that differ from it."""

    default: Money
    roles: tuple[RoleCost, ...] = ()

    @property
    def by_role(self) -> Mapping[str, Decimal]:
        return {one.role: one.per_year for one in self.roles}


class Scenario(Entity):
    """A set of changes, not a sequence: in which order they are written makes no difference.

    Plans are for colleagues: unlike other records it is internal if it does not say otherwise, and it cannot be public
    while it names people.
    """

    kind = "scenario"
    folder = "scenarios"

    visibility: Visibility = "internal"
    starts_on: Day
    reason: Text | None = None
    costs: Costs | None = None
    adds: tuple[AddedRole, ...] = ()
    changes: tuple[Change, ...] = ()

    def makes(self) -> frozenset[Ref]:
        return frozenset(Ref("role", role.id) for role in self.adds)

    @property
    def new(self) -> Mapping[str, AddedRole]:
        """The roles that it adds, by their ids."""
        return {role.id: role for role in self.adds}

    @property
    def ended(self) -> frozenset[str]:
        """The roles that there would no longer be."""
        return frozenset(change.role for change in self.changes if change.do == "end-role")

    @model_validator(mode="after")
    def _names_nobody_in_public(self) -> "Scenario":
        if self.visibility == "public" and any(change.person for change in self.changes):
            raise wrong("public-plan", at="visibility")
        return self


def _coded(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
