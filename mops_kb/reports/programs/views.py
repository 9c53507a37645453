"""The page of the guide that tells which files there are for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mops_kb.model.address import data_path, schema_path
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki

PATH = "guide/for-programs.md"
KEYS = ("version", "as_of", "url", "markdown", "source", "fields", "facts", "relations")


@dataclass(frozen=True)
class Collection:
    kind: Kind
    count: int
    json: str
    csv: str
    schema: str


@dataclass(frozen=True)
class ProgramsView:
    files: tuple[str, ...]
    collections: tuple[Collection, ...]
    keys: tuple[str, ...] = KEYS


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    feed = ("changes.xml",) if wiki.settings.site_url else ()
    files = ("catalog.json", schema_path("catalog"), "llms.txt", "llms-full.txt", *feed)
    found = tuple(
        Collection(
            kind,
            len(wiki.catalog.named(kind.name)),
            data_path(kind.folder),
            data_path(kind.folder, suffix=".csv"),
            schema_path(kind.folder),
        )
        for kind in wiki.kinds
        if wiki.catalog.named(kind.name)
    )
    yield View(PATH, "programs/page.md", ProgramsView(files, found), "guide", "programs.title")
