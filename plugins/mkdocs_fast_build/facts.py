"""Facts: what a page may show of others (an entry of the navigation, a file, a template), each with one word for it.

A page that was rendered has noted the names of all that it looked at. It may be kept where their words are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound
from jinja2.runtime import Undefined
from mkdocs.config.base import Config
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_fast_build import digest
from mkdocs_fast_build.sets import KIND, Sets
from mkdocs_fast_build.templates import undeclared

if TYPE_CHECKING:
    from jinja2 import Environment

COVERED = {
    "item": frozenset(
        [
            "title",
            "url",
            "meta",
            "children",
            "active",
            "is_index",
            "is_homepage",
            "is_section",
            "is_page",
            "is_link",
            "is_top_level",
            "file",
            "canonical_url",
            "abs_url",
            "edit_url",
        ]
    ),
    "nav": frozenset(("items", "homepage")),
    "file": frozenset(("src_uri", "src_path", "dest_uri", "dest_path", "url", "name", "page", "inclusion", "edit_uri")),
}
"""What the word of each says; whatever else a template reads of it is noted by name."""
MISSING, LACKING, APART = "-", "--", "\0"
"""For what is not there, and for an attribute that it has not; and between the name of a thing and an attribute's."""
_VOLATILE = re.compile(r"\b(build_date_utc|update_date)\b")
_NAVIGATION = re.compile(r"\bnav\b")
_ALL_OPTIONS = re.compile(r"\bconfig\s*\||\bin\s+config\b(?!\s*[.\[])")
_CHANCE = re.compile(r"\|\s*random\b|\blipsum\b")


class Facts:
    """The words of one build, worked out when they are asked for.

    `pages` are all files that are pages, `time` is that of the build, and `options` are those that hardly any template
    shows.
    """

    def __init__(
        self,
        nav: Navigation,
        pages: Iterable[File],
        env: Environment,
        time: object,
        options: Mapping[str, object],
        sets: Sets,
    ) -> None:
        self.nav = nav
        self._sets = sets
        self._env = env
        self._time = time
        self.options = options
        self.names: dict[int, str] = {}
        """Those that were given out, by the identity of what they are for."""
        self._things: dict[str, Any] = {}
        self._words: dict[str, str] = {}
        self._name(nav, "nav")
        self._walk(nav.items, "")
        self._pages = {file.src_uri: file for file in pages}

    def _walk(self, items: Iterable[Any], above: str) -> None:
        for item in items:
            name = f"page {item.file.src_uri}" if isinstance(item, Page) else f"entry {above}/{item.title}"
            while name in self._things:
                name += "'"
            self._name(item, name)
            if isinstance(item, Section):
                self._walk(item.children, name.removeprefix("entry "))

    def _name(self, thing: Any, name: str) -> str:
        self.names[id(thing)] = name
        self._things[name] = thing
        return name

    def name(self, thing: Any) -> str:
        """Of an entry of the navigation or a file: the same in the next build, if it is still there."""
        if (name := self.names.get(id(thing))) is not None:
            return name
        if isinstance(thing, File):
            return self._name(thing, f"file {thing.src_uri}")
        if isinstance(thing, Page):
            return self._name(thing, f"page {thing.file.src_uri}")
        raise digest.Unstable(f"a {type(thing).__name__} that is not in the navigation")

    def word(self, name: str) -> str:
        """Of what has that name; `name`, `APART` and an attribute is for that attribute alone.

        Raises:
            Unstable: what it is cannot be told.
        """
        if name not in self._words:
            self._words[name] = self._found_out(name)
        return self._words[name]

    def of_set(self, called: str) -> str:
        """One word for all names of a set.

        Raises:
            Unstable: what one of them is cannot be told.
        """
        return self.word(f"{KIND} {called}")

    def _found_out(self, name: str) -> str:
        kind, _, rest = name.partition(" ")
        if kind == "template":
            return self._template(rest)
        if kind == KIND:
            return self._all(rest)
        if kind == "option":
            return digest.of(self.options.get(rest, self.options))
        thing_name, _, attribute = name.partition(APART)
        thing = self._thing(thing_name)
        if thing is None:
            return MISSING
        if not attribute:
            return self._whole(thing)
        return digest.of(self._plain(getattr(thing, attribute))) if hasattr(thing, attribute) else LACKING

    def _all(self, called: str) -> str:
        names = self._sets.names(called)
        if names is None:
            raise digest.Unstable(f"a set that nobody knows, {called}")
        return digest.of_text("\n".join(map(self.word, names)))

    def _thing(self, name: str) -> Any:
        if name in self._things:
            return self._things[name]
        kind, _, uri = name.partition(" ")
        file = self._pages.get(uri)
        if kind == "file":
            return file
        return file.page if file and kind == "page" else None

    def _whole(self, thing: Any) -> str:
        if isinstance(thing, Navigation):
            return digest.of(
                [self.name(item) for item in thing.items], self.name(thing.homepage) if thing.homepage else ""
            )
        if isinstance(thing, File):
            return digest.of(thing.src_uri, thing.dest_uri, thing.url, thing.inclusion.value, thing.edit_uri)
        if isinstance(thing, Page):
            addresses = (
                thing.url,
                thing.canonical_url,
                thing.edit_url,
                thing.is_homepage,
                thing.is_top_level,
                thing.file.src_uri,
            )
            return digest.of(thing.title, thing.meta, *addresses)
        children = [self.name(child) for child in thing.children or ()]
        return digest.of(type(thing).__name__, thing.title, getattr(thing, "url", ""), thing.is_top_level, children)

    def _plain(self, value: Any) -> Any:
        if isinstance(value, Undefined):
            return MISSING
        if isinstance(value, (StructureItem, File, Navigation)):
            return self.name(value)
        if isinstance(value, (list, tuple)) and any(isinstance(one, (StructureItem, File)) for one in value):
            return [self._plain(one) for one in value]
        return value

    def _template(self, name: str) -> str:
        assert self._env.loader
        try:
            source, _, _ = self._env.loader.get_source(self._env, name)
        except TemplateNotFound:
            return MISSING
        if _CHANCE.search(source):
            raise digest.Unstable(f"the template {name}, which leaves something to chance")
        parts: list[object] = [source]
        if _VOLATILE.search(source):
            parts.append(self._time)
        if _NAVIGATION.search(source):
            parts.append(self.word("nav"))
        if _ALL_OPTIONS.search(source):
            parts.append(self.word("option *"))
        if "pages" in source and "pages" in undeclared(self._sets.store, self._env, name, source):
            parts.append([self.name(file) for file in self._pages.values()])
        return digest.of(*parts)


def category(kind: type) -> str:
    if issubclass(kind, StructureItem):
        return "item"
    if issubclass(kind, Navigation):
        return "nav"
    if issubclass(kind, Config):
        return "config"
    return "file" if issubclass(kind, File) else ""
