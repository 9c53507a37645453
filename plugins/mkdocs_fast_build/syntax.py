"""Syntax: what can be read off a template that draws entries of the navigation.

Its text may stand for all pages if it asks for the current page only to compare it with an entry, and if it does
nothing with URLs but write them: these are left open, and told from each page later.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from jinja2 import Environment, nodes

_URL = "url"


def may_be_shared(env: Environment, source: str) -> bool:
    tree = env.parse(source)
    return _is_indifferent(tree) and _writes_as_is(tree) and not _asks_the_context(env, tree)


def _is_indifferent(tree: nodes.Template) -> bool:
    """Whether the macros ask for the current page only to compare it with an entry, or where an entry was found to be
    that page; and bring in nothing that may ask for more."""
    return all(_is_harmless(node, under) for node, under in _walk(tree, under=False))


def _asks_the_context(env: Environment, tree: nodes.Template) -> bool:
    """Whether a filter or test that is not Jinja's own, other than `url`, is given all that the page has."""
    names = {one.name for one in tree.find_all((nodes.Filter, nodes.Test))}
    names |= {one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, str)}  # as in `map("url")`
    known = {**env.tests, **env.filters}
    asking = {
        name for name, one in known.items() if hasattr(one, "jinja_pass_arg") and one.__module__ != "jinja2.filters"
    }
    return bool(names & asking - {_URL})


def _walk(node: nodes.Node, under: bool) -> Iterator[tuple[nodes.Node, bool]]:
    """Every node, and whether it is only reached where an entry is the current page. In a comparison with it, it counts
    as reached there too: it tells no more than the comparison itself."""
    yield node, under
    if isinstance(node, nodes.If):
        yield from _walk(node.test, under)
        for part in node.body:
            yield from _walk(part, under or _compares(node.test))
        for part in [*node.elif_, *node.else_]:
            yield from _walk(part, under)
        return
    for part in node.iter_child_nodes():
        yield from _walk(part, under or (_compares(node) and _is_page(part)))


def _compares(node: nodes.Node) -> bool:
    """`entry == page`, `page in entry.pages`."""
    if not isinstance(node, nodes.Compare) or len(node.ops) != 1:
        return False
    way, other = node.ops[0].op, node.ops[0].expr
    if way == "in":
        return _is_page(node.expr) and isinstance(other, nodes.Getattr) and other.attr == "pages"
    return way == "eq" and (_is_page(node.expr) or _is_page(other))


def _is_page(node: nodes.Node) -> bool:
    side = node.expr if isinstance(node, nodes.Operand) else node
    return isinstance(side, nodes.Name) and side.name == "page"


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
    if isinstance(node, nodes.Filter) and node.name == _URL:
        return True
    return not isinstance(node, (nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.ContextReference))


def _is_icon(name: nodes.Expr) -> bool:
    parts = name.nodes if isinstance(name, nodes.Concat) else [name]
    return isinstance(parts[0], nodes.Const) and str(parts[0].value).startswith(".icons/")


def _writes_as_is(tree: nodes.Template) -> bool:
    """Whether nothing happens to open texts, which are URLs and what macros draw, but that they are written."""
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    named = (name for name in tree.find_all(nodes.Name) if name.ctx == "load" and name.name in macros)
    return all(id(name) in called for name in named) and _writes(tree, macros | {"loop"})


def _writes(node: nodes.Node, macros: Set[str]) -> bool:
    if isinstance(node, nodes.Output):
        return all(_is_written(part, macros) for part in node.nodes)
    if isinstance(node, (nodes.Expr, nodes.FilterBlock, nodes.AssignBlock, nodes.CallBlock)):
        return _is_closed(node, macros)
    return all(_writes(part, macros) for part in node.iter_child_nodes())


def _is_written(node: nodes.Node, macros: Set[str]) -> bool:
    """Of what is written: an open text, or one among others, or nothing open at all."""
    if isinstance(node, nodes.Concat):
        return all(_is_written(part, macros) for part in node.nodes)
    if isinstance(node, nodes.CondExpr):
        written = (node.expr1, node.expr2)
        return _is_closed(node.test, macros) and all(_is_written(part, macros) for part in written if part)
    if _is_open(node, macros):
        return all(_is_closed(part, macros) for part in node.iter_child_nodes())
    return _is_closed(node, macros)


def _is_closed(node: nodes.Node, macros: Set[str]) -> bool:
    below = (_is_closed(part, macros) for part in node.iter_child_nodes())
    return not _is_open(node, macros) and all(below)


def _is_open(node: nodes.Node, macros: Set[str]) -> bool:
    """Whether it makes a text with URLs in it: the filter, by its name or as in `map("url")`, or a macro."""
    if isinstance(node, nodes.Filter):
        return node.name == _URL or any(isinstance(one, nodes.Const) and one.value == _URL for one in node.args)
    return _is_drawing(node, macros)


def _is_drawing(node: nodes.Node, macros: Set[str]) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in macros
