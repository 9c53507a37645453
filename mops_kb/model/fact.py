"""Facts: what is worked out about a record and can be asked for by name, beside the record's own fields."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text

Value = bool | int | Decimal | Fraction | str | date | Text | Entity | tuple[Entity, ...] | None
Sort = Literal["number", "share", "money", "flag", "choice", "date", "text", "words", "ref"]


@dataclass(frozen=True)
class Fact:
    """Something that is worked out of a record on the day of the settings. Its words are the label `fact.KIND.NAME`.

    `sort` says what values it has: a `share` is a fraction of one, `money` is in the site's currency, a `ref` one
    entity or several. The words of a choice are the label `choices_in`.CHOICE, or the fact's own label with `.CHOICE`.
    `cell` is a template that spells the value where a view shows it (`value`, and `e` the record).
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

    @property
    def label(self) -> str:
        return f"fact.{self.kind}.{self.name}"
