"""YAML as contributors write it: every value with its place, every scalar as it was typed, every slip with its name.

PyYAML's C parser gives events; what a plain scalar means (`no`, `8:30`, `012`) is left to the models. Only the empty
value, `~` and `null` are nothing.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from mops_kb.model.document import Place
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location

MAX_DEPTH = 64
MAX_ALIASED = 1_000
"""How many values a file may repeat by aliases."""

_KEY_LINE = re.compile(r"\s*(- )*[A-Za-z_][\w.-]*:(\s|$)")
_WIDE_COLON = re.compile(r"\s*(- )*[A-Za-z_][\w.-]*：")
_OPEN_QUOTE = re.compile(r"""(?:^\s*(?:- )*|:\s+|- )(["'])(?P<rest>.*)$""")
_NOTHING = ("", "~", "null")


class Tree(NamedTuple):
    """A value, and where each key and value in it stands, by location."""

    value: Any
    keys: dict[Location, Place]
    places: dict[Location, Place]


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
    anchor: str | None = None


@dataclass
class _Reader:
    path: str
    text: str
    offset: int
    keys: dict[Location, Place] = field(default_factory=dict)
    places: dict[Location, Place] = field(default_factory=dict)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
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
                root = self._put(stack, value, event, 1, event.anchor, root)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(stack, event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                done = stack.pop()
                if done.anchor:
                    self.anchors[done.anchor] = (done.value, done.size)
                if stack:
                    stack[-1].size += done.size
                else:
                    root = done.value
            elif isinstance(event, yaml.AliasEvent):
                value, size = self._alias(event)
                root = self._put(stack, value, event, size, None, root)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, "yaml-documents")
        return Tree(root, self.keys, self.places)

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

    def _put(self, stack: list[_Open], value: Any, event: Any, size: int, anchor: str | None, root: Any) -> Any:
        """Give a finished value to what it stands in; returns the root."""
        if anchor:
            self.anchors[anchor] = (value, size)
        if not stack:
            self.places[()] = self._place(event)
            return value
        parent = stack[-1]
        if parent.expects_key:
            self._key(parent, value, event)
            return root
        self.places[self._location(parent, event)] = self._place(event)
        self._attach(parent, value)
        parent.size += size
        return root

    def _key(self, parent: _Open, key: Any, event: Any) -> None:
        if not isinstance(key, str):
            raise self._refused(event, "yaml-key")
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
            return value
        if not event.style:
            self._no_hash(event)
            if value[:1] in "“‘" and value[-1:] in "”’" and value:
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
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        rest = line[event.end_mark.column :].lstrip()
        if len(rest) > 1 and rest[0] == "#" and rest[1] not in " #\t":
            place = (event.end_mark.line + 1 + self.offset, line.index(rest, event.end_mark.column) + 1)
            raise Refused(problem(self.path, place, "yaml-hash", text=rest.split()[0]))

    def _untagged(self, event: Any) -> None:
        if event.tag is not None:
            raise self._refused(event, "yaml-tag", tag=event.tag)

    def _alias(self, event: Any) -> tuple[Any, int]:
        if event.anchor not in self.anchors:
            raise self._refused(event, "yaml-alias", name=event.anchor)
        value, size = self.anchors[event.anchor]
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            raise self._refused(event, "yaml-alias-bomb", limit=MAX_ALIASED)
        return value, size

    def _place(self, event: Any) -> Place:
        return event.start_mark.line + 1 + self.offset, event.start_mark.column + 1

    def _refused(self, event: Any, code: str, **params: str | int) -> Refused:
        return Refused(problem(self.path, self._place(event), code, **{k: str(v) for k, v in params.items()}))


def _diagnose(text: str, path: str, offset: int, error: yaml.YAMLError) -> Problem:
    """What the contributor most likely did, told at the line where it was done."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    upto = mark.line if mark else len(lines) - 1
    place = (upto + 1 + offset, mark.column + 1 if mark else 1)
    for number, line in enumerate(lines[: upto + 1]):
        here = number + 1 + offset
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            return problem(path, (here, indent.index("\t") + 1), "yaml-tab")
        if "\u3000" in indent:
            return problem(path, (here, indent.index("\u3000") + 1), "yaml-wide-space")
    if wide := wide_colon(text, path, offset):
        return wide
    for number, line in enumerate(lines[: upto + 1]):
        opened = _OPEN_QUOTE.search(line)
        if opened and opened["rest"].replace("\\" + opened[1], "").count(opened[1]) % 2 == 0:
            return problem(path, (number + 1 + offset, opened.start(1) + 1), "unclosed-quote")
    reason = getattr(error, "problem", None) or "?"
    variant = "colon" if "mapping values are not allowed" in reason else "remedy"
    return problem(path, place, "yaml-syntax", variant, reason=reason)


def wide_colon(text: str, path: str, offset: int) -> Problem | None:
    """The first line that was meant as `key: value` but has a full-width colon."""
    for number, line in enumerate(text.split("\n")):
        if _WIDE_COLON.match(line):
            return problem(path, (number + 1 + offset, line.index("：") + 1), "yaml-wide-colon")
    return None
