"""Navigation in the engine's terms: the catalog's own, or a hand-made one into which collections unfold."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from mops_kb.parcel import Branch


def listed(branches: Sequence[Branch]) -> list[Any]:
    """As the `nav` of a configuration. Themes print titles as they are, so they are escaped."""
    return [branch.path or {escape(branch.title): listed(branch.branches)} for branch in branches]


def expand(nav: Sequence[Any], branches: Sequence[Branch]) -> list[Any]:
    """A hand-made `nav` in which `events/` stands for everything in that collection."""
    return [_expanded(entry, branches) for entry in nav]


def _expanded(entry: Any, branches: Sequence[Branch]) -> Any:
    if isinstance(entry, dict):
        return {title: _value(value, branches) for title, value in entry.items()}
    if isinstance(entry, str) and (section := _section(entry, branches)):
        return {escape(section.title): listed(section.branches)}
    return entry


def _value(value: Any, branches: Sequence[Branch]) -> Any:
    if isinstance(value, list):
        return expand(value, branches)
    if isinstance(value, str) and (section := _section(value, branches)):
        return listed(section.branches)
    return value


def _section(text: str, branches: Sequence[Branch]) -> Branch | None:
    if not text.strip("/") or not text.endswith("/"):
        return None
    return next((branch for branch in _all(branches) if branch.folder == text.rstrip("/")), None)


def _all(branches: Sequence[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.branches)
