"""Overlap: whether two dates share a moment, as far as can be known."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from mops_kb.model.when.value import Occurrence, When

Answer = Literal["yes", "no", "maybe"]
_A_DAY = timedelta(days=1)


class _Piece(NamedTuple):
    """From when to when (not included). It fills all that if it is `exact`; else it is somewhere in it."""

    start: datetime
    end: datetime
    exact: bool
    ends: bool
    """Whether it is known when it ends."""


def overlaps(one: When, other: When, fiscal_year_start: int, zone: str = "Asia/Tokyo") -> Answer:
    """`maybe` where a date is not exact, its end is not known, or it is not decided. `zone` is the site's."""
    spans = [when.span(fiscal_year_start) for when in (one, other)]
    if not spans[0] or not spans[1]:
        return "maybe"
    first, last = max(spans[0][0], spans[1][0]) - _A_DAY, min(spans[0][1], spans[1][1]) + _A_DAY
    if first > last:
        return "no"
    left, right = (_pieces(when, when.occurrences(first, last, fiscal_year_start), zone) for when in (one, other))
    return _answer(left, right)


def _answer(left: Iterator[_Piece], right: Iterator[_Piece]) -> Answer:
    answer: Answer = "no"
    one, other = next(left, None), next(right, None)
    while one and other:
        found = _shared(one, other)
        if found == "yes":
            return found
        if found == "maybe":
            answer = found
        if one.end <= other.end:
            one = next(left, None)
        else:
            other = next(right, None)
    return answer


def _shared(one: _Piece, other: _Piece) -> Answer:
    if one.start >= other.end or other.start >= one.end:
        return "no"
    if one.exact and other.exact:
        if (one.ends or one.start >= other.start) and (other.ends or other.start >= one.start):
            return "yes"
        return "maybe"
    if one.exact != other.exact:
        sure, vague = (one, other) if one.exact else (other, one)
        if sure.ends and sure.start <= vague.start and vague.end <= sure.end:
            return "yes"
    return "maybe"


def _pieces(when: When, occurrences: tuple[Occurrence, ...], zone: str) -> Iterator[_Piece]:
    there = ZoneInfo(when.zone or zone)
    for one in occurrences:
        start = one.start or datetime.combine(one.first, time())
        end = one.end or datetime.combine(one.last + _A_DAY, time())
        yield _Piece(
            start.replace(tzinfo=there).astimezone(UTC),
            end.replace(tzinfo=there).astimezone(UTC),
            one.exact,
            one.start is None or one.end is not None,
        )
