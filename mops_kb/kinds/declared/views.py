"""What the pages of a declared kind show: its fields, each as its type wants."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mops_kb.kinds.declared.model import KindSpec
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Value:
    """One field that was filled in: `values` are texts, numbers, dates or choices, `targets` what refs point to."""

    name: str
    type: str
    values: tuple[Any, ...]
    targets: tuple[Record, ...]


@dataclass(frozen=True)
class DeclaredView:
    entity: Entity
    fields: tuple[Value, ...]


@dataclass(frozen=True)
class DeclaredIndex:
    name: str
    columns: tuple[str, ...]
    count: int


def page_of(spec: KindSpec) -> Callable[[Entity, Catalog, Settings], DeclaredView]:
    def page(entity: Entity, catalog: Catalog, settings: Settings) -> DeclaredView:
        return DeclaredView(
            entity, tuple(value for name in spec.fields if (value := _value(spec, name, entity, catalog)))
        )

    return page


def index_of(spec: KindSpec) -> Callable[[Catalog, Settings], DeclaredIndex]:
    def index(catalog: Catalog, settings: Settings) -> DeclaredIndex:
        return DeclaredIndex(spec.kind, tuple(spec.fields), len(catalog.named(spec.kind)))

    return index


def _value(spec: KindSpec, name: str, entity: Entity, catalog: Catalog) -> Value | None:
    given = getattr(entity, name)
    if given is None or given == ():
        return None
    kind = spec.fields[name].type
    if kind == "ref":
        targets = catalog.follow(entity, name)
        return Value(name, kind, (), targets) if targets else None
    return Value(name, kind, given if isinstance(given, tuple) else (given,), ())
