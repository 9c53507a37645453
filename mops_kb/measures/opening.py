"""Opening: business hours as tables for SQL, so that the time between any two moments is two sums and a difference.

For each day of the calendar stands when it opens, for how many seconds, and how many seconds were open before it. The
business seconds until a moment are those before its day and those of the day so far; what lies between two moments is
the difference. Days open and close by the clock of the site's time zone, so a day on which clocks change is as long as
it really is.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mops_kb.kinds.blackout.closed import stopping, workdays
from mops_kb.measures.rows import literal
from mops_kb.model.catalog import Catalog
from mops_kb.model.hours import business_hours
from mops_kb.model.question import Column, Source
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

CLOSED = "closed_days"
_BEFORE, _AFTER = 15, 2
"""Holidays of so many years before and after that of `as_of` are known to a measure."""


def closed_days(catalog: Catalog, settings: Settings) -> Source:
    """Days from Monday to Friday on which nobody works."""
    calendar = catalog.once(workdays, settings)
    rows = tuple((day,) for day in _weekdays(settings.as_of.year) if not calendar.is_open(day))
    return Source(CLOSED, (Column("day", "day"),), rows)


def reads(catalog: Catalog, settings: Settings) -> tuple[Ref, ...]:
    """The records that say so."""
    return tuple(blackout.ref for blackout in stopping(catalog, settings))


def _weekdays(year: int) -> Iterator[date]:
    day, last = date(year - _BEFORE, 1, 1), date(year + _AFTER, 12, 31)
    while day <= last:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def is_open(day: str) -> str:
    return f"(isodow({day}) < 6 AND {day} NOT IN (SELECT day FROM {CLOSED}))"


def open_days(first: str, last: str, settings: Settings) -> str:
    """A table (day, opens, seconds, before) of all days from one to another; moments are seconds since 1970."""
    hours = business_hours(settings.business_hours)
    zone = literal(settings.time_zone)

    def at(minutes: int) -> str:
        return f"epoch_us((day + INTERVAL {minutes} MINUTE) AT TIME ZONE {zone}) // 1000000"

    return f"""SELECT day, opens, seconds, sum(seconds) OVER (ORDER BY day) - seconds AS before
        FROM (SELECT day, {at(hours.opens)} AS opens,
                     CASE WHEN {is_open("day")} THEN {at(hours.closes)} - {at(hours.opens)} ELSE 0 END AS seconds
              FROM (SELECT CAST(unnest(generate_series({first}, {last}, INTERVAL 1 DAY)) AS DATE) AS day))"""


def local_day(moment: str, settings: Settings) -> str:
    return f"CAST(make_timestamptz({moment} * 1000000) AT TIME ZONE {literal(settings.time_zone)} AS DATE)"


def until(moment: str, day: str) -> str:
    """The business seconds until a moment, given the row of its day."""
    return f"CAST({day}.before + least(greatest({moment} - {day}.opens, 0), {day}.seconds) AS BIGINT)"


def start_of(day: date, settings: Settings) -> int:
    """The moment at which a day begins."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(settings.time_zone)).timestamp())
