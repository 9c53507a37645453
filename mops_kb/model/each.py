"""Each: what is worked out of one record at a time is worked out once, however many ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

R = TypeVar("R", bound=Record)
V = TypeVar("V")


def each(work: Callable[[R, Catalog, Settings], V]) -> Callable[[R, Catalog, Settings], V]:
    """The same work, kept with the catalog that it was done for: the view of a record is asked for by its page, by
    lists, and by every fact that tells a part of it."""

    def known(_: Catalog, __: Settings) -> dict[Ref, tuple[R, V]]:
        return {}

    @wraps(work)
    def once(record: R, catalog: Catalog, settings: Settings) -> V:
        found = catalog.once(known, settings)
        kept = found.get(record.ref)
        if kept is None or kept[0] is not record:
            kept = found[record.ref] = (record, work(record, catalog, settings))
        return kept[1]

    return once
