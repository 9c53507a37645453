"""Tokens: HTML as Markdown writes it, cut up in a fraction of the time that Python's own parser takes.

Anything that is not plain tags with quoted attributes is left to that parser.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""([^<]+)|</([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?:\ [a-z][a-z0-9-]*(?:="[^"<>&]*")?)*)(\ ?/)?>""", re.VERBOSE
)
_ATTRIBUTE = re.compile(r' ([a-z0-9-]+)(?:="([^"]*)")?')
_IN_THEIR_OWN_WAY = frozenset(
    (
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "svg",
        "math",
    )
)
Token = tuple[str, str, str, str, str]
"""A text, or a tag that ends, or one that begins, and of that the attributes, and whether it is empty."""


def tokens(html: str) -> list[Token] | None:
    """All of it in pieces; nothing where a piece is not of the plain kind."""
    if _TOKEN.sub("", html):
        return None
    found: list[Token] = _TOKEN.findall(html)
    return found if _IN_THEIR_OWN_WAY.isdisjoint({token[2] for token in found}) else None


def attributes(text: str) -> list[tuple[str, str | None]]:
    """Of a tag, as Python's parser tells them."""
    return [(match[1], match[2]) for match in _ATTRIBUTE.finditer(text)]
