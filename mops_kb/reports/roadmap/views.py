"""The roadmap of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from mops_kb.kinds.roadmap_item.model import RoadmapItem
from mops_kb.kinds.roadmap_item.views import ItemView, page
from mops_kb.model.entity import Entity
from mops_kb.model.report import Wiki


@dataclass(frozen=True)
class Ahead:
    """`items` are in the order of the roadmap; `done` of them are."""

    items: Sequence[ItemView]
    done: int


def of(entity: Entity, wiki: Wiki) -> Ahead | None:
    """The section of its page; nothing where the roadmap does not speak of it."""
    named = [one.id for one in wiki.catalog.who(entity, "roadmap")]
    items = [page(item, wiki.catalog, wiki.settings) for item in wiki.catalog.some(RoadmapItem, named)]
    return Ahead(items, sum(view.item.state == "done" for view in items)) if items else None
