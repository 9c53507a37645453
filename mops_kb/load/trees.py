"""Trees: YAML that was read before is not read again. To read it takes most of the time of loading."""

from collections.abc import Callable, Mapping
from typing import Any

from mops_kb.formats import yaml
from mops_kb.formats.yaml import Tree
from mops_kb.kept import Kept
from mops_kb.model.document import Place
from mops_kb.model.problem import Problem
from mops_kb.model.ref import Location
from mops_kb.model.typed import Typed


class Trees:
    """Reads as `yaml.parse` does. What a text holds depends on nothing but the text and the line at which it begins;
    what is wrong with one is not kept, as that names its file."""

    def __init__(self, kept: Kept, get: Callable[[str], tuple[Any] | None]) -> None:
        self.kept = kept
        self.get = get
        self.new: dict[str, Any] = {}

    def __call__(self, text: str, path: str, offset: int = 0) -> Tree | Problem:
        if not self.kept.file:
            return yaml.parse(text, path, offset)
        key = self.kept.key(offset, text)
        if told := self.get(key):
            try:
                return _read(*told)
            except (ValueError, TypeError, KeyError):  # none of ours
                pass
        tree = yaml.parse(text, path, offset)
        if isinstance(tree, Tree):
            self.new[key] = _written(tree)
        return tree


def _written(tree: Tree) -> dict[str, Any]:
    return {
        "value": tree.value,
        "keys": _listed(tree.keys),
        "places": _listed(tree.places),
        "typed": [(*typed, *location) for location, typed in tree.typed.items()],
    }


def _listed(places: Mapping[Location, Place]) -> list[tuple[Any, ...]]:
    return [(*place, *location) for location, place in places.items()]


def _read(told: Any) -> Tree:
    keys, places = ({(*location,): (line, col) for line, col, *location in told[name]} for name in ("keys", "places"))
    typed = {(*location,): Typed(quote, text) for quote, text, *location in told["typed"]}
    return Tree(told["value"], keys, places, typed)
