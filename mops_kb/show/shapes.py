"""Shapes: which columns a shape lives on, and whether it can show what a view asks for."""

from collections.abc import Iterator

from mops_kb.model.document import Document
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem, problem
from mops_kb.show.columns import COUNT, DATES, Column, Columns
from mops_kb.show.spec import Spec

_GROUPED = ("status", "state", "phase")
"""By which a board has its columns where nobody says otherwise."""
_LAST = ("reviewed_on", "next_review", "changed_on")
"""Days that every record has; a kind's own come first."""


def day(spec: Spec, columns: Columns) -> Column | None:
    """What says on which day something stands: the first that it is sorted by, the first that it shows, else the
    kind's own first."""
    named = [columns.get(spec.of, name) for name in (*(by for by, _ in spec.sorted_by), *spec.show)]
    first = next((column for column in named if column and column.sort in DATES), None)
    if first:
        return first
    known = [column for kind in spec.of for column in columns.of(kind).values() if column.sort in DATES]
    return next((column for column in known if column.name not in _LAST and "." not in column.name), None)


def parent(spec: Spec, columns: Columns) -> Column | None:
    """The reference by which records stand below others of their own kind: a field of that kind alone, unless one is
    named."""
    given = [columns.get(spec.of, name) for name in spec.group]
    own = (column for name, column in columns.of(spec.of[0]).items() if name not in Entity.model_fields)
    known = given or list(own)
    return next((column for column in known if column and _leads_up(column, spec)), None)


def _leads_up(column: Column, spec: Spec) -> bool:
    return column.sort == "ref" and bool(set(column.kinds).intersection(spec.of)) and not column.is_inverse


def bins(spec: Spec, columns: Columns) -> Column | None:
    """The columns of a board."""
    if spec.group:
        return columns.get(spec.of, spec.group[0])
    known = [columns.get(spec.of, name) for name in _GROUPED]
    own = [column for kind in spec.of for column in columns.of(kind).values() if column.sort == "choice"]
    common = ("visibility", "kind", "freshness")
    return next((column for column in (*known, *own) if column and column.name not in common), None)


def measured(spec: Spec, columns: Columns) -> Column | None:
    """What is added up, where it is not only counted."""
    found = (columns.get(spec.of, name) for name in spec.show)
    return next((column for column in found if column and column.is_amount), None)


def misshapen(spec: Spec, columns: Columns, document: Document) -> Iterator[Problem]:
    """Nothing where the shape can show what is asked for."""
    place = document.place(("as",)) if ("as",) in document.places else document.place(())
    if spec.shape in ("calendar", "timeline") and not day(spec, columns):
        yield _cannot(spec, document, place, "day")
    elif spec.shape == "tree" and not parent(spec, columns):
        yield _cannot(spec, document, place, "tree")
    elif spec.shape == "board" and not bins(spec, columns):
        yield _cannot(spec, document, place, "board")
    elif spec.shape == "calendar" and spec.group:
        yield problem(document.path, document.key(("group",)), "view-shape", "ungrouped", shape=spec.shape)
    elif spec.shape == "matrix" and len(spec.group) != 2:
        yield _cannot(spec, document, place, "matrix")
    elif spec.shape != "matrix" and len(spec.group) > 1:
        yield problem(document.path, document.place(("group", 1)), "view-shape", "group", shape=spec.shape)
    elif spec.shape == "chart" and not _can_draw(spec, columns):
        yield _cannot(spec, document, place, "chart")
    yield from _unshown(spec, columns, document)


def _can_draw(spec: Spec, columns: Columns) -> bool:
    """Figures of KPIs, or groups that are counted or added up."""
    others = [name for name in spec.show if name not in (COUNT, "title")]
    return (bool(spec.group) and (not others or bool(measured(spec, columns)))) or spec.of == ("kpi",)


def _unshown(spec: Spec, columns: Columns, document: Document) -> Iterator[Problem]:
    """A whole text stands in no cell, and nothing is counted record by record."""
    for number, name in enumerate(spec.show):
        if name == COUNT and spec.shape not in ("chart", "matrix"):
            yield _misplaced(document, number, name, "count", spec)
        column = columns.get(spec.of, name)
        if column and column.sort == "body" and spec.shape != "list":
            yield _misplaced(document, number, name, "body", spec)


def _misplaced(document: Document, number: int, name: str, variant: str, spec: Spec) -> Problem:
    place = document.place(("show", number))
    return problem(document.path, place, "view-shape", variant, shape=spec.shape, field=name)


def _cannot(spec: Spec, document: Document, place: tuple[int, int], variant: str) -> Problem:
    return problem(document.path, place, "view-shape", variant, shape=spec.shape, kind=spec.of[0])
