"""What has been accepted: conflicts that somebody has decided to live with until a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mops_kb.kinds.event.model import Acceptance, Event, Sort
from mops_kb.model.catalog import Catalog
from mops_kb.model.ref import Location

Matter = tuple[Sort, frozenset[str]]
"""What an acceptance is about: the sort of the conflict, and the ids of the one or two events in it."""


class Accepted(NamedTuple):
    """An acceptance and the event in whose record it stands."""

    event: Event
    location: Location
    acceptance: Acceptance


def matter(sort: Sort, *events: Event) -> Matter:
    return sort, frozenset(event.id for event in events)


@dataclass(frozen=True)
class Agreed:
    """Of two acceptances of the same the one that holds longer counts."""

    by_matter: dict[Matter, Accepted]
    as_of: date

    @classmethod
    def on(cls, events: Iterable[Event], catalog: Catalog, as_of: date) -> "Agreed":
        found: dict[Matter, Accepted] = {}
        for event in events:
            for position, acceptance in enumerate(event.accepted):
                location: Location = ("accepted", position)
                other = catalog.target(event, (*location, "with"))
                if getattr(acceptance, "with", None) and (not isinstance(other, Event) or other is event):
                    continue
                about = matter(acceptance.conflict, event, *([other] if isinstance(other, Event) else []))
                if about not in found or found[about].acceptance.until < acceptance.until:
                    found[about] = Accepted(event, location, acceptance)
        return cls(found, as_of)

    def of(self, about: Matter) -> Accepted | None:
        return self.by_matter.get(about)

    def holds(self, about: Matter) -> bool:
        known = self.by_matter.get(about)
        return known is not None and self.as_of <= known.acceptance.until
