"""Templates: what Jinja compiled, kept for the next build."""

from __future__ import annotations

from base64 import b64decode, b64encode

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from mkdocs_fast_build.store import Store

STAGE = "templates"


class Compiled(BytecodeCache):
    """Jinja itself sees to it that what is kept is of the same source and the same Python."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = {name: store.get(STAGE, name) for name in store.names(STAGE)}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(b64decode(kept))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(STAGE, bucket.key, b64encode(bucket.bytecode_to_string()).decode())
