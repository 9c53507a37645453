"""Navigation: a part of the navigation that does not hold the current page looks the same from every page, but for the
way to it; so it is rendered once.

That holds only for templates which ask for the current page in no other way than whether an entry is that page. Whether
one does is read off its own syntax (`is_indifferent`); where it is not so, every page is rendered as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.runtime import Context, Macro
from markupsafe import Markup
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import url_filter

from mkdocs_fast_build.sets import KIND, Sets
from mkdocs_fast_build.templates import learned, undeclared
from mkdocs_fast_build.trace import Trace
from mkdocs_fast_build.urls import Subtree, Ways
from mkdocs_fast_build.words import Words

TEMPLATE, TABS = "partials/nav-item.html", "partials/tabs-item.html"
"""Where Material and themes made from it have the macro that draws an entry with all below it, and that of a tab."""
MACRO = "render"
_SAME = frozenset(("config", "lang", "features", "page"))
"""What its macros may take from the page's context: the first two are the same on every page of a site, the third is
compared, and the last is what `is_indifferent` looks after."""
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
    memo = Memo(trace, sets, ways, unset - _SAME)
    env.context_class = _context(memo, shared, Words(env, sets.store))
    return ""


def _refusal(env: Environment, sets: Sets, name: str) -> str:
    """Why the entries that a template draws have to be drawn for every page."""
    try:
        source = _source(env, name)
    except TemplateNotFound:
        return f"the theme has no {name}"
    if env.autoescape or not learned(sets.store, env, name, source, lambda: _may_be_shared(env, source)):
        return f"{name} shows more of the current page than where it is"
    return ""


def _source(env: Environment, name: str) -> str:
    assert env.loader
    return env.loader.get_source(env, name)[0]


def _may_be_shared(env: Environment, source: str) -> bool:
    return is_indifferent(env, source) and not _asks_the_context(env, source)


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


class Memo:
    """Entries of the navigation as they were rendered, with the set of names of all that was looked at.

    `unset` are names that the template may take from a page's context, where none of them should be.
    """

    def __init__(self, trace: Trace, sets: Sets, ways: Ways, unset: Iterable[str]) -> None:
        self._trace = trace
        self._sets = sets
        self._ways = ways
        self._unset = sorted(unset)
        self._kept: dict[tuple[object, ...], tuple[Subtree, frozenset[str], str]] = {}
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
        if (kept := self._kept.get(place)) is None:
            kept = self._kept[place] = self._rendered(render)
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

    def _rendered(self, render: Callable[[], Any]) -> tuple[Subtree, frozenset[str], str]:
        trace = self._trace
        was_open, before = self._ways.open, (trace.seen, trace.unstable)
        self._ways.open, trace.seen, trace.unstable = True, set(), ""
        try:
            subtree = Subtree(str(render()), self._folders)
            names = frozenset(trace.seen)
            told = names if len(names) <= _FEW else frozenset([f"{KIND} {self._sets.called(names)}"])
            return subtree, told, trace.unstable
        finally:
            self._ways.open, (trace.seen, trace.unstable) = was_open, before


def is_indifferent(env: Environment, source: str) -> bool:
    """Whether the template's macros ask for the current page only to compare it with an entry, or where an entry was
    found to be that page; and bring in nothing that may ask for more."""
    tree = env.parse(source)
    return all(_is_harmless(node, under) for node, under in _walk(tree, under=False))


def _asks_the_context(env: Environment, source: str) -> bool:
    """Whether a filter or test that is not Jinja's own, other than `url`, is given all that the page has."""
    tree = env.parse(source)
    names = {one.name for one in tree.find_all((nodes.Filter, nodes.Test))}
    names |= {one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, str)}  # as in `map("url")`
    known = {**env.tests, **env.filters}
    asking = {
        name for name, one in known.items() if hasattr(one, "jinja_pass_arg") and one.__module__ != "jinja2.filters"
    }
    return bool(names & asking - {"url"})


def _walk(node: nodes.Node, under: bool) -> Iterator[tuple[nodes.Node, bool]]:
    """Every node, and whether it is only reached where an entry is the current page. Parts of comparisons with that
    page count as reached there too: they tell no more than the comparison itself."""
    yield node, under
    if isinstance(node, nodes.If):
        yield from _walk(node.test, under)
        for part in node.body:
            yield from _walk(part, under or _compares(node.test))
        for part in [*node.elif_, *node.else_]:
            yield from _walk(part, under)
        return
    for part in node.iter_child_nodes():
        yield from _walk(part, under or _compares(node))


def _compares(node: nodes.Node) -> bool:
    """`entry == page`, `page in entries`."""
    if not isinstance(node, nodes.Compare) or len(node.ops) != 1:
        return False
    sides = (node.expr, node.ops[0].expr)
    return node.ops[0].op in ("eq", "in") and any(
        isinstance(side, nodes.Name) and side.name == "page" for side in sides
    )


def _is_harmless(node: nodes.Node, under: bool) -> bool:
    if under:
        return True
    if isinstance(node, nodes.Name) and node.ctx == "load":
        return node.name != "page" and node.name not in (
            "nav",
            "pages",
            "base_url",
            "self",
            "caller",
            "varargs",
            "kwargs",
        )
    if isinstance(node, nodes.Include):
        return _is_icon(node.template)
    if isinstance(node, nodes.Filter) and node.name == "url":
        return True
    return not isinstance(node, (nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.ContextReference))


def _is_icon(name: nodes.Expr) -> bool:
    parts = name.nodes if isinstance(name, nodes.Concat) else [name]
    return isinstance(parts[0], nodes.Const) and str(parts[0].value).startswith(".icons/")
