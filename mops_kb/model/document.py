"""Documents: what was read from a file, with the place of every value, before anyone knows whether it is right."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from mops_kb.model.ref import Location
from mops_kb.model.typed import Typed

Place = tuple[int, int]
"""Line and column, both counted from 1."""


class Origin(NamedTuple):
    """Where a record stands: a path relative to the docs folder, and a line."""

    path: str
    line: int


@dataclass(frozen=True)
class Lent:
    """What the records of a file have where they do not say otherwise; it stands in the file `path`."""

    path: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[Location, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One record as it was read: plain values (texts, lists, mappings), and where each key and value stands."""

    collection: str
    path: str
    values: Mapping[str, Any]
    start: Place = (1, 1)
    keys: Mapping[Location, Place] = field(default_factory=dict)
    places: Mapping[Location, Place] = field(default_factory=dict)
    row: bool = False
    """Read from a CSV row, where every value is one text and the keys stand in the header, `()` is its start."""
    bodies: Mapping[str, Origin] = field(default_factory=dict)
    """Language → file and first line of the body, for pages in Markdown; "" is the page's own language."""
    lent: Lent | None = None
    typed: Mapping[Location, Typed] = field(default_factory=dict)
    """Values that were typed otherwise than they are read."""

    def with_lent(self, lent: Lent) -> "Document":
        """The same with what is lent to it in place of what was left empty."""
        own = {name: value for name, value in self.values.items() if value is not None}
        return replace(self, values={**lent.values, **own}, lent=replace(lent, values=_less(lent.values, own)))

    def at(self, location: Location) -> tuple[str, Place]:
        """The file and the place at which the value stands, which may have been lent."""
        if not (self.lent and location and location[0] in self.lent.values):
            return self.path, self.place(location)
        while location not in self.lent.places and location:
            location = location[:-1]
        return self.lent.path, self.lent.places.get(location, (1, 1))

    def key(self, location: Location) -> Place:
        """Where the key stands, or else the nearest thing around it."""
        return self.keys.get(location) or self.place(location)

    def lack(self, location: Location) -> Place:
        """Where something is missing: at its key that has no value, at its empty cell, or in the header of a table."""
        return self.places.get(location, self.keys[()]) if self.row else self.key(location)

    def body(self, language: str) -> tuple[str, Place]:
        """The file and the place at which the body in that language begins."""
        if language in self.bodies:
            return self.bodies[language].path, (self.bodies[language].line, 1)
        return self.path, self.place(("body", language) if language else ("body",))

    def place(self, location: Location) -> Place:
        """Where the value stands, or else the nearest thing around it."""
        while location and location not in self.places:
            location = location[:-1]
        return self.places.get(location, self.start)

    def sign(self, location: Location, text: str, offset: int) -> tuple[str, Place]:
        """The file and the place of a sign in a text that stands there."""
        path, (line, col) = self.at(location)
        if path == self.path and location in self.typed:
            down, right = self.typed[location].find(text, offset)
            return path, (line + down, right + 1 if down else col + right)
        return path, (line + text.count("\n", 0, offset), col + offset - (text.rfind("\n", 0, offset) + 1))

    @property
    def origin(self) -> Origin:
        return Origin(self.path, self.start[0])


def _less(lent: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in lent.items() if name not in own}


def given(value: Any) -> Any:
    """Values without the fields that were left empty: a key with nothing behind it has not been given."""
    if isinstance(value, Mapping):
        return {name: given(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [given(part) for part in value]
    return value
