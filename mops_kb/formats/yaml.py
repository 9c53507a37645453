"""YAML as contributors write it: every value with its place, every scalar as it was typed, every slip with its name.

PyYAML's C parser gives events; what a plain scalar means (`no`, `8:30`, `012`) is left to the models. Only the empty
value, `~` and `null` are nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from mops_kb.formats.encoding import FORBIDDEN
from mops_kb.model.document import Place
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.typed import Typed

MAX_DEPTH = 64
MAX_ALIASED = 1_000
"""How many values a file may repeat by aliases."""

_KEY_LINE = re.compile(r"\s*(- |[A-Za-z_][\w.-]*:(\s|$))")
_WIDE_COLON = re.compile(r"\s*(?:- )*[A-Za-z_][\w.-]*(：)")
_WIDE_SPACE = re.compile(r"[ ]*(?:- )*(?:[A-Za-z_][\w.-]*:)?([\u3000\xa0])")
_TAB = re.compile(r"[ ]*(\t)")
_NO_SPACE = re.compile(r"\s*(- )*[A-Za-z_][\w.-]*:\S")
_HASH = re.compile(r"[ \t]*(#[^\s#]\S*)")
_LANGUAGE_WITH_WIDE_COLON = re.compile(r"[a-z]{2,3}(：)")
_NOTHING = ("", "~", "null")


class Tree(NamedTuple):
    """A value, and where each key and value in it stands, by location."""

    value: Any
    keys: dict[Location, Place]
    places: dict[Location, Place]
    typed: Mapping[Location, Typed] = MappingProxyType({})
    """Values that were typed otherwise than they are read."""


Parse = Callable[[str, str, int], Tree | Problem]


class Refused(Exception):
    """Carries the problem out of the parser."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def parse(text: str, path: str, offset: int = 0) -> Tree | Problem:
    """Read one YAML document that starts `offset` lines into its file, or say what is wrong with it."""
    reader = _Reader(path, text, offset)
    try:
        return reader.read()
    except Refused as refused:
        return refused.problem
    except yaml.YAMLError as error:
        return _diagnose(text, path, offset, error)


@dataclass
class _Open:
    """A list or mapping that is being read."""

    value: Any
    location: Location
    key: Any = None
    expects_key: bool = False
    size: int = 1
    height: int = 1
    anchor: str | None = None


@dataclass
class _Reader:
    path: str
    text: str
    offset: int
    keys: dict[Location, Place] = field(default_factory=dict)
    places: dict[Location, Place] = field(default_factory=dict)
    typed: dict[Location, Typed] = field(default_factory=dict)
    anchors: dict[str, tuple[Any, int, int]] = field(default_factory=dict)
    """Name → value, how many values are in it, and how many levels."""
    aliased: int = 0
    lines: list[str] = field(default_factory=list)

    def read(self) -> Tree:
        self.lines = self.text.split("\n")
        stack: list[_Open] = []
        root: Any = None
        documents = 0
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                value = self._scalar(event)
                root = self._put(stack, value, event, 1, root)
                if event.anchor:
                    self.anchors[event.anchor] = (value, 1, 0)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(stack, event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                done = stack.pop()
                if done.anchor:
                    self.anchors[done.anchor] = (done.value, done.size, done.height)
                if stack:
                    stack[-1].size += done.size
                    stack[-1].height = max(stack[-1].height, done.height + 1)
                else:
                    root = done.value
            elif isinstance(event, yaml.AliasEvent):
                value, size = self._alias(event, len(stack))
                root = self._put(stack, value, event, size, root)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, "yaml-documents")
        return Tree(root, self.keys, self.places, self.typed)

    def _open(self, stack: list[_Open], event: Any) -> None:
        self._untagged(event)
        if len(stack) >= MAX_DEPTH:
            raise self._refused(event, "yaml-depth", limit=MAX_DEPTH)
        mapping = isinstance(event, yaml.MappingStartEvent)
        value: Any = {} if mapping else []
        if stack:
            location = self._location(stack[-1], event)
            self._attach(stack[-1], value)
        else:
            location = ()
        self.places[location] = self._place(event)
        stack.append(_Open(value, location, expects_key=mapping, anchor=event.anchor))

    def _put(self, stack: list[_Open], value: Any, event: Any, size: int, root: Any) -> Any:
        """Give a finished value to what it stands in; returns the root."""
        if not stack:
            self.places[()] = self._place(event)
            return value
        parent = stack[-1]
        if parent.expects_key:
            self._key(parent, value, event)
            return root
        location = self._location(parent, event)
        self.places[location] = self._place(event)
        if isinstance(event, yaml.ScalarEvent) and (typed := self._typed(event)):
            self.typed[location] = typed
        self._attach(parent, value)
        parent.size += size
        return root

    def _typed(self, event: Any) -> Typed | None:
        """A text in a literal block, or on one line without quotes, is what it looks like."""
        start, end = event.start_mark, event.end_mark
        if event.style == "|" or (not event.style and start.line == end.line):
            return None
        text = self.text[start.index : end.index]
        if event.style == ">":
            return Typed("", text.partition("\n")[2].lstrip())
        return Typed(event.style or "", text)

    def _key(self, parent: _Open, key: Any, event: Any) -> None:
        if not isinstance(key, str):
            raise self._refused(event, "yaml-key")
        if key[:1] in ("\u3000", "\xa0"):
            raise self._refused(event, "yaml-wide-space")
        location = (*parent.location, key)
        if key in parent.value:
            line, _ = self.keys[location]
            raise self._refused(event, "duplicate-key", key=key, line=line)
        self.keys[location] = self._place(event)
        parent.key, parent.expects_key = key, False

    def _location(self, parent: _Open, event: Any) -> Location:
        if isinstance(parent.value, dict):
            if parent.expects_key:
                raise self._refused(event, "yaml-key")
            return (*parent.location, parent.key)
        return (*parent.location, len(parent.value))

    def _attach(self, parent: _Open, value: Any) -> None:
        if isinstance(parent.value, dict):
            parent.value[parent.key] = value
            parent.expects_key = True
        else:
            parent.value.append(value)

    def _scalar(self, event: Any) -> str | None:
        self._untagged(event)
        value: str = event.value
        if event.style in ("'", '"'):
            self._closed(event)
            if found := FORBIDDEN.search(value):  # written as an escape, which the text of the file does not show
                raise self._refused(event, "control-character", character=f"U+{ord(found[0]):04X}")
            return value
        if not event.style:
            self._no_hash(event)
            self._no_wide_colon(event)
            if value[:1] in ("“", "‘") and value[-1:] in ("”", "’"):
                raise self._refused(event, "yaml-smart-quote")
            return None if value in _NOTHING else value
        return value

    def _closed(self, event: Any) -> None:
        """A forgotten quote swallows the keys below it: the text then holds lines that look like keys."""
        first, last = event.start_mark.line, event.end_mark.line
        if any(_KEY_LINE.match(self.lines[number]) for number in range(first + 1, last + 1)):
            raise self._refused(event, "unclosed-quote")

    def _no_hash(self, event: Any) -> None:
        """`a #b` loses `#b`, and `#help` is nothing at all: YAML takes both for a comment."""
        line = event.end_mark.line
        if line < len(self.lines) and (lost := _HASH.match(self.lines[line], event.end_mark.column)):
            place = (line + 1 + self.offset, lost.start(1) + 1)
            raise Refused(problem(self.path, place, "yaml-hash", text=lost[1]))

    def _no_wide_colon(self, event: Any) -> None:
        """Where a language and its text are written with a full-width colon, the two are one text to YAML."""
        mark = event.start_mark
        if (wide := _LANGUAGE_WITH_WIDE_COLON.match(event.value)) and not self.lines[mark.line][: mark.column].strip():
            place = (mark.line + 1 + self.offset, mark.column + wide.start(1) + 1)
            raise Refused(problem(self.path, place, "yaml-wide-colon"))

    def _untagged(self, event: Any) -> None:
        if event.tag is not None:
            raise self._refused(event, "yaml-tag", tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _alias(self, event: Any, depth: int) -> tuple[Any, int]:
        if event.anchor not in self.anchors:
            raise self._refused(event, "yaml-alias", name=event.anchor)
        value, size, height = self.anchors[event.anchor]
        if depth + height > MAX_DEPTH:
            raise self._refused(event, "yaml-depth", limit=MAX_DEPTH)
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            raise self._refused(event, "yaml-alias-bomb", limit=MAX_ALIASED)
        return value, size

    def _place(self, event: Any) -> Place:
        line, column = event.start_mark.line, event.start_mark.column
        if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">") and event.value.strip():
            line += 1
            while not self.lines[line].strip():
                line += 1
            column = len(self.lines[line]) - len(self.lines[line].lstrip(" "))
        return line + 1 + self.offset, column + 1

    def _refused(self, event: Any, code: str, **params: str | int) -> Refused:
        return Refused(problem(self.path, self._place(event), code, **{k: str(v) for k, v in params.items()}))


