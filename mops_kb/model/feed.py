"""Feeds: what has dates, for calendar programs to subscribe to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mops_kb.model.entity import Entity
from mops_kb.model.text import Text


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar, or one series.

    `uid` is stable and unique in the whole wiki. A `date` fills whole days, and `end` is then the day after the last;
    a `datetime` is meant in `zone`, or in the site's. `rule` is an RRULE (RFC 5545), `until` the last day on which it
    may happen, `exceptions` are days on which it does not. `stamp` is the day on which the record was last known to be
    right: never the clock's. `lead` is a label key that is put before the title, `category` one too. `link` is an
    address of its own; where there is none, that of its page.
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
    zone: str | None = None
    until: date | None = None
    exceptions: tuple[date, ...] = ()
    status: Literal["TENTATIVE", "CONFIRMED", "CANCELLED"] | None = None
    category: str | None = None
    link: str | None = None


@dataclass(frozen=True)
class Feed:
    """One file of entries; `title` is the key of a label, filled in with `of` (a text, or the key of a label) where the
    feed is about one thing.

    The label `TITLE.text` tells what is in it, and `TITLE.many` is over all feeds of the sort where they are about one
    thing each.
    """

    path: str
    title: str
    entries: tuple[Entry, ...]
    of: Text | str | None = None
