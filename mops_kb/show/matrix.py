"""The matrix: two fields against each other, and in each cell the records that have both, or how many they are."""

from dataclasses import dataclass, replace
from fractions import Fraction

from mops_kb.show.ask import Desk, Group, Row, Shown, groups
from mops_kb.show.cell import Cell
from mops_kb.show.columns import COUNT
from mops_kb.show.shapes import measured


@dataclass(frozen=True)
class Matrix:
    """`rows` hold a cell for each of `heads`: the records, and what is told of them where `is_told`."""

    is_told: bool
    heads: tuple[Group, ...]
    rows: tuple[tuple[Group, tuple[tuple[tuple[Row, ...], Cell | int | None], ...]], ...]


def matrix(shown: Shown, desk: Desk) -> Matrix:
    down, across = (groups(desk, shown.rows, by) for by in desk.spec.group)
    rows = []
    for group in down:
        own = {row.entity.ref for row in group.rows}
        cells = [tuple(row for row in head.rows if row.entity.ref in own) for head in across]
        rows.append((group, tuple((those, told(those, desk)) for those in cells)))
    is_told = COUNT in desk.spec.show or measured(desk.spec, desk.columns) is not None
    return Matrix(is_told, across, tuple(rows))


def told(rows: tuple[Row, ...], desk: Desk) -> Cell | int | None:
    """The sum of what is asked for, None where nobody says anything of it; else how many."""
    column = measured(desk.spec, desk.columns)
    if column:
        cells = [cell for row in rows if (cell := desk.cell(row.entity, column.name)) and not cell.is_empty]
        amounts = [Fraction(len(c.value) if column.sort == "parts" else c.value) for c in cells]
        if not cells:
            return None
        number = replace(column, sort="number") if column.sort == "parts" else column
        return Cell(number, rows[0].entity, sum(amounts, Fraction(0)), desk.settings)
    return len(rows)
