"""Feeds of change: talks, reports, gates, what is asked and trainings of all initiatives, and of each by itself."""

from collections.abc import Iterator
from datetime import date, timedelta

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.change.moments import DATED, Moment, moments

ALL = "initiatives/all-dates.ics"


def feeds(wiki: Wiki) -> Iterator[Feed]:
    """What is still ahead comes first."""
    found = wiki.catalog.once(moments, wiki.settings)
    dated = {id: [moment for moment in those if moment.sort in DATED] for id, those in found.items()}
    everything = (moment for those in dated.values() for moment in those)
    yield Feed(ALL, "feeds.initiatives", tuple(of_moment(moment, wiki.settings) for moment in _ahead_first(everything)))
    for one in wiki.catalog.of(Initiative):
        entries = tuple(of_moment(moment, wiki.settings) for moment in _ahead_first(dated[one.id]))
        yield Feed(path_of(one), "feeds.initiative", entries, one.title)


def path_of(one: Initiative) -> str:
    return one.path.removesuffix(".md") + ".ics"


def _ahead_first(those: Iterator[Moment] | list[Moment]) -> list[Moment]:
    return sorted(those, key=lambda moment: (moment.state == "done", moment.day, moment.initiative.id, moment.name))


def of_moment(moment: Moment, settings: Settings) -> Entry:
    """A whole day."""
    one = moment.initiative
    return Entry(
        uid=f"initiative:{one.id}:{moment.name}",
        title=moment.who.title.joined(one.title, settings.default_language) if moment.who else one.title,
        entity=one,
        start=moment.day,
        end=moment.day + timedelta(days=1),
        stamp=_stamp(moment),
        lead=f"{moment.lead}.lead",
        summary=moment.text,
    )


def _stamp(moment: Moment) -> date:
    """The day on which the record was last known to be right; it moves on when a report is written."""
    one = moment.initiative
    known = (one.reviewed_on, *(report.on for report in one.reports), *(ask.closed_on for ask in one.asks))
    return max((day for day in known if day), default=moment.day)
