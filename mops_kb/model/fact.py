"""Facts: what is worked out about a record and can be asked for by name, beside the record's own fields."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When

Value = bool | int | Decimal | Fraction | str | date | When | Text | Entity | tuple[Entity, ...] | None
Sort = Literal["number", "share", "money", "flag", "choice", "date", "when", "text", "words", "ref"]
V = TypeVar("V")


@dataclass(frozen=True)
class Fact:
    """Something that is worked out of a record on the day of the settings.

    Its words are the label `fact.KIND.NAME`, unless it is what a field says, or what a page tells under a label that
    there is already: then that label is its `words`, so a site that renames one renames both.
    `sort` says what values it has: a `share` is a fraction of one, `money` is in the site's currency, a `ref` one
    entity or several. The words of a choice are the label `choices_in`.CHOICE, or the fact's label with `.CHOICE`.
    `cell` is a template with a macro of the fact's name that spells the value richly where a view shows it. It is given
    the value (of a `ref` a tuple), the record, and what `shown` tells of the record.
    `knows_past` says that days which are past can be asked too, `is_internal` that it is for colleagues alone.
    """

    kind: str
    name: str
    sort: Sort
    of: Callable[[Any, Catalog, Settings], Value]
    choices: tuple[str, ...] = ()
    knows_past: bool = True
    is_internal: bool = False
    choices_in: str = ""
    cell: str = ""
    shown: Callable[[Any, Catalog, Settings], Any] | None = None
    is_wide: bool = False
    """Whether its cell is more than a number, such as a bar or a sentence."""
    words: str = ""

    @property
    def label(self) -> str:
        return self.words or f"fact.{self.kind}.{self.name}"


@dataclass(frozen=True)
class Facts(Generic[V]):
    """Makes the facts of one kind from the `view` of its records: nothing is worked out anew. `cells` is the template
    of those that are spelled richly."""

    kind: str
    view: Callable[[Any, Catalog, Settings], V]
    cells: str = ""

    def __call__(
        self,
        name: str,
        sort: Sort,
        of: Callable[[V], Value],
        choices: tuple[str, ...] = (),
        *,
        rich: bool = False,
        wide: bool = False,
        choices_in: str = "",
        words: str = "",
        is_internal: bool = False,
        knows_past: bool = True,
    ) -> Fact:
        def told(record: Any, catalog: Catalog, settings: Settings) -> Value:
            return of(self.view(record, catalog, settings))

        cell = self.cells if rich or wide else ""
        return Fact(
            self.kind,
            name,
            sort,
            told,
            choices,
            knows_past,
            is_internal=is_internal,
            choices_in=choices_in,
            cell=cell,
            shown=self.view if cell else None,
            is_wide=wide,
            words=words,
        )


def entity(record: Record | None) -> Entity | None:
    """What has a page, for a fact that is one."""
    return record if isinstance(record, Entity) else None


def entities(records: Iterable[Record]) -> tuple[Entity, ...]:
    return tuple(record for record in records if isinstance(record, Entity))
