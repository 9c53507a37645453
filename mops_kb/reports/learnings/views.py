"""What a page shows of the learnings about it."""

from dataclasses import dataclass

from mops_kb.kinds.learning.model import Learning
from mops_kb.model.entity import Entity
from mops_kb.model.report import Wiki


@dataclass(frozen=True)
class Learnt:
    learnings: tuple[Learning, ...]


def about(entity: Entity, wiki: Wiki) -> Learnt | None:
    """The latest first."""
    learnings = tuple(one for one in wiki.catalog.who(entity, "learnings") if isinstance(one, Learning))
    return Learnt(learnings) if learnings else None
