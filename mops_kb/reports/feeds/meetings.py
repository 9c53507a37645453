"""The feed of recurring meetings: a channel's frequency, weekday and time become a series.

A meeting begins on `starts_on`, or on the first fitting day after it. Without `starts_on` it is counted from its last
review, but only where that cannot be wrong: every day, every week, or on a weekday of each month that it names. Which
second week or which quarter is meant nobody knows without a first day, so such a meeting is left out and counted aloud.
A verdict that changes the frequency begins a new series on the first fitting day from the decision on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mops_kb.kinds.channel.model import Channel, Frequency, Verdict
from mops_kb.model.catalog import Catalog
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.settings import Settings

PATH = "channels/meetings.ics"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_MONTH = ("monthly", "quarterly", "yearly")
_LAST = -1


@dataclass(frozen=True)
class Rhythm:
    """Which days a meeting takes place on; `nth` is which such weekday of the month."""

    frequency: Frequency
    first: date
    nth: int | None = None

    @property
    def rule(self) -> str:
        day = _CODES[self.first.weekday()]
        return {
            "daily": f"FREQ=WEEKLY;BYDAY={','.join(_CODES[:5])}",
            "weekly": f"FREQ=WEEKLY;BYDAY={day}",
            "biweekly": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
            "monthly": f"FREQ=MONTHLY;BYDAY={self.nth}{day}",
            "quarterly": f"FREQ=MONTHLY;INTERVAL=3;BYDAY={self.nth}{day}",
            "yearly": f"FREQ=YEARLY;BYDAY={self.nth}{day};BYMONTH={self.first.month}",
        }[self.frequency]


def feed(catalog: Catalog, settings: Settings) -> Feed:
    entries = (entry(channel, settings.as_of) for channel in _held(catalog, settings))
    return Feed(PATH, "feeds.meetings", tuple(one for one in entries if one))


def undated(catalog: Catalog, settings: Settings) -> tuple[Channel, ...]:
    """Meetings that are held in a rhythm, but on what day, or at what time, is not written."""
    return tuple(channel for channel in _held(catalog, settings) if not entry(channel, settings.as_of))


def entry(channel: Channel, as_of: date) -> Entry | None:
    """The series of a meeting as it is held on that day; None where its day or time is not known."""
    held = rhythm(channel, as_of)
    if held is None or channel.time is None:
        return None
    start = datetime.combine(held.first, time.fromisoformat(channel.time[:5]))
    return Entry(
        uid=f"meeting:{channel.id}",
        title=channel.title,
        entity=channel,
        start=start,
        end=start + _length(channel, as_of),
        stamp=channel.reviewed_on or held.first,
        rule=held.rule,
        summary=channel.summary or channel.purpose,
    )


def rhythm(channel: Channel, as_of: date) -> Rhythm | None:
    """From what the record says of its days; None where that leaves more than one answer."""
    frequency = _frequency(channel, as_of)
    since = _since(channel, as_of)
    start = since or channel.reviewed_on
    weekday = _weekday(channel)
    if frequency in (None, "ad-hoc") or start is None:
        return None
    if frequency == "daily":
        return Rhythm(frequency, _first(start, lambda day: day.weekday() < 5))
    is_certain = since or frequency == "weekly" or (frequency == "monthly" and channel.week_of_month)
    if weekday is None or not is_certain:
        return None
    first = _first(start, lambda day: day.weekday() == weekday)
    if frequency not in _BY_MONTH:
        return Rhythm(frequency, first)
    nth = channel.week_of_month or _nth(first)
    if nth > 4 and not channel.week_of_month:
        return Rhythm(frequency, first, _LAST)
    return Rhythm(frequency, _first(first, lambda day: day.weekday() == weekday and _nth(day) == nth), nth)


def _held(catalog: Catalog, settings: Settings) -> Iterator[Channel]:
    """Meetings with a rhythm that no verdict has ended."""
    for channel in catalog.of(Channel):
        verdict = _verdict(channel, settings.as_of)
        is_over = verdict and verdict.is_end
        if channel.sort == "meeting" and _frequency(channel, settings.as_of) != "ad-hoc" and not is_over:
            yield channel


def _verdict(channel: Channel, as_of: date) -> Verdict | None:
    """The one in force: its day has come, and it speaks of the channel as it is."""
    verdict = channel.decided
    return verdict if verdict and verdict.on <= as_of else None


def _change(channel: Channel, as_of: date) -> Verdict | None:
    verdict = _verdict(channel, as_of)
    return verdict if verdict and verdict.decision == "change" else None


def _frequency(channel: Channel, as_of: date) -> Frequency | None:
    change = _change(channel, as_of)
    return change.frequency if change and change.frequency else channel.frequency


def _since(channel: Channel, as_of: date) -> date | None:
    """The day from which the rhythm is counted, where the record tells it."""
    change = _change(channel, as_of)
    if change and change.frequency not in (None, channel.frequency):
        return max(change.on, channel.starts_on or change.on)
    return channel.starts_on


def _weekday(channel: Channel) -> int | None:
    if channel.weekday:
        return WEEKDAYS.index(channel.weekday)
    return channel.starts_on.weekday() if channel.starts_on else None


def _length(channel: Channel, as_of: date) -> timedelta:
    """None at all, where nobody has written it."""
    change = _change(channel, as_of)
    if change and change.minutes is not None:
        return timedelta(minutes=change.minutes)
    start, _, end = (channel.time or "").partition("-")
    if not end:
        return timedelta(minutes=channel.minutes or 0)
    return timedelta(minutes=(_minutes(end) - _minutes(start)) % (24 * 60))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def _first(start: date, fits: Callable[[date], bool]) -> date:
    day = start
    while not fits(day):
        day += timedelta(days=1)
    return day


def _nth(day: date) -> int:
    """Which of its month's Mondays a Monday is."""
    return (day.day - 1) // 7 + 1
