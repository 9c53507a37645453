"""The catalog: all entities that fit together, and every reference walked both ways."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar, cast

from mops_kb.model.document import Document, Origin
from mops_kb.model.entity import Entity, Record
from mops_kb.model.history import History
from mops_kb.model.measured import Measured
from mops_kb.model.problem import Problem
from mops_kb.model.ref import Location, Ref, references
from mops_kb.model.settings import Settings, Visibility, most_private

R = TypeVar("R", bound=Record)
T = TypeVar("T")
G = TypeVar("G", Settings, date)


class Relation(NamedTuple):
    """One reference, seen from both ends: `source.field → target`, which calls it `inverse`."""

    source: Ref
    location: Location
    inverse: str
    target: Ref

    @property
    def field(self) -> str:
        return _dotted(self.location)


@cache
def _dotted(location: Location) -> str:
    return ".".join(part for part in location if isinstance(part, str))


@dataclass(frozen=True)
class Catalog:
    """Everything the wiki knows. Entities are sorted as their kind wants; `documents` tell where each came from."""

    kinds: tuple[str, ...]
    records: Mapping[str, Mapping[str, Record]]
    documents: Mapping[Ref, Document]
    outgoing: Mapping[Ref, tuple[Relation, ...]]
    incoming: Mapping[Ref, tuple[Relation, ...]]
    assets: tuple[str, ...] = ()
    uses: Mapping[str, tuple[Ref, ...]] = field(default_factory=dict)
    """Asset → the entities whose bodies link to it."""
    whole: "Catalog | None" = None
    """Of a catalog that hides something: the one that hides nothing."""
    measured: Mapping[tuple[str, Hashable], Measured] = field(default_factory=dict)
    """What built-in measures worked out, by the measure's name and the key of the work."""
    history: History = History()  # noqa: RUF009  # it cannot change
    """On which days its entities came and changed."""

    worked: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What `once` has worked out so far."""

    def once(self, work: "Callable[[Catalog, G], T]", given: G) -> T:
        """What `work` makes of this catalog with the settings or on a day, worked out when somebody asks first."""
        if (work, given) not in self.worked:
            self.worked[work, given] = work(self, given)
        return cast(T, self.worked[work, given])

    @property
    def complete(self) -> "Catalog":
        """With what is hidden, for statements that would be false without it: what is shown is not vacant because
        its holder is hidden."""
        return self.whole or self

    def of(self, model: type[R]) -> tuple[R, ...]:
        """All of one kind, in its order."""
        return cast(tuple[R, ...], self.named(model.kind))

    def named(self, kind: str) -> tuple[Record, ...]:
        return self._named.get(kind, ())

    def some(self, model: type[R], ids: Collection[str]) -> tuple[R, ...]:
        """Those of one kind that have one of these ids, in its order."""
        ranks, records = self._ranks.get(model.kind, {}), self.of(model)
        return tuple(records[rank] for rank in sorted(ranks[id] for id in set(ids) if id in ranks))

    def place(self, record: Record) -> int:
        """Where it stands among those of its kind."""
        return self._ranks[record.kind][record.id]

    @cached_property
    def _ranks(self) -> Mapping[str, Mapping[str, int]]:
        return {kind: {id: rank for rank, id in enumerate(those)} for kind, those in self.records.items()}

    @cached_property
    def _named(self) -> Mapping[str, tuple[Record, ...]]:
        return {kind: tuple(those.values()) for kind, those in self.records.items()}

    def get(self, ref: Ref) -> Record | None:
        return self.records.get(ref.kind, {}).get(ref.id)

    def entities(self) -> Iterator[Entity]:
        """Everything that has a page, kind by kind."""
        for kind in self.kinds:
            for record in self.records.get(kind, {}).values():
                if isinstance(record, Entity):
                    yield record

    def subject(self, finding: Problem) -> Entity | None:
        """The entity that a finding is about, which it names by its id."""
        return self._by_place.get((finding.path, dict(finding.params).get("id", "")))

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], Entity]:
        return {(self.origin(entity).path, entity.id): entity for entity in self.entities()}

    def follow(self, record: Record, field: str) -> tuple[Record, ...]:
        """What a field of the record points to (`steps.role` for a field of a part)."""
        return self._fields.get((record.ref, field), ())

    @cached_property
    def _fields(self) -> Mapping[tuple[Ref, str], tuple[Record, ...]]:
        """Sorted out once, for what is asked on every page: an owner, a team, the roles of a person."""
        targets: dict[tuple[Ref, str], list[Ref]] = defaultdict(list)
        for source, relations in self.outgoing.items():
            for relation in relations:
                targets[source, relation.field].append(relation.target)
        return {name: self._ends(refs) for name, refs in targets.items()}

    def target(self, record: Record, location: Location) -> Record | None:
        """What the reference at this very place points to."""
        found = self._places.get((record.ref, location))
        return self.get(found) if found else None

    @cached_property
    def _places(self) -> Mapping[tuple[Ref, Location], Ref]:
        return {
            (source, relation.location): relation.target
            for source, relations in self.outgoing.items()
            for relation in relations
        }

    def who(self, record: Record, inverse: str) -> tuple[Record, ...]:
        """Who points here and is spoken of by that name: `who(team, "members")`."""
        return self._who.get((record.ref, inverse), ())

    @cached_property
    def _who(self) -> Mapping[tuple[Ref, str], tuple[Record, ...]]:
        """Sorted out once: the members of a team are asked for on the page of each of them."""
        sources: dict[tuple[Ref, str], list[Ref]] = defaultdict(list)
        for target, relations in self.incoming.items():
            for relation in relations:
                sources[target, relation.inverse].append(relation.source)
        return {name: self._ends(refs) for name, refs in sources.items()}

    def origin(self, record: Record) -> Origin:
        return self.documents[record.ref].origin

    def changed_on(self, entity: Entity) -> date | None:
        """The day of its last change that is known."""
        return next((change.day for change in self.history.of(entity.ref)), None)

    def latest(self, entities: Iterable[Entity]) -> Entity | None:
        """Which of them changed last, as far as that is known."""
        told = [(those[0].at, entity.ref, entity) for entity in entities if (those := self.history.of(entity.ref))]
        return max(told, key=lambda one: one[:2])[2] if told else None

    def seen_by(self, record: Record) -> Visibility:
        """Who may see it: of a row nobody who may not see what it speaks of."""
        if isinstance(record, Entity):
            return record.seen_by
        about = (relation.target for relation in self.outgoing.get(record.ref, ()) if _is_about(record, relation))
        targets = (self.get(target) for target in about)
        return most_private((record.seen_by, *(target.seen_by for target in targets if target)))

    def shown_to(self, settings: Settings) -> "Catalog":
        """The same without what the site does not show: no name, no link, no count, no picture is left of it."""
        shown = settings.shown
        records = {
            kind: {id: record for id, record in those.items() if self.seen_by(record) in shown}
            for kind, those in self.records.items()
        }
        seen = {record.ref for those in records.values() for record in those.values()}
        return Catalog(
            self.kinds,
            records,
            {ref: document for ref, document in self.documents.items() if ref in seen},
            _between(self.outgoing, seen),
            _between(self.incoming, seen),
            tuple(asset for asset in self.assets if asset not in self.uses or seen.intersection(self.uses[asset])),
            self.uses,
            self.complete,
            {key: found for key, found in self.measured.items() if _is_shown(found, seen)},
            self.history.among(seen),
        )

    def with_rows(
        self, rows: "Sequence[tuple[Record, Document]]", measured: Mapping[tuple[str, Hashable], Measured]
    ) -> "Catalog":
        """The same with rows that were worked out, and what they were worked out from. Their references must lead
        somewhere; each row is told of at its document's place."""
        records = {kind: dict(those) for kind, those in self.records.items()}
        leaving: dict[Ref, list[Relation]] = defaultdict(list)
        arriving: dict[Ref, list[Relation]] = defaultdict(list)
        for row, _ in rows:
            records[row.kind][row.id] = row
            ref = row.ref
            for written in references(row):
                target = Ref(written.to.kinds[0], written.text)
                relation = Relation(ref, written.location, written.to.inverse, target)
                leaving[ref].append(relation)
                arriving[target].append(relation)
        outgoing = {**self.outgoing, **{ref: (*self.outgoing.get(ref, ()), *those) for ref, those in leaving.items()}}
        incoming = {**self.incoming, **{ref: (*self.incoming.get(ref, ()), *those) for ref, those in arriving.items()}}
        documents = {**self.documents, **{row.ref: document for row, document in rows}}
        return replace(
            self,
            records=records,
            documents=documents,
            outgoing=outgoing,
            incoming=incoming,
            measured={**self.measured, **measured},
            worked={},
        )

    def _ends(self, refs: Iterable[Ref]) -> tuple[Record, ...]:
        found = {ref: record for ref in refs if (record := self.get(ref))}
        return tuple(found.values())


def _is_about(row: Record, relation: Relation) -> bool:
    """Whether the row says nothing without the target."""
    name = relation.location[0]
    return name in row.nothing_without or type(row).model_fields[str(name)].is_required()


def _is_shown(found: Measured, seen: set[Ref]) -> bool:
    return seen.issuperset(found.reads) and (not found.asked_by or not seen.isdisjoint(found.asked_by))


def _between(relations: Mapping[Ref, tuple[Relation, ...]], seen: set[Ref]) -> dict[Ref, tuple[Relation, ...]]:
    return {
        ref: tuple(relation for relation in those if relation.source in seen and relation.target in seen)
        for ref, those in relations.items()
        if ref in seen
    }
