"""What a page shows of the learnings about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mops_kb.kinds.learning.model import Learning
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki


@dataclass(frozen=True)
class Learnt:
    learnings: tuple[Learning, ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return ()


def views(wiki: Wiki) -> Iterable[View]:
    """None: all that there is to say stands on the pages of others."""
    return ()


def about(entity: Entity, wiki: Wiki) -> Learnt | None:
    """The latest first."""
    learnings = tuple(one for one in wiki.catalog.who(entity, "learnings") if isinstance(one, Learning))
    return Learnt(learnings) if learnings else None
