"""Records: a YAML file becomes the documents that it holds."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from mops_kb.formats import yaml
from mops_kb.model.document import Document
from mops_kb.model.kind import Kind, Table
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.ref import Location

T = TypeVar("T")
LIMIT = 10_000
"""How many records with a page of their own one file may hold."""


def records(
    home: Kind | Table, path: str, text: str, problems: Problems, parse: yaml.Parse = yaml.parse
) -> list[Document]:
    """One for a mapping, one each for a list of them."""
    tree = parse(text, path, 0)
    if isinstance(tree, Problem):
        problems.add(tree)
    elif isinstance(tree.value, dict):
        values = {"id": PurePosixPath(path).stem, **tree.value}
        start = min(tree.keys.values(), default=(1, 1))
        return [Document(home.name, path, values, start, tree.keys, tree.places, typed=tree.typed)]
    elif isinstance(tree.value, list):
        if crowded(home, path, tree.value, problems):
            return []
        if all(isinstance(values, dict) for values in tree.value) or not _slipped(path, text, problems):
            return _listed(home, path, tree, problems)
    elif not _slipped(path, text, problems):
        problems.add(problem(path, tree.places.get((), (1, 1)), "not-a-record"))
    return []


def crowded(home: Kind | Table, path: str, found: Sequence[object], problems: Problems) -> bool:
    """Tell that a file holds more pages than anybody can mean."""
    is_crowded = isinstance(home, Kind) and len(found) > LIMIT
    if is_crowded:
        problems.add(problem(path, (1, 1), "too-many-records", count=len(found), limit=LIMIT))
    return is_crowded


def _slipped(path: str, text: str, problems: Problems) -> bool:
    """Tell that a full-width sign keeps records from being records."""
    if slip := yaml.slip(text, path):
        problems.add(slip)
    return bool(slip)


def _listed(home: Kind | Table, path: str, tree: yaml.Tree, problems: Problems) -> list[Document]:
    keys, places, typed = _by_position(tree.keys), _by_position(tree.places), _by_position(tree.typed)
    documents = []
    for position, values in enumerate(tree.value):
        here = places[position].get((), (1, 1))
        if isinstance(values, dict):
            own = keys.get(position, {})
            document = Document(home.name, path, values, here, own, places[position], typed=typed.get(position, {}))
            documents.append(document)
        elif not problems.has_enough(path):
            problems.add(problem(path, here, "not-a-record"))
    return documents


def _by_position(given: Mapping[Location, T]) -> dict[int, dict[Location, T]]:
    found: dict[int, dict[Location, T]] = {}
    for location, one in given.items():
        if location and isinstance(location[0], int):
            found.setdefault(location[0], {})[location[1:]] = one
    return found
