"""Typed: a value as it stands in its file, where quotes, escapes or line breaks make that differ from what it says."""

import re
from typing import NamedTuple

_SIGNS = {
    "": re.compile(r"\S"),
    "'": re.compile(r"''|[^\s']"),
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^ntr \n])|[^\s\"\\]"),
}


class Typed(NamedTuple):
    """`quote` is the mark that it stands in, if any; `text` begins where the value does, and goes on line by line."""

    quote: str
    text: str

    def find(self, value: str, offset: int) -> tuple[int, int]:
        """How many lines down, and at which offset of that line, a sign of the value stands. Breaks and blanks may have
        come and gone, so only what can be seen is counted."""
        seen = sum(not sign.isspace() for sign in value[:offset])
        start = len(self.quote)
        for count, sign in enumerate(_SIGNS[self.quote].finditer(self.text, start)):
            start = sign.start()
            if count == seen:
                break
        return self.text.count("\n", 0, start), start - (self.text.rfind("\n", 0, start) + 1)
