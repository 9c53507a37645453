"""The feeds of the wiki, and a page that lists all that there are with how to subscribe to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mops_kb.kinds.channel.model import Channel
from mops_kb.model.feed import Feed
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.feeds import marketing, meetings, reviews

PATH = "subscribe.md"
PROGRAMS = (("google", 3), ("outlook", 3))
"""Calendar programs, and the number of steps that it takes in each."""


@dataclass(frozen=True)
class FeedsView:
    """`general` feeds stand by themselves, `groups` are feeds of one sort, each about one thing."""

    general: tuple[Feed, ...]
    groups: tuple[tuple[str, tuple[Feed, ...]], ...]
    undated: tuple[Channel, ...]
    programs: tuple[tuple[str, int], ...] = PROGRAMS


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def feeds(wiki: Wiki) -> Iterator[Feed]:
    yield from marketing.feeds(wiki.catalog, wiki.settings)
    yield meetings.feed(wiki.catalog, wiki.settings)
    yield from reviews.feeds(wiki.catalog)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has nothing for calendars."""
    undated = meetings.undated(wiki.catalog, wiki.settings)
    if wiki.feeds or undated:
        yield View(PATH, "feeds/page.md", _feeds(wiki.feeds, undated), "feeds", "feeds.title")


def _feeds(feeds: Sequence[Feed], undated: tuple[Channel, ...]) -> FeedsView:
    about_one = sorted((feed for feed in feeds if feed.of), key=lambda feed: feed.title)
    groups = groupby(about_one, key=lambda feed: feed.title)
    return FeedsView(
        tuple(feed for feed in feeds if not feed.of),
        tuple((title, tuple(those)) for title, those in groups),
        undated,
    )
