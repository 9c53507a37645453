"""How to search, and the ways to everything that there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki

PATH = "search.md"


@dataclass(frozen=True)
class SearchView:
    """The kinds that have something to find, each with how many."""

    kinds: tuple[tuple[Kind, int], ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    counts = ((kind, len(wiki.catalog.named(kind.name))) for kind in wiki.kinds if kind.index_path)
    yield View(PATH, "search/page.md", SearchView(tuple(one for one in counts if one[1])), "search", "search.title")
