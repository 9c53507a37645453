"""What changed: pages that came or changed in the last 90 days, by day and kind, as the repository tells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.history import Reach
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.ref import Ref
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings

PATH = "changes.md"
FEED = "changes.xml"
STRETCHES = (7, 30, 90)


class Update(NamedTuple):
    """A page that came (`is_new`) or changed on a day; `at` is the last moment of that day at which it did."""

    at: datetime
    entity: Entity
    is_new: bool

    @property
    def day(self) -> date:
        return self.at.date()


class Group(NamedTuple):
    """Of one day, the pages of a kind that came, or that changed."""

    kind: str
    is_new: bool
    updates: tuple[Update, ...]


class Day(NamedTuple):
    day: date
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Stretch:
    """The days up to so many days ago that are in no shorter stretch."""

    days: int
    by_day: tuple[Day, ...]
    count: int


@dataclass(frozen=True)
class UpdatesView:
    stretches: tuple[Stretch, ...]
    reach: Reach
    begins: date | None


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    history = wiki.catalog.history
    found = UpdatesView(tuple(_stretches(wiki)), history.reach, history.begins)
    yield View(PATH, "updates/page.md", found, "updates", "updates.title")


def updates(catalog: Catalog, settings: Settings) -> tuple[Update, ...]:
    """Of the last 90 days, each page once a day, the latest first."""
    since = settings.as_of - timedelta(days=STRETCHES[-1])
    found: dict[tuple[Ref, date], Update] = {}
    for entity in catalog.entities():
        for change in catalog.history.of(entity.ref):
            if change.day <= since:
                break
            last = found.get((entity.ref, change.day), Update(change.at, entity, False))
            found[entity.ref, change.day] = last._replace(is_new=last.is_new or change.is_new)
    return tuple(sorted(found.values(), key=lambda one: one.at, reverse=True))


def latest(catalog: Catalog, settings: Settings, most: int) -> tuple[Update, ...]:
    """The pages that came or changed last, each once."""
    each: dict[Ref, Update] = {}
    for one in catalog.once(updates, settings):
        each.setdefault(one.entity.ref, one)
    return tuple(each.values())[:most]


def _stretches(wiki: Wiki) -> Iterator[Stretch]:
    ranks = {kind.name: rank for rank, kind in enumerate(wiki.kinds)}
    told = wiki.catalog.once(updates, wiki.settings)
    latest_day = None
    for days in STRETCHES:
        since = wiki.settings.as_of - timedelta(days=days)
        those = [one for one in told if one.day > since and (latest_day is None or one.day <= latest_day)]
        by_day = tuple(
            Day(day, tuple(_groups(list(of_day), ranks))) for day, of_day in groupby(those, key=lambda one: one.day)
        )
        yield Stretch(days, by_day, len(those))
        latest_day = since


def _groups(those: Sequence[Update], ranks: dict[str, int]) -> Iterator[Group]:
    """Kind by kind as the wiki lists them, what came before what changed."""

    def place(one: Update) -> tuple[int, bool]:
        return ranks[one.entity.kind], not one.is_new

    for _, found in groupby(sorted(those, key=place), key=place):
        alike = tuple(found)
        yield Group(alike[0].entity.kind, alike[0].is_new, alike)
