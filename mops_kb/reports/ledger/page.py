"""What the page of an improvement adds to its record: the change in words, its worth line by line, its evidence."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.improvement.parts import Evidence, Side
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import figures
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity
from mops_kb.model.exact import decimal
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.ledger import proof
from mops_kb.reports.ledger.entries import Entry, ledger
from mops_kb.reports.ledger.said import Said, said
from mops_kb.reports.ledger.sides import Written, kpi_of


@dataclass(frozen=True)
class Worth:
    """In a year. What is not said is None."""

    hours: Fraction | None
    money: Decimal | None


@dataclass(frozen=True)
class Summary:
    """One improvement as lists and pages tell it; `instead` is what is counted in its place."""

    entry: Entry
    said: Said | None
    worth: Worth
    causes: tuple[Entity, ...]
    confirmed_by: Entity | None
    instead: Entity | None


@dataclass(frozen=True)
class Shown:
    """A piece of evidence: what it is, and why it does not show the change, if it does not."""

    piece: Evidence
    about: Entity | None
    weakness: str | None


@dataclass(frozen=True)
class Row:
    """A figure before or after, and what the KPI says of its period."""

    name: str
    side: Side
    written: Written
    kpi_says: Fraction | None


@dataclass(frozen=True)
class Working:
    """How hours and money are worked out. Amounts are as exact as money is; minutes and hours are exact."""

    improvement: Improvement
    cases: Fraction | None
    minutes: Fraction | None
    hours: Fraction | None
    money_of_hours: Decimal | None
    money: Decimal | None

    @property
    def is_said(self) -> bool:
        return self.hours is not None or self.money is not None


@dataclass(frozen=True)
class Details:
    summary: Summary
    kpi: Kpi | None
    rows: tuple[Row, ...]
    working: Working
    evidence: tuple[Shown, ...]


@each
def summary(improvement: Improvement, catalog: Catalog, settings: Settings) -> Summary:
    entry = catalog.once(ledger, settings).of(improvement.id)
    kpi = kpi_of(improvement, catalog)
    subject = improvement.what or (kpi.title if kpi else None)
    wholes = (
        *catalog.follow(improvement, "part_of"),
        *([entry.greater] if entry.greater and entry.state == "part" else []),
    )
    return Summary(
        entry,
        said(subject, entry.sides, entry.change, entry.factor) if entry.sides and entry.change else None,
        Worth(entry.hours_per_year, _money(entry.money_per_year)),
        tuple(one for one in catalog.follow(improvement, "cause") if isinstance(one, Entity)),
        next((one for one in catalog.follow(improvement, "confirmed_by") if isinstance(one, Entity)), None),
        next((one for one in wholes if isinstance(one, Entity)), None),
    )


def details(improvement: Improvement, wiki: Wiki) -> Details:
    return Details(
        summary(improvement, wiki.catalog, wiki.settings),
        kpi_of(improvement, wiki.catalog),
        tuple(_rows(improvement, wiki)),
        _working(improvement),
        tuple(_evidence(improvement, wiki)),
    )


def _rows(improvement: Improvement, wiki: Wiki) -> list[Row]:
    found = wiki.catalog.once(ledger, wiki.settings).of(improvement.id).sides
    both = (improvement.before, improvement.after)
    if not found:
        return []
    return [
        Row(name, side, written, _kpi_says(improvement, side, wiki))
        for name, side, written in zip(("before", "after"), both, found.written, strict=True)
        if side
    ]


def _kpi_says(improvement: Improvement, side: Side, wiki: Wiki) -> Fraction | None:
    kpi = kpi_of(improvement, wiki.catalog)
    if not kpi or not side.period:
        return None
    run = figures(kpi, wiki.catalog, wiki.settings)
    result = proof.figure(run, side.period, wiki.settings.fiscal_year_start)
    return result if isinstance(result, Fraction) else None


def _working(improvement: Improvement) -> Working:
    return Working(
        improvement,
        improvement.volume.a_year if improvement.volume else None,
        improvement.minutes_per_year(),
        improvement.hours_per_year(),
        _money(improvement.money_of_hours()),
        _money(improvement.money_per_year()),
    )


def _evidence(improvement: Improvement, wiki: Wiki) -> list[Shown]:
    """Pieces that point to what this site does not show are not shown."""
    found = []
    for position, piece in enumerate(improvement.evidence):
        named = next((name for name in ("figures", "dataset", "document") if getattr(piece, name)), None)
        about = wiki.catalog.target(improvement, ("evidence", position, named)) if named else None
        if named is None or isinstance(about, Entity):
            why = proof.weakness(improvement, position, wiki.catalog.complete, wiki.settings)
            found.append(Shown(piece, about if isinstance(about, Entity) else None, why))
    return found


def _money(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else decimal(amount)
