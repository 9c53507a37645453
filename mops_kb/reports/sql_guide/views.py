"""Tables, columns and functions, from the same code that lets them pass."""

from collections.abc import Iterable
from dataclasses import dataclass

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.question import Source
from mops_kb.model.report import Wiki
from mops_kb.query import FUNCTION_GROUPS, calendar, named, tables

PATH = "guide/sql.md"


@dataclass(frozen=True)
class Shelf:
    """The tables of a kind, its own first."""

    kind: Kind
    tables: tuple[Source, ...]


@dataclass(frozen=True)
class SqlView:
    calendar: tuple[Source, ...]
    datasets: tuple[Dataset, ...]
    shelves: tuple[Shelf, ...]
    functions: tuple[tuple[str, tuple[str, ...]], ...]


def views(wiki: Wiki) -> Iterable[View]:
    found = tables(wiki.catalog, wiki.kinds, wiki.settings)
    shelves = []
    for kind in wiki.kinds:
        folders = [named(folder) for folder in (kind.folder, *(table.folder for table in kind.tables)) if folder]
        own = tuple(source for source in found if source.belongs_to in folders)
        if own:
            shelves.append(Shelf(kind, own))
    functions = tuple((group, tuple(sorted(names.split()))) for group, names in FUNCTION_GROUPS.items())
    view = SqlView(tuple(calendar(wiki.settings)), wiki.catalog.of(Dataset), tuple(shelves), functions)
    yield View(PATH, "sql_guide/page.md", view, "guide", "sql-guide.title")
