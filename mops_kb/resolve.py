"""Resolve: records become a catalog, every reference checked and walked both ways."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from posixpath import dirname, relpath
from typing import Any, NamedTuple

from mops_kb.model.address import address
from mops_kb.model.atlas import Aim, Atlas
from mops_kb.model.catalog import Catalog, Relation
from mops_kb.model.document import Document, Place
from mops_kb.model.entity import Entity, Record
from mops_kb.model.kind import Kind
from mops_kb.model.links import Link, links
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.ref import Ref, RefTo, Written, references
from mops_kb.model.settings import Settings
from mops_kb.model.values import BIDI

MENTIONED = "mentioned"
"""How a target speaks of a page whose body links to it."""
_MANY = 1_000
_ELSEWHERE = re.compile(rf"(https?://|mailto:|tel:|#)[^{BIDI}]*", re.IGNORECASE)


class Resolved(NamedTuple):
    catalog: Catalog
    problems: list[Problem]


def resolve(
    records: Sequence[tuple[Record, Document]],
    kinds: Sequence[Kind],
    settings: Settings,
    assets: Sequence[str] = (),
    made: Sequence[str] = (),
    excused: Collection[Ref | str] = frozenset(),
) -> Resolved:
    """Bring the records together. `made` are the paths of pages that the wiki makes.

    `excused` are references to and paths of what is there but wrong: its own problem is told, not that it is missed.
    """
    desk = _Desk(records, kinds, settings, excused)
    desk.name_all()
    desk.relate()
    desk.follow_links(assets, frozenset(made))
    for kind in kinds:
        for field in kind.before:
            desk.refuse_cycles(kind, field)
    desk.refuse_twins(made)
    return Resolved(desk.catalog(assets), desk.problems.found)


class _Desk:
    def __init__(
        self,
        records: Sequence[tuple[Record, Document]],
        kinds: Sequence[Kind],
        settings: Settings,
        excused: Collection[Ref | str],
    ) -> None:
        self.given = records
        self.kinds = kinds
        self.settings = settings
        self.excused = excused
        self.records: dict[str, dict[str, Record]] = {kind.name: {} for kind in kinds}
        self.records |= {table.name: {} for kind in kinds for table in kind.tables}
        self.documents: dict[Ref, Document] = {}
        self.relations: list[Relation] = []
        self.uses: dict[str, list[Ref]] = defaultdict(list)
        self.problems = Problems()

    def name_all(self) -> None:
        """Each id once per kind. What a wiki brings takes the place of what came built in."""
        for record, document in self.given:
            first = self.documents.get(record.ref)
            if first and not first.path.startswith("("):
                self.problems.add(_twice(record, document, first))
                continue
            self.records[record.kind][record.id] = record
            self.documents[record.ref] = document
        for kind in self.kinds:
            self.records[kind.name] = _sorted(self.records[kind.name], kind, self.settings)

    def relate(self) -> None:
        for those in self.records.values():
            for record in those.values():
                own = record.makes()
                for written in references(record):
                    meant = self._meant(written)
                    if own.isdisjoint(meant):
                        self._relate(record, written, meant, own)

    def _relate(self, record: Record, written: Written, meant: Sequence[Ref], own: Collection[Ref]) -> None:
        document = self.documents[record.ref]
        known = [ref for ref in meant if ref.id in self.records[ref.kind]]
        if len(known) == 1:
            self.relations.append(Relation(record.ref, written.location, written.to.inverse, known[0]))
        elif self.problems.has_enough(document.path):
            return
        elif known:
            path, place = document.at(written.location)
            self.problems.add(problem(path, place, "ambiguous-ref", written=written.text, choices=known))
        elif not any(ref in self.excused for ref in meant):
            self.problems.add(self._dangling(document, written, own))

    def _meant(self, written: Written) -> list[Ref]:
        """What the reference may mean, be it there or not."""
        kind, colon, id = written.text.partition(":")
        kinds = self._kinds_of(written.to)
        if colon:
            return [Ref(kind, id)] if kind in kinds else []
        return [Ref(kind, written.text) for kind in kinds]

    def _dangling(self, document: Document, written: Written, own: Collection[Ref]) -> Problem:
        path, place = document.at(written.location)
        kinds = self._kinds_of(written.to)
        kind, colon, id = written.text.partition(":")
        if len(kinds) == 1:
            kind, id = kinds[0], id if kind == kinds[0] else written.text
        elif not colon or kind not in kinds:
            titled = next((f"{kind}:{id}" for kind in kinds if (id := self._titled(kind, written.text))), "")
            near = titled or _near(written.text, (f"{kind}:{id}" for kind in kinds for id in self.records[kind]))
            forms = [f"{kind}:" for kind in kinds]
            variant = "near" if near else "remedy"
            return problem(
                path, place, "ref-form", variant, written=written.text, near=near, kinds=forms, first=forms[0]
            )
        known = [*self.records[kind], *sorted(ref.id for ref in own if ref.kind == kind)]
        near = self._titled(kind, id) or _near(id, known)
        return problem(path, place, "dangling-ref", "near" if near else "remedy", kind=kind, id=id, near=near)

    def _titled(self, kind: str, written: str) -> str:
        """The id of what has this title in some language, or goes by this name: people write names where an id is
        wanted."""
        words = "".join(written.split())
        for record in self.records[kind].values():
            titles = [title for _, title in record.title.versions] if isinstance(record, Entity) else []
            if words in ("".join(name.split()) for name in (*titles, *getattr(record, "aliases", ()))):
                return record.id
        return ""

    def _kinds_of(self, to: RefTo) -> tuple[str, ...]:
        return tuple(kind.name for kind in self.kinds) if to.kinds == ("*",) else to.kinds

    def follow_links(self, assets: Sequence[str], made: frozenset[str]) -> None:
        """Links in bodies: those to other pages of the wiki are references too."""
        atlas = Atlas(self.records, self.documents, assets)
        there = made.union(assets)
        known = [*atlas.sources, *assets]
        for entity in self._entities():
            for language, body in entity.body.versions if entity.body else ():
                path, start = self.documents[entity.ref].body(language)
                for link in links(body):
                    aim = atlas.aim(path, link.target)
                    if aim.ref and aim.ref != entity.ref:
                        self.relations.append(Relation(entity.ref, ("body",), MENTIONED, aim.ref))
                    elif aim.path in atlas.assets:
                        self.uses[aim.path].append(entity.ref)
                    elif not (aim.ref or aim.path in there or self.problems.has_enough(path)):
                        place = (start[0] + link.line - 1, start[1] + link.col - 1)
                        self.problems.extend(self._misled(link, aim, path, place, known))
                if "<" in body:  # a picture may stand in HTML too; whoever names its file uses it
                    for asset in assets:
                        if asset.rpartition("/")[2] in body:
                            self.uses[asset].append(entity.ref)

    def _misled(self, link: Link, aim: Aim, path: str, place: Place, known: Sequence[str]) -> Iterator[Problem]:
        """What is wrong with a link that leads to nothing in the wiki."""
        kind, _, id = link.target.partition(":")
        named = id.partition(".")[0]
        id = id if named in self.records.get(kind, {}) else named
        if aim.path in self.excused or Ref(kind, id) in self.excused:
            return
        if aim.path:
            near = _near(aim.path, (other for other in known if other != path))
            near = relpath(near, dirname(path) or ".") if near else ""
            yield problem(path, place, "broken-link", "near" if near else "remedy", target=link.target, near=near)
        elif kind in self.records:
            near = _near(id, self.records[kind])
            yield problem(path, place, "dangling-ref", "near" if near else "remedy", kind=kind, id=id, near=near)
        elif not _ELSEWHERE.fullmatch(link.target):
            yield problem(path, place, "link-scheme", target=link.target)
        elif link.image:
            yield problem(path, place, "foreign-picture", target=link.target)

    def _entities(self) -> Iterable[Entity]:
        for kind in self.kinds:
            for record in self.records[kind.name].values():
                if isinstance(record, Entity):
                    yield record

    def refuse_cycles(self, kind: Kind, field: str) -> None:
        """Follow the field from each record, every way that it leads: nobody may come back to themselves."""
        following: dict[str, dict[str, Relation]] = defaultdict(dict)
        for relation in self.relations:
            if relation.source.kind == kind.name and relation.field == field and relation.target.kind == kind.name:
                following[relation.source.id].setdefault(relation.target.id, relation)
        settled: set[str] = set()
        for start in sorted(following):
            path = {} if start in settled else {start: iter(following[start])}
            while path:
                here = next(reversed(path))
                ahead = next(path[here], None)
                if ahead is None:
                    settled.add(here)
                    del path[here]
                elif ahead in path:
                    circle = list(path)
                    self._refuse_cycle(kind, field, following, circle[circle.index(ahead) :])
                elif ahead not in settled:
                    path[ahead] = iter(following.get(ahead, {}))

    def _refuse_cycle(
        self, kind: Kind, field: str, following: Mapping[str, Mapping[str, Relation]], circle: Sequence[str]
    ) -> None:
        first = min(circle)
        start = circle.index(first)
        around = [*circle[start:], *circle[:start], first]
        relation = following[first][around[1]]
        document = self.documents[relation.source]
        place = document.place(relation.location)
        chain = " → ".join(around)
        self.problems.add(problem(document.path, place, "cycle", kind=kind.name, field=field, id=first, chain=chain))

    def refuse_twins(self, made: Sequence[str]) -> None:
        """No two pages may come out at one address. A hand-written `index.md` goes into the page made there."""
        taken: dict[str, str] = {}
        for path in made:
            address = _address(path)
            if address in taken:
                folder = next(kind.folder for kind in self.kinds if kind.declared and _makes(kind, path))
                self.problems.add(problem(f"{folder}/_kind.yml", (1, 1), "same-page", address=address, other="mops-kb"))
            taken[address] = "mops-kb"
        for entity in self._entities():
            document = self.documents[entity.ref]
            address = _address(entity.path)
            introduces = entity.kind == "note" and entity.path in made and entity.path.endswith("index.md")
            other = taken.setdefault(address, document.path)
            if other != document.path and not introduces:
                place = document.place(("id",))
                self.problems.add(problem(document.path, place, "same-page", address=address, other=other))

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
            {asset: tuple(refs) for asset, refs in self.uses.items()},
        )


def _twice(record: Record, document: Document, first: Document) -> Problem:
    """Of a row nobody chose the id: it is the row that stands there twice."""
    return problem(
        document.path,
        document.place(("id",)),
        "duplicate-id",
        "remedy" if isinstance(record, Entity) else "row",
        kind=record.kind,
        id=record.id,
        other=f"{first.path}:{first.place(('id',))[0]}",
    )


def _address(path: str) -> str:
    return address(path).strip("/").casefold()


def _makes(kind: Kind, path: str) -> bool:
    """Whether a page is there because of this kind: its index, or its page in the guide."""
    return path == kind.index_path or path.endswith(f"/{kind.name}.md")


def _sorted(records: Mapping[str, Record], kind: Kind, settings: Settings) -> dict[str, Record]:
    def order(item: tuple[str, Record]) -> tuple[Any, ...]:
        return (kind.order(item[1], settings), item[0]) if kind.order else (item[0],)

    return dict(sorted(records.items(), key=order))


def _near(written: str, known: Iterable[str]) -> str:
    """The likest of what is known. Of very many, only those that begin or end like it are looked at."""
    choices = list(known)
    if len(choices) > _MANY:
        choices = [choice for choice in choices if choice[:2] == written[:2] or choice[-2:] == written[-2:]][:_MANY]
    return next(iter(get_close_matches(written, choices, n=1)), "")
