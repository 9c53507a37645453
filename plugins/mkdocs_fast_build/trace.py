"""Trace: what the templates look at while a page is rendered, noted by name.

Jinja reads every attribute through its environment and takes every template from it: that is where we look on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from mkdocs_fast_build.digest import Unstable
from mkdocs_fast_build.facts import APART, COVERED, Facts, category

_BESIDE = ("previous_page", "next_page", "parent", "ancestors")
_NOT_TOLD = frozenset(("markdown", "children", "present_anchor_ids", "links_to_anchors"))
"""What no identity of a page tells, as hardly any template asks for it."""
_ALL_OPTIONS = frozenset(("get", "items", "keys", "values", "data", "user_configs"))


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
        if found == "config":
            self._option(thing, attribute)
            return
        if thing is self._page and attribute not in COVERED[found]:
            if attribute in _BESIDE:
                self.own.add(attribute)
                return
            if attribute not in _NOT_TOLD and hasattr(thing, attribute):  # what it lacks is noted as of any other
                return
        if attribute == "active":
            self.own.add("ancestors")
        try:
            name = self._facts.name(thing)
        except Unstable as what:
            self.unstable = str(what)
            return
        self.seen.add(name if attribute in COVERED[found] else f"{name}{APART}{attribute}")

    def _option(self, config: Any, attribute: str) -> None:
        """Of a configuration within the configuration (validation, for one) all is told with what it stands in."""
        if isinstance(config, MkDocsConfig) and attribute in self._facts.options:
            self.seen.add(f"option {attribute}")
        elif isinstance(config, MkDocsConfig) and attribute in _ALL_OPTIONS:
            self.seen.add("option *")

    def _get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        if isinstance(name, str):
            self.seen.add(f"template {name}")
        return self._watched(self._plain[2](name, parent, globals))

    def _select_template(self, names: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        self.seen.update(f"template {name}" for name in names if isinstance(name, str))
        return self._watched(self._plain[3](names, parent, globals))

    def _watched(self, template: Template) -> Template:
        """Jinja runs a template that is imported without context once; what that run looked at, every import has."""
        if "_get_default_module" not in vars(template):
            plain, names = template._get_default_module, frozenset[str]()
            template._module = None

            def module(context: Any = None) -> Any:
                nonlocal names
                if template._module is None:
                    before, self.seen = self.seen, set()
                    try:
                        return plain(context)
                    finally:
                        names, self.seen = frozenset(self.seen), before | self.seen
                self.seen |= names
                return plain(context)

            template._get_default_module = module  # type: ignore[assignment,method-assign]
        return template
