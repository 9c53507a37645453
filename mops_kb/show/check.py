"""Check: what is wrong with the views and values that people wrote into their pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from mops_kb.model.atlas import aimed
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document, Place
from mops_kb.model.entity import Entity
from mops_kb.model.links import links
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.show.ask import Desk
from mops_kb.show.blocks import blocks
from mops_kb.show.columns import Column, Columns
from mops_kb.show.read import Read, read
from mops_kb.show.spec import Spec

_VALUE = re.compile(r"[a-z]:[^\s)]*\.")
"""What a link to a value has in it."""


class _Quote(NamedTuple):
    """A view that shows whole texts, and the pages whose texts these are."""

    host: Entity
    path: str
    place: Place
    shown: tuple[Ref, ...]


def check(catalog: Catalog, columns: Columns, settings: Settings) -> Iterator[Problem]:
    quotes: list[_Quote] = []
    for entity in catalog.entities():
        for language, body in entity.body.versions if entity.body else ():
            path, start = catalog.documents[entity.ref].body(language)
            for block in blocks(body):
                found = read(block, columns, path, start)
                yield from found.problems
                if found.spec and found.document:
                    yield from _dangling(found.spec, found.document, columns, catalog)
                if not found.problems:
                    quotes += _quotes(entity, found, columns, catalog, settings)
            if _VALUE.search(body):
                yield from _values(body, path, start, columns, catalog)
    yield from _loops(quotes)


def _dangling(spec: Spec, document: Document, columns: Columns, catalog: Catalog) -> Iterator[Problem]:
    """Conditions on references that name what there is not; what is only hidden is no mistake."""
    records = catalog.complete.records
    for name, condition in spec.where.items():
        column = columns.get(spec.of, name)
        kinds = column.kinds if column and "*" not in column.kinds else ()
        for number, one in enumerate((*condition.one_of, *condition.none_of)):
            kind, colon, id = one.rpartition(":")
            if kinds and not any(id in records.get(other, {}) for other in ((kind,) if colon else kinds)):
                known = [id for other in kinds for id in records.get(other, {})]
                near = next(iter(get_close_matches(id, known, n=1)), "")
                where = ("where", name, "one_of", number), ("where", name, number), ("where", name)
                place = next((document.places[at] for at in where if at in document.places), document.start)
                variant = "near" if near else "remedy"
                yield problem(document.path, place, "dangling-ref", variant, kind=kind or kinds[0], id=id, near=near)


def _quotes(host: Entity, found: Read, columns: Columns, catalog: Catalog, settings: Settings) -> Iterator[_Quote]:
    spec, document = found.spec, found.document
    assert spec
    assert document
    for number, name in enumerate(spec.show):
        column = columns.get(spec.of, name)
        if column and column.sort == "body":
            entities = Desk(spec, columns, catalog, settings).found()[: spec.limit]
            place = document.place(("show", number))
            yield _Quote(host, document.path, place, tuple(entity.ref for entity in entities))


def _loops(quotes: Sequence[_Quote]) -> Iterator[Problem]:
    """Views by which a page would come to stand within itself."""
    shows: dict[Ref, list[Ref]] = {}
    for quote in quotes:
        shows.setdefault(quote.host.ref, []).extend(quote.shown)
    for quote in quotes:
        for first in quote.shown:
            if chain := _way(first, quote.host.ref, shows):
                around = " → ".join(str(ref) for ref in (quote.host.ref, *chain))
                yield problem(quote.path, quote.place, "view-loop", chain=around)
                break


def _way(first: Ref, last: Ref, shows: Mapping[Ref, Sequence[Ref]]) -> tuple[Ref, ...]:
    """From one page to another by what each shows; empty if there is no way."""
    came: dict[Ref, Ref | None] = {first: None}
    ahead = [first]
    while ahead:
        here = ahead.pop(0)
        if here == last:
            return _back(here, came)
        for one in shows.get(here, ()):
            if one not in came:
                came[one] = here
                ahead.append(one)
    return ()


def _back(here: Ref | None, came: Mapping[Ref, Ref | None]) -> tuple[Ref, ...]:
    way: list[Ref] = []
    while here:
        way.append(here)
        here = came[here]
    return tuple(reversed(way))


def _values(body: str, path: str, start: Place, columns: Columns, catalog: Catalog) -> Iterator[Problem]:
    """Links to a value that the record does not have, or has several of."""
    for link in links(body):
        aim = aimed(catalog.records, link.target)
        if not aim or not aim.ref or not aim.field:
            continue
        place = (start[0] + link.line - 1, start[1] + link.col - 1)
        known = columns.of(aim.ref.kind)
        column = known.get(aim.field)
        if column is None:
            near = columns.near((aim.ref.kind,), aim.field)
            params = {"kind": aim.ref.kind, "field": aim.field, "near": near, "some": columns.some((aim.ref.kind,))}
            yield problem(path, place, "value-field", "near" if near else "remedy", **params)
        elif is_several(column):
            yield problem(path, place, "value-many", field=aim.field)


def is_several(column: Column) -> bool:
    """Whether its values cannot stand within a sentence; names of people and things can."""
    return column.sort in ("body", "parts") or (column.many and column.sort != "ref")