def _diagnose(text: str, path: str, offset: int, error: yaml.YAMLError) -> Problem:
    """What the contributor most likely did, told at the line where it was done."""
    assert isinstance(error, yaml.MarkedYAMLError)  # what cannot be read at all was refused with its encoding
    assert error.problem_mark
    lines = text.split("\n")
    mark = error.problem_mark
    began = error.context_mark or mark
    last = min(mark.line, len(lines) - 1)
    here = (last + 1 + offset, mark.column + 1)
    there = (began.line + 1 + offset, began.column + 1)
    context, reason = str(error.context), str(error.problem)
    if "scanning a quoted scalar" in context:
        return problem(path, there, "unclosed-quote")
    if "parsing a quoted scalar" in context:
        return problem(path, (here[0], lines[last].rfind("\\", 0, mark.column + 1) + 1), "yaml-syntax", "backslash")
    if "parsing a flow" in context:
        return problem(path, there, "yaml-syntax", "bracket")
    if found := _TAB.match(lines[last]):
        return problem(path, (here[0], found.start(1) + 1), "yaml-tab")
    if found := _WIDE_SPACE.match(lines[last]):
        return problem(path, (here[0], found.start(1) + 1), "yaml-wide-space")
    if "expected ':'" in reason:
        slipped = slip("\n".join(lines[began.line : last + 1]), path, began.line + offset)
        return slipped or problem(path, there, "yaml-syntax", "no-colon")
    if "mapping values are not allowed" in reason:
        above = "\n".join(lines[max(last - 1, 0) : last])
        if slipped := slip(above, path, last - 1 + offset):
            return slipped
        if _NO_SPACE.match(above):
            return problem(path, (here[0] - 1, 1), "yaml-syntax", "no-colon")
        return problem(path, here, "yaml-syntax", "colon")
    if "cannot start any token" in reason:
        return problem(path, here, "yaml-syntax", "sign", sign=lines[last][mark.column : mark.column + 1])
    return problem(path, here, "yaml-syntax", reason=reason)


def slip(text: str, path: str, offset: int = 0) -> Problem | None:
    """The first line that was meant as `key: value` but has a full-width colon or space."""
    for number, line in enumerate(text.split("\n"), offset + 1):
        for code, pattern in (("yaml-wide-colon", _WIDE_COLON), ("yaml-wide-space", _WIDE_SPACE)):
            if found := pattern.match(line):
                return problem(path, (number, found.start(1) + 1), code)
    return None
