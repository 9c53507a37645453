"""Naming: where a text says one of many names, each as a word of its own."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_SCRIPTS = (
    (re.compile("[A-Za-z0-9]"), "A-Za-z0-9_@#", "(?![A-Za-z0-9_]|[.@-][A-Za-z0-9])"),
    (re.compile("[ァ-ヺー]"), "ァ-ヺー", "(?![ァ-ヺー])"),
    (re.compile("[一-鿿々]"), "一-鿿々", "(?![一-鿿々])"),
)
"""Letters, what may not stand before a name that begins with one, and what may not follow a name that ends with one:
what goes on in the same letters is a longer word."""
_PLURAL = "(?:e?s)?"


class Said(NamedTuple, Generic[T]):
    """A name where it is said, from `start` to `end`, and what it means."""

    start: int
    end: int
    name: str
    meaning: T


class Names(Generic[T]):
    """All names in one pattern, sorted out by their first letter; of those that begin at one place the longest wins.

    Names with a capital that is not their first letter are said as they are written, others in small letters too.
    """

    def __init__(self, meant: Iterable[tuple[str, T]]) -> None:
        self.exact: dict[str, tuple[str, T]] = {}
        self.folded: dict[str, tuple[str, T]] = {}
        for written, meaning in meant:
            name = " ".join(written.split())
            known = self.exact if is_capital(name) else self.folded
            if len(name) > 1:
                known.setdefault(name if is_capital(name) else name.casefold(), (name, meaning))

    def said(self, text: str) -> Iterator[Said[T]]:
        for match in self._pattern.finditer(text) if self.exact or self.folded else ():
            name, meaning = self._meant(" ".join(match[0].split()))
            yield Said(*match.span(), name, meaning)

    def _meant(self, said: str) -> tuple[str, T]:
        for ending in ("", "s", "es"):
            stem = said.removesuffix(ending)
            found = self.exact.get(stem) or self.folded.get(stem.casefold())
            if found and (not ending or len(stem) < len(said)):
                return found
        raise AssertionError(f"no name is said in {said}")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        by_first: dict[str, list[str]] = defaultdict(list)
        for name in self.exact:
            by_first[name[0]].append(name)
        for name, _ in self.folded.values():
            for first in sorted({name[0].lower(), name[0].upper()}):
                by_first[first].append(name)
        begun = [_begun(first, names, self.exact) for first, names in sorted(by_first.items())]
        return re.compile(f"(?=[{''.join(re.escape(first) for first in sorted(by_first))}])(?:{'|'.join(begun)})")


def is_capital(name: str) -> bool:
    """Whether its capitals belong to it, as in MQL or HubSpot."""
    return any(sign.isupper() for sign in name[1:])


def _begun(first: str, names: list[str], exact: Mapping[str, object]) -> str:
    longest_first = sorted(dict.fromkeys(names), key=lambda name: (-len(name), name))
    before = next((f"(?<![{signs}]{re.escape(first)})" for letter, signs, _ in _SCRIPTS if letter.match(first)), "")
    return f"{re.escape(first)}{before}(?:{'|'.join(_rest(name, name in exact) for name in longest_first)})"


def _rest(name: str, is_exact: bool) -> str:
    rest = r"\s+".join(re.escape(word) for word in name[1:].split(" "))
    after = next((after for letters, _, after in _SCRIPTS if letters.match(name[-1])), "")
    plural = _PLURAL if name[-1].isascii() and name[-1].isalpha() else ""
    return f"{rest if is_exact else f'(?i:{rest})'}{plural}{after}"
