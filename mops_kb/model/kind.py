"""What a kind says of itself: its folder, its model, its pages. A kind lives in one room and is listed in `KINDS`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document, Lent, Place
from mops_kb.model.entity import Entity, Record
from mops_kb.model.fact import Fact
from mops_kb.model.problem import Problem
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text

Check = Callable[[Catalog, Settings], Iterable[Problem]]
"""Looks across files and yields problems or findings."""

Reader = Callable[[str, str, Lent], tuple[Sequence[Document], Sequence[Problem]]]
"""Makes documents of the text of a file, given its path and what `_defaults.yml` says of it."""


@dataclass(frozen=True)
class Import:
    """How files that other programs hand over become records, by their suffix; `defaults` is what a site may say of
    such a file in `_defaults.yml`."""

    defaults: type[BaseModel]
    readers: Mapping[str, Reader]


@dataclass(frozen=True)
class Table:
    """A folder of CSV files whose rows are typed but have no page; `key` are the fields that make a row unique. With
    `is_written`, programs write it instead: a YAML file for each record."""

    name: str
    folder: str
    model: type[Record]
    key: tuple[str, ...]
    is_written: bool = False


class Spoken(NamedTuple):
    """A text of a declaration, and where it stands."""

    path: str
    place: Place
    field: str
    text: Text


@dataclass(frozen=True)
class Kind:
    """A sort of entity.

    Its model's `folder` is where its records stand and its pages come out ("" for hand-written pages anywhere).
    `room` holds its templates (`page.md`, `index.md`), its sample and its labels; `page` and `index` work out the facts
    that they show. `questions` are what readers come to a page with, answered in its first screen. `before` are fields
    in which a chain of references must not come back to where it started.
    """

    name: str
    model: type[Entity]
    room: Path
    page: Callable[[Any, Catalog, Settings], object]
    index: Callable[[Catalog, Settings], object] | None
    questions: tuple[str, str, str] | tuple[()] = ()
    before: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    sources: tuple[str, ...] = ()
    """Further folders whose files are records of this kind, such as what other programs hand over."""
    stores: tuple[str, ...] = ()
    """Folders of files that its records name and that are no records themselves: data in CSV and Parquet."""
    imports: Import | None = None
    """How files in its `sources` are read where that takes more than a record's own form."""
    checks: tuple[Check, ...] = ()
    defaults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    built_in: Path | None = None
    """Records that every wiki has unless it brings its own of the same id."""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language → key → words, for kinds that a site declares and that have no label files."""
    declared: bool = False
    """Whether the site made it (`_kind.yml`)."""
    spoken: tuple[Spoken, ...] = ()
    """All texts of its declaration, if a site made it."""
    tells: tuple[str, ...] = ()
    """Inverses that its own page shows, so that the list of relations leaves them out."""
    facts: tuple[Fact, ...] = ()
    """What is worked out about its records and can be asked for by name, in views and by evidence."""
    plot: Callable[[Any, Catalog, Settings], Any] | None = None
    """The figures of an entity, for those who draw them; None where there are too few."""
    order: Callable[[Any, Settings], Any] | None = None
    """Sorts the entities of the kind wherever they are listed; by id where it is not given."""

    @property
    def folder(self) -> str:
        return self.model.folder

    @property
    def index_path(self) -> str | None:
        """Where its index stands; one without an `index` of its own is made by a report."""
        return f"{self.folder}/index.md" if self.folder else None

    @property
    def sample(self) -> Path | None:
        """A short, good record that a newcomer copies; its translations stand beside it (`sample.en.md`)."""
        return next((file for file in sorted(self.room.glob("sample.*")) if file.stem == "sample"), None)

    @property
    def template(self) -> str:
        """The folder of its templates."""
        return "declared" if self.declared else self.room.name
