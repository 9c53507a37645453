"""What the pages about data fields show: which tool is right, and between which tools the data flows."""

from dataclasses import dataclass
from typing import get_args

from mops_kb.kinds.data_field.model import DataField, Object
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class FieldView:
    """`has_record` says that there is a system of record, shown or not; `flows` are those that carry the field."""

    field: DataField
    record: Record | None
    has_record: bool
    flows: tuple[Record, ...]


@dataclass(frozen=True)
class FieldsView:
    count: int
    personal: int
    without_record: int


@each
def page(field: DataField, catalog: Catalog, settings: Settings) -> FieldView:
    return FieldView(
        field,
        next(iter(catalog.follow(field, "system_of_record")), None),
        bool(field.system_of_record),
        tuple(flow for flow in catalog.who(field, "carried-by") if isinstance(flow, Entity) and not flow.is_over),
    )


def index(catalog: Catalog, settings: Settings) -> FieldsView:
    fields = catalog.of(DataField)
    lacking = sum(not field.system_of_record for field in fields)
    return FieldsView(len(fields), sum(field.personal for field in fields), lacking)


def by_object(entity: Entity, settings: Settings) -> int:
    """Fields are listed by what they belong to, leads first."""
    assert isinstance(entity, DataField)
    return get_args(Object).index(entity.object)
