"""The ledger: each improvement with its state, its arithmetic and its worth, and totals that count nothing twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.kpi import arithmetic, periods
from mops_kb.kinds.kpi.arithmetic import Better, Change
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.model.when.said import month_end
from mops_kb.reports.ledger import proof
from mops_kb.reports.ledger.overlap import Claim, counted
from mops_kb.reports.ledger.sides import Sides, sides

State = Literal["proved", "claimed", "part"]
"""Shown and confirmed; said without that; or told by another one that counts instead."""


@dataclass(frozen=True)
class Entry:
    """One improvement. `why` are the reasons (labels behind `ledger.why.`) for a state that is not "proved".

    `change` is in `sides.unit`, None where no figures are given. `factor` is how many times as good: before ÷ after
    where lower is better, None unless both are above zero and it got better. `greater` is another
    improvement that claims the same change of a KPI; it is counted instead of this one if it is proved.
    """

    improvement: Improvement
    state: State
    why: tuple[str, ...]
    sides: Sides | None
    change: Change | None
    factor: Fraction | None
    hours_per_year: Fraction | None
    money_per_year: Fraction | None
    greater: Improvement | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in the totals."""
        return self.state == "proved"

    def months(self, first: date, last: date) -> int:
        """The whole months of that time in which it was in effect."""
        first, last = max(first, self.improvement.since), min(last, self.improvement.until or last)
        begin = first if first.day == 1 else periods.moved(first, 1)
        end = last if last == month_end(last.year, last.month) else periods.moved(last, -1)
        return max(0, periods.months_between(begin, end) + 1)

    def is_on(self, day: date) -> bool:
        return self.improvement.since <= day <= (self.improvement.until or day)


@dataclass(frozen=True)
class Total:
    """`entries` are those that it is of."""

    hours: Fraction
    money: Fraction
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Ledger:
    entries: tuple[Entry, ...]
    as_of: date

    def of(self, id: str) -> Entry:
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.improvement.id: entry for entry in self.entries}

    def total(self, first: date, last: date) -> Total:
        """What was saved in that time: a twelfth of a year's worth for each whole month in effect, up to `as_of`."""
        last = min(last, self.as_of)
        parts = [(entry, Fraction(entry.months(first, last), 12)) for entry in self.entries if entry.counts]
        return _total([(entry, share) for entry, share in parts if share])

    def per_year(self, on: date) -> Total:
        """What a year is worth of all that is in effect that day."""
        return _total([(entry, Fraction(1)) for entry in self.entries if entry.counts and entry.is_on(on)])


def _total(parts: list[tuple[Entry, Fraction]]) -> Total:
    return Total(
        sum((share * (entry.hours_per_year or 0) for entry, share in parts), Fraction(0)),
        sum((share * (entry.money_per_year or 0) for entry, share in parts), Fraction(0)),
        tuple(entry for entry, _ in parts),
    )


def ledger(catalog: Catalog, settings: Settings) -> Ledger:
    """Of all improvements, in their order. Ask by `catalog.once`.

    Figures and evidence are judged by what there is, shown on this site or not; which of them count, by what is shown.
    """
    return _ledger(catalog, settings, settings.as_of)


def closed(catalog: Catalog, settings: Settings) -> Ledger:
    """As it was at the end of the day before: figures of a period that ended on it are whole, but what began or was
    confirmed since is not known yet."""
    return _ledger(catalog, settings, settings.as_of - timedelta(days=1))


def _ledger(catalog: Catalog, settings: Settings, on: date) -> Ledger:
    improvements = catalog.of(Improvement)
    reasons = {one.id: proof.lacking(one, catalog.complete, settings, on) for one in improvements}
    claims = [_claim(one, not reasons[one.id], catalog, settings) for one in improvements]
    greater = counted(claims, {one.id: whole.id for one in improvements for whole in catalog.follow(one, "part_of")})
    by_id = {one.id: one for one in improvements}
    entries = (_entry(one, reasons[one.id], by_id.get(greater.get(one.id, "")), catalog) for one in improvements)
    return Ledger(tuple(entries), on)


def _entry(improvement: Improvement, lacking: tuple[str, ...], greater: Improvement | None, catalog: Catalog) -> Entry:
    found = sides(improvement, catalog.complete)
    change = arithmetic.change(found.before, found.after, found.better) if found else None
    why = lacking or (("part-of",) if catalog.follow(improvement, "part_of") else ("overlap",) if greater else ())
    state: State = "claimed" if lacking else "part" if why else "proved"
    return Entry(
        improvement,
        state,
        why,
        found,
        change,
        factor(found.before, found.after, found.better) if found else None,
        improvement.hours_per_year(),
        improvement.money_per_year(),
        greater,
    )


def factor(before: Fraction, after: Fraction, better: Better) -> Fraction | None:
    if before <= 0 or after <= 0:
        return None
    times = before / after if better == "lower" else after / before
    return times if times > 1 else None


def _claim(improvement: Improvement, is_proved: bool, catalog: Catalog, settings: Settings) -> Claim:
    kpi = next(iter(catalog.complete.follow(improvement, "kpi")), None)
    found = sides(improvement, catalog.complete)
    change = arithmetic.change(found.before, found.after, found.better) if found else None
    return Claim(
        improvement.id,
        kpi.id if kpi else None,
        *_time(improvement, settings.fiscal_year_start),
        (
            Fraction(is_proved),
            improvement.money_per_year() or Fraction(0),
            improvement.hours_per_year() or Fraction(0),
            abs(change.share or Fraction(0)) if change else Fraction(0),
        ),
    )


def _time(improvement: Improvement, fiscal_year_start: int) -> tuple[date, date]:
    """The time in which the KPI changed: from the end of the period before to the begin of the one after; where these
    are not said, as long as it is in effect."""
    before, after = (side.period if side else None for side in (improvement.before, improvement.after))
    if before and after:
        days = before.days(fiscal_year_start)[1], after.days(fiscal_year_start)[0]
        return min(days), max(days)
    return improvement.since, improvement.until or date.max
