"""Conditions: what a field or a fact of a record must be to be meant, by those who ask the catalog for records."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from mops_kb.model.entity import Part
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Number, wrong


class Condition(Part):
    """All that is given here must hold. Of a list, its length is what is compared, and one of its members is enough to
    be `one_of`."""

    one_of: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    none_of: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    """Nothing at all is none of them either."""
    at_least: Number | None = None
    at_most: Number | None = None
    within_days: Count | None = None
    """A day that is not further back than this."""
    next_days: Count | None = None
    """A day that comes within so many days; today is one."""

    @model_validator(mode="after")
    def _asks_something(self) -> "Condition":
        bounds = (self.at_least, self.at_most, self.within_days, self.next_days)
        if not self.one_of and not self.none_of and all(bound is None for bound in bounds):
            raise wrong("empty-condition")
        return self

    def is_met_by(self, found: Any, on: date) -> bool:
        """Whether a value meets it on that day; what there is none of can only be none of some."""
        if found is None:
            return bool(self.none_of) and self.model_fields_set == {"none_of"}
        amount = _amount(found)
        return (
            (not self.one_of or bool(set(_names(found)).intersection(self.one_of)))
            and set(_names(found)).isdisjoint(self.none_of)
            and (self.at_least is None or (amount is not None and amount >= self.at_least))
            and (self.at_most is None or (amount is not None and amount <= self.at_most))
            and (self.within_days is None or _is_within(found, self.within_days, on))
            and (self.next_days is None or _is_next(found, self.next_days, on))
        )


def _values_alone(written: Any) -> Any:
    return written if isinstance(written, Mapping | Condition) else {"one_of": written}


Conditions = dict[str, Annotated[Condition, BeforeValidator(_values_alone)]]
"""By the name of the field or fact; values alone are what it may be."""


def _amount(found: Any) -> Fraction | None:
    """A number, or how many there are in a list."""
    if isinstance(found, tuple):
        return Fraction(len(found))
    return Fraction(found) if isinstance(found, int | Decimal | Fraction) and not isinstance(found, bool) else None


def _names(found: Any) -> Sequence[str]:
    """As somebody may write it in a condition: a reference with its kind and without."""
    if isinstance(found, tuple):
        return [name for one in found for name in _names(one)]
    if isinstance(found, bool):
        return ["true" if found else "false"]
    if isinstance(found, Text):
        return [words for _, words in found.versions]
    written = str(found)
    return [written, written.partition(":")[2]]


def _is_within(found: Any, days: int, on: date) -> bool:
    return isinstance(found, date) and 0 <= (on - found).days <= days


def _is_next(found: Any, days: int, on: date) -> bool:
    return isinstance(found, date) and 0 <= (found - on).days <= days
