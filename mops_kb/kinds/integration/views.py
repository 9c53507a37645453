"""What the pages about integrations show."""

from dataclasses import dataclass
from typing import get_args

from mops_kb.kinds.integration.model import Integration, State
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class FlowView:
    integration: Integration
    source: Record | None
    target: Record | None
    fields: tuple[Record, ...]
    personal: bool
    """Whether it carries personal data."""


@dataclass(frozen=True)
class FlowsView:
    count: int


@each
def page(integration: Integration, catalog: Catalog, settings: Settings) -> FlowView:
    fields = catalog.follow(integration, "fields")
    return FlowView(
        integration,
        next(iter(catalog.follow(integration, "source")), None),
        next(iter(catalog.follow(integration, "target")), None),
        fields,
        any(getattr(field, "personal", False) for field in fields),
    )


def index(catalog: Catalog, settings: Settings) -> FlowsView:
    return FlowsView(len(catalog.of(Integration)))


def by_state(entity: Entity, settings: Settings) -> int:
    """Those that run come first."""
    assert isinstance(entity, Integration)
    return get_args(State).index(entity.state)
