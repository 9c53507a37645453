"""Overlap: of claims to the same change of a KPI only the greatest counts, whatever their order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Claim:
    """That a KPI changed between two days because of one improvement, which is worth so much."""

    id: str
    kpi: str | None
    first: date
    last: date
    worth: tuple[Fraction, ...]
    """Whether it is proved, money and hours a year, and the share of the change: compared in this order."""

    def overlaps(self, other: "Claim") -> bool:
        """Whether both are of one KPI and the same time. One may begin with the figure that the other ends with."""
        return self.kpi is not None and self.kpi == other.kpi and self.first < other.last and other.first < self.last


def counted(claims: Sequence[Claim], part_of: Mapping[str, str]) -> dict[str, str]:
    """Which claims do not count because a greater one is there: their ids, and those of the greater ones.

    A claim that is part of another counts nowhere, but what it claims is claimed by the whole that it is part of.
    """
    ranked = sorted(claims, key=_greatest_first)
    mine: dict[str, list[Claim]] = defaultdict(list)
    for claim in ranked:
        mine[_whole(claim.id, part_of)].append(claim)
    found: dict[str, str] = {}
    taken: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in (one for one in ranked if one.id not in part_of):
        rival = next((one for own in mine[claim.id] for one in taken[own.kpi] if own.overlaps(one)), None)
        if rival:
            found[claim.id] = _whole(rival.id, part_of)
            continue
        for own in mine[claim.id]:
            taken[own.kpi].append(own)
    return found


def _greatest_first(claim: Claim) -> tuple[tuple[Fraction, ...], str]:
    return tuple(-amount for amount in claim.worth), claim.id


def _whole(id: str, part_of: Mapping[str, str]) -> str:
    """What it is part of in the end. Of parts of each other in a circle, which is a problem, any."""
    seen = {id}
    while (above := part_of.get(id)) and above not in seen:
        seen.add(above)
        id = above
    return id
