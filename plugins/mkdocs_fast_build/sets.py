"""Sets: names that were looked at together, each set with a name of its own; a set may hold others.

Hundreds of pages look at the same thousands of names; so these are told once, and a page says which sets it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mkdocs_fast_build import digest
from mkdocs_fast_build.store import Store

STAGE = "sets"
KIND = "set"
"""The first word of the name of a set that stands in another."""


class Sets:
    """Those of this build, and those of earlier ones in the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._known: dict[str, list[str]] = {}
        self._told: list[str] = []
        self._last: tuple[frozenset[str], str] = (frozenset(), "")
        self._used: set[str] = set()
        self._made: set[str] = set()

    def called(self, names: Iterable[str]) -> str:
        """The name of a set: the same for the same names."""
        names = frozenset(names)
        if names != self._last[0] or not self._last[1]:
            listed = sorted(names)
            self._last = names, digest.of_text("\0".join(listed))
            if self._last[1] not in self._known:
                self._known[self._last[1]] = listed
                self._told.append(self._last[1])
                self._made.add(self._last[1])
        return self._last[1]

    def take_new(self) -> dict[str, list[str]]:
        """What was made since this was last asked; so a fork tells its parent."""
        told, self._told = {called: self._known[called] for called in self._told}, []
        return told

    def add(self, sets: Mapping[str, list[str]]) -> None:
        """What a fork has told."""
        self._known.update(sets)
        self._made.update(sets)

    def names(self, called: str) -> list[str] | None:
        """What is in a set; None if nobody knows."""
        self._used.add(called)
        if called not in self._known and (kept := self.store.get(STAGE, called)) is not None:
            self._known[called] = kept
        return self._known.get(called)

    def keep(self) -> None:
        """Keep those that were asked for in this build, and no others."""
        for called in set(self.store.names(STAGE)) - self._used:
            self.store.drop(STAGE, called)
        for called in sorted(self._used & self._made):
            self.store.put(STAGE, called, self._known[called])
