"""Tagged: every link of the wiki that carries `utm_` parameters, where it stands and what it says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

from mops_kb.kinds.event.utm import Sort, UtmValue
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document, Place
from mops_kb.model.entity import Entity
from mops_kb.model.links import placed
from mops_kb.model.ref import Location
from mops_kb.model.settings import PersonalField, Settings

SORTS: tuple[Sort, ...] = get_args(Sort)
NEEDED: tuple[Sort, ...] = ("source", "medium", "campaign")
OTHERS = ("id", "source_platform", "creative_format", "marketing_tactic")
"""Parameters that analytics knows and the registry does not keep."""
_TAGGED = re.compile(r"[?&]utm_", re.IGNORECASE)
_WHOLE = re.compile(r"https?://\S+", re.IGNORECASE)
Registry = Mapping[str, Mapping[str, UtmValue]]


@dataclass(frozen=True)
class Tagged:
    """One link. `said` are its parameters without `utm_`, in order; a parameter without a value says nothing."""

    entity: Entity
    path: str
    place: Place
    address: str
    said: tuple[tuple[str, str], ...]

    @property
    def values(self) -> Mapping[str, str]:
        """What it says by sort; of what stands twice, the first."""
        return dict(reversed(self.said))

    @property
    def plain(self) -> str:
        """The address without what comes behind its path."""
        return self.address.partition("?")[0]


def registry(catalog: Catalog, settings: Settings) -> Registry:
    """The values by sort; those that are not there yet or no longer, too."""
    found: dict[str, dict[str, UtmValue]] = {sort: {} for sort in SORTS}
    for row in catalog.of(UtmValue):
        found[row.sort][row.value] = row
    return found


def tagged(catalog: Catalog, settings: Settings) -> tuple[Tagged, ...]:
    """All of them, page by page."""
    unseen = frozenset(get_args(PersonalField)) - frozenset(settings.person_fields)
    found = []
    for entity in catalog.entities():
        document = catalog.documents[entity.ref]
        hidden = unseen if entity.kind == "person" else frozenset()
        for path, place, address in _addresses(document, hidden):
            found.append(Tagged(entity, path, place, address, _said(address)))
    return tuple(found)


def _addresses(document: Document, hidden: frozenset[str]) -> Iterator[tuple[str, Place, str]]:
    for location, text in _texts(document.values, ()):
        if location[0] in hidden or not _TAGGED.search(text):
            continue
        if location[0] == "body":
            path, (line, column) = document.body(str(location[1]) if len(location) > 1 else "")
            for one in placed(text):
                if _TAGGED.search(one.text):
                    yield path, (line + one.line - 1, column + one.col - 1), one.text.replace("&amp;", "&")
        else:
            found = [text] if _WHOLE.fullmatch(text) else [one.text for one in placed(text)]
            for address in found:
                if _TAGGED.search(address):
                    yield document.path, document.place(location), address


def _texts(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    """Every text of a record as it was read, with its place in it."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(part, (*at, name))
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _texts(part, (*at, position))


def _said(address: str) -> tuple[tuple[str, str], ...]:
    try:
        query = urlsplit(address).query
    except ValueError:  # brackets that are no address of a computer
        query = address.partition("?")[2].partition("#")[0]
    pairs = parse_qsl(query, keep_blank_values=True)
    return tuple((name[4:], value) for name, value in pairs if name[:4].lower() == "utm_" and value)
