"""Closed: on which days blackouts fall, and the business days that they leave."""

from collections.abc import Collection
from datetime import date

from mops_kb.kinds.blackout.model import Blackout
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import Span, Workdays

YEARS = 5
"""So many calendar years before and after that of `as_of` are looked at."""


def workdays(catalog: Catalog, settings: Settings) -> Workdays:
    """The business days of the site's country, without the days on which a blackout says that nobody works."""
    year = settings.as_of.year
    first, last = date(year - YEARS, 1, 1), date(year + YEARS, 12, 31)
    stops = stopping(catalog, settings)
    return Workdays(settings.country, frozenset(span for one in stops for span in spans(one, first, last, settings)))


def stopping(catalog: Catalog, settings: Settings) -> tuple[Blackout, ...]:
    """The blackouts during which nobody works."""
    return tuple(one for one in catalog.of(Blackout) if one.stops_work and settings.counts(one.seen_by))


def spans(blackout: Blackout, first: date, last: date, settings: Settings) -> tuple[Span, ...]:
    """When a blackout holds, as far as it touches these days; first and last day, both included."""
    occurrences = blackout.when.occurrences(first, last, settings.fiscal_year_start)
    return tuple((one.first, one.last) for one in occurrences)


def applies(
    blackout: Blackout, catalog: Catalog, team: Record | None, category: str, channels: Collection[str]
) -> bool:
    """Whether it closes the calendar to an entry of that team, in that category, on those channels."""
    return (
        (not blackout.teams or team in catalog.follow(blackout, "teams"))
        and (not blackout.categories or category in blackout.categories)
        and (not blackout.channels or not set(blackout.channels).isdisjoint(channels))
    )
