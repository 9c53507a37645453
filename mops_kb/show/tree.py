"""The tree: records below those that they refer to."""

from collections import defaultdict
from dataclasses import dataclass

from mops_kb.model.ref import Ref
from mops_kb.show.ask import Desk, Row, Shown
from mops_kb.show.shapes import parent


@dataclass(frozen=True)
class Node:
    row: Row
    below: tuple["Node", ...]


def tree(shown: Shown, desk: Desk) -> tuple[Node, ...]:
    """Whose superior is not among them stands at the top; where they stand in a circle, the first does."""
    column = parent(desk.spec, desk.columns)
    assert column
    rows = {row.entity.ref: row for row in shown.rows}
    below: dict[Ref, list[Ref]] = defaultdict(list)
    tops = []
    for ref, row in rows.items():
        cell = desk.cell(row.entity, column.name)
        above = [one.ref for one in (cell.value if cell and cell.value else ()) if one.ref in rows and one.ref != ref]
        if above:
            below[above[0]].append(ref)
        else:
            tops.append(ref)
    seen: set[Ref] = set()

    def node(ref: Ref) -> Node:
        seen.add(ref)
        return Node(rows[ref], tuple(node(one) for one in below[ref] if one not in seen))

    found = [node(ref) for ref in tops]
    found += [node(ref) for ref in rows if ref not in seen]
    return tuple(found)
