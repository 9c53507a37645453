"""Named: what of the wiki a piece of SQL names, as far as one can tell without running it."""

import re

from mops_kb.kinds.dataset.model import STORE, Dataset
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings

_TEXT = re.compile(r"'((?:[^']|'')*)'")


def asks(sql: str, dataset: Dataset) -> bool:
    """Whether it names the dataset's table."""
    table = dataset.table.removeprefix(f"{STORE}.")
    return bool(re.search(rf'\b{STORE}"?\s*\.\s*"?{re.escape(table)}\b', sql, re.IGNORECASE))


def names_hidden(sql: str, catalog: Catalog, settings: Settings) -> bool:
    """Whether it names, as a table or as a text, a record that the site does not show."""
    hidden = catalog.once(_hidden, settings)
    said = {text.rpartition(":")[2] for text in _TEXT.findall(sql)}
    datasets = (dataset for dataset in catalog.complete.of(Dataset) if dataset.id in hidden)
    return not said.isdisjoint(hidden) or any(
        asks(sql, dataset) for dataset in datasets if not catalog.get(dataset.ref)
    )


def _hidden(catalog: Catalog, settings: Settings) -> frozenset[str]:
    """Their ids."""
    return frozenset(entity.id for entity in catalog.complete.entities() if not catalog.get(entity.ref))
