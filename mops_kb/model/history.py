"""History: on which days records came and changed, as far as the repository tells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from mops_kb.model.ref import Ref

Reach = Literal["whole", "shallow", "none"]


class Change(NamedTuple):
    """A record came into the wiki (`is_new`) or changed there, at a moment in the site's time zone."""

    at: datetime
    is_new: bool

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(frozen=True)
class History:
    """`changes` are each record's own, the latest first. Of a `shallow` copy of the repository only what came after
    `begins` is known; where the docs are in none, nothing is. `edited` are records that stand otherwise in the folder
    than in the last commit: that has no day yet."""

    changes: Mapping[Ref, tuple[Change, ...]] = field(default_factory=dict)
    reach: Reach = "none"
    begins: date | None = None
    edited: frozenset[Ref] = frozenset()

    def of(self, ref: Ref) -> tuple[Change, ...]:
        return self.changes.get(ref, ())

    def among(self, seen: Collection[Ref]) -> "History":
        """The same without what is not seen."""
        changes = {ref: those for ref, those in self.changes.items() if ref in seen}
        return replace(self, changes=changes, edited=self.edited.intersection(seen))
