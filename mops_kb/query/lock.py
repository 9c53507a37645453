"""The lock: DuckDB's own reading of a statement, held against what may stand in it. Whatever is not known is refused.

It runs in the child and stands by itself.
"""

from typing import Any

Tree = dict[str, Any]
_SAID = """
    BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION LAMBDA OPERATOR POSITIONAL_REFERENCE
    STAR SUBQUERY TYPE WINDOW
"""
_EXPRESSIONS = frozenset(_SAID.split())
_AROUND = """
    SELECT_NODE SET_OPERATION_NODE CTE_NODE BASE_TABLE EMPTY EMPTY_FROM EXPRESSION_LIST JOIN PIVOT SUBQUERY
    TABLE_FUNCTION DISTINCT_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER ORDER_MODIFIER ASCENDING DESCENDING
    ORDER_DEFAULT
"""
_NODES = frozenset(_AROUND.split())
_NOWHERE = 2**63


class Refused(Exception):
    """What was found, and how many bytes into the SQL."""

    def __init__(self, failure: str, name: str, tree: Tree) -> None:
        at = tree.get("query_location", _NOWHERE)
        self.told = {"failure": failure, "name": name, "word": name, "at": at if at < _NOWHERE else None}
        super().__init__(failure)


def refused(serialized: Tree, allowed: Tree) -> Tree | None:
    """Why a statement is refused; None if it is not."""
    statements = serialized.get("statements", [])
    try:
        if serialized.get("error") or len(statements) != 1:
            raise Refused("statement", "", {})
        _walk(statements[0], {kind: frozenset(those) for kind, those in allowed.items()}, frozenset())
    except Refused as found:
        return found.told
    return None


def _walk(tree: Any, allowed: dict[str, frozenset[str]], names: frozenset[str]) -> None:
    """`names` are those that WITH gives here: elsewhere they could mean a table of the system."""
    if isinstance(tree, list):
        for part in tree:
            _walk(part, allowed, names)
    if not isinstance(tree, dict):
        return
    sort = tree.get("class")
    if sort is not None and sort not in _EXPRESSIONS:
        raise Refused("statement", str(sort), tree)
    if sort is None and isinstance(tree.get("type"), str) and tree["type"] not in _NODES:
        raise Refused("statement", tree["type"], tree)
    for key in ("sample", "at_clause"):
        if tree.get(key) is not None:
            raise Refused("statement", key, tree)
    if "function_name" in tree:
        _function(tree, allowed["functions"])
    if (
        sort == "COLUMN_REF"
        and len(tree["column_names"]) == 1
        and tree["column_names"][0].lower() in allowed["special"]
    ):
        raise Refused("function", tree["column_names"][0], tree)
    if tree.get("type") == "BASE_TABLE":
        _table(tree, allowed["tables"], names)
    if tree.get("type") == "TABLE_FUNCTION" and tree["function"]["function_name"].lower() not in allowed["rows"]:
        raise Refused("function", tree["function"]["function_name"], tree)
    for one in tree.get("cte_map", {}).get("map", ()):
        _walk(one["value"], allowed, names)
        names |= {one["key"].lower()}
    for key, part in tree.items():
        if key != "cte_map":
            _walk(part, allowed, names)


def _function(tree: Tree, functions: frozenset[str]) -> None:
    name = tree["function_name"].lower()
    is_sign = tree.get("is_operator") and not any(character.isalnum() or character == "_" for character in name)
    if name not in functions and not is_sign:
        raise Refused("function", name, tree)


def _table(tree: Tree, tables: frozenset[str], names: frozenset[str]) -> None:
    path = [part.lower() for part in tree["qualified_name"]["path"]]
    if ".".join(path) not in tables and not (len(path) == 1 and path[0] in names):
        raise Refused("table", ".".join(path), tree)
