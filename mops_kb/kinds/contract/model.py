"""A contract: the terms in which it runs, one after the other, and what each of them costs."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import YEARS, Count, Day, Flag, Money, Number, Span, Url, wrong


def _currency(written: object) -> object:
    if isinstance(written, str) and not _CURRENCY.fullmatch(written):
        raise wrong("currency-form", written)
    return written


_CURRENCY = re.compile("[A-Z]{3}")
Currency = Annotated[
    str, BeforeValidator(_currency), WithJsonSchema({"type": "string", "pattern": f"^{_CURRENCY.pattern}$"})
]
Decision = Literal["renew", "cancel", "renegotiate"]
DAY = timedelta(days=1)
_LAST = date(YEARS[-1], 12, 31)


class Term(NamedTuple):
    """One stretch of a contract; without a last day it runs until somebody cancels it."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Split(Part):
    """The share of the cost that a team bears."""

    team: Annotated[str, RefTo("team", inverse="bears-cost-of")]
    share: Annotated[Number, Field(gt=0, le=1)]


def _adds_up(splits: tuple[Split, ...]) -> tuple[Split, ...]:
    teams = [split.team.removeprefix("team:") for split in splits]
    for position, team in enumerate(teams):
        if team in teams[:position]:
            raise wrong("split-twice", team, at=position)
    if splits and (total := sum(split.share for split in splits)) != 1:
        raise wrong("split-sum", total)
    return splits


class Verdict(Part):
    """What has been decided about the end of the term that ran on that day."""

    what: Decision
    on: Day
    by: Annotated[str, RefTo("person", inverse="contracts-decided")]
    reason: Text | None = None


class Contract(Entity):
    kind = "contract"
    folder = "contracts"

    tool: Annotated[str, RefTo("tool", inverse="contracts")]
    tier: Text | None = None
    price: Money
    per: Literal["year", "month"] = "year"
    currency: Currency = "JPY"
    seats: Count | None = None
    starts_on: Day
    ends_on: Day | None = None
    auto_renew: Flag = False
    renews_for: Span = timedelta(days=365)
    notice: Span | None = None
    cancelled_on: Day | None = None
    document: Url | None = None
    cost_split: Annotated[tuple[Split, ...], AfterValidator(_adds_up)] = ()
    decision: Verdict | None = None

    @model_validator(mode="after")
    def _term_fits(self) -> "Contract":
        if self.ends_on and self.ends_on < self.starts_on:
            raise wrong("end-before-start", f"{self.starts_on} – {self.ends_on}", at="ends_on")
        if self.ends_on and self.notice:
            shortest = self.ends_on - self.starts_on + DAY
            if self.notice > (min(shortest, self.renews_for) if self.auto_renew else shortest):
                raise wrong("notice-too-long", self.notice.days, at="notice")
        return self

    @property
    def a_month(self) -> Fraction:
        """The price of a month, exactly."""
        return Fraction(self.price) / (12 if self.per == "year" else 1)

    @property
    def given_up(self) -> date | None:
        """The day on which it was cancelled, or on which that was decided."""
        cancelled = self.decision.on if self.decision and self.decision.what == "cancel" else None
        return self.cancelled_on or cancelled

    def months(self, term: Term) -> Iterator[tuple[date, date, Fraction]]:
        """A term cut into months from its first day on: the first and last day of each and what it costs. The last may
        be shorter, and costs as much less."""
        assert term.last
        for number in count():
            first, following = later(term.first, number), later(term.first, number + 1)
            if first > term.last:
                return
            last = min(following - DAY, term.last)
            yield first, last, self.a_month * Fraction((last - first + DAY).days, (following - first).days)

    def decide_by(self, term: Term) -> date | None:
        """The last day on which that term can be made the last one."""
        return term.last - (self.notice or timedelta(0)) if term.last else None

    def terms(self) -> Iterator[Term]:
        """The first term and those that follow by themselves, until it was cancelled in time for the end of one."""
        if self.ends_on is None:
            yield Term(self.starts_on, self.given_up and max(self.given_up + (self.notice or DAY * 0), self.starts_on))
            return
        term = Term(self.starts_on, self.ends_on)
        yield term
        for following in self.renewals() if self.auto_renew else ():
            if self._is_given_up(term):
                return
            term = following
            yield term

    def renewals(self) -> Iterator[Term]:
        """The terms after the first, as they would follow if nobody ever cancelled it."""
        if self.ends_on is None:
            return
        origin = self.ends_on + DAY
        for number in count():
            first, following = (after(origin, self.renews_for, times) for times in (number, number + 1))
            if following > _LAST:
                return
            yield Term(first, following - DAY)

    def current(self, as_of: date) -> Term | None:
        """The term that runs on that day, the first one before it begins; None once the contract has ended."""
        return next((term for term in self.terms() if term.last is None or as_of <= term.last), None)

    def runs_on(self, day: date) -> bool:
        term = self.current(day)
        return term is not None and term.holds(day)

    def decided(self, term: Term) -> Decision | None:
        """What has been decided about the end of a term."""
        if self._is_given_up(term):
            return "cancel"
        if self.decision and self.decision.what != "cancel" and term.holds(max(self.decision.on, self.starts_on)):
            return self.decision.what
        return None

    def _is_given_up(self, term: Term) -> bool:
        limit = self.decide_by(term)
        in_time = not self.auto_renew or limit is None or (self.given_up is not None and self.given_up <= limit)
        return self.given_up is not None and in_time


def after(day: date, span: timedelta, times: int = 1) -> date:
    """A day so many terms later. Years and months are those of the calendar; a term of 30 days counts as a month."""
    if span.days % 365 == 0:
        return later(day, span.days // 365 * 12 * times)
    if span.days % 30 == 0:
        return later(day, span.days // 30 * times)
    return day + span * times


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Rate(Record):
    """What one unit of a currency is worth in the site's, from a day on: a row of a CSV file in `rates/`."""

    kind = "rate"

    id: str
    currency: Currency
    since: Day
    rate: Annotated[Number, Field(gt=0)]
    source: Text | None = None
