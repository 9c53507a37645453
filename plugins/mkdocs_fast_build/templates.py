"""Templates: what Jinja made of them, kept for the next build: their code, and what can be read off their syntax."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache, Environment, meta
from jinja2.bccache import Bucket

from mkdocs_fast_build import digest
from mkdocs_fast_build.store import Store

STAGE, SYNTAX = "templates", "syntax"
_SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *(
        "trim_blocks",
        "lstrip_blocks",
        "newline_sequence",
        "keep_trailing_newline",
        "optimized",
        "autoescape",
        "is_async",
    ),
)


class Compiled(BytecodeCache):
    """Jinja itself sees to it that what is kept is of the same source and the same Python."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[tuple[int, ...], str] = ((), "")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The same template is other code in an environment with other filters or signs."""
        key = f"{self.get_cache_key(name, filename)}-{self._of(environment)}"
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def _of(self, env: Environment) -> str:
        things = (id(env), *(id(one) for kept in (env.filters, env.tests, env.extensions) for one in kept.values()))
        if things != self._known[0]:
            self._known = things, of_environment(env)
        return self._known[1]

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._store.get(STAGE, bucket.key):
            bucket.bytecode_from_string(b64decode(kept))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(STAGE, bucket.key, b64encode(bucket.bytecode_to_string()).decode())


def of_environment(env: Environment) -> str:
    """One word for all that decides what a template is compiled to."""
    named = [(name, _name(one)) for things in (env.filters, env.tests) for name, one in things.items()]
    parts = [*(repr(getattr(env, name)) for name in _SETTINGS), repr(named), _name(env.finalize), _name(type(env))]
    policies = [(name, _name(value) if callable(value) else value) for name, value in sorted(env.policies.items())]
    return digest.of_text("\0".join([*parts, *sorted(env.extensions), repr(policies)]))


def _name(thing: Any) -> str:
    return f"{getattr(thing, '__module__', '')}.{getattr(thing, '__qualname__', type(thing).__qualname__)}"


def undeclared(store: Store, env: Environment, name: str, source: str) -> set[str]:
    """The names that a template takes from its context."""
    found = learned(store, env, f"undeclared {name}", source, lambda: sorted(_undeclared(env, source)))
    return set(found)


def _undeclared(env: Environment, source: str) -> set[str]:
    return meta.find_undeclared_variables(env.parse(source))


def learned(store: Store, env: Environment, name: str, source: str, learn: Callable[[], Any]) -> Any:
    """What can be read off a template, read once."""
    key = digest.of(source, of_environment(env))
    kept = store.get(SYNTAX, name)
    if isinstance(kept, list) and kept[0] == key:
        return kept[1]
    found = learn()
    store.put(SYNTAX, name, [key, found])
    return found
