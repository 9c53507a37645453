"""Inline: patterns of Markdown that cannot match are not tried.

Markdown tries each of its patterns on each piece of text. Most need characters that most texts have not: which these
are is read off the expression itself, so that this holds for the patterns of any extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from markdown import inlinepatterns, treeprocessors
from markdown.util import AtomicString

try:  # as Python keeps its parser to itself, a later one may have it elsewhere: then every pattern is tried
    import re._constants as re_names  # type: ignore[import-not-found]
    import re._parser as re_parser  # type: ignore[import-not-found]
except ImportError:
    re_names = re_parser = None

_HANDLE, _APPLY = "_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"
_NOTHING: frozenset[str] = frozenset()
Needs = tuple[str, tuple[str, ...]]
"""A text of which every match has this, or else one of those; everything has the empty one."""


@contextmanager
def only_what_may_match() -> Iterator[None]:
    """Meanwhile Markdown skips patterns that the text has not the characters for."""
    kind = treeprocessors.InlineProcessor
    plain, apply = getattr(kind, _HANDLE), getattr(kind, _APPLY)

    def handle(self: Any, data: str, patternIndex: int = 0) -> str:  # noqa: N803  # as Markdown calls it
        if isinstance(data, AtomicString):
            return data
        registry = self.inlinePatterns
        known = self.__dict__.get("_fast_build_needs")
        if known is None or not registry._is_sorted or known[0] != (*registry._data.values(),):
            patterns = [(one, *_of(one)) for one in registry]
            known = self._fast_build_needs = ((*registry._data.values(),), patterns, _any_of(patterns))
        if known[2] and not known[2].search(data):
            return data
        for index, (pattern, need, others) in enumerate(known[1]):
            if index >= patternIndex and (need in data or (others and any(map(data.__contains__, others)))):
                start, matched = 0, True
                while matched:
                    data, matched, start = apply(self, pattern, data, index, start)
        return data

    setattr(kind, _HANDLE, handle)
    try:
        yield
    finally:
        setattr(kind, _HANDLE, plain)


def _any_of(patterns: Iterable[tuple[Any, str, tuple[str, ...]]]) -> re.Pattern[str] | None:
    """Finds whether a text has one character at least of what each of them needs; None if one of them needs nothing."""
    needed = {one for _, need, others in patterns for one in (need, *others)}
    if "" in needed:
        return None
    rarest = {min(one, key=lambda sign: (sign.isalnum() or sign == " ", sign)) for one in needed}
    return re.compile(f"[{re.escape(''.join(sorted(rarest)))}]")


def _of(pattern: Any) -> Needs:
    expression = getattr(pattern, "compiled_re", None)
    is_ordinary = type(pattern).getCompiledRegExp is inlinepatterns.Pattern.getCompiledRegExp
    return needs(expression) if is_ordinary and isinstance(expression, re.Pattern) else ("", ())


@cache
def needs(expression: re.Pattern[str]) -> Needs:
    """What is read off an expression."""
    if re_parser is None or expression.flags & re.IGNORECASE:
        return "", ()
    first, *others = sorted(_of_all(re_parser.parse(expression.pattern, expression.flags))) or [""]
    return first, tuple(others)


def _of_all(parts: Iterable[Any]) -> frozenset[str]:
    """Of parts that follow each other: what is rarest of all that is needed."""
    found, run = [], ""
    for name, value in parts:
        if name is re_names.LITERAL:
            run += chr(value)
            continue
        found += [frozenset([run]), _of_one(name, value)]
        run = ""
    return min((one for one in [*found, frozenset([run])] if one and "" not in one), key=_commonness, default=_NOTHING)


def _commonness(needed: frozenset[str]) -> tuple[bool, int, int, list[str]]:
    is_common = any(one.isalnum() or one == " " for one in needed)
    return is_common, len(needed), -min(map(len, needed)), sorted(needed)


def _of_one(name: Any, value: Any) -> frozenset[str]:
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
