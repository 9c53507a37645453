"""What the pages about learnings show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from mops_kb.kinds.learning.finished import Finished, finished
from mops_kb.kinds.learning.model import Learning, Sort
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.model.when import When


@dataclass(frozen=True)
class LearningView:
    learning: Learning
    about: tuple[Record, ...]
    by: tuple[Record, ...]


@dataclass(frozen=True)
class LearningsView:
    """`subjects` are what the learnings are about, by kind, each with the number of its learnings."""

    count: int
    by_sort: tuple[tuple[str, int], ...]
    subjects: tuple[tuple[str, tuple[tuple[Record, int], ...]], ...]
    finished: tuple[Finished, ...]

    @property
    def without(self) -> tuple[Finished, ...]:
        return tuple(one for one in self.finished if not one.has_learning)

    @property
    def share(self) -> Decimal | None:
        """Of the campaigns of the last year, how many have a learning."""
        whole = len(self.finished)
        return 1 - Decimal(len(self.without)) / whole if whole else None


@each
def page(learning: Learning, catalog: Catalog, settings: Settings) -> LearningView:
    return LearningView(learning, catalog.follow(learning, "about"), catalog.follow(learning, "by"))


def index(catalog: Catalog, settings: Settings) -> LearningsView:
    rows = [page(learning, catalog, settings) for learning in catalog.of(Learning)]
    sorts = [row.learning.sort for row in rows]
    return LearningsView(
        len(rows),
        tuple((sort, sorts.count(sort)) for sort in get_args(Sort) if sort in sorts),
        _subjects(rows, catalog),
        catalog.once(finished, settings),
    )


def half(day: date, fiscal_year_start: int) -> When:
    """The half of a fiscal year that a day is in."""
    year, month = divmod(day.year * 12 + day.month - fiscal_year_start, 12)
    number = month // 6 + 1
    return When(f"FY{year} H{number}", "half", fiscal=True, year=year, number=number)


def _subjects(rows: Sequence[LearningView], catalog: Catalog) -> tuple[tuple[str, tuple[tuple[Record, int], ...]], ...]:
    counts: Counter[Ref] = Counter(one.ref for row in rows for one in row.about)
    found = {one.ref: one for row in rows for one in row.about}
    order = sorted(found, key=lambda ref: (-counts[ref], ref))
    groups = ((kind, tuple((found[ref], counts[ref]) for ref in order if ref.kind == kind)) for kind in catalog.kinds)
    return tuple((kind, those) for kind, those in groups if those)
