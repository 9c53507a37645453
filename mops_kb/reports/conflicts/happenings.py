"""Happenings: the days and times on which an event takes place, once or again and again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mops_kb.kinds.event.model import Event
from mops_kb.model.settings import Settings

HOUR = 60
MIDNIGHT = 24 * HOUR


class Happening(NamedTuple):
    """`opens` and `closes` are minutes; None if it may take all day. They are those of each of its days, or, if it goes
    `through`, the first of the first and the last of the last."""

    first: date
    last: date
    opens: int | None
    closes: int | None
    vague: bool
    through: bool = False


def happenings(event: Event, first: date, last: date, settings: Settings) -> Iterator[Happening]:
    """Those that touch the days from the first to the last."""
    for one in event.when.occurrences(first, last, settings.fiscal_year_start):
        if one.start:
            yield _moment(one.start, one.end, event.when.zone, settings)
        else:
            yield _days(one.first, one.last, not one.exact, event)


def _days(first: date, last: date, vague: bool, event: Event) -> Happening:
    opens, closes = _clock(event.time) if event.time and not vague else (None, None)
    return Happening(first, last, opens, closes, vague)


def _moment(start: datetime, end: datetime | None, zone: str | None, settings: Settings) -> Happening:
    """In the site's time zone."""
    opens, closes = _here(start, zone, settings), _here(end or start + timedelta(hours=1), zone, settings)
    last = (closes - timedelta(minutes=1)).date()
    return Happening(opens.date(), last, _minute(opens), _minute(closes) or MIDNIGHT, vague=False, through=True)


def _here(moment: datetime, zone: str | None, settings: Settings) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(settings.time_zone)) if zone else moment


def _minute(moment: datetime) -> int:
    return moment.hour * HOUR + moment.minute


@lru_cache(maxsize=2000)
def _clock(written: str) -> tuple[int, int]:
    """A start without an end counts an hour; what ends before it starts goes on to midnight."""
    start, _, end = written.partition("-")
    opens = _minutes(start)
    closes = _minutes(end) if end else opens + HOUR
    return opens, closes if opens < closes <= MIDNIGHT else MIDNIGHT


def _minutes(clock: str) -> int:
    return int(clock[:2]) * HOUR + int(clock[3:])
