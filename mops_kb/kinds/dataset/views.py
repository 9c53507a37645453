"""What the pages about datasets show."""

from dataclasses import dataclass

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class DatasetView:
    dataset: Dataset


@dataclass(frozen=True)
class DatasetsView:
    rows: tuple[Dataset, ...]


def page(dataset: Dataset, catalog: Catalog, settings: Settings) -> DatasetView:
    return DatasetView(dataset)


def index(catalog: Catalog, settings: Settings) -> DatasetsView:
    return DatasetsView(catalog.of(Dataset))
