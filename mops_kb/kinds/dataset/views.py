"""What the pages about datasets show."""

from dataclasses import dataclass

from mops_kb.kinds.dataset.model import STORE, Dataset, Stored
from mops_kb.kinds.dataset.named import asks
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class DatasetView:
    """`rows` is None where nobody has been able to count them. `users` are the KPIs that are worked out from it."""

    dataset: Dataset
    rows: int | None
    tool: Record | None
    users: tuple[Record, ...]


@dataclass(frozen=True)
class DatasetsView:
    count: int


@each
def page(dataset: Dataset, catalog: Catalog, settings: Settings) -> DatasetView:
    measured = catalog.measured.get((STORE, dataset.id))
    rows = measured.facts.rows if measured and isinstance(measured.facts, Stored) else None
    return DatasetView(
        dataset, rows, next(iter(catalog.follow(dataset, "tool")), None), catalog.once(_users, settings)[dataset.id]
    )


def index(catalog: Catalog, settings: Settings) -> DatasetsView:
    return DatasetsView(len(catalog.of(Dataset)))


def _users(catalog: Catalog, settings: Settings) -> dict[str, tuple[Record, ...]]:
    """Those that name the dataset in their `measure`, and those whose SQL names its table."""
    asked = {one.ref: (getattr(one, "sql", None) or "").casefold() for one in catalog.named("kpi")}
    found = {}
    for dataset in catalog.of(Dataset):
        measured = {one.ref for one in catalog.who(dataset, "measured-by")}
        found[dataset.id] = tuple(
            one for one in catalog.named("kpi") if one.ref in measured or asks(asked[one.ref], dataset)
        )
    return found
