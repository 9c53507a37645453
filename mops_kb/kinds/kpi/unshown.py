"""Unshown: figures that a KPI has, but that a site may not show, because they are worked out from internal records."""

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.ratio import all_series
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


def unshown(catalog: Catalog, settings: Settings) -> frozenset[str]:
    """The ids of those KPIs. For `catalog.once`."""
    whole = catalog.complete
    if settings.is_internal or whole is catalog:
        return frozenset()
    shown, series = catalog.once(all_series, settings), whole.once(all_series, settings)
    return frozenset(
        kpi.id
        for kpi in catalog.of(Kpi)
        if len(shown[kpi.id].points) < len(series[kpi.id].points) and _internal(kpi, whole)
    )


def _internal(kpi: Kpi, whole: Catalog) -> bool:
    """Whether no more than internal records stand behind some of its figures."""
    parts = [one for field in ("ratio.of", "ratio.to") for one in whole.follow(kpi, field) if isinstance(one, Kpi)]
    rows = [row for one in (kpi, *parts) for row in whole.who(one, "figures")]
    levels = {whole.seen_by(one) for one in (*rows, *parts)}
    return "internal" in levels or any(part.ratio for part in parts)
