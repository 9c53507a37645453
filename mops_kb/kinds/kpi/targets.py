"""Targets: which one a period has, by steps or along a line, and how it was changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from mops_kb.kinds.kpi import arithmetic, periods
from mops_kb.kinds.kpi.arithmetic import Result
from mops_kb.kinds.kpi.parts import Aim
from mops_kb.kinds.kpi.series import Series
from mops_kb.model.text import Text
from mops_kb.model.when import When


@dataclass(frozen=True)
class TargetChange:
    """From `since` on the target is `after`; `before` is None for the first one. `is_ahead`: from a period to come."""

    since: When
    before: Fraction | None
    after: Fraction
    decided_on: date | None
    reason: Text | None
    is_ahead: bool


@dataclass(frozen=True)
class Targets:
    """The targets of one KPI. A target holds from the period in which it begins up to the next one or to a break: what
    was decided for another definition is no target for this one. A single `target` is of the era of `as_of`."""

    series: Series
    fiscal_year_start: int
    _known: dict[date, Result] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _steps(self) -> tuple[tuple[date, Aim], ...]:
        return tuple((aim.since.days(self.fiscal_year_start)[0], aim) for aim in self.series.kpi.targets)

    def of(self, first: date) -> Result:
        """The target of the period that begins then."""
        if first not in self._known:
            self._known[first] = self._of(first)
        return self._known[first]

    def _of(self, first: date) -> Result:
        kpi = self.series.kpi
        last = periods.ends(first, kpi.cadence)
        era = self.series.era(first, last)
        if era is None:
            return "break"
        if not kpi.targets:
            if kpi.aim is None:
                return "no-figure"
            return Fraction(kpi.aim) if era >= self._today else "break"
        now = max((n for n, (since, _) in enumerate(self._steps) if since <= first), default=None)
        if now is None:
            return "no-figure"
        since, aim = self._steps[now]
        if self.series.era(since, since) != era:
            return "break"
        if kpi.curve == "linear" and now + 1 < len(self._steps):
            return self._on_the_way(first, now, era)
        return Fraction(aim.value)

    def _on_the_way(self, first: date, now: int, era: int) -> Fraction:
        """Between two targets; there is no way to one beyond a break."""
        (since, aim), (until, following) = self._steps[now], self._steps[now + 1]
        if self.series.era(until, until) != era:
            return Fraction(aim.value)
        gone, whole = periods.months_between(since, first), periods.months_between(since, until)
        return arithmetic.between(Fraction(aim.value), Fraction(following.value), gone, whole)

    @cached_property
    def _today(self) -> int:
        """The era that a single target was decided for."""
        return sum(mark.first <= self.series.as_of for mark in self.series.marks)

    def over(self, firsts: Sequence[date]) -> Result:
        """What the targets of these periods make together, as the figures do. Those of a ratio make their mean, unless
        it divides what adds up by what does not: the costs of a quarter for each head are not those of a month."""
        parts = self.series.parts
        if parts and len({part.kpi.aggregation == "sum" for part in parts}) > 1:
            return "not-added"
        found = [self.of(first) for first in firsts]
        values = [one for one in found if isinstance(one, Fraction)]
        if len(values) < len(found):
            return next(one for one in found if not isinstance(one, Fraction))
        return arithmetic.together(values, "mean" if self.series.kpi.ratio else self.series.kpi.aggregation)

    def history(self) -> tuple[TargetChange, ...]:
        """All targets that were written down, the first one first."""
        before: list[Fraction | None] = [None, *(Fraction(aim.value) for _, aim in self._steps)]
        return tuple(
            TargetChange(aim.since, earlier, Fraction(aim.value), aim.decided_on, aim.reason, since > self.series.as_of)
            for earlier, (since, aim) in zip(before, self._steps, strict=False)
        )
