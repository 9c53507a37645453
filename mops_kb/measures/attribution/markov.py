"""The Markov model: what would be lost if a channel were not there.

A path is a walk from channel to channel that ends in a conversion or in nothing. The removal effect of a channel is the
share of conversions that is lost when every walk that comes to it ends there in nothing (E. Anderl, I. Becker,
F. v. Wangenheim, J. H. Schumann, "Mapping the customer journey: Lessons learned from graph-based online attribution
modeling", International Journal of Research in Marketing 33 (3), 2016, https://doi.org/10.1016/j.ijresmar.2016.03.001).
The conversions are given out in proportion to the removal effects. For value, a conversion counts what it is worth.

Nothing is simulated. With D the number of times each channel is left, C the steps between channels, B = (D − C)⁻¹,
s the starts and c the conversions by last channel: a walk ever comes to channel i with probability (sB)ᵢ / Bᵢᵢ, and
from there it yields (Bc)ᵢ; their product is what is lost without i. One inverse gives all of them (N = BD is the
fundamental matrix of J. G. Kemeny and J. L. Snell, "Finite Markov Chains", 1960). Steps from a channel to itself change
none of this and are not counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from mops_kb.measures.attribution.facts import Credit

K = TypeVar("K")
N = TypeVar("N", Fraction, float)
EXACT_UP_TO = 40
"""So many states are reckoned in whole numbers; of more, these get too long, and floating point is used. D − C is
diagonally dominant with no positive number beside its diagonal: elimination needs no exchange of rows and errs by less
than about n³ × 2⁻⁵³, for 200 states 10⁻⁹ of a share. The shares are then made to add up exactly."""


@dataclass
class Steps:
    """How often each step was taken: from the start, from one to another, to a conversion (and what it was worth)."""

    starts: dict[str, int] = field(default_factory=dict)
    between: dict[tuple[str, str], int] = field(default_factory=dict)
    conversions: dict[str, int] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return sorted({*self.starts, *self.conversions, *self.ends, *(name for step in self.between for name in step)})


def together(those: Iterable[Steps]) -> Steps:
    """The steps of several months as those of one time."""
    found = Steps()
    for steps in those:
        _add(found.starts, steps.starts)
        _add(found.between, steps.between)
        _add(found.conversions, steps.conversions)
        _add(found.values, steps.values)
        _add(found.ends, steps.ends)
    return found


def _add(total: dict[K, int], more: Mapping[K, int]) -> None:
    for name, count in more.items():
        total[name] = total.get(name, 0) + count


def markov(steps: Steps, attributed: Credit, exact_up_to: int = EXACT_UP_TO) -> dict[str, Credit]:
    """What of the conversions and of their value each channel gets."""
    names = steps.names
    matrix = _matrix(steps, names)
    if len(names) <= exact_up_to:
        lost = _lost(steps, names, _exact_inverse(matrix))
    else:
        lost = _lost(steps, names, _float_inverse(matrix))
    conversions = _shared(attributed.conversions, [conversions for conversions, _ in lost])
    values = _shared(attributed.value, [value for _, value in lost])
    return {
        name: Credit(some, worth) for name, some, worth in zip(names, conversions, values, strict=True) if some or worth
    }


def removal_effects(steps: Steps) -> dict[str, Fraction]:
    """The share of conversions that is lost without each channel."""
    names = steps.names
    lost = _lost(steps, names, _exact_inverse(_matrix(steps, names)))
    total = sum(steps.conversions.values())
    return {name: conversions / total for name, (conversions, _) in zip(names, lost, strict=True)}


def _matrix(steps: Steps, names: list[str]) -> list[list[int]]:
    """D − C."""
    rank = {name: position for position, name in enumerate(names)}
    matrix = [[0] * len(names) for _ in names]
    for (one, other), count in steps.between.items():
        if one != other:
            matrix[rank[one]][rank[other]] -= count
            matrix[rank[one]][rank[one]] += count
    for left in (steps.conversions, steps.ends):
        for name, count in left.items():
            matrix[rank[name]][rank[name]] += count
    return matrix


def _lost(steps: Steps, names: list[str], inverse: Sequence[Sequence[N]]) -> list[tuple[Fraction, Fraction]]:
    """Conversions and value that are lost without each."""
    starts = [steps.starts.get(name, 0) for name in names]
    conversions = [steps.conversions.get(name, 0) for name in names]
    values = [steps.values.get(name, 0) for name in names]
    found = []
    for position, row in enumerate(inverse):
        reached = _product(starts, [line[position] for line in inverse]) / row[position]
        found.append((Fraction(reached * _product(conversions, row)), Fraction(reached * _product(values, row))))
    return found


def _product(counts: list[int], row: Sequence[N]) -> N:
    return sum((count * part for count, part in zip(counts, row, strict=True)), 0 * row[0])


def _shared(total: Fraction, weights: list[Fraction]) -> list[Fraction]:
    of = sum(weights, Fraction())
    return [total * weight / of if of else Fraction() for weight in weights]


def _exact_inverse(matrix: list[list[int]]) -> list[list[Fraction]]:
    """By elimination without fractions: every number on the way is a determinant, so that each division leaves nothing
    (E. H. Bareiss, "Sylvester's Identity and Multistep Integer-Preserving Gaussian Elimination", Mathematics of
    Computation 22, 1968)."""
    size = len(matrix)
    rows = [[*row, *(int(place == number) for place in range(size))] for number, row in enumerate(matrix)]
    before = 1
    for step in range(size):
        pivot, line = rows[step][step], rows[step]
        for number, row in enumerate(rows):
            if number != step:
                factor = row[step]
                rows[number] = [
                    (pivot * part - factor * other) // before for part, other in zip(row, line, strict=True)
                ]
        before = pivot
    return [[Fraction(part, before) for part in row[size:]] for row in rows]


def _float_inverse(matrix: list[list[int]]) -> list[list[float]]:
    """By elimination in place: what has been done with becomes the inverse."""
    rows = [[float(part) for part in row] for row in matrix]
    for step, line in enumerate(rows):
        pivot, line[step] = line[step], 1.0
        line[:] = [part / pivot for part in line]
        for row in rows:
            if row is not line and (factor := row[step]):
                row[step] = 0.0
                row[:] = [part - factor * other for part, other in zip(row, line, strict=True)]
    return rows
