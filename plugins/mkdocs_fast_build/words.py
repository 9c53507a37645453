"""Words: what a theme says in a language, looked up once.

Material has a macro `t` for each language that makes a table of all words anew whenever one of them is asked for.
Where its syntax shows that it does nothing else, each word is asked for once in a build.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.runtime import Macro

from mkdocs_fast_build.store import Store
from mkdocs_fast_build.templates import learned

_FOLDER, _MACRO = "partials/languages/", "t"
_HARMLESS = (nodes.Template, nodes.Macro, nodes.Output, nodes.TemplateData, nodes.Dict, nodes.Pair, nodes.Const)


class Words:
    """Those of one environment."""

    def __init__(self, env: Environment, store: Store) -> None:
        self._env = env
        self._store = store
        self._tables: dict[Any, bool] = {}
        self._known: dict[tuple[Any, str], Any] = {}

    def are_of(self, macro: Macro, args: tuple[Any, ...]) -> bool:
        """Whether a macro is a table of words, asked for one of them."""
        if macro.name != _MACRO or len(args) != 1 or type(args[0]) is not str:
            return False
        code = macro._func.__code__
        if (found := self._tables.get(code)) is None:
            found = self._tables[code] = self._is_table(macro._func.__globals__.get("name"))
        return found

    def _is_table(self, name: Any) -> bool:
        if not isinstance(name, str) or not name.startswith(_FOLDER) or not self._env.loader:
            return False
        try:
            source, _, _ = self._env.loader.get_source(self._env, name)
        except TemplateNotFound:
            return False
        return bool(learned(self._store, self._env, f"words {name}", source, lambda: is_table(self._env, source)))

    def word(self, macro: Macro, args: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
        place = (macro._func.__code__, args[0])
        if place not in self._known:
            self._known[place] = ask()
        return self._known[place]


def is_table(env: Environment, source: str) -> bool:
    """Whether a template is one macro, and that a table in which its argument is looked up."""
    tree = env.parse(source)
    macros = [node for node in tree.body if isinstance(node, nodes.Macro)]
    if len(macros) != 1 or macros[0].defaults or [argument.name for argument in macros[0].args] != ["key"]:
        return False
    return all(_is_harmless(node) for node in _walk(tree))


def _walk(node: nodes.Node) -> list[nodes.Node]:
    return [node, *(below for part in node.iter_child_nodes() for below in _walk(part))]


def _is_harmless(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return node.name == "key"
    return isinstance(node, (*_HARMLESS, nodes.Getitem))
