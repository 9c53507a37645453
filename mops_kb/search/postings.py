"""Postings: which pages hold which token, and how well, in few characters.

Pages are numbered from 0. A posting is the distance from the one before, four times, plus 2 where the token stands in a
title, name, summary or heading, plus 1 where it is there often; numbers are written in digits to the base 42, the
lowest first, and the last digit of each comes from the first half of the alphabet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^"
_BASE = len(ALPHABET) // 2
_OFTEN = 3


Weighed = tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]
"""The tokens of a page by their weight: said, said often, named, both."""


class Page:
    """The tokens of one page, and how often each stands where."""

    def __init__(self, chief: Iterable[str], said: Iterable[str]) -> None:
        self.chief = frozenset(chief)
        self.counts: dict[str, int] = defaultdict(int, dict.fromkeys(self.chief, 0))
        for token in said:
            self.counts[token] += 1

    def weighed(self) -> Weighed:
        """Its tokens by their weight."""
        by_weight: tuple[list[str], list[str], list[str], list[str]] = ([], [], [], [])
        for token, count in self.counts.items():
            by_weight[2 * (token in self.chief) + (count >= _OFTEN)].append(token)
        return by_weight


def postings(pages: Iterable[Weighed]) -> dict[str, str]:
    """Token → its pages."""
    found: dict[str, list[int]] = defaultdict(list)
    count = 0
    for count, page in enumerate(pages, 1):
        for weight, tokens in enumerate(page):
            posting = 4 * count - 4 + weight
            for token in tokens:
                found[token].append(posting)
    digits = [_digits(number) for number in range(4 * count + 4)]
    return {token: "".join(_apart(those, digits)) for token, those in found.items()}


def _apart(those: Sequence[int], digits: Sequence[str]) -> Iterator[str]:
    """Each by its distance from the page of the one before."""
    before = -4
    for one in those:
        yield digits[one - before]
        before = one & -4


def shards(found: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By the first character, so that all that begins with it is in one file."""
    made: dict[str, dict[str, str]] = defaultdict(dict)
    for token in sorted(found):
        made[shard(token[0])][token] = found[token]
    return made


def shard(first: str) -> str:
    """Letters, digits and kana have a file each; the many other characters share 64."""
    code = ord(first)
    return f"{code:x}" if code < 0x80 or 0x3041 <= code <= 0x30FF else f"m{code % 64:02x}"


def _digits(number: int) -> str:
    if number < _BASE:
        return ALPHABET[number]
    found = ""
    while number >= _BASE:
        number, digit = divmod(number, _BASE)
        found += ALPHABET[_BASE + digit]
    return found + ALPHABET[number]
