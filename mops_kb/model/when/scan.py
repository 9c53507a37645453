"""Scan: the words of a date, one after the other, each in whatever language it is."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from unicodedata import normalize

from mops_kb.model.values import wrong
from mops_kb.model.when import clock
from mops_kb.model.when.english import ENGLISH
from mops_kb.model.when.japanese import JAPANESE
from mops_kb.model.when.side import Side
from mops_kb.model.when.tongue import word

_DASHES = str.maketrans(dict.fromkeys("〜∼～→⇒", "~") | dict.fromkeys("‐‑‒–—―−", "–") | {"’": "'"})
_LONG_MARK = re.compile(r"(?<=[\d日月年])\s*ー\s*(?=\d)")
"""The mark of a long vowel, which looks like a dash."""


def _ymd(match: re.Match[str]) -> Mapping[str, object]:
    marks = {"slashes": "full"} if match[2] == "/" else {"instant": True} if match[5] else {}
    return {"year": int(match[1]), "month": int(match[3]), "day": int(match[4]), **marks}


_WORDS = (
    word(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(T(?=\d))?", _ymd),
    word(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)", "when-ambiguous"),
    word(r"(\d{4})[-/](\d{1,2})(?!\d)", lambda m: {"year": int(m[1]), "month": int(m[2])}),
    word(clock.TIME, clock.said),
    word(r"(\d{1,2})/(\d{1,2})(?!\d)", lambda m: {"month": int(m[1]), "day": int(m[2]), "slashes": "short"}),
    *JAPANESE.words,
    *ENGLISH.words,
    word(r"(?:CY\s*)?(\d{4})(?!\d)(?:\s*年|-(?=[QH]\d))?", lambda m: {"year": int(m[1])}),
    word(r"(\d{1,2})(?:st|nd|rd|th)?(?!\d)", lambda m: {"number": int(m[1])}),
)
_FROM = re.compile(r"from\b", re.IGNORECASE)
_BETWEEN = re.compile(r"between\b", re.IGNORECASE)
_AND = re.compile(r"and\b", re.IGNORECASE)
_ZONE = re.compile(clock.ZONE, re.IGNORECASE)
_OFFSET = re.compile(clock.OFFSET, re.IGNORECASE)
_JOIN = re.compile(
    r"~|–|から|(?<!-\d)(?<!-\d\d)-(?![QH]\d)|\b(?:to|through|thru|until|till)\b|(?<=[-:]\d\d)/(?=\d{4}-)",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"まで")
_ABOUT = re.compile(r"頃|ごろ|\b(?:around|about)\b", re.IGNORECASE)
_FILLER = re.compile(r"[\s,、の]+|に(?!\d)|\b(?:of|the|on|in|at)\b", re.IGNORECASE)


class Scanned(NamedTuple):
    """`last` is there where there are two; `about` says that it is not meant exactly."""

    first: Side
    last: Side | None
    zone: str | None
    about: bool


def plain(written: str) -> str:
    """Half width, one sort of tilde, one sort of dash, and single spaces."""
    text = normalize("NFKC", written.translate(_DASHES)).translate(_DASHES)
    return " ".join(_LONG_MARK.sub("~", text).split())


def refused(written: str) -> Exception:
    return wrong("when-form", written)


def scan(text: str, written: str) -> Scanned:
    """Read a plain text as a date, or as two with a word between them."""
    return _Scan(text, written).scanned()


class _Scan:
    def __init__(self, text: str, written: str) -> None:
        self.text, self.written, self.place = text, written, 0
        self.sides = [Side()]
        self.zone: str | None = None
        self.about = self.between = False

    def scanned(self) -> Scanned:
        self.between = bool(self._passes(_BETWEEN))
        opened = self.between or self._passes(_FROM)
        while self.place < len(self.text):
            if not (self._reads_zone() or self._reads_word() or self._joins() or self._passes_over()):
                raise refused(self.written)
        first, last = (*self.sides, None)[:2]
        assert first
        if self.sides[-1].is_empty or (opened and not last):
            raise refused(self.written)
        if first.slashes == "short" or (last and last.slashes == "short" and first.slashes != "full"):
            raise wrong("when-ambiguous", self.written)
        return Scanned(first, last, self.zone, self.about)

    def _passes(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.place)
        if match and match.end() > self.place:
            self.place = match.end()
            return match
        return None

    def _reads_zone(self) -> bool:
        """A zone stands behind a time; `-05:00` is one only in `2026-11-12T14:00-05:00`."""
        side = self.sides[-1]
        if side.hour is None:
            return False
        offset = _OFFSET.match(self.text, self.place)
        match = self._passes(_OFFSET if offset and (offset[1] != "-" or side.instant) else _ZONE)
        if match and self.zone:
            raise refused(self.written)
        if match:
            self.zone = clock.zone(match[0], self.written)
        return bool(match)

    def _reads_word(self) -> bool:
        for pattern, means in _WORDS:
            if match := self._passes(pattern):
                if isinstance(means, str):
                    raise wrong(means, self.written)
                self._set(means(match))
                return True
        return False

    def _set(self, values: Mapping[str, object]) -> None:
        side = self.sides[-1]
        for name, value in values.items():
            if value is not None and getattr(side, name) is not None:
                raise refused(self.written)
            setattr(side, name, value)
        if side.month is not None:
            side.takes_number("day")

    def _joins(self) -> bool:
        if not self._passes(_AND if self.between else _JOIN):
            return False
        if len(self.sides) > 1 and any(side.hour is not None for side in self.sides):
            raise wrong("when-hours", self.written)
        if len(self.sides) > 1 or self.sides[0].is_empty:
            raise refused(self.written)
        self.sides.append(Side())
        return True

    def _passes_over(self) -> bool:
        if self._passes(_ABOUT):
            self.about = True
            return True
        closed = len(self.sides) > 1 and not self.sides[-1].is_empty and self._passes(_CLOSE)
        return bool(closed or self._passes(_FILLER))
