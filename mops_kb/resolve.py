"""Resolve: records become a catalog, every reference checked and walked both ways."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple

from mops_kb.model.atlas import Atlas
from mops_kb.model.catalog import Catalog, Relation
from mops_kb.model.document import Document
from mops_kb.model.entity import Entity, Record
from mops_kb.model.kind import Kind
from mops_kb.model.links import Link, links
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref, RefTo, Written, references
from mops_kb.model.settings import Settings

MENTIONED = "mentioned"
"""How a target speaks of a page whose body links to it."""
_ELSEWHERE = ("http://", "https://", "mailto:", "tel:", "#")


class Resolved(NamedTuple):
    catalog: Catalog
    problems: list[Problem]


def resolve(
    records: Sequence[tuple[Record, Document]],
    kinds: Sequence[Kind],
    settings: Settings,
    assets: Sequence[str] = (),
    made: Sequence[str] = (),
) -> Resolved:
    """Bring the records together. `made` are the paths of pages that reports make."""
    desk = _Desk(records, kinds, settings)
    desk.name_all()
    desk.relate()
    desk.follow_links(frozenset(assets), frozenset(made))
    for kind in kinds:
        for field in kind.before:
            desk.refuse_cycles(kind, field)
    desk.refuse_twins(made)
    return Resolved(desk.catalog(assets), desk.problems)


class _Desk:
    def __init__(self, records: Sequence[tuple[Record, Document]], kinds: Sequence[Kind], settings: Settings) -> None:
        self.given = records
        self.kinds = kinds
        self.settings = settings
        self.records: dict[str, dict[str, Record]] = {kind.name: {} for kind in kinds}
        self.records |= {table.name: {} for kind in kinds for table in kind.tables}
        self.documents: dict[Ref, Document] = {}
        self.relations: list[Relation] = []
        self.problems: list[Problem] = []

    def name_all(self) -> None:
        """Each id once per kind. What a wiki brings takes the place of what came built in."""
        for record, document in self.given:
            first = self.documents.get(record.ref)
            if first and not first.path.startswith("("):
                self.problems.append(
                    problem(
                        document.path,
                        document.place(("id",)),
                        "duplicate-id",
                        kind=record.kind,
                        id=record.id,
                        other=f"{first.path}:{first.place(('id',))[0]}",
                    )
                )
                continue
            self.records[record.kind][record.id] = record
            self.documents[record.ref] = document
        for kind in self.kinds:
            self.records[kind.name] = _sorted(self.records[kind.name], kind, self.settings)

    def relate(self) -> None:
        for those in self.records.values():
            for record in those.values():
                for written in references(record):
                    self._relate(record, written)

    def _relate(self, record: Record, written: Written) -> None:
        document = self.documents[record.ref]
        candidates = self._candidates(written)
        if len(candidates) == 1:
            self.relations.append(Relation(record.ref, written.location, written.to.inverse, candidates[0]))
        elif len(candidates) > 1:
            choices = ", ".join(f"`{ref}`" for ref in candidates)
            place = document.place(written.location)
            self.problems.append(problem(document.path, place, "ambiguous-ref", written=written.text, choices=choices))
        else:
            self.problems.append(self._dangling(document, written))

    def _candidates(self, written: Written) -> list[Ref]:
        kind, colon, id = written.text.partition(":")
        if colon and ((kinds := written.to.kinds) == ("*",) or kind in kinds):
            return [Ref(kind, id)] if id in self.records.get(kind, {}) else []
        if colon:
            return []
        kinds = tuple(self.records) if written.to.kinds == ("*",) else written.to.kinds
        return [Ref(kind, written.text) for kind in kinds if written.text in self.records.get(kind, {})]

    def _dangling(self, document: Document, written: Written) -> Problem:
        place = document.place(written.location)
        kind, colon, id = written.text.partition(":")
        several = len(written.to.kinds) > 1 or written.to.kinds == ("*",)
        if several and (not colon or (kind not in written.to.kinds and written.to.kinds != ("*",))):
            kinds = ", ".join(f"`{kind}:`" for kind in self._kinds_of(written.to))
            near = _near(written.text, [f"{k}:{i}" for k in self._kinds_of(written.to) for i in self.records[k]])
            variant = "near" if near else "remedy"
            return problem(document.path, place, "ref-form", variant, written=written.text, near=near, kinds=kinds)
        target = kind if several and colon else written.to.kinds[0]
        id = id if colon else written.text
        near = _near(id, list(self.records.get(target, {})))
        if target not in self.records:
            kinds = ", ".join(f"`{kind}:`" for kind in self._kinds_of(written.to))
            return problem(document.path, place, "ref-form", written=written.text, near="", kinds=kinds)
        return problem(
            document.path, place, "dangling-ref", "near" if near else "remedy", kind=target, id=id, near=near
        )

    def _kinds_of(self, to: RefTo) -> tuple[str, ...]:
        return tuple(kind.name for kind in self.kinds) if to.kinds == ("*",) else to.kinds

    def follow_links(self, assets: frozenset[str], made: frozenset[str]) -> None:
        """Links in bodies: those to other pages of the wiki are references too."""
        atlas = Atlas(self.records, self.documents)
        for entity in self._entities():
            document = self.documents[entity.ref]
            for _, body in entity.body.versions if entity.body else ():
                for link in links(body):
                    aim = atlas.aim(document.path, link.target)
                    if aim.ref:
                        if aim.ref != entity.ref:
                            self.relations.append(Relation(entity.ref, ("body",), MENTIONED, aim.ref))
                    elif aim.path and aim.path not in assets | made:
                        self.problems.append(_broken(document, link, [*atlas.sources, *assets]))
                    elif not aim.path and not link.target.startswith(_ELSEWHERE):
                        self.problems.append(self._bad_link(document, link))

    def _bad_link(self, document: Document, link: Link) -> Problem:
        kind, _, id = link.target.partition(":")
        place = (document.body_line + link.line - 1, link.col)
        if kind in self.records:
            near = _near(id, list(self.records[kind]))
            return problem(
                document.path, place, "dangling-ref", "near" if near else "remedy", kind=kind, id=id, near=near
            )
        return problem(document.path, place, "link-scheme", target=link.target)

    def _entities(self) -> Iterable[Entity]:
        for kind in self.kinds:
            for record in self.records[kind.name].values():
                if isinstance(record, Entity):
                    yield record

    def refuse_cycles(self, kind: Kind, field: str) -> None:
        """Follow the field from each record: nobody may come back to themselves."""
        following = {
            relation.source.id: relation
            for relation in self.relations
            if relation.source.kind == kind.name and relation.field == field and relation.target.kind == kind.name
        }
        settled: set[str] = set()
        for start in sorted(following):
            path: list[str] = []
            id = start
            while id in following and id not in settled and id not in path:
                path.append(id)
                id = following[id].target.id
            if id in path:
                circle = path[path.index(id) :]
                first = min(circle)
                circle = circle[circle.index(first) :] + circle[: circle.index(first)]
                relation = following[first]
                document = self.documents[relation.source]
                self.problems.append(
                    problem(
                        document.path,
                        document.place(relation.location),
                        "cycle",
                        kind=kind.name,
                        field=field,
                        id=first,
                        chain=" → ".join([*circle, first]),
                    )
                )
            settled.update(path)

    def refuse_twins(self, made: Sequence[str]) -> None:
        """Two records may not come out at the same address, nor one at the address of a page that the wiki makes."""
        taken: dict[str, str] = {}
        for entity in self._entities():
            document = self.documents[entity.ref]
            address = _address(entity.path)
            if other := taken.setdefault(address, document.path) != document.path and taken[address]:
                self.problems.append(
                    problem(document.path, document.place(("id",)), "same-page", address=address, other=other)
                )
        for path in made:
            if path.endswith("/index.md") or path == "index.md":
                continue
            if source := taken.get(_address(path)):
                self.problems.append(problem(source, (1, 1), "same-page", address=_address(path), other="mops-kb"))

    def catalog(self, assets: Sequence[str]) -> Catalog:
        outgoing: dict[Ref, list[Relation]] = defaultdict(list)
        incoming: dict[Ref, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            outgoing[relation.source].append(relation)
            incoming[relation.target].append(relation)
        return Catalog(
            tuple(kind.name for kind in self.kinds),
            self.records,
            self.documents,
            {ref: tuple(those) for ref, those in outgoing.items()},
            {ref: tuple(those) for ref, those in incoming.items()},
            tuple(assets),
        )


def _address(path: str) -> str:
    return path.removesuffix(".md").removesuffix("index").strip("/").casefold()


def _sorted(records: Mapping[str, Record], kind: Kind, settings: Settings) -> dict[str, Record]:
    def order(item: tuple[str, Record]) -> tuple[Any, ...]:
        return (kind.order(item[1], settings), item[0]) if kind.order else (item[0],)

    return dict(sorted(records.items(), key=order))


def _near(written: str, known: Sequence[str]) -> str:
    return next(iter(get_close_matches(written, known, n=1)), "")


def _broken(document: Document, link: Link, known: Sequence[str]) -> Problem:
    place = (document.body_line + link.line - 1, link.col)
    near = _near(normpath(join(dirname(document.path), link.target)), known)
    return problem(document.path, place, "broken-link", "near" if near else "remedy", target=link.target, near=near)
