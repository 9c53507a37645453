"""Read: the text of a block becomes a view, or what is wrong with it is told at its place in the page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pydantic import ValidationError

from mops_kb.formats import yaml
from mops_kb.model.document import Document, Place, given
from mops_kb.model.problem import Problem, problem
from mops_kb.model.told import told
from mops_kb.show.blocks import Block
from mops_kb.show.columns import COUNT, Columns
from mops_kb.show.conditions import unknown, wrong_conditions
from mops_kb.show.shapes import misshapen
from mops_kb.show.spec import Spec


class Read(NamedTuple):
    """`document` is what was written, with its places."""

    spec: Spec | None
    document: Document | None
    problems: tuple[Problem, ...]


def read(block: Block, columns: Columns, path: str = "", start: Place = (1, 1)) -> Read:
    """`start` is where the text begins in which the block stands."""
    right = start[1] - 1
    fence = (start[0] + block.line - 1, start[1] + len(block.margin))
    if block.margin:
        return Read(None, None, (problem(path, fence, "view-margin"),))
    if not block.is_closed:
        return Read(None, None, (problem(path, fence, "view-open"),))
    tree = yaml.parse(block.text, path, fence[0])
    if isinstance(tree, Problem):
        return Read(None, None, (_shifted(tree, right),))
    if not isinstance(tree.value, dict):
        slipped = yaml.slip(block.text, path, fence[0])
        return Read(None, None, (_shifted(slipped, right) if slipped else problem(path, fence, "view-form"),))
    keys = {at: (line, col + right) for at, (line, col) in tree.keys.items()}
    places = {at: (line, col + right) for at, (line, col) in tree.places.items()}
    document = Document("view", path, tree.value, fence, keys, places | {(): fence}, typed=tree.typed)
    try:
        spec = Spec.model_validate(given(tree.value))
    except ValidationError as error:
        return Read(None, document, tuple(told(error, document, "view", Spec)))
    return Read(spec, document, tuple(faults(spec, columns, document)))


def faults(spec: Spec, columns: Columns, document: Document) -> Iterator[Problem]:
    """Kinds and names that there are not, conditions that nothing can meet, a shape that cannot show what is asked."""
    known = sorted(columns.kinds)
    for number, kind in enumerate(spec.of):
        if kind not in columns.kinds:
            near = columns.near_kind(kind)
            place = document.place(("of", number))
            variant = "near" if near else "remedy"
            yield problem(document.path, place, "view-kind", variant, written=kind, near=near, kinds=known)
            return
    found = [*wrong_conditions(spec.where, spec.of, columns, document, ("where",)), *_unknown(spec, columns, document)]
    yield from found or misshapen(spec, columns, document)


def _unknown(spec: Spec, columns: Columns, document: Document) -> Iterator[Problem]:
    asked = {"group": spec.group, "sort": tuple(by for by, _ in spec.sorted_by), "show": spec.show, "under": spec.under}
    for key, names in asked.items():
        for number, name in enumerate(names):
            if not columns.get(spec.of, name) and not (key == "show" and name == COUNT):
                yield unknown(name, spec.of, columns, document.path, document.place((key, number)))


def _shifted(found: Problem, right: int) -> Problem:
    return replace(found, col=found.col + right)
