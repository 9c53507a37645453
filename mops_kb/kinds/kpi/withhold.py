"""Withhold: figures of too few cases are taken out of the catalog, so that nothing made of it can tell them.

Their rows stay, so that their periods do not look forgotten; value, bounds and note are gone, from the row as it was
read and from the snapshot that it came in too. It holds for every site: a colleague could read off who said what too.
"""

from collections.abc import Iterator
from dataclasses import replace

from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.kpi.series import too_few
from mops_kb.kinds.kpi.snapshot import Snapshot
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record

_TOLD = ("value", "low", "high", "note")


def withhold(catalog: Catalog) -> Catalog:
    """The catalog without what it knows of figures below a KPI's `minimum_n`."""
    records = {kind: dict(those) for kind, those in catalog.records.items()}
    documents = dict(catalog.documents)
    found = False
    for record in _less(catalog):
        found = True
        records[record.kind][record.id] = record
        document = documents[record.ref]
        values = {name: value for name, value in document.values.items() if name not in (*_TOLD, "figures")}
        documents[record.ref] = replace(document, values=values)
    return replace(catalog, records=records, documents=documents, worked={}) if found else catalog


def _less(catalog: Catalog) -> Iterator[Record]:
    """What tells too much, without it."""
    for kpi in catalog.of(Kpi):
        if not kpi.minimum_n:
            continue
        for row in catalog.who(kpi, "figures"):
            if isinstance(row, Measurement) and row.value is not None and too_few(kpi, row.n):
                yield row.model_copy(update=dict.fromkeys(_TOLD))
        for one in catalog.who(kpi, "snapshots"):
            if isinstance(one, Snapshot) and any(too_few(kpi, figure.n) for figure in one.figures):
                yield one.model_copy(update={"figures": tuple(_without(kpi, one))})


def _without(kpi: Kpi, snapshot: Snapshot) -> Iterator[object]:
    for figure in snapshot.figures:
        gone = {"value": None, "low": None, "high": None}
        yield figure.model_copy(update=gone) if too_few(kpi, figure.n) else figure
