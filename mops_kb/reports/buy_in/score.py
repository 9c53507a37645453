"""The score: for each step and each need how much evidence there is, found and never set by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from mops_kb.kinds.buy_in_step.model import BuyInStep, Need
from mops_kb.kinds.buy_in_step.views import framework
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports.buy_in.evidence import evidence, near
from mops_kb.reports.buy_in.facts import is_internal, knows_past

FEW = 4
"""So many records may be named as close to being evidence; more would say nothing."""
BACK = 6
"""Months of history."""


@dataclass(frozen=True)
class NeedScore:
    """`found` is what counts as evidence; what is beyond `needed` makes nothing better. `is_told` is false where the
    site may say nothing of evidence of the sort, be there some or none."""

    need: Need
    from_: BuyInStep
    """The record that asks for it: the step itself, or what a site adds to it."""
    found: tuple[Record, ...]
    is_told: bool
    supplier: Record | None
    """Who could supply it, where that is a role, a team or a person and not words."""
    people: tuple[Entity, ...]
    near: tuple[Entity, ...]
    """What would be evidence if it were brought up to date, where something is missing and these are few."""

    @property
    def needed(self) -> int:
        return self.need.at_least if self.is_told else 0

    @property
    def counted(self) -> int:
        return min(len(self.found), self.needed)

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.counted) / self.needed if self.needed else None

    @property
    def missing(self) -> int:
        return self.needed - self.counted

    @property
    def is_met(self) -> bool:
        return self.is_told and not self.missing

    @property
    def is_dated(self) -> bool:
        return knows_past(self.need.of, self.need.where)

    @property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(one for one in self.found if isinstance(one, Entity))

    @property
    def rows(self) -> int:
        """Evidence that has no page of its own."""
        return len(self.found) - len(self.entities)

    @property
    def words(self) -> Text | None:
        return self.need.who if isinstance(self.need.who, Text) else None


@dataclass(frozen=True)
class StepScore:
    step: BuyInStep
    needs: tuple[NeedScore, ...]

    @property
    def needed(self) -> int:
        return sum(need.needed for need in self.needs)

    @property
    def found(self) -> int:
        return sum(need.counted for need in self.needs)

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.found) / self.needed if self.needed else None

    @property
    def missing(self) -> tuple[NeedScore, ...]:
        return tuple(need for need in self.needs if need.missing)

    @property
    def hidden(self) -> int:
        """How many needs the site may say nothing of."""
        return sum(1 for need in self.needs if not need.is_told)


def score(catalog: Catalog, settings: Settings, on: date) -> tuple[StepScore, ...]:
    """As of a day. Of one before the day of the settings, only evidence that carries a date counts."""
    return catalog.once(_past if on < settings.as_of else _now, replace(settings, as_of=on))


def _now(catalog: Catalog, settings: Settings) -> tuple[StepScore, ...]:
    return _scores(catalog, settings, is_past=False)


def _past(catalog: Catalog, settings: Settings) -> tuple[StepScore, ...]:
    return _scores(catalog, settings, is_past=True)


def _scores(catalog: Catalog, settings: Settings, *, is_past: bool) -> tuple[StepScore, ...]:
    frame = framework(catalog)
    return tuple(
        StepScore(
            step,
            tuple(
                _need(need, number, source, catalog, settings, is_past)
                for source in (step, *frame.extensions[step.id])
                for number, need in enumerate(source.needs)
            ),
        )
        for step in frame.steps
    )


def _need(need: Need, number: int, source: BuyInStep, catalog: Catalog, settings: Settings, is_past: bool) -> NeedScore:
    is_told = settings.is_internal or not is_internal(need.of, need.where)
    supplier = catalog.target(source, ("needs", number, "who"))
    found = evidence(need, catalog, settings, is_past=is_past) if is_told else ()
    lacks = is_told and not is_past and len(found) < need.at_least
    close = near(need, catalog, settings) if lacks else ()
    people = behind(catalog, supplier, settings.as_of)
    return NeedScore(need, source, found, is_told, supplier, people, close if len(close) <= FEW else ())


@dataclass(frozen=True)
class Past:
    """The score of what carries a date, as of the ends of some months and of today: found of needed, by step."""

    days: tuple[date, ...]
    rows: tuple[tuple[BuyInStep, tuple[int, ...], int], ...]
    total: tuple[int, ...]
    needed: int


def past(catalog: Catalog, settings: Settings) -> Past:
    """Needs of evidence without a date are left out on every day, so that days can be compared."""
    days = (*_month_ends(settings.as_of), settings.as_of)
    by_day = [_dated(score(catalog, settings, day)) for day in days]
    rows = tuple(
        (one.step, tuple(found[one.step.id][0] for found in by_day), needed)
        for one in score(catalog, settings, settings.as_of)
        if (needed := by_day[-1][one.step.id][1])
    )
    total = tuple(sum(found for found, _ in of_day.values()) for of_day in by_day)
    return Past(days, rows, total, sum(needed for _, _, needed in rows))


def _dated(scores: tuple[StepScore, ...]) -> Mapping[str, tuple[int, int]]:
    dated = {one.step.id: [need for need in one.needs if need.is_dated] for one in scores}
    return {id: (sum(one.counted for one in those), sum(one.needed for one in those)) for id, those in dated.items()}


def _month_ends(as_of: date) -> tuple[date, ...]:
    """The last days of the months before this one, the oldest first."""
    ends = []
    day = as_of.replace(day=1) - timedelta(days=1)
    for _ in range(BACK):
        ends.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return tuple(reversed(ends))
