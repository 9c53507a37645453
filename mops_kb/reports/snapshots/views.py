"""What a KPI's page says of its snapshot, and what is told where one is missing, old, or of another question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mops_kb.kinds.kpi.freshness import limits
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.snapshot import Snapshot, query_hash, snapshot
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings

Age = Literal["fresh", "due", "stale"]


@dataclass(frozen=True)
class PulledView:
    """`days` is how long ago it was pulled; `is_outdated` says that the KPI has been asking something else since."""

    snapshot: Snapshot
    days: int
    age: Age
    is_outdated: bool


def pulled(kpi: Kpi, wiki: Wiki) -> PulledView | None:
    return _view(kpi, wiki.catalog, wiki.settings)


def _view(kpi: Kpi, catalog: Catalog, settings: Settings) -> PulledView | None:
    found = snapshot(kpi, catalog)
    if not found:
        return None
    warn, error = limits(kpi)
    age = settings.as_of - found.pulled_on
    outdated = found.query != query_hash(kpi.sql or "") or found.profile != kpi.warehouse
    return PulledView(found, age.days, "stale" if age > error else "due" if age > warn else "fresh", outdated)


def check(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: a KPI of a warehouse without a snapshot, or with one that is old or answers another question."""
    for kpi in catalog.of(Kpi):
        if not kpi.warehouse:
            continue
        document = catalog.documents[kpi.ref]
        place = document.place(("warehouse",))
        view = _view(kpi, catalog, settings)
        if not view:
            yield problem(document.path, place, "snapshot-missing", id=kpi.id, profile=kpi.warehouse)
            continue
        if view.is_outdated:
            yield problem(
                document.path, place, "snapshot-outdated", id=kpi.id, day=view.snapshot.pulled_on, profile=kpi.warehouse
            )
        if view.age == "stale":
            yield problem(
                document.path, place, "snapshot-stale", id=kpi.id, day=view.snapshot.pulled_on, days=view.days
            )
        elif view.age == "due":
            yield problem(document.path, place, "snapshot-late", id=kpi.id, day=view.snapshot.pulled_on, days=view.days)
