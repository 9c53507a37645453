"""Markdown with front matter: the YAML between two lines of `---`, and the body after it."""

from typing import NamedTuple

from mops_kb.formats import yaml
from mops_kb.model.problem import Problem, problem


class Split(NamedTuple):
    """Front matter (None if the page has none) and body; `body_line` is the body's first line in the file."""

    front: yaml.Tree | None
    body: str
    body_line: int


def split(text: str, path: str) -> Split | Problem:
    """Take a page apart, or say why its front matter cannot be read."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Split(None, text, 1)
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            tree = yaml.parse("\n".join(lines[1:number]), path, offset=1)
            if isinstance(tree, Problem):
                return tree
            return Split(tree, "\n".join(lines[number + 1 :]), number + 2)
    return problem(path, (1, 1), "front-matter")
