"""Right: what a word is to be spelled like."""

from typing import NamedTuple


class Right(NamedTuple):
    """The spelling to use, and how often it stands in the wiki; `is_known` says that the glossary or a tool has it."""

    spelling: str
    times: int
    is_known: bool


class Wrong(NamedTuple):
    """Another spelling, where it stands."""

    offset: int
    written: str
    right: Right
