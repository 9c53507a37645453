"""What was measured, as tables."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from .cost import Cost

OURS, PLAIN = "fast-build", "MkDocs"
WORDS = {"cold": "from nothing", "edit": "one body edited", "title": "one title edited", "unchanged": "nothing changed"}


class Measured(NamedTuple):
    """One build."""

    navigation: str
    size: int
    run: int
    tool: str
    step: str
    cost: Cost


class Series:
    """All that was measured, looked up by what it is of."""

    def __init__(self, measured: Iterable[Measured]) -> None:
        self._costs: dict[tuple[str, int, str, str], dict[int, Cost]] = {}
        for one in measured:
            place = (one.navigation, one.size, one.tool, one.step)
            self._costs.setdefault(place, {})[one.run] = one.cost

    def steps(self, navigation: str) -> list[tuple[str, str]]:
        """Every tool with every kind of build, in the order in which they were measured."""
        return list(dict.fromkeys((tool, step) for kind, _, tool, step in self._costs if kind == navigation))

    def cost(self, *place: Any) -> Cost | None:
        """The medians of its runs."""
        costs = self._costs.get(place)
        return Cost(*map(median, zip(*costs.values(), strict=True))) if costs else None

    def ratio(
        self, navigation: str, size: int, one: tuple[str, str], other: tuple[str, str], field: str = "wall"
    ) -> Any:
        """How many times the other's cost the one's is: the median of the pairs, None where there is none."""
        first, second = (self._costs.get((navigation, size, *place), {}) for place in (one, other))
        pairs = [getattr(first[run], field) / getattr(second[run], field) for run in first if run in second]
        return median(pairs) if pairs else None

    def sizes(self, navigation: str) -> list[int]:
        return sorted({size for kind, size, *_ in self._costs if kind == navigation})


def times(series: Series, navigation: str) -> str:
    """Of every tool and step, by size: wall and processor seconds."""
    return _by_size(series, navigation, series.steps(navigation), lambda cost: f"{cost.wall:.2f} ({cost.cpu:.2f})")


def memory(series: Series, navigation: str) -> str:
    """Of builds from nothing, by size: of the largest process and of all together."""
    steps = [(tool, step) for tool, step in series.steps(navigation) if step == "cold"]
    return _by_size(series, navigation, steps, lambda cost: f"{cost.largest:.0f} ({cost.together:.0f})")


def _by_size(series: Series, navigation: str, steps: Sequence[tuple[str, str]], told: Callable[[Cost], str]) -> str:
    sizes = series.sizes(navigation)
    rows = [[navigation, *(f"{size:,}" for size in sizes)]]
    for tool, step in steps:
        costs = [series.cost(navigation, size, tool, step) for size in sizes]
        rows.append([f"{tool}, {WORDS[step]}", *(told(cost) if cost else "–" for cost in costs)])
    return table(rows)


TARGETS = (
    ("MkDocs ÷ ours, from nothing", (PLAIN, "cold"), "cold", "wall"),
    ("one body edited", (PLAIN, "cold"), "edit", "wall"),
    ("one title edited", (PLAIN, "cold"), "title", "wall"),
    ("nothing changed", (PLAIN, "cold"), "unchanged", "wall"),
    ("Zensical ÷ ours, from nothing", ("Zensical", "cold"), "cold", "wall"),
    ("one body edited", ("Zensical", "edit"), "edit", "wall"),
    ("nothing changed", ("Zensical", "unchanged"), "unchanged", "wall"),
    ("Hugo ÷ ours, one body edited", ("Hugo", "cold"), "edit", "wall"),
    ("nothing changed", ("Hugo", "cold"), "unchanged", "wall"),
)


def ratios(series: Series) -> str:
    """Of the others to ours, pair by pair; and our memory to that of a plain build."""
    columns = [(navigation, size) for navigation in ("pruned", "full") for size in series.sizes(navigation)]
    columns = [place for place in columns if series.ratio(*place, (PLAIN, "cold"), (OURS, "cold"))]
    rows = [["", *(f"{size:,} {navigation}" for navigation, size in columns)]]
    for name, other, step, field in TARGETS:
        rows.append([name, *(_times(series.ratio(*place, other, (OURS, step), field)) for place in columns)])
    for name, field in (("memory of the largest process, ours ÷ MkDocs", "largest"), ("of all together", "together")):
        rows.append(
            [name, *(_times(series.ratio(*place, (OURS, "cold"), (PLAIN, "cold"), field)) for place in columns)]
        )
    return table(rows)


def growth(series: Series, navigation: str) -> str:
    """How the time of an edit grows with the number of pages: the exponent of the straight line through the logarithms,
    and from each size to the next."""
    found = [
        (size, cost.wall) for size in series.sizes(navigation) if (cost := series.cost(navigation, size, OURS, "edit"))
    ]
    if len(found) < 2:
        return ""
    steps = (f"{_slope(pair):.2f} from {pair[0][0]:,} to {pair[1][0]:,}" for pair in pairwise(found))
    return f"One body edited, {navigation}: time grows with N^{_slope(found):.2f} ({', '.join(steps)})."


def _slope(points: Sequence[tuple[float, float]]) -> float:
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mx, my = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - mx) * (y - my) for x, y in logs) / sum((x - mx) ** 2 for x, _ in logs)


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:.1f}"


def table(rows: Sequence[Sequence[str]]) -> str:
    first, *rest = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([first, "|---" * len(rows[0]) + "|", *rest])


def as_json(measured: Iterable[Measured]) -> list[Mapping[str, Any]]:
    return [{**one._asdict(), "cost": one.cost._asdict()} for one in measured]
