"""Trace: what the templates look at while a page is rendered, noted by name.

Jinja reads every attribute through its environment and takes every template from it: that is where we look on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, Template
from mkdocs.structure.pages import Page

from mkdocs_fast_build.digest import Unstable
from mkdocs_fast_build.facts import COVERED, Facts, category


class Trace:
    """Looks on at one environment. `seen` are the names of what was looked at since `begin`; `own` those that hang on
    the page alone; `unstable` tells what was looked at that nobody can tell the like of."""

    def __init__(self, env: Environment, facts: Facts) -> None:
        self._facts = facts
        self._plain = (env.getattr, env.getitem, env.get_template, env.select_template)
        self._categories: dict[type, str] = {}
        self._page: Page | None = None
        self.seen: set[str] = set()
        self.own: set[str] = set()
        self.unstable = ""
        env.getattr = self._getattr  # type: ignore[assignment,method-assign]
        env.getitem = self._getitem  # type: ignore[assignment,method-assign]
        env.get_template = self._get_template  # type: ignore[method-assign]
        env.select_template = self._select_template  # type: ignore[method-assign]

    def begin(self, page: Page | None) -> None:
        self._page = page
        self.seen, self.own, self.unstable = set(), set(), ""

    def add(self, names: Iterable[str]) -> None:
        self.seen.update(names)

    def _getattr(self, thing: Any, attribute: str) -> Any:
        self._look(thing, attribute)
        return self._plain[0](thing, attribute)

    def _getitem(self, thing: Any, attribute: Any) -> Any:
        if isinstance(attribute, str):
            self._look(thing, attribute)
        return self._plain[1](thing, attribute)

    def _look(self, thing: Any, attribute: str) -> None:
        kind = type(thing)
        if (found := self._categories.get(kind)) is None:
            found = self._categories[kind] = category(kind)
        if found:
            self._note(thing, found, attribute)

    def _note(self, thing: Any, found: str, attribute: str) -> None:
        if thing is self._page and attribute not in COVERED[found]:
            if attribute in ("previous_page", "next_page", "parent", "ancestors"):
                self.own.add(attribute)
                return
            if hasattr(thing, attribute):  # told by the page itself; what it lacks is noted as of any other
                return
        try:
            name = self._facts.name(thing)
        except Unstable as what:
            self.unstable = str(what)
            return
        self.seen.add(name if attribute in COVERED[found] else f"{name}\n{attribute}")

    def _get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        if isinstance(name, str):
            self.seen.add(f"template {name}")
        return self._plain[2](name, parent, globals)

    def _select_template(self, names: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        self.seen.update(f"template {name}" for name in names if isinstance(name, str))
        return self._plain[3](names, parent, globals)
