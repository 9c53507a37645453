"""CSV: a header and rows, each cell with its line and column."""

import csv
from typing import NamedTuple

from mops_kb.model.document import Place
from mops_kb.model.problem import Problem, problem


class Row(NamedTuple):
    """The cells that are not empty, by the header's name, and where each stands."""

    cells: dict[str, str]
    places: dict[str, Place]
    start: Place


def rows(text: str, path: str) -> tuple[list[Row], list[Problem]]:
    """All rows that are as long as the header; each other one is a problem."""
    found: list[Row] = []
    problems: list[Problem] = []
    lines = text.split("\n")
    reader = csv.reader(lines, strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                problems.extend(_header(header, path, first, lines[first - 1]))
            elif len(cells) != len(header):
                problems.append(problem(path, (first, 1), "csv-ragged", expected=len(header), found=len(cells)))
            else:
                starts = _starts(lines[first - 1], len(cells))
                given = [
                    (name, cell.strip(), col)
                    for name, cell, col in zip(header, cells, starts, strict=True)
                    if cell.strip()
                ]
                found.append(
                    Row(
                        {name: cell for name, cell, _ in given},
                        {name: (first, col) for name, _, col in given},
                        (first, 1),
                    )
                )
    except csv.Error as error:
        problems.append(problem(path, (line, 1), "csv-syntax", reason=error))
    return found, problems


def _header(header: list[str], path: str, line: int, written: str) -> list[Problem]:
    starts = _starts(written, len(header))
    found = []
    for position, name in enumerate(header):
        if not name:
            found.append(problem(path, (line, starts[position]), "csv-header"))
        elif name in header[:position]:
            found.append(problem(path, (line, starts[position]), "duplicate-key", key=name, line=line))
    return found


def _starts(line: str, cells: int) -> list[int]:
    """Columns, from 1, at which the cells of a line start; a cell on a later line counts as at the last one."""
    starts = [1]
    quoted = False
    for position, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            starts.append(position + 2)
    return (starts + [starts[-1]] * cells)[:cells]
