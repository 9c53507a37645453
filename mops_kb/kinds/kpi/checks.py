"""Checks of KPIs: contracts that contradict others, figures that contradict each other, and what is not well."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.contract import TO_BE_DECIDED
from mops_kb.kinds.kpi.freshness import age
from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.kpi.ratio import dependence, units
from mops_kb.kinds.kpi.series import Series
from mops_kb.kinds.kpi.targets import Targets
from mops_kb.kinds.kpi.unshown import unshown
from mops_kb.kinds.kpi.views import figures
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

NAMED = 6
"""How many missing periods a finding names."""


def measured(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: a KPI without a target, without figures, with gaps, or whose figures stopped coming; what the site does
    not show is not missing. What is missing in a ratio is missing in what it divides, and told there."""
    for kpi in catalog.of(Kpi):
        document = catalog.documents[kpi.ref]
        run = figures(kpi, catalog, settings)
        yield from _target(run, document, settings)
        if kpi.id in catalog.once(unshown, settings):
            continue
        if not run.arrived:
            if not kpi.warehouse or catalog.who(kpi, "snapshots"):  # or else that it was never pulled is told
                variant = "worked" if kpi.is_worked else "remedy"
                yield problem(document.path, document.start, "no-figures", variant, id=kpi.id)
        else:
            how_old, variant = age(run, settings.as_of), "worked" if kpi.is_worked else "remedy"
            given = {"id": kpi.id, "period": run.arrived.period.written}
            if how_old.state == "due":
                yield problem(document.path, document.start, "figures-due", variant, **given, days=how_old.days)
            if how_old.state == "stale":
                yield problem(document.path, document.start, "figures-stale", variant, **given)
        if run.gaps and not kpi.ratio:
            some = run.gaps[:NAMED]
            names = [periods.named(first, kpi.cadence, settings.fiscal_year_start).written for first in some]
            yield problem(document.path, document.start, "figures-gap", id=kpi.id, n=len(run.gaps), periods=names)


def _target(run: Series, document: Document, settings: Settings) -> Iterator[Problem]:
    kpi = run.kpi
    if kpi.aim is None and not kpi.targets:
        due = kpi.target_due
        if kpi.target == TO_BE_DECIDED and due and due < settings.as_of:
            place = document.place(("target_due",))
            yield problem(document.path, place, "target-overdue", id=kpi.id, due=due.isoformat())
        else:
            told = due.isoformat() if due else "–"
            yield problem(document.path, document.place(("target",)), "no-target", id=kpi.id, due=told)
    latest = run.latest
    known = latest and run.era_of(latest) is not None
    if latest and known and Targets(run, settings.fiscal_year_start).of(latest.first) == "break":
        place = document.place(("targets",))
        yield problem(document.path, place, "target-before-break", id=kpi.id, period=latest.period.written)


def rows(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Each figure is of a period as long as its KPI's cadence, no day has two, and where figures of too few cases are
    not told each says of how many it is."""
    for kpi in catalog.of(Kpi):
        spans: list[tuple[date, date, Measurement]] = []
        told = set()
        for row in catalog.who(kpi, "figures"):
            if not isinstance(row, Measurement):
                continue
            document = catalog.documents[row.ref]
            if row.period.precision != periods.PRECISION[kpi.cadence]:
                place, written = document.place(("period",)), row.period.written
                if (document.path, place) in told:
                    continue
                told.add((document.path, place))
                yield problem(document.path, place, "figure-period", id=kpi.id, written=written, cadence=kpi.cadence)
                continue
            if kpi.minimum_n and row.n is None:
                yield problem(document.path, document.lack(("n",)), "figure-cases", id=kpi.id, minimum=kpi.minimum_n)
            spans.append((*row.span(settings.fiscal_year_start), row))
        yield from _twice(kpi, sorted(spans, key=lambda span: span[:2]), catalog)
        yield from _typed_too(kpi, spans, catalog, settings)


def _twice(kpi: Kpi, spans: Sequence[tuple[date, date, Measurement]], catalog: Catalog) -> Iterator[Problem]:
    """Quarters of the calendar and of fiscal years may overlap without being the same."""
    for (_, last, before), (first, _, row) in pairwise(spans):
        if first <= last:
            document, other = catalog.documents[row.ref], catalog.documents[before.ref]
            place, where = document.place(("period",)), f"{other.path}:{other.start[0]}"
            yield problem(document.path, place, "figure-twice", id=kpi.id, written=row.period.written, other=where)


def _typed_too(
    kpi: Kpi, spans: Sequence[tuple[date, date, Measurement]], catalog: Catalog, settings: Settings
) -> Iterator[Problem]:
    """A figure of a ratio that its parts give as well."""
    parts = figures(kpi, catalog, settings).parts
    own = catalog.documents[kpi.ref]
    for first, _, row in spans:
        if parts and all(part.at(first) for part in parts):
            document, where = catalog.documents[row.ref], f"{own.path}:{own.place(('ratio',))[0]}"
            place = document.place(("period",))
            yield problem(document.path, place, "figure-twice", id=kpi.id, written=row.period.written, other=where)


def orders(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Targets and breaks stand in the order of time, each beginning later than the one before."""
    for kpi in catalog.of(Kpi):
        document = catalog.documents[kpi.ref]
        for field, sinces in (
            ("targets", [one.since for one in kpi.targets]),
            ("breaks", [one.since for one in kpi.breaks]),
        ):
            firsts = [since.days(settings.fiscal_year_start)[0] for since in sinces]
            for position, (before, first) in enumerate(pairwise(firsts), start=1):
                if first <= before:
                    place = document.place((field, position, "since"))
                    written = sinces[position].written
                    yield problem(document.path, place, "since-order", id=kpi.id, written=written)


def ratios(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A ratio is of others, in the same cadence, and in a unit that their quotient can have."""
    for circle in catalog.once(dependence, settings).circles:
        document = catalog.documents[catalog.records["kpi"][circle[0]].ref]
        yield problem(document.path, document.place(("ratio",)), "ratio-circle", id=circle[0], chain=" → ".join(circle))
    for kpi in catalog.of(Kpi):
        parts = [one for field in ("ratio.of", "ratio.to") for one in catalog.follow(kpi, field)]
        if len(parts) < 2:
            continue
        document = catalog.documents[kpi.ref]
        above, below = (part for part in parts if isinstance(part, Kpi))
        for name, part in (("of", above), ("to", below)):
            if part.cadence != kpi.cadence:
                place = document.place(("ratio", name))
                yield problem(
                    document.path,
                    place,
                    "ratio-cadence",
                    id=kpi.id,
                    part=part.id,
                    cadence=kpi.cadence,
                    other=part.cadence,
                )
                break
        if kpi.unit not in (can := units(above.unit, below.unit)):
            yield problem(
                document.path,
                document.place(("unit",) if "unit" in kpi.model_fields_set else ("ratio",)),
                "ratio-units",
                "remedy" if can else "never",
                id=kpi.id,
                unit=kpi.unit,
                above=above.unit,
                below=below.unit,
                units=can,
            )
