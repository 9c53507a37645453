"""Parts of a record that the reader may see: none that is hidden, and none that says nothing without what is hidden."""

from collections.abc import Iterator
from typing import Any

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Part, Record
from mops_kb.model.ref import Location, pointing
from mops_kb.model.settings import Settings


def told(name: str, record: Record, catalog: Catalog, settings: Settings) -> tuple[Part, ...]:
    """The parts in a field."""
    return tuple(part for _, part in told_at(name, record, catalog, settings))


def told_at(name: str, record: Record, catalog: Catalog, settings: Settings) -> Iterator[tuple[Location, Part]]:
    """The parts in a field, each with the place where it stands."""
    return ((at, part) for at, part in _placed(record, name) if _is_told(part, at, record, catalog, settings))


def inner(name: str, field: str, record: Record, catalog: Catalog, settings: Settings) -> tuple[Any, ...]:
    """What a field of each part says, where it says something."""
    values = (getattr(part, field, None) for part in told(name, record, catalog, settings))
    return tuple(value for value in values if value is not None)


def _placed(record: Record, name: str) -> Iterator[tuple[Location, Part]]:
    value = getattr(record, name, None)
    if isinstance(value, Part):
        yield (name,), value
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            if isinstance(part, Part):
                yield (name, position), part


def _is_told(part: Part, at: Location, record: Record, catalog: Catalog, settings: Settings) -> bool:
    if part.seen_by not in settings.shown:
        return False
    model = type(part)
    needed = {
        name
        for name in pointing(model)
        if (value := getattr(part, name))
        and not isinstance(value, int)
        and (model.model_fields[name].is_required() or name in part.nothing_without)
    }
    standing = {
        relation.location[len(at)]
        for relation in catalog.outgoing.get(record.ref, ())
        if relation.location[: len(at)] == at and len(relation.location) > len(at)
    }
    own = {ref.id for ref in record.makes()}
    return all(name in standing or getattr(part, name) in own for name in needed)
