"""Navigation: a part of the navigation that does not hold the current page looks the same from every page, but for the
way to it; so it is rendered once.

That holds only for templates which ask for the current page in no other way than whether an entry is that page. Whether
one does is read off its own syntax (`syntax.py`); where it is not so, every page is rendered as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment, TemplateNotFound
from jinja2.runtime import Context, Macro
from markupsafe import Markup
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import url_filter

from mkdocs_fast_build.sets import KIND, Sets
from mkdocs_fast_build.syntax import may_be_shared
from mkdocs_fast_build.templates import learned, undeclared
from mkdocs_fast_build.trace import Trace
from mkdocs_fast_build.urls import Subtree, Ways
from mkdocs_fast_build.words import Words

TEMPLATE, TABS = "partials/nav-item.html", "partials/tabs-item.html"
"""Where Material and themes made from it have the macro that draws an entry with all below it, and that of a tab."""
MACRO = "render"
_SAME = frozenset(("config", "features", "page"))
"""What its macros may take from the page's context: the first is the same on every page of a site, the second is
compared, and the last is what `syntax.py` looks after."""
_WORDS = "lang"
"""The words of the theme, which an override may choose by the page."""
_ICON = "template .icons/"
_JINJAS = frozenset(("_loop_vars", "_block_vars"))
"""What Jinja passes along with the arguments that a template gives."""
_KINDS = (Page, Section, Link)
_TOLD = frozenset((*_KINDS, str, int, bool, type(None), Markup))
"""Arguments of such a macro that say all about themselves, or that count by who they are and if they are active."""
_FEW = 8
"""So many names need no set of their own."""


def install(env: Environment, trace: Trace, sets: Sets, nav: Navigation) -> str:
    """Have the navigation of an environment rendered once; else the reason why not."""
    if env.filters.get("url") is not url_filter:
        return "the filter `url` is not that of MkDocs"
    if reason := _refusal(env, sets, TEMPLATE):
        return reason
    entries = [*_entries(nav.items)]
    files = [entry.file.src_uri for entry in entries if isinstance(entry, Page)]
    if len(files) != len(set(files)) or not all(type(one) in _KINDS and not hasattr(one, "pages") for one in entries):
        return "an entry stands for several pages, or a page in several places"
    shared = [name for name in (TEMPLATE, TABS) if not _refusal(env, sets, name)]
    unset = {one for name in shared for one in undeclared(sets.store, env, name, _source(env, name))}
    ways = Ways()
    env.filters["url"] = ways.filter()
    memo = Memo(env, trace, sets, ways, unset - _SAME)
    env.context_class = _context(memo, shared, Words(env, sets.store))
    return ""


def _refusal(env: Environment, sets: Sets, name: str) -> str:
    """Why the entries that a template draws have to be drawn for every page."""
    try:
        source = _source(env, name)
    except TemplateNotFound:
        return f"the theme has no {name}"
    if env.autoescape or not learned(sets.store, env, name, source, lambda: may_be_shared(env, source)):
        return f"{name} shows more of the current page than where it is"
    if _WORDS in undeclared(sets.store, env, name, source):
        return f"{name} asks for words of the theme, which may be others for each page"
    return ""


def _source(env: Environment, name: str) -> str:
    assert env.loader
    return env.loader.get_source(env, name)[0]


def _entries(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _entries(item.children or ())


def _context(memo: Memo, shared: Sequence[str], words: Words) -> type[Context]:
    plain = Context.call

    class Remembering(Context):
        def call(self, called: Any, *args: Any, **named: Any) -> Any:
            if type(called) is Macro and _JINJAS.issuperset(named):
                if called.name == MACRO and args and type(args[0]) in _KINDS and (name := _template(called)) in shared:
                    return memo.entry(name, lambda: plain(self, called, *args, **named), self, args)
                if words.are_of(called, args):
                    return words.word(called, args, lambda: plain(self, called, *args, **named))
            return plain(self, called, *args, **named)

    return Remembering


def _template(macro: Macro) -> Any:
    """The name of the template that a macro is from."""
    return macro._func.__globals__.get("name")


_Drawn = tuple[Subtree, frozenset[str], str]
"""A part of the navigation, the names of what was looked at for it, and what of that nobody can tell the like of."""


class Memo:
    """Entries of the navigation as they were rendered, with the set of names of all that was looked at.

    `unset` are names that the template may take from a page's context, where none of them should be.
    """

    def __init__(self, env: Environment, trace: Trace, sets: Sets, ways: Ways, unset: Iterable[str]) -> None:
        self._env = env
        self._trace = trace
        self._sets = sets
        self._ways = ways
        self._unset = sorted(unset)
        self._kept: dict[tuple[object, ...], _Drawn | None] = {}
        self._plain: dict[str, bool] = {}
        self._folders: set[str] = set()
        self._page: Page | None = None
        self._setting: tuple[object, ...] | None = None

    def entry(self, template: str, render: Callable[[], Any], context: Context, args: tuple[Any, ...]) -> Any:
        item, page = args[0], context.get("page")
        if page is not self._page:
            self._page, self._setting = page, self._set(context)
        if page is None or self._setting is None or item.active or item is page:
            return render()
        key: list[object] = [template, self._setting, id(item)]
        for arg in args[1:]:
            if (kind := type(arg)) not in _TOLD:
                return render()
            key += (id(arg), arg.active) if kind in _KINDS else (arg,)
        place = tuple(key)
        if place not in self._kept:
            self._kept[place] = self._rendered(render, args)
        if self._trace.asked is not None:
            self._trace.asked[id(item)] = item
        if (kept := self._kept[place]) is None:
            return render()
        subtree, names, unstable = kept
        self._trace.own.add("ancestors")
        self._trace.unstable = self._trace.unstable or unstable
        self._trace.seen.update(names)
        return subtree.open() if self._ways.open else subtree.seen_from(page.url, self._ways)

    def _set(self, context: Context) -> tuple[object, ...] | None:
        """What the page has set that changes the navigation; None if that cannot be told."""
        features = context.get("features") or ()
        if any(name in context for name in self._unset) or not all(isinstance(one, str) for one in features):
            return None
        return tuple(features)

    def _rendered(self, render: Callable[[], Any], args: tuple[Any, ...]) -> _Drawn | None:
        """None where it looks at more than the entry with all below it, and the other arguments."""
        trace = self._trace
        was_open, before = self._ways.open, (trace.seen, trace.unstable, trace.asked)
        self._ways.open, trace.seen, trace.unstable, trace.asked = True, set(), "", {}
        try:
            with _comparing(trace, self._page):
                subtree = Subtree(str(render()), self._folders)
            names = frozenset(trace.seen)
            given = {*map(id, args)}
            if not all(id(one) in given or _is_below(one, args[0]) for one in trace.asked.values()):
                return None
            if not all(self._is_plain(name) for name in names if name.startswith(_ICON)):
                return None
            told = names if len(names) <= _FEW else frozenset([f"{KIND} {self._sets.called(names)}"])
            return subtree, told, trace.unstable
        finally:
            self._ways.open, (trace.seen, trace.unstable, trace.asked) = was_open, before

    def _is_plain(self, name: str) -> bool:
        """Whether there is nothing for Jinja to do in a template."""
        if name not in self._plain:
            env, source = self._env, _source(self._env, name.partition(" ")[2])
            signs = (env.block_start_string, env.variable_start_string, env.comment_start_string)
            self._plain[name] = not any(sign in source for sign in signs)
        return self._plain[name]


@contextmanager
def _comparing(trace: Trace, page: Page | None) -> Iterator[None]:
    """Meanwhile what is compared with the current page counts as asked whether it is active."""
    plain = Page.__eq__

    def is_equal(one: Page, other: Any) -> bool:
        if trace.asked is not None:
            sides = (one, other) if one is other else (side for side in (one, other) if side is not page)
            trace.asked |= {id(side): side for side in sides if isinstance(side, StructureItem)}
        return plain(one, other)

    Page.__eq__ = is_equal  # type: ignore[method-assign]
    try:
        yield
    finally:
        Page.__eq__ = plain  # type: ignore[method-assign]


def _is_below(one: Any, entry: Any) -> bool:
    while one is not None and one is not entry:
        one = one.parent
    return one is entry
