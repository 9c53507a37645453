"""The page of attribution: all models side by side, by channel and by campaign, and how far they agree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mops_kb.compute import introduction
from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.parts import Model
from mops_kb.measures.attribution.facts import MODELS, Credit, Split, apportioned
from mops_kb.measures.attribution.work import LOOK_BACK
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.when import When
from mops_kb.reports.attribution.studies import Study, studies

PATH = "attribution.md"
CAMPAIGNS = 12
"""So many campaigns are named; the others stand together."""
AGREE = Fraction(5, 100)
"""Shares that are no further apart are told as the same."""
NOTHING, OTHERS = "", "\0"
"""The names of what has no campaign, and of the campaigns that are not named."""


@dataclass(frozen=True)
class Cell:
    """What one model gives: of all conversions and of their value, rounded so that columns add up."""

    conversions: Decimal
    value: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class Row:
    """One channel or campaign. `low` and `high` are the models that give it least and most.

    `event` is the campaign in the calendar whose id is the name.
    """

    name: str
    event: Entity | None
    cells: tuple[Cell, ...]
    low: Model
    high: Model
    agrees: bool

    @property
    def least(self) -> Cell:
        return self.cells[MODELS.index(self.low)]

    @property
    def most(self) -> Cell:
        return self.cells[MODELS.index(self.high)]


@dataclass(frozen=True)
class Table:
    """`rows` are those that get most first; `nothing` are conversions without a touch, `total` are all."""

    rows: tuple[Row, ...]
    nothing: Cell | None
    total: Cell


@dataclass(frozen=True)
class Use:
    kpi: Kpi
    model: Model


@dataclass(frozen=True)
class Said:
    """What a model says: whom it gives most. `uses` are the KPIs that go by it."""

    model: Model
    first: str
    share: Decimal | None
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class StudyView:
    touchpoints: Dataset
    conversions: Dataset
    first: When
    last: When
    half_life: Decimal
    channels: Table
    campaigns: Table | None
    leader: str
    leads: int
    """Of how many models the leader is the first."""
    widest: Row | None
    said: tuple[Said, ...]
    paths: int
    open: int
    length: Decimal | None
    days: Decimal
    has_value: bool


@dataclass(frozen=True)
class AttributionView:
    studies: tuple[StudyView, ...]
    models: tuple[Model, ...]
    look_back: int
    intro: Entity | None


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing in a wiki in which no KPI asks for attribution."""
    events = {event.id: event for event in wiki.catalog.of(Event)}
    found = tuple(_study(study, events) for study in studies(wiki.catalog))
    if found:
        facts = AttributionView(found, MODELS, LOOK_BACK, introduction(wiki.catalog, PATH))
        yield View(PATH, "attribution/page.md", facts, "attribution", "attribution.title")


def _study(study: Study, events: Mapping[str, Entity]) -> StudyView:
    facts = study.facts
    channels = _table(facts.channels, facts.total, facts.attributed, {})
    said = tuple(_said(model, channels.rows, study) for model in MODELS)
    firsts = [one.first for one in said]
    leader = max(sorted(set(firsts)), key=firsts.count)
    named = any(name for name in facts.campaigns["linear"])
    return StudyView(
        study.touchpoints,
        study.conversions,
        When.of(facts.year[0].period),
        When.of(facts.year[-1].period),
        facts.half_life,
        channels,
        _table(_gathered(facts.campaigns), facts.total, facts.attributed, events) if named else None,
        leader,
        firsts.count(leader),
        max(channels.rows, key=_spread, default=None),
        said,
        facts.paths.converting,
        facts.paths.open,
        _decimal(facts.paths.length) if facts.paths.length is not None else None,
        facts.paths.days,
        bool(facts.total.value),
    )


def _said(model: Model, rows: Sequence[Row], study: Study) -> Said:
    place = MODELS.index(model)
    first = max(rows, key=lambda row: row.cells[place].conversions, default=None)
    uses = tuple(Use(kpi, model) for kpi in study.kpis if kpi.measure and kpi.measure.model == model)
    return Said(model, first.name if first else "", first.cells[place].share if first else None, uses)


def _table(split: Split, total: Credit, attributed: Credit, events: Mapping[str, Entity]) -> Table:
    columns: dict[str, dict[str, Cell]] = {model: _column(split[model], total) for model in MODELS}
    names = {name for model in MODELS for name in split[model]}
    rows = (_row(name, events.get(name), columns, split, total) for name in names)
    without = total.less(attributed)
    return Table(
        tuple(sorted(rows, key=lambda row: (row.name in (NOTHING, OTHERS), -_sum(row), row.name))),
        _cell(without, total) if without.conversions else None,
        _cell(total, total),
    )


def _row(
    name: str, event: Entity | None, columns: Mapping[str, Mapping[str, Cell]], split: Split, total: Credit
) -> Row:
    shares = {model: split[model].get(name, Credit()).conversions for model in MODELS}
    low, high = min(MODELS, key=lambda model: shares[model]), max(MODELS, key=lambda model: shares[model])
    apart = shares[high] - shares[low]
    none = Cell(Decimal(0), Decimal(0), Decimal(0))
    cells = tuple(columns[model].get(name, none) for model in MODELS)
    return Row(name, event, cells, low, high, apart <= AGREE * total.conversions)


def _column(credits_: Mapping[str, Credit], total: Credit) -> dict[str, Cell]:
    conversions = apportioned({name: credit.conversions for name, credit in credits_.items()}, 1)
    value = apportioned({name: credit.value for name, credit in credits_.items()})
    return {
        name: Cell(conversions[name], value[name], _share(credit.conversions, total.conversions))
        for name, credit in credits_.items()
    }


def _gathered(split: Split) -> Split:
    """The largest campaigns by all models together, and the rest of them."""
    sums: dict[str, Fraction] = {}
    for credits_ in split.values():
        for name, credit in credits_.items():
            sums[name] = sums.get(name, Fraction()) + credit.conversions
    named = sorted((name for name in sums if name), key=lambda name: (-sums[name], name))
    kept = {NOTHING, *(named if len(named) <= CAMPAIGNS + 1 else named[:CAMPAIGNS])}
    called: Callable[[str], str] = lambda name: name if name in kept else OTHERS  # noqa: E731
    return {model: _renamed(credits_, called) for model, credits_ in split.items()}


def _renamed(credits_: Mapping[str, Credit], called: Callable[[str], str]) -> dict[str, Credit]:
    found: dict[str, Credit] = {}
    for name, credit in credits_.items():
        found[called(name)] = found.get(called(name), Credit()).plus(credit)
    return found


def _cell(credit: Credit, total: Credit) -> Cell:
    share = _share(credit.conversions, total.conversions)
    return Cell(_decimal(credit.conversions), _decimal(credit.value, 0), share)


def _sum(row: Row) -> Decimal:
    return sum((cell.conversions for cell in row.cells), Decimal())


def _spread(row: Row) -> Decimal:
    return (row.most.share or Decimal()) - (row.least.share or Decimal())


def _share(part: Fraction, whole: Fraction) -> Decimal | None:
    return _decimal(part / whole, 6) if whole else None


def _decimal(exact: Fraction, decimals: int = 1) -> Decimal:
    return apportioned({"": exact}, decimals)[""]
