"""Atom: what changed, for feed readers (RFC 4287). Nobody's name is in it but the site's."""

from datetime import datetime, time
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from mops_kb.labels import Labels
from mops_kb.model.address import absolute
from mops_kb.model.catalog import Catalog
from mops_kb.model.page import File
from mops_kb.model.settings import Settings
from mops_kb.reports.updates.views import FEED, PATH, Update, updates

MOST = 100
_SINCE = 2026
"""Ids are `tag:HOST,YEAR:…` (RFC 4151): a year in which the host was the site's, and always the same."""


def feed(catalog: Catalog, labels: Labels, settings: Settings) -> File:
    """The latest changes, each page once a day; its id stays, whatever else changes."""
    told = catalog.once(updates, settings)[:MOST]
    zone = ZoneInfo(settings.time_zone)
    made = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": settings.language})
    _say(made, "title", labels("updates.feed.title", site=settings.site_name))
    _say(made, "subtitle", labels("updates.lead" if catalog.history.reach == "whole" else "updates.none"))
    _say(made, "id", _id(PATH.removesuffix(".md"), settings))
    _say(made, "updated", (told[0].at if told else datetime.combine(settings.as_of, time(), zone)).isoformat())
    _say(_child(made, "author"), "name", settings.site_name)
    _child(made, "link", rel="self", type="application/atom+xml", href=_absolute(FEED, settings))
    _child(made, "link", rel="alternate", type="text/html", href=_absolute(PATH, settings))
    for one in told:
        _entry(made, one, labels, settings)
    ElementTree.indent(made, " ")
    text = ElementTree.tostring(made, encoding="unicode")
    return File(FEED, f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')


def _entry(feed: Element, one: Update, labels: Labels, settings: Settings) -> None:
    entity = one.entity
    kind = labels(f"kind.{entity.kind}")
    title = entity.title.words(settings.language, settings.default_language).text
    entry = _child(feed, "entry")
    key = "updates.feed.new" if one.is_new else "updates.feed.changed"
    _say(entry, "title", labels(key, title=" ".join(title.split()), kind=kind))
    _say(entry, "id", _id(f"{entity.ref}/{one.day}", settings))
    _say(entry, "updated", one.at.isoformat())
    _child(entry, "link", rel="alternate", type="text/html", href=_absolute(entity.path, settings))
    _child(entry, "category", term=entity.kind, label=kind)
    if entity.summary:
        _say(entry, "summary", entity.summary.words(settings.language, settings.default_language).text)


def _id(what: str, settings: Settings) -> str:
    place = urlsplit(settings.site_url)
    path = f"{place.path.rstrip('/')}/{what}"
    return f"tag:{place.hostname or 'localhost'},{_SINCE}:{quote(path, safe='/:')}"


def _absolute(path: str, settings: Settings) -> str:
    return absolute(path, settings.site_url, settings.directory_urls)


def _child(parent: Element, name: str, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, name, attributes)


def _say(parent: Element, name: str, words: str) -> None:
    _child(parent, name).text = words
