"""Load: a folder becomes documents, every file read once, whatever cannot be read said aloud."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mops_kb.kept import NOWHERE, Kept
from mops_kb.load.files import files
from mops_kb.load.shelf import Shelf
from mops_kb.load.trees import Trees
from mops_kb.model.document import Document
from mops_kb.model.kind import Kind
from mops_kb.model.problem import Problem
from mops_kb.model.ref import Ref

__all__ = ["Loaded", "load"]


class Loaded(NamedTuple):
    """`unread` are the paths of what cannot be read, and references to what may stand in it; `stored` are those of data
    files, which are read only when somebody asks them something."""

    documents: list[Document]
    assets: list[str]
    problems: list[Problem]
    unread: set[Ref | str]
    stored: list[str]


def load(root: Path, kinds: Sequence[Kind], kept: Kept = NOWHERE) -> Loaded:
    """Read everything below `root`: documents in the order of their paths, and the files to publish as they are."""
    with kept.opened() as get:
        trees = Trees(kept, get)
        shelf = Shelf(kinds, root, trees)
        for kind in kinds:
            if kind.built_in:
                shelf.take_built_in(kind)
        for path, file, found in files(root):
            if found:
                shelf.problems.add(found)
                shelf.unread.add(path)
            else:
                shelf.take(path, file)
    kept.keep(trees.new)
    shelf.translate()
    shelf.miss()
    return Loaded(shelf.documents, shelf.assets, shelf.problems.found, shelf.unread, shelf.stored)
