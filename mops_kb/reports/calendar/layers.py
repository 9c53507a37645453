"""Layers: the other things in the wiki that have dates, for the calendar to show beside its entries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mops_kb.kinds.blackout.closed import spans
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.roadmap_item.model import RoadmapItem
from mops_kb.kinds.training.model import Training
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When
from mops_kb.model.when.rule import Rule
from mops_kb.model.workdays import holidays
from mops_kb.reports.calendar.entries import entries, happenings, touches
from mops_kb.reports.calendar.months import Span, month, months_of
from mops_kb.reports.change.moments import DATED, moments
from mops_kb.reports.feeds import meetings

LAYERS = (
    "review",
    "decision",
    "contract",
    "session",
    "meeting",
    "roadmap",
    "initiative",
    "kpi",
    "blackout",
    "holiday",
)


@dataclass(frozen=True, eq=False)
class Layered:
    """`runs` are its days from the first to the last; what is not known to the day has `when` instead. `lead` is the
    key of a label that says what happens on them, `who` whom it is with."""

    layer: str
    title: Text
    entity: Entity | None
    runs: tuple[Span, ...]
    when: When | None = None
    lead: str | None = None
    who: Entity | None = None


@dataclass(frozen=True)
class LayerRow:
    """What a layer has in one month: `runs` are cut off at its ends."""

    layered: Layered
    runs: tuple[Span, ...]

    @property
    def days(self) -> tuple[int, ...]:
        return tuple(day for first, last in self.runs for day in range(first.day, last.day + 1))


@dataclass(frozen=True)
class LayerMonth:
    """The rows of each layer that has any."""

    layers: tuple[tuple[str, tuple[LayerRow, ...]], ...]
    count: int


def by_month(catalog: Catalog, settings: Settings) -> Mapping[date, LayerMonth]:
    """What is not known to the day stands in the first month that it may fall into."""
    window = catalog.once(entries, settings).window
    found: dict[date, dict[str, list[LayerRow]]] = defaultdict(lambda: defaultdict(list))
    for one in catalog.once(layered, settings):
        for first, runs in _parts(one, window, settings.fiscal_year_start).items():
            found[first][one.layer].append(LayerRow(one, tuple(runs)))
    return {first: _month(those) for first, those in found.items()}


def closed(catalog: Catalog, settings: Settings) -> Mapping[date, tuple[Layered, ...]]:
    """The blackouts of each day on which there are any."""
    days: dict[date, list[Layered]] = defaultdict(list)
    for one in catalog.once(layered, settings):
        if one.layer == "blackout":
            for first, last in one.runs:
                for offset in range((last - first).days + 1):
                    days[first + timedelta(days=offset)].append(one)
    return {day: tuple(those) for day, those in days.items()}


def layered(catalog: Catalog, settings: Settings) -> tuple[Layered, ...]:
    """Everything of every layer in the months that are drawn. For `catalog.once`."""
    window = catalog.once(entries, settings).window
    return (
        *_reviews(catalog, window),
        *_contracts(catalog, settings, window),
        *_sessions(catalog, window),
        *_meetings(catalog, settings, window),
        *_roadmap(catalog, settings, window),
        *_initiatives(catalog, settings, window),
        *_kpis(catalog, window),
        *_blackouts(catalog, settings, window),
        *_holidays(settings, window),
    )


def _reviews(catalog: Catalog, window: Span) -> Iterator[Layered]:
    for entity in catalog.entities():
        if (due := entity.next_review) and not entity.is_over and _within(due, window):
            yield Layered("review", entity.title, entity, ((due, due),))


def _contracts(catalog: Catalog, settings: Settings, window: Span) -> Iterator[Layered]:
    """Of the term that runs, its last day, and the last day for a decision about it as long as there is none."""
    for contract in catalog.of(Contract):
        term = contract.current(settings.as_of)
        if not term or not term.last:
            continue
        by = contract.decide_by(term)
        if by and by != term.last and not contract.decided(term) and _within(by, window):
            yield Layered("decision", contract.title, contract, ((by, by),))
        if _within(term.last, window):
            yield Layered("contract", contract.title, contract, ((term.last, term.last),))


def _sessions(catalog: Catalog, window: Span) -> Iterator[Layered]:
    for training in catalog.of(Training):
        days = sorted({session.on for session in training.sessions if _within(session.on, window)})
        if days:
            yield Layered("session", training.title, training, tuple((day, day) for day in days))


def _meetings(catalog: Catalog, settings: Settings, window: Span) -> Iterator[Layered]:
    """Those that are held today, from this month on."""
    first = max(window[0], settings.as_of.replace(day=1))
    timed = {entry.entity.id for entry in meetings.feed(catalog, settings).entries}
    held = timed | {channel.id for channel in meetings.undated(catalog, settings)}
    for channel in catalog.some(Channel, held):
        if rhythm := meetings.rhythm(channel, settings.as_of):
            days = list(Rule.of(rhythm.rule).dates(rhythm.first, max(first, rhythm.first), window[1]))
            if days:
                yield Layered("meeting", channel.title, channel, tuple((day, day) for day in days))


def _roadmap(catalog: Catalog, settings: Settings, window: Span) -> Iterator[Layered]:
    for item in catalog.of(RoadmapItem):
        if item.state != "dropped":
            yield from _dated("roadmap", item, item.when, settings, window)


def _initiatives(catalog: Catalog, settings: Settings, window: Span) -> Iterator[Layered]:
    """Talks, reports, gates and what else is done on a day; sessions of trainings have a layer of their own."""
    for those in catalog.once(moments, settings).values():
        for one in those:
            if one.sort in DATED and one.sort != "session" and _within(one.day, window):
                days = ((one.day, one.day),)
                yield Layered("initiative", one.initiative.title, one.initiative, days, lead=one.lead, who=one.who)


def _dated(layer: str, entity: Entity, when: When, settings: Settings, window: Span) -> Iterator[Layered]:
    """By a date that may be imprecise."""
    start = settings.fiscal_year_start
    runs, span = happenings(when, window, settings), when.span(start)
    if runs:
        yield Layered(layer, entity.title, entity, runs)
    elif span and not when.is_exact and when.precision != "recurring" and touches(span, *window):
        yield Layered(layer, entity.title, entity, (), when)


def _kpis(catalog: Catalog, window: Span) -> Iterator[Layered]:
    for kpi in catalog.of(Kpi):
        if (due := kpi.target_due) and _within(due, window):
            yield Layered("kpi", kpi.title, kpi, ((due, due),))


def _blackouts(catalog: Catalog, settings: Settings, window: Span) -> Iterator[Layered]:
    for blackout in catalog.of(Blackout):
        runs = tuple(
            (max(first, window[0]), min(last, window[1])) for first, last in spans(blackout, *window, settings)
        )
        if runs:
            yield Layered("blackout", blackout.title, blackout, runs)


def _holidays(settings: Settings, window: Span) -> Iterator[Layered]:
    for year in range(window[0].year, window[1].year + 1):
        for day, name in sorted(holidays(settings.country, year).items()):
            if _within(day, window):
                yield Layered("holiday", name, None, ((day, day),))


def _within(day: date, window: Span) -> bool:
    return window[0] <= day <= window[1]


def _parts(one: Layered, window: Span, start: int) -> dict[date, list[Span]]:
    parts: dict[date, list[Span]] = defaultdict(list)
    for run in one.runs:
        for first in months_of(run):
            parts[first].append((max(run[0], first), min(run[1], month(first)[1])))
    if one.when and (span := one.when.span(start)):
        parts[max(span[0], window[0]).replace(day=1)] = []
    return parts


def _month(those: Mapping[str, list[LayerRow]]) -> LayerMonth:
    ordered = tuple(
        (layer, tuple(sorted(those[layer], key=lambda row: row.runs or ((date.max, date.max),))))
        for layer in LAYERS
        if layer in those
    )
    return LayerMonth(ordered, sum(len(rows) for _, rows in ordered))
