"""Feeds: what has dates, for calendar programs to subscribe to."""

from dataclasses import dataclass
from datetime import date, datetime

from mops_kb.model.entity import Entity
from mops_kb.model.text import Text


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar, or one series.

    `uid` is stable and unique in the whole wiki. A `date` fills whole days, and `end` is then the day after the last;
    a `datetime` has no zone of its own and is meant in the site's. `rule` is an RRULE (RFC 5545). `stamp` is the day on
    which the record was last known to be right: never the clock's. `lead` is a label key that is put before the title.
    """

    uid: str
    title: Text
    entity: Entity
    start: date | datetime
    end: date | datetime
    stamp: date
    rule: str | None = None
    lead: str | None = None
    summary: Text | None = None
    place: Text | None = None


@dataclass(frozen=True)
class Feed:
    """One file of entries; `title` is the key of a label, filled in with `of` where the feed is about one thing.

    The label `TITLE.text` tells what is in it, and `TITLE.many` is over all feeds of the sort where they are about one
    thing each.
    """

    path: str
    title: str
    entries: tuple[Entry, ...]
    of: Text | None = None
