"""The atlas: what a link in a body points to, be it `kind:id`, a source file or a page."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from mops_kb.model.document import Document
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ref import Ref


class Aim(NamedTuple):
    """An entity (`ref`), else a path below docs, else neither: it leaves the wiki. `anchor` with its `#`; `field` is
    what of the entity is meant, if not its page."""

    ref: Ref | None
    path: str | None
    anchor: str
    field: str = ""


class Atlas:
    """Knows every entity by its reference, by the file that holds it alone, and by its page.

    Paths are the same whether their letters are composed or not: macOS writes `が` as two characters.
    """

    def __init__(
        self,
        records: Mapping[str, Mapping[str, Record]],
        documents: Mapping[Ref, Document],
        assets: Iterable[str] = (),
    ) -> None:
        self.records = records
        self.pages = {
            record.path: record.ref
            for those in records.values()
            for record in those.values()
            if isinstance(record, Entity)
        }
        held: dict[str, list[Ref]] = defaultdict(list)
        for ref, document in documents.items():
            held[document.path].append(ref)
        self.sources = {path: refs[0] for path, refs in held.items() if len(refs) == 1}
        self.assets = frozenset(assets)
        self.spelt = {_composed(path): path for path in (*self.pages, *self.sources, *self.assets)}

    def aim(self, source: str, target: str) -> Aim:
        """Where a link that stands in the file `source` points to."""
        if found := aimed(self.records, target):
            return found
        address, sharp, fragment = target.partition("#")
        anchor = sharp + fragment
        if ":" in address or not address or address.startswith("/"):
            return Aim(None, None, anchor)
        path = normpath(join(dirname(source), unquote(address)))
        path = self.spelt.get(_composed(path), path)
        return Aim(self.sources.get(path) or self.pages.get(path), path, anchor)


def aimed(records: Mapping[str, Mapping[str, Record]], target: str) -> Aim | None:
    """The entity that a link names as `kind:id`, or the field of it that is named as `kind:id.field`."""
    address, sharp, fragment = target.partition("#")
    kind, colon, id = address.partition(":")
    known = records.get(kind, {}) if colon else {}
    if id in known:
        return Aim(Ref(kind, id), None, sharp + fragment)
    id, _, field = id.partition(".")
    return Aim(Ref(kind, id), None, sharp + fragment, field) if field and id in known else None


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)
