"""What is checked of data: whether anybody knows what a file is."""

from collections.abc import Iterator

from mops_kb.kinds.dataset.model import STORE, Stored
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def unused(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Files that no dataset names."""
    found = catalog.measured.get((STORE, ""))
    if found and isinstance(found.facts, Stored):
        for path in found.facts.unused:
            yield problem(path, (1, 1), "data-unused")
