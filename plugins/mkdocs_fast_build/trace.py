"""Trace: what the templates look at while a page is rendered, noted by name.

Jinja reads every attribute through its environment and takes every template from it: that is where we look on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from mkdocs_fast_build.digest import Unstable
from mkdocs_fast_build.facts import APART, COVERED, Facts, category

_BESIDE = frozenset(("previous_page", "next_page", "parent", "ancestors"))
_NOT_TOLD = frozenset(("markdown", "children", "present_anchor_ids", "links_to_anchors"))
"""What no identity of a page tells, as hardly any template asks for it."""
_WRITTEN = (Page, Section, Link, File)
_ALL_OPTIONS = frozenset(("get", "items", "keys", "values", "data", "user_configs"))

Reader = Callable[[Any, str], Any]


class Trace:
    """Looks on at one environment. `seen` are the names of what was looked at since `begin`; `own` those that hang on
    the page alone; `unstable` tells what was looked at that nobody can tell the like of."""

    def __init__(self, env: Environment, facts: Facts) -> None:
        self._facts = facts
        self._names = facts.names
        self._plain = (env.get_template, env.select_template)
        self._page: Page | None = None
        self.seen: set[str] = set()
        self.own: set[str] = set()
        self.unstable = ""
        self.asked: dict[int, Any] | None = None
        """Of what somebody asked whether it is active, by identity, while that is to be known."""
        self._loaded: dict[str, tuple[str, Template]] = {}
        self._stays = not env.auto_reload and getattr(env.join_path, "__func__", None) is Environment.join_path
        self._undefined = env.undefined
        env.getattr = self._reader(env.getattr)  # type: ignore[assignment,method-assign]
        env.getitem = self._reader(env.getitem)  # type: ignore[assignment,method-assign]
        env.get_template = self._get_template  # type: ignore[method-assign]
        env.select_template = self._select_template  # type: ignore[method-assign]

    def begin(self, page: Page | None) -> None:
        self._page = page
        self.seen, self.own, self.unstable = set(), set(), ""

    def _reader(self, plain: Reader) -> Reader:
        """In the place of one of the environment's own. It is called a hundred times for a page: no word too many."""
        categories: dict[type, str] = {}
        note, undefined = self._note, self._undefined
        is_jinjas = getattr(plain, "__func__", None) is Environment.getattr

        def read(thing: Any, attribute: Any) -> Any:
            kind = type(thing)
            try:
                found = categories[kind]
            except KeyError:
                found = categories[kind] = category(kind)
            if found and isinstance(attribute, str):
                note(thing, found, attribute)
            return plain(thing, attribute)

        def read_as_jinja(thing: Any, attribute: str) -> Any:
            kind = type(thing)
            try:
                found = categories[kind]
            except KeyError:
                found = categories[kind] = category(kind)
            if found:
                note(thing, found, attribute)
            try:
                return getattr(thing, attribute)
            except AttributeError:
                pass
            try:
                return thing[attribute]
            except (TypeError, LookupError, AttributeError):
                return undefined(obj=thing, name=attribute)

        return read_as_jinja if is_jinjas else read

    def _note(self, thing: Any, found: str, attribute: str) -> None:
        if found == "config":
            self._option(thing, attribute)
            return
        is_covered = attribute in COVERED[found]
        if thing is self._page and not is_covered:
            if attribute in _BESIDE:
                self.own.add(attribute)
                return
            if attribute not in _NOT_TOLD and hasattr(thing, attribute):  # what it lacks is noted as of any other
                return
        if attribute == "active":
            self.own.add("ancestors")
            if self.asked is not None:
                self.asked[id(thing)] = thing
        if name := self._names.get(id(thing)) or self._name(thing):
            self.seen.add(name if is_covered else f"{name}{APART}{attribute}")

    def _name(self, thing: Any) -> str:
        """Nothing, where nobody can tell what it is."""
        try:
            return self._facts.name(thing)
        except Unstable as what:
            self.unstable = str(what)
            return ""

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Note also what is written as it is: then Jinja reads no attribute of it."""
        plain: dict[Any, Callable[[Any], str]] = {kind: kind.__repr__ for kind in _WRITTEN}

        def writing(tell: Callable[[Any], str]) -> Callable[[Any], str]:
            def written(thing: Any) -> str:
                if isinstance(thing, File):
                    self.unstable = "a file, which tells where the site is on this machine"
                elif name := self._name(thing):
                    self.seen.add(name)
                return tell(thing)

            return written

        for kind, tell in plain.items():
            kind.__repr__ = writing(tell)
        try:
            yield
        finally:
            for kind, tell in plain.items():
                kind.__repr__ = tell

    def _option(self, config: Any, attribute: str) -> None:
        """Of a configuration within the configuration (validation, for one) all is told with what it stands in."""
        if isinstance(config, MkDocsConfig) and attribute in self._facts.options:
            self.seen.add(f"option {attribute}")
        elif isinstance(config, MkDocsConfig) and attribute in _ALL_OPTIONS:
            self.seen.add("option *")

    def _get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        if globals is None and (known := self._loaded.get(name)):  # type: ignore[arg-type]
            self.seen.add(known[0])
            return known[1]
        word = f"template {name}"
        if isinstance(name, str):
            self.seen.add(word)
        template = self._watched(self._plain[0](name, parent, globals))
        if isinstance(name, str) and self._stays:
            self._loaded[name] = word, template
        return template

    def _select_template(self, names: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        self.seen.update(f"template {name}" for name in names if isinstance(name, str))
        return self._watched(self._plain[1](names, parent, globals))

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
