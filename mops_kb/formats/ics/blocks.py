"""Blocks: the components of an .ics file with the line of each property, which the library does not tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mops_kb.model.problem import Problems, problem

_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_KEPT = 8 * 1024
"""Longer values (descriptions with whole invitations in them) are not read to their end."""
_Line = tuple[int, str]


@dataclass
class Source:
    """One calendar of a file: `zone` is what it names for times in UTC, `zones` are the names in the time zone database
    that it tells for names of its own."""

    zone: str = ""
    zones: dict[str, str] = field(default_factory=dict)


class Block(NamedTuple):
    """The lines of a component, without those of components in it."""

    name: str
    line: int
    lines: list[_Line]
    source: Source

    def firsts(self) -> dict[str, int]:
        """The line on which each property stands first."""
        found: dict[str, int] = {}
        for number, line in self.lines:
            if match := _NAME.match(line):
                found.setdefault(match[1].upper(), number)
        return found


def blocks(text: str, path: str, problems: Problems) -> Iterator[Block]:
    """The components of all calendars of a file, once each calendar has been read to its end."""
    open_: list[Block] = []
    done: list[Block] = []
    source = Source()
    for number, line in _unfolded(text):
        name, _, value = line.partition(":")
        name, value = name.upper(), value.strip().upper()
        if not open_ and (name, value) != ("BEGIN", "VCALENDAR"):
            problems.add(problem(path, (number, 1), "ics-no-calendar"))
            return
        if not _NAME.match(line):
            problems.add(problem(path, (number, 1), "ics-line", written=line))
        elif name == "BEGIN":
            source = source if open_ else Source()
            open_.append(Block(value, number, [], source))
        elif name == "END" and value != open_[-1].name:
            break
        elif name == "END":
            block = open_.pop()
            if block.name == "VTIMEZONE":
                source.zones |= _named(block)
            elif block.name == "VCALENDAR":
                source.zone = next((line.partition(":")[2] for _, line in block.lines if _is_zone(line)), "").strip()
                yield from done
                done.clear()
            elif len(open_) == 1:
                done.append(block)
        else:
            open_[-1].lines.append((number, line))
        if problems.has_enough(path):
            return
    if open_:
        problems.add(problem(path, (open_[-1].line, 1), "ics-unclosed", component=open_[-1].name))
    elif not text.strip():
        problems.add(problem(path, (1, 1), "ics-no-calendar"))


def _unfolded(text: str) -> Iterator[_Line]:
    """Whole lines with the number of their first one; a line that begins with a space belongs to the one before."""
    number, parts, length = 0, [""], 0
    for here, line in enumerate(text.split("\n"), 1):
        if line[:1] in (" ", "\t") and number:
            length += len(line)
            if length < _KEPT:
                parts.append(line[1:])
            continue
        if parts[0].strip():
            yield number, "".join(parts)
        number, parts, length = here, [line[:_KEPT]], len(line)
    if parts[0].strip():
        yield number, "".join(parts)


def _is_zone(line: str) -> bool:
    return line.upper().startswith("X-WR-TIMEZONE:")


def _named(block: Block) -> dict[str, str]:
    values = {name.upper(): value for name, _, value in (line.partition(":") for _, line in block.lines)}
    return {values["TZID"]: values["X-LIC-LOCATION"]} if values.keys() >= {"TZID", "X-LIC-LOCATION"} else {}
