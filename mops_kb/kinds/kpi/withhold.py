"""Withhold: figures of too few cases are taken out of the catalog, so that nothing made of it can tell them.

Their rows stay, so that their periods do not look forgotten; value, bounds and note are gone, from the row as it
was read too. It holds for every site: a colleague could read off who said what as well.
"""

from dataclasses import replace

from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.kpi.series import too_few
from mops_kb.model.catalog import Catalog

_TOLD = ("value", "low", "high", "note")


def withhold(catalog: Catalog) -> Catalog:
    """The catalog without what it knows of figures below a KPI's `minimum_n`."""
    withheld = {
        row.ref: row.model_copy(update=dict.fromkeys(_TOLD))
        for kpi in catalog.of(Kpi)
        if kpi.minimum_n
        for row in catalog.who(kpi, "figures")
        if isinstance(row, Measurement) and row.value is not None and too_few(kpi, row)
    }
    if not withheld:
        return catalog
    rows = {**catalog.records[Measurement.kind], **{ref.id: row for ref, row in withheld.items()}}
    documents = {
        ref: replace(document, values={name: value for name, value in document.values.items() if name not in _TOLD})
        for ref in withheld
        for document in [catalog.documents[ref]]
    }
    return replace(
        catalog,
        records={**catalog.records, Measurement.kind: rows},
        documents={**catalog.documents, **documents},
        worked={},
    )
