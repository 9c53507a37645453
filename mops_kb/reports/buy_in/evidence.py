"""Evidence: the records of the catalog that a need asks for."""

from collections.abc import Iterator

from mops_kb.kinds.buy_in_step.model import Need
from mops_kb.model.catalog import Catalog
from mops_kb.model.condition import Condition
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.facts import COLUMNS, DATED, asked_of, knows_past
from mops_kb.show.cell import meets


def evidence(need: Need, catalog: Catalog, settings: Settings, *, is_past: bool = False) -> tuple[Record, ...]:
    """What meets all conditions on the day of the settings. Of a day that is past, only what was there by then counts:
    evidence without a date may be younger."""
    if is_past and not knows_past(need.of, need.where):
        return ()
    return tuple(_found(need, catalog, settings, is_past))


def _found(need: Need, catalog: Catalog, settings: Settings, is_past: bool) -> Iterator[Record]:
    since = DATED.get(need.of)
    for record in catalog.named(need.of):
        first = since(record) if since else None
        is_there = first <= settings.as_of if first else not is_past
        if is_there and all(
            _meets(record, name, condition, catalog, settings) for name, condition in need.where.items()
        ):
            yield record


def near(need: Need, catalog: Catalog, settings: Settings) -> tuple[Entity, ...]:
    """What is of the right sort by its fields, and no evidence only because of a fact or a day: that can be mended."""
    fixed = {name: condition for name, condition in need.where.items() if not _can_change(need.of, name, condition)}
    if len(fixed) == len(need.where):
        return ()
    met = {record.ref for record in evidence(need, catalog, settings)}
    alike = evidence(need.model_copy(update={"where": fixed}), catalog, settings)
    return tuple(record for record in alike if isinstance(record, Entity) and record.ref not in met)


def _can_change(kind: str, name: str, condition: Condition) -> bool:
    column = COLUMNS.of(kind).get(name)
    return bool(column and column.is_fact) or condition.within_days is not None


def _meets(record: Record, name: str, condition: Condition, catalog: Catalog, settings: Settings) -> bool:
    column = asked_of(record.kind, catalog).of(record.kind).get(name)
    return column is not None and meets(column, column.of(record, catalog, settings), condition, settings)
