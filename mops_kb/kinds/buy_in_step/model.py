"""A step to win the executives, and the evidence in the wiki by which one sees how far it is."""

from collections.abc import Mapping
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from mops_kb.model.entity import Entity, OwnerRef, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Flag, Id, Number, Whole, wrong

_PARTIES = ("role:", "team:", "person:")
_LONGEST = 2
"""Signs of a letter."""


class Condition(Part):
    """What a field or a fact of a record must be: all that is given here. Of a list, its length is what is compared,
    and one of its members is enough to be `one_of`."""

    one_of: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    at_least: Number | None = None
    at_most: Number | None = None
    within_days: Count | None = None
    """A day that is not further back than this."""

    @model_validator(mode="after")
    def _asks_something(self) -> "Condition":
        if not self.one_of and self.at_least is None and self.at_most is None and self.within_days is None:
            raise wrong("empty-condition")
        return self


def _values_alone(written: Any) -> Any:
    return written if isinstance(written, Mapping | Condition) else {"one_of": written}


def _party_or_words(written: Any) -> Any:
    is_party = isinstance(written, str) and written.startswith(_PARTIES)
    return written if is_party or written is None else Text.of(written)


class Need(Part):
    """A sort of evidence that the step asks for, found by a query over the catalog."""

    id: Id
    title: Text
    of: str
    where: dict[str, Annotated[Condition, BeforeValidator(_values_alone)]] = Field(default_factory=dict)
    at_least: Annotated[Count, Field(ge=1)] = 1
    who: Annotated[
        Annotated[str, RefTo("role", "team", "person", inverse="could-supply")] | Text | None,
        BeforeValidator(_party_or_words),
    ] = None


def _short(letter: str) -> str:
    if len(letter) > _LONGEST:
        raise wrong("letter-long", letter)
    return letter


def _each_once(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    ids = [need.id for need in needs]
    for position, id in enumerate(ids):
        if id in ids[:position]:
            raise wrong("need-twice", id, at=position)
    return needs


class BuyInStep(Entity):
    kind = "buy-in-step"
    folder = "buy-in"

    owner: OwnerRef | None = None
    letter: Annotated[str, AfterValidator(_short)] | None = None
    position: Whole = 99
    question: Text | None = None
    needs: Annotated[tuple[Need, ...], ONE_OR_MANY, AfterValidator(_each_once)] = ()
    extends: str | None = None
    """The id or the letter of the step to which it adds its needs."""
    dropped: Flag = False
    """Whether the site leaves the step of this id out of its framework."""

    @property
    def mark(self) -> str:
        """Its letter: the first of its id unless it says another."""
        return self.letter or self.id[0].upper()

    def is_called(self, name: str) -> bool:
        """Whether somebody who writes an id or a letter means this step."""
        return normalize("NFKC", name).casefold() in (self.id, self.mark.casefold())
