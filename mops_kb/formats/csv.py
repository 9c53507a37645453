"""CSV: a header and rows, each cell with its line and column."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from itertools import accumulate
from typing import Any, NamedTuple

from mops_kb.model.document import Document, Place
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.ref import Location


class Row(NamedTuple):
    """The cells that are not empty, by the header's name, and where each stands, the empty ones too."""

    cells: dict[str, str]
    places: dict[str, Place]
    start: Place


class Sheet(NamedTuple):
    """Where each name of the header stands, and the rows below it."""

    header: dict[str, Place]
    rows: list[Row]


def read(text: str, path: str) -> tuple[Sheet, list[Problem]]:
    """All rows that are as long as the header; each other one is a problem."""
    sheet = Sheet({}, [])
    problems = Problems()
    lines = text.split("\n")
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    names: list[str] = []
    line = 1
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if problems.has_enough(path):
                break
            places = [(first, column) for column in columns(lines[first - 1], cells)]
            if not names:
                names = [cell.strip() for cell in cells]
                problems.extend(_header(names, path, places))
                sheet.header.update(zip(reversed(names), reversed(places), strict=True))
            elif len(cells) != len(names):
                problems.add(problem(path, (first, 1), "csv-ragged", expected=len(names), found=len(cells)))
            else:
                given = {name: cell.strip() for name, cell in zip(names, cells, strict=True) if name and cell.strip()}
                sheet.rows.append(Row(given, dict(zip(names, places, strict=True)), (first, 1)))
    except csv.Error as error:
        problems.add(problem(path, (line, 1), "csv-syntax", reason=error))
    return sheet, problems.found


def documents(sheet: Sheet, collection: str, path: str) -> Iterator[Document]:
    """One of each row."""
    _, keys = _nested(sheet.header, sheet.header)
    keys[()] = min(sheet.header.values(), default=(1, 1))
    for row in sheet.rows:
        values, _ = _nested(row.cells, row.places)
        _, places = _nested(row.places, row.places)
        yield Document(collection, path, values, row.start, keys, places, row=True)


def _nested(cells: Mapping[str, Any], at: dict[str, Place]) -> tuple[dict[str, Any], dict[Location, Place]]:
    """Columns such as `title.en` become a mapping from language to text."""
    values: dict[str, Any] = {}
    places: dict[Location, Place] = {}
    dotted = {name.split(".")[0] for name in cells if "." in name}
    if not dotted:
        return dict(cells), {(name,): at[name] for name in cells}
    for name, cell in cells.items():
        base, _, language = name.partition(".")
        if base in dotted:
            values.setdefault(base, {})[language] = cell
            places[(base, language)] = at[name]
            places.setdefault((base,), at[name])
        else:
            values[name] = cell
            places[(name,)] = at[name]
    return values, places


def _header(names: list[str], path: str, places: list[Place]) -> Iterator[Problem]:
    seen = set()
    for name, place in zip(names, places, strict=True):
        if not name:
            yield problem(path, place, "csv-header")
        elif name in seen:
            yield problem(path, place, "duplicate-key", key=name, line=place[0])
        seen.add(name)
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        yield problem(path, places[0], "csv-separator")


def columns(line: str, cells: list[str]) -> list[int]:
    """Columns, from 1, at which the cells of a line start; a cell on a later line counts as at the last one."""
    if '"' not in line:
        return list(accumulate((len(cell) + 1 for cell in cells[:-1]), initial=1))
    columns = [1]
    quoted = False
    for position, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            columns.append(position + 2)
    return (columns + [columns[-1]] * len(cells))[: len(cells)]
