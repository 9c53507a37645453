"""Markdown with front matter: the YAML between two lines of `---`, and the body after it."""

import re
from typing import NamedTuple

from mops_kb.formats import yaml
from mops_kb.model.problem import Problem, problem


class Split(NamedTuple):
    """Front matter (None if the page has none) and body from its first line that is not blank, `body_line`."""

    front: yaml.Tree | None
    body: str
    body_line: int


def split(text: str, path: str, parse: yaml.Parse = yaml.parse) -> Split | Problem:
    """Take a page apart, or say why its front matter cannot be read."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return below(None, text, 1)
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            tree = parse("\n".join(lines[1:number]), path, 1)
            if isinstance(tree, Problem):
                return tree
            return below(tree, "\n".join(lines[number + 1 :]), number + 2)
    return problem(path, (1, 1), "front-matter")


def below(front: yaml.Tree | None, text: str, line: int) -> Split:
    """The body that a text holds, where the text begins at `line`."""
    body = re.sub(r"\A(?:[ \t]*\n)+", "", text)
    return Split(front, body, line + text.count("\n", 0, len(text) - len(body)))
