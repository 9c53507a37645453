"""Records and entities: what every typed thing in the wiki has, whatever its kind."""

from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from mops_kb.model.ref import Ref, RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Id, Span

DUE_WITHIN = timedelta(days=30)
"""A page counts as due for review this long before its cycle ends."""

Freshness = Literal["fresh", "due", "stale", "unreviewed"]
OwnerRef = Annotated[str, RefTo("role", "team", "person", inverse="owns")]


class Outdated(NamedTuple):
    """A name that was right until that day, or that never was."""

    name: str
    until: date | None = None


class Part(BaseModel):
    """A piece of a record. Frozen, and it refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nothing_without: ClassVar[frozenset[str]] = frozenset()
    """Its references that may be left out, but without which, once they are given, it says nothing."""

    quoted: ClassVar[frozenset[str]] = frozenset()
    """Its texts that are somebody else's own words, which nobody translates."""

    @property
    def seen_by(self) -> Visibility:
        """Who may see it: everybody, unless its kind can say otherwise."""
        return "public"


class Record(Part):
    """Something with an id: a row of a table, or an entity."""

    kind: ClassVar[str]
    labelled: ClassVar[frozenset[str]] = frozenset()
    """Its fields of plain words that readers see; `words/` says what they are called in other languages."""

    id: Id

    @cached_property
    def ref(self) -> Ref:
        return Ref(self.kind, self.id)

    def makes(self) -> frozenset[Ref]:
        """What the record itself makes, which its own references may mean."""
        return frozenset()


class Entity(Record):
    """Something with a page of its own. Only id, title and owner must be given: a short record must be easy."""

    labelled = frozenset({"tags"})
    folder: ClassVar[str]
    """Where its pages come out, below the site's root."""

    title: Text
    summary: Text | None = None
    owner: OwnerRef | None
    duty: Annotated[tuple[Annotated[str, RefTo("duty", inverse="entities")], ...], ONE_OR_MANY] = ()
    pillar: Annotated[tuple[Annotated[str, RefTo("pillar", inverse="entities")], ...], ONE_OR_MANY] = ()
    tags: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    reviewed_on: Day | None = None
    review_cycle: Span | None = None
    visibility: Visibility = "public"
    body: Text | None = None

    @property
    def seen_by(self) -> Visibility:
        return self.visibility

    @property
    def path(self) -> str:
        """Of its page, relative to the site's source. Stable: it goes by the id."""
        return f"{self.folder}/{self.id}.md" if self.folder else f"{self.id}.md"

    @property
    def also(self) -> tuple[str, ...]:
        """What else people call it: readings, abbreviations, former names. Search finds it by each of them."""
        return ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """Names by which texts speak of it and that want to be explained where they stand first."""
        return ()

    @property
    def outdated(self) -> tuple[Outdated, ...]:
        """Names that it is not to be called by any more."""
        return ()

    @property
    def is_over(self) -> bool:
        """Finished for good: it stays to be read, and nobody has to take it over."""
        return False

    @property
    def next_review(self) -> date | None:
        """The day by which it wants to be looked at again."""
        return self.reviewed_on + self.review_cycle if self.reviewed_on and self.review_cycle else None

    def freshness(self, as_of: date) -> Freshness:
        if not self.next_review:
            return "unreviewed"
        if self.next_review < as_of:
            return "stale"
        return "due" if self.next_review - DUE_WITHIN <= as_of else "fresh"

    def with_defaults(self, **defaults: object) -> Self:
        """A copy in which what the contributor left empty has the kind's own value."""
        empty = {name: value for name, value in defaults.items() if value and not getattr(self, name)}
        return self.model_copy(update=empty) if empty else self
