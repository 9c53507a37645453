"""Inline: patterns of Markdown that cannot match are not tried.

Markdown tries each of its patterns on each piece of text. Most need a character that most texts have not: which one is
read off the expression itself, so that this holds for the patterns of any extension.
"""

from __future__ import annotations

import re
import re._constants as re_names  # type: ignore[import-not-found]
import re._parser as re_parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from markdown import inlinepatterns, treeprocessors
from markdown.util import AtomicString

_HANDLE, _APPLY = "_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"
_NOTHING: frozenset[str] = frozenset()


@contextmanager
def only_what_may_match() -> Iterator[None]:
    """Meanwhile Markdown skips patterns that the text has not the characters for."""
    kind = treeprocessors.InlineProcessor
    plain = getattr(kind, _HANDLE)
    apply = getattr(kind, _APPLY)

    def handle(self: Any, data: str, patternIndex: int = 0) -> str:  # noqa: N803  # as Markdown calls it
        if isinstance(data, AtomicString):
            return data
        start, patterns = 0, self.inlinePatterns
        count = len(patterns)
        while patternIndex < count:
            pattern = patterns[patternIndex]
            if not _may_match(pattern, data):
                start = 0
                patternIndex += 1  # noqa: N806
                continue
            data, matched, start = apply(self, pattern, data, patternIndex, start)
            if not matched:
                patternIndex += 1  # noqa: N806
        return data

    setattr(kind, _HANDLE, handle)
    try:
        yield
    finally:
        setattr(kind, _HANDLE, plain)


def _may_match(pattern: Any, data: str) -> bool:
    expression = getattr(pattern, "compiled_re", None)
    known = pattern.__dict__.get("_fast_build_needs")
    if known is None or known[0] is not expression:
        known = pattern.__dict__["_fast_build_needs"] = (expression, _of(pattern, expression))
    return not known[1] or any(map(data.__contains__, known[1]))


def _of(pattern: Any, expression: Any) -> str:
    is_ordinary = type(pattern).getCompiledRegExp is inlinepatterns.Pattern.getCompiledRegExp
    return needs(expression) if is_ordinary and isinstance(expression, re.Pattern) else ""


@cache
def needs(expression: re.Pattern[str]) -> str:
    """Characters of which every match has at least one; empty where none are known."""
    if expression.flags & re.IGNORECASE:
        return ""
    return "".join(sorted(_of_all(re_parser.parse(expression.pattern, expression.flags))))


def _of_all(parts: Iterable[Any]) -> frozenset[str]:
    """Of parts that follow each other, the rarest need of one of them."""
    return min((found for part in parts if (found := _of_one(*part))), key=_commonness, default=_NOTHING)


def _commonness(needed: frozenset[str]) -> tuple[bool, int, list[str]]:
    return any(one.isalnum() or one.isspace() for one in needed), len(needed), sorted(needed)


def _of_one(name: Any, value: Any) -> frozenset[str]:
    if name is re_names.LITERAL:
        return frozenset(chr(value))
    if name is re_names.IN:
        return _of_class(value)
    if name is re_names.SUBPATTERN:
        return _of_all(value[3]) if not value[1] & re.IGNORECASE else _NOTHING
    if name in (re_names.MAX_REPEAT, re_names.MIN_REPEAT, re_names.POSSESSIVE_REPEAT):
        return _of_all(value[2]) if value[0] else _NOTHING
    if name is re_names.ATOMIC_GROUP:
        return _of_all(value)
    if name is re_names.BRANCH:
        return _of_either(value[1])
    return _NOTHING


def _of_class(members: Sequence[Any]) -> frozenset[str]:
    if any(name is not re_names.LITERAL for name, _ in members):
        return _NOTHING
    return frozenset(chr(value) for _, value in members)


def _of_either(branches: Iterable[Any]) -> frozenset[str]:
    found = [_of_all(branch) for branch in branches]
    return frozenset().union(*found) if all(found) else _NOTHING
