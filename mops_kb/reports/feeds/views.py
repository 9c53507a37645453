"""The feeds of the wiki, and a page that lists all that there are with how to subscribe to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mops_kb.kinds.channel.model import Channel
from mops_kb.model.feed import Feed
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.feeds import marketing, meetings, reviews

PATH = "subscribe.md"


class Program(NamedTuple):
    """A calendar program: how many steps it takes there, and where its maker says how often it looks for changes."""

    name: str
    steps: int
    source: str


PROGRAMS = (
    Program("apple", 2, "https://support.apple.com/guide/calendar/subscribe-to-calendars-icl1022/mac"),
    Program("google", 3, "https://support.google.com/calendar/answer/37100"),
    Program(
        "outlook",
        3,
        "https://support.microsoft.com/office/"
        "import-or-subscribe-to-a-calendar-in-outlook-com-or-outlook-on-the-web-cff1429c-5af6-41ec-a5b4-74f2c278e98c",
    ),
)


@dataclass(frozen=True)
class FeedsView:
    """`general` feeds stand by themselves, `groups` are feeds of one sort, each about one thing. `vague` is how many
    events have no exact day, `undated` are meetings without one."""

    general: tuple[Feed, ...]
    groups: tuple[tuple[str, tuple[Feed, ...]], ...]
    vague: int
    undated: tuple[Channel, ...]
    programs: tuple[Program, ...] = PROGRAMS


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def feeds(wiki: Wiki) -> Iterator[Feed]:
    yield from marketing.feeds(wiki.catalog, wiki.settings)
    yield meetings.feed(wiki.catalog, wiki.settings)
    yield from reviews.feeds(wiki.catalog)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has nothing for calendars."""
    undated = meetings.undated(wiki.catalog, wiki.settings)
    vague = marketing.vague(wiki.catalog, wiki.settings)
    if wiki.feeds or undated:
        yield View(PATH, "feeds/page.md", _feeds(wiki.feeds, vague, undated), "feeds", "feeds.title")


def _feeds(feeds: Sequence[Feed], vague: int, undated: tuple[Channel, ...]) -> FeedsView:
    """The marketing calendar first."""
    groups: dict[str, list[Feed]] = defaultdict(list)
    ranked = sorted(feeds, key=lambda feed: not feed.path.startswith(marketing.FOLDER))
    for feed in ranked:
        if feed.of:
            groups[feed.title].append(feed)
    return FeedsView(
        tuple(feed for feed in ranked if not feed.of),
        tuple((title, tuple(those)) for title, those in groups.items()),
        vague,
        undated,
    )
