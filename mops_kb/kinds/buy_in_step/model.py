"""A step to win the executives, and the evidence in the wiki by which one sees how far it is."""

from typing import Annotated, Any
from unicodedata import normalize

from pydantic import AfterValidator, BeforeValidator, Field

from mops_kb.model.condition import Conditions
from mops_kb.model.entity import Entity, OwnerRef, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Flag, Id, Whole, wrong

_PARTIES = ("role:", "team:", "person:")
_LONGEST = 2
"""Signs of a letter."""


def _party_or_words(written: Any) -> Any:
    is_party = isinstance(written, str) and written.startswith(_PARTIES)
    return written if is_party or written is None else Text.of(written)


class Need(Part):
    """A sort of evidence that the step asks for, found by a query over the catalog."""

    id: Id
    title: Text
    of: str
    where: Conditions = Field(default_factory=dict)
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
