"""Postings: which pages hold which token, and how well, in few characters.

Pages are numbered from 0. A posting is the distance from the one before, four times, plus 2 where the token stands in a
title, name, summary or heading, plus 1 where it is there often; numbers are written in digits to the base 42, the
lowest first, and the last digit of each comes from the first half of the alphabet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^"
_BASE = len(ALPHABET) // 2
_OFTEN = 3


class Page:
    """The tokens of one page, and how often each stands where."""

    def __init__(self, chief: Iterable[str], said: Iterable[str]) -> None:
        self.chief = frozenset(chief)
        self.counts: dict[str, int] = defaultdict(int, dict.fromkeys(self.chief, 0))
        for token in said:
            self.counts[token] += 1

    def weight(self, token: str) -> int:
        return 2 * (token in self.chief) + (self.counts[token] >= _OFTEN)


def postings(pages: Iterable[Page]) -> dict[str, str]:
    """Token → its pages."""
    written: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, page in enumerate(pages):
        for token in page.counts:
            written[token].append(_digits(4 * (number - last.get(token, -1)) + page.weight(token)))
            last[token] = number
    return {token: "".join(found) for token, found in written.items()}


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
