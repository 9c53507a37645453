"""The feeds of reviews: the day on which each page wants to be looked at again, for all and for each owner."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.ownership import owner
from mops_kb.model.ref import Ref

PATH = "health/reviews.ics"
OWNERS = ("role", "team", "person")


def feeds(catalog: Catalog) -> Iterator[Feed]:
    """All reviews first, then those of each owner; an owner that is not shown has no feed."""
    entries = sorted(_entries(catalog), key=lambda entry: (entry.start, entry.entity.ref))
    yield Feed(PATH, "feeds.reviews", tuple(entries))
    owned: dict[Ref, list[Entry]] = defaultdict(list)
    for entry in entries:
        if who := owner(catalog, entry.entity):
            owned[who.ref].append(entry)
    for kind in OWNERS:
        for named in catalog.named(kind):
            if isinstance(named, Entity) and named.ref in owned:
                path = f"health/reviews/{kind}-{named.id}.ics"
                yield Feed(path, "feeds.reviews-of", tuple(owned[named.ref]), named.title)


def _entries(catalog: Catalog) -> Iterator[Entry]:
    for entity in catalog.entities():
        if entity.next_review and entity.reviewed_on:
            yield Entry(
                uid=f"review:{entity.ref}",
                title=entity.title,
                entity=entity,
                start=entity.next_review,
                end=entity.next_review + timedelta(days=1),
                stamp=entity.reviewed_on,
                lead="feeds.review",
                summary=entity.summary,
            )
