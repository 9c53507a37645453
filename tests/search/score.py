"""How well the answers to the golden queries are, class by class, and whether that is enough."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tests.search.golden import Today

RECALL, RANK, LOST = 0.99, 0.9, 0.03
"""At least so much is found, the first right page stands so high, and at most so much of the frozen set may be gone."""
EXACT = ("title", "alias", "every title", "every alias")
"""Classes whose sought page must stand first."""


class Answer(NamedTuple):
    pages: Sequence[str]
    """Addresses, best first, each once."""
    milliseconds: float = 0


class Verdict(NamedTuple):
    """On one query."""

    today: Today
    answer: Answer
    found: int
    """How many of the relevant pages."""
    rank: int
    """Of the first right page; 0 where there is none."""

    @property
    def recall(self) -> float:
        return self.found / len(self.today.relevant)

    @property
    def is_fair(self) -> bool:
        """A page that is sought by its very name stands first; of anything else nobody can say."""
        return self.rank == 1 or not self.today.sought or self.today.query.sort not in EXACT

    @property
    def missed(self) -> list[str]:
        return sorted(self.today.relevant - {*self.answer.pages})


class Figures(NamedTuple):
    """Of some verdicts."""

    queries: int
    recall: float
    """The mean of the queries'."""
    pooled: float
    """Of all pairs of query and page."""
    rank: float
    """MRR."""
    without: int
    """Queries without a hit."""
    sought: int
    first: int
    """How often the sought page stands first."""
    answers: float
    """How many pages a query is answered with, in the mean."""
    literal: float
    """The share of them that hold it letter by letter."""
    milliseconds: float


def verdicts(asked: Iterable[Today], answers: Mapping[str, Answer]) -> list[Verdict]:
    """`answers` by the words of the query."""
    return [_verdict(today, answers[today.query.text]) for today in asked if today.counts]


def figures(some: Sequence[Verdict]) -> Figures:
    n = len(some)
    sought = [verdict for verdict in some if verdict.today.sought]
    return Figures(
        n,
        sum(verdict.recall for verdict in some) / n,
        sum(verdict.found for verdict in some) / sum(len(verdict.today.relevant) for verdict in some),
        sum(1 / verdict.rank for verdict in some if verdict.rank) / n,
        sum(not verdict.answer.pages for verdict in some),
        len(sought),
        sum(verdict.rank == 1 for verdict in sought),
        (told := sum(len(verdict.answer.pages) for verdict in some)) / n,
        sum(len(verdict.today.holding.intersection(verdict.answer.pages)) for verdict in some) / max(told, 1),
        sum(verdict.answer.milliseconds for verdict in some) / n,
    )


def by_class(some: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    found: dict[str, list[Verdict]] = {}
    for verdict in some:
        found.setdefault(verdict.today.query.sort, []).append(verdict)
    return found


def failings(some: Sequence[Verdict]) -> list[str]:
    """What is below the bar, in words; nothing where search is good enough."""
    every = figures(some)
    told = []
    if min(every.recall, every.pooled) < RECALL:
        told.append(f"recall {every.recall:.4f} (of pairs {every.pooled:.4f}) is below {RECALL}")
    if every.rank < RANK:
        told.append(f"MRR {every.rank:.4f} is below {RANK}")
    told += [f"{verdict.today.query.text}: no hit" for verdict in some if not verdict.answer.pages]
    return told + unfair(some)


def unfair(some: Iterable[Verdict]) -> list[str]:
    return [
        f"{verdict.today.query.text}: {' or '.join(sorted(verdict.today.sought))} stands at {verdict.rank or 'no place'}, "
        f"behind {', '.join(verdict.answer.pages[: max(verdict.rank - 1, 1)][:3])}"
        for verdict in some
        if not verdict.is_fair
    ]


def lost(asked: Sequence[Today]) -> float:
    """The share of frozen pairs that today's wiki no longer holds."""
    return sum(len(today.lost) for today in asked) / sum(len(today.query.pages) for today in asked)


def _verdict(today: Today, answer: Answer) -> Verdict:
    right = today.sought or today.relevant | today.also
    rank = next((place for place, page in enumerate(answer.pages, 1) if page in right), 0)
    return Verdict(today, answer, len(today.relevant.intersection(answer.pages)), rank)
