"""Checks of UTM: what the registry says, and whether links say what it allows."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from mops_kb.kinds.event.model import Event
from mops_kb.kinds.event.utm import UtmValue, is_plain
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.utm.tagged import NEEDED, OTHERS, SORTS, Registry, Tagged, tagged
from mops_kb.reports.utm.tagged import registry as registered

Span = tuple[date, date]


def registry(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Campaigns that are not named as the site names them, and sources that go with mediums that there are not."""
    known = catalog.once(registered, settings)
    pattern = re.compile(settings.campaign_pattern)
    for row in catalog.of(UtmValue):
        document = catalog.documents[row.ref]
        if row.sort == "campaign" and not pattern.fullmatch(row.value):
            params = {"field": "campaign", "written": row.value, "pattern": settings.campaign_pattern}
            yield problem(document.path, document.place(("value",)), "utm-form", "campaign", **params)
        for medium in row.mediums:
            if medium not in known["medium"]:
                yield _unknown("medium", medium, known, document.path, document.place(("mediums",)))


def links(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Every link that carries what the registry does not allow; none where the wiki keeps no registry."""
    known = catalog.once(registered, settings)
    if any(known.values()):
        for link in catalog.once(tagged, settings):
            yield from _names(link)
            yield from _values(link, known)
            yield from _lacks(link)
            yield from _pair(link, known)
            yield from _old(link, known, settings)


def _names(link: Tagged) -> Iterator[Problem]:
    """Parameters that no analytics reads: another spelling, or another case."""
    names = [*SORTS, *OTHERS]
    for name, _ in link.said:
        if name not in names:
            near = next(iter(get_close_matches(name.lower(), names, n=1)), "")
            variant = "near" if near else "remedy"
            yield problem(link.path, link.place, "utm-name", variant, written=f"utm_{name}", near=f"utm_{near}")


def _values(link: Tagged, known: Registry) -> Iterator[Problem]:
    for name, value in link.said:
        those = known.get(name, {})
        if value in those:
            continue
        if name in SORTS and not is_plain(value):
            near = _near(value, those)
            params = {"field": f"utm_{name}", "written": value, "near": near}
            yield problem(link.path, link.place, "utm-form", "near" if near else "remedy", **params)
        elif those:
            yield _unknown(name, value, known, link.path, link.place)


def _unknown(sort: str, value: str, known: Registry, path: str, place: tuple[int, int]) -> Problem:
    near = _near(value, known[sort])
    return problem(path, place, "utm-unknown", "near" if near else "remedy", sort=sort, written=value, near=near)


def _near(value: str, those: object) -> str:
    assert isinstance(those, dict)
    folded = "-".join(value.lower().split())
    return next(iter(get_close_matches(folded, those, n=1)), "")


def _lacks(link: Tagged) -> Iterator[Problem]:
    missing = [f"utm_{sort}" for sort in NEEDED if sort not in link.values]
    if missing:
        yield problem(link.path, link.place, "utm-missing", missing=missing, address=link.plain)


def _pair(link: Tagged, known: Registry) -> Iterator[Problem]:
    """A medium that does not go with its source."""
    source, medium = known["source"].get(link.values.get("source", "")), link.values.get("medium", "")
    if source and source.mediums and medium in known["medium"] and medium not in source.mediums:
        params = {"source": source.value, "medium": medium, "mediums": source.mediums}
        yield problem(link.path, link.place, "utm-pair", **params)


def _old(link: Tagged, known: Registry, settings: Settings) -> Iterator[Problem]:
    """A value that has run out when the event takes place is a mistake; elsewhere, that it has run out is a finding."""
    span = link.entity.when.span(settings.fiscal_year_start) if isinstance(link.entity, Event) else None
    for name, value in link.said:
        row = known.get(name, {}).get(value)
        if row is None or (isinstance(link.entity, Event) and not span):
            continue
        if span and row.until and row.until < span[0]:
            yield problem(link.path, link.place, "utm-expired", written=value, sort=name, day=row.until)
        elif span and row.since and span[1] < row.since:
            yield problem(link.path, link.place, "utm-early", written=value, sort=name, day=row.since)
        elif not span and row.until and row.until < settings.as_of:
            params = {"id": link.entity.id, "written": value, "sort": name, "day": row.until}
            yield problem(link.path, link.place, "utm-outdated", **params)
