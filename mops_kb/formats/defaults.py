"""Defaults: what `_defaults.yml` says of the files beside it, for records that do not say it themselves."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from mops_kb.formats import encoding, yaml
from mops_kb.model.document import Document, Lent, Place, given
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.told import told

NAME = "_defaults.yml"
LIMIT = 100_000


class Defaults(NamedTuple):
    """By the path of a file below the folder. `wrong` are the files of which something is said that cannot be."""

    files: Mapping[str, Lent] = {}
    keys: Mapping[str, Place] = {}
    problems: tuple[Problem, ...] = ()
    wrong: frozenset[str] = frozenset()
    is_lost: bool = False
    """Whether nothing in it can be read."""


def read(root: Path, folder: str, kind: str, model: type[BaseModel]) -> Defaults:
    """What stands in the file of the folder; `model` is what may be said of one file."""
    path = f"{folder}/{NAME}"
    file = root / path
    if file.is_symlink() or (file.exists() and not file.is_file()):
        return _lost(problem(path, (1, 1), "symlink" if file.is_symlink() else "not-a-file"))
    if not file.exists() or file.parent.is_symlink():
        return Defaults()
    text, found = encoding.read(file, path, LIMIT)
    tree = found or yaml.parse(text, path)
    if isinstance(tree, Problem):
        return _lost(tree)
    if tree.value is None:
        return Defaults()
    if not isinstance(tree.value, dict):
        return _lost(yaml.slip(text, path) or problem(path, (1, 1), "not-a-record"))
    return _checked(Document(kind, path, tree.value, (1, 1), tree.keys, tree.places), model)


def _lost(found: Problem) -> Defaults:
    return Defaults(problems=(found,), is_lost=True)


def _checked(document: Document, model: type[BaseModel]) -> Defaults:
    files: dict[str, Lent] = {}
    problems: list[Problem] = []
    wrong: set[str] = set()
    for name, values in document.values.items():
        part = _part(document, name)
        try:
            model.model_validate({} if values is None else given(values))
        except ValidationError as error:
            wrong.add(name)
            problems.extend(told(error, part, document.collection, model))
        else:
            files[name] = Lent(document.path, given(values or {}), part.places)
    keys = {str(at[0]): place for at, place in document.keys.items() if len(at) == 1}
    return Defaults(files, keys, tuple(problems), frozenset(wrong))


def _part(document: Document, name: str) -> Document:
    """What is said of one file, with its places."""

    def below(places: Mapping[Location, Place]) -> dict[Location, Place]:
        return {at[1:]: place for at, place in places.items() if at[:1] == (name,)}

    keys, places = below(document.keys), below(document.places)
    return Document(document.collection, document.path, {}, document.key((name,)), keys, places)
