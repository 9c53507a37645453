"""Columns: what can be asked of a kind's records, be it a field, a fact that is worked out, or who refers to them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from typing import Any, Literal, get_args

from mops_kb.labels import LANGUAGES, Labels
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.fact import Fact
from mops_kb.model.fields import FieldDoc, field_docs
from mops_kb.model.kind import Kind
from mops_kb.model.ref import marks
from mops_kb.model.settings import PersonalField, Settings
from mops_kb.show.facts import ALL, FACTS
from mops_kb.show.parts import inner, told

Sort = Literal[
    "text", "words", "number", "share", "money", "flag", "choice", "date", "when", "span", "ref", "parts", "body"
]
DATES: frozenset[Sort] = frozenset({"date", "when"})
AMOUNTS: frozenset[Sort] = frozenset({"number", "share", "money"})
COUNT = "count"
"""In `show`, how many records there are, where a shape can tell that."""
_UNTOLD = frozenset({"sql", "figures"})
"""Fields that name things of which the reader may not know."""
_ALWAYS = frozenset({"id", "title", "summary"})
_SOME = 8
_OF_PARTS = frozenset({"ref", "date", "when", "choice", "flag"})
_SORTS: Mapping[str, Sort] = {"whole": "number"}


@dataclass(frozen=True)
class Column:
    """`label` is the key of its heading; the words of a choice are the label `choices_in`.CHOICE.

    `of` tells the value of a record; `kinds` are those that a reference leads to; `cell` is a template with a macro of
    the column's name that spells the value in its own way, given what `shown` tells of the record.
    """

    kind: str
    name: str
    label: str
    sort: Sort
    of: Callable[[Any, Catalog, Settings], Any]
    many: bool = False
    choices: tuple[str, ...] = ()
    choices_in: str = ""
    kinds: tuple[str, ...] = ()
    cell: str = ""
    shown: Callable[[Any, Catalog, Settings], Any] | None = None
    is_wide: bool = False
    is_fact: bool = False
    is_inverse: bool = False
    is_internal: bool = False
    knows_past: bool = True

    @property
    def is_personal(self) -> bool:
        return self.kind == "person" and self.name in get_args(PersonalField)

    def is_shown(self, settings: Settings) -> bool:
        if self.is_personal:
            return self.name in settings.person_fields
        return settings.is_internal or not self.is_internal

    @property
    def is_amount(self) -> bool:
        return self.sort in AMOUNTS or self.sort == "parts"

    @property
    def is_number(self) -> bool:
        """Whether it is read as a column of numbers, which stand on the right."""
        return self.is_amount and not self.is_wide

    @property
    def written(self) -> tuple[str, ...]:
        """What a condition may say of it, where that is a choice."""
        return ("true", "false") if self.sort == "flag" else self.choices


class Columns:
    """Of all kinds, and of the tables of rows."""

    def __init__(
        self, kinds: Sequence[Kind], facts: Iterable[Fact] = (), models: Mapping[str, type[Record]] | None = None
    ) -> None:
        self.kinds = {kind.name: kind for kind in kinds}
        self.models = {kind.name: kind.model for kind in kinds} | {
            table.name: table.model for kind in kinds for table in kind.tables
        }
        self.models |= models or {}
        self._facts: dict[str, list[Fact]] = {}
        for fact in (*FACTS, *(fact for kind in kinds for fact in kind.facts), *facts):
            self._facts.setdefault(fact.kind, []).append(fact)
        self._known: dict[str, Mapping[str, Column]] = {}
        self._inverses = _inverses(kinds)

    def of(self, kind: str) -> Mapping[str, Column]:
        """By name: the fields, the facts, then what every entity has."""
        if kind not in self._known:
            self._known[kind] = {column.name: column for column in self._of(kind)}
        return self._known[kind]

    def get(self, kinds: Iterable[str], name: str) -> Column | None:
        """Of the first of these kinds that has one of this name."""
        return next((column for kind in kinds if (column := self.of(kind).get(name))), None)

    def near(self, kinds: Iterable[str], name: str) -> str:
        """The name that was meant; empty if there is none like it."""
        known = [known for kind in kinds for known in self.of(kind)]
        return next(iter(get_close_matches(name.lower(), known, n=1)), "") or self._labelled(kinds, name)

    def _labelled(self, kinds: Iterable[str], words: str) -> str:
        """The name of what pages call by these words, in any language."""
        rooms = [kind.room for kind in self.kinds.values()]
        columns = [column for kind in kinds for column in self.of(kind).values()]
        for known in (Labels(language, rooms).words for language in LANGUAGES):
            for column in columns:
                if known.get(column.label, "").casefold() == words.casefold():
                    return column.name
        return ""

    def some(self, kinds: Iterable[str]) -> list[str]:
        """Names to begin with."""
        return list(dict.fromkeys(name for kind in kinds for name in self.of(kind) if name not in _ALWAYS))[:_SOME]

    def near_kind(self, written: str) -> str:
        """The kind that was meant, by its name or its folder."""
        by_folder = {kind.folder: kind.name for kind in self.kinds.values() if kind.folder}
        near = next(iter(get_close_matches(written.lower(), [*self.kinds, *by_folder], n=1)), "")
        return by_folder.get(near, near)

    def _of(self, kind: str) -> Iterator[Column]:
        """What comes later takes the place of what has the same name, and keeps the place that it had."""
        model = self.models.get(kind)
        if model is None:
            return
        own = [_of_field(kind, doc) for doc in field_docs(model, kind) if _is_told(doc)]
        facts = [_of_fact(kind, fact) for fact in self._facts.get(kind, ())]
        yield from own
        yield from facts
        if issubclass(model, Entity):
            taken = {column.name for column in (*own, *facts)}
            common = [self._with_kinds(_of_fact(kind, fact)) for fact in self._facts.get(ALL, ())]
            others = (*common, *_of_inverses(kind, self._inverses))
            yield from {column.name: column for column in reversed(others) if column.name not in taken}.values()

    def _with_kinds(self, column: Column) -> Column:
        return replace(column, choices=tuple(self.kinds)) if column.name == "kind" else column


def _is_told(doc: FieldDoc) -> bool:
    name, _, of_part = doc.name.partition(".")
    return name not in _UNTOLD and (not of_part or doc.sort in _OF_PARTS)


def _of_field(kind: str, doc: FieldDoc) -> Column:
    name, _, of_part = doc.name.partition(".")
    sort: Any = "body" if doc.name == "body" else _SORTS.get(doc.sort, doc.sort)
    value: Callable[[Any, Catalog, Settings], Any]
    if sort == "ref":
        value = partial(_targets, doc.name)
    elif of_part:
        value = partial(inner, name, of_part)
    elif sort == "parts":
        value = partial(told, name)
    else:
        value = partial(_own, name)
    many = doc.many or bool(of_part)
    return Column(kind, doc.name, doc.label, sort, value, many, doc.choices, doc.label, doc.kinds)


def _own(name: str, record: Record, *_: object) -> Any:
    value = getattr(record, name, None)
    return None if value == () else value


def _targets(name: str, record: Record, catalog: Catalog, _: Settings) -> tuple[Entity, ...]:
    return _entities(catalog.follow(record, name))


def _callers(name: str, record: Record, catalog: Catalog, _: Settings) -> tuple[Entity, ...]:
    return _entities(catalog.who(record, name))


def _entities(records: Iterable[Record]) -> tuple[Entity, ...]:
    return tuple(record for record in records if isinstance(record, Entity))


def _of_fact(kind: str, fact: Fact) -> Column:
    return Column(
        kind,
        fact.name,
        fact.label,
        fact.sort,
        fact.of,
        fact.sort == "ref",
        fact.choices,
        fact.choices_in or fact.label,
        cell=fact.cell,
        shown=fact.shown,
        is_wide=fact.is_wide,
        is_fact=True,
        is_internal=fact.is_internal,
        knows_past=fact.knows_past,
    )


def _inverses(kinds: Sequence[Kind]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Kind → what its entities call those who refer to them → the kinds of those."""
    found: dict[str, dict[str, dict[str, None]]] = {kind.name: {} for kind in kinds}
    for kind in kinds:
        for mark in marks(kind.model):
            for target in found if mark.kinds == ("*",) else mark.kinds:
                found.setdefault(target, {}).setdefault(mark.inverse, {})[kind.name] = None
    return {target: {name: tuple(those) for name, those in names.items()} for target, names in found.items()}


def _of_inverses(kind: str, inverses: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[Column]:
    for name, kinds in inverses.get(kind, {}).items():
        yield Column(
            kind, name, f"inverse.{name}", "ref", partial(_callers, name), many=True, kinds=kinds, is_inverse=True
        )
