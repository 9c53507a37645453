"""Ratios: KPIs worked out from two others, in an order in which the others come first.

What a quotient is counted in:

| numerator | denominator | gives |
|---|---|---|
| any unit | the same unit | `percent`, `times` |
| `count` | `count` | also `count` (so many for each one) |
| `count` | `people` | `count` |
| `jpy`, `minutes`, `hours`, `days`, `score` | `count`, `people` | the unit of the numerator |

Nothing else has a meaning that one could rely on: hours over days would first have to be converted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from mops_kb.kinds.kpi import arithmetic
from mops_kb.kinds.kpi.arithmetic import Reason
from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.kpi.series import Mark, Point, Series, ordered, scale, series, too_few
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings

CASES = ("count", "people")
PER_CASE = ("count", "jpy", "minutes", "hours", "days", "score")
"""Units of which each case can have so many."""


def units(above: str, below: str) -> tuple[str, ...]:
    """What a quotient of these may be counted in."""
    same = ("percent", "times") if above == below else ()
    return (*same, above) if below in CASES and above in PER_CASE else same


def all_series(catalog: Catalog, settings: Settings) -> dict[str, Series]:
    """The figures of all KPIs, those of ratios worked out. A ratio of what the site does not show has none, unless it
    `discloses` them."""
    found: dict[str, Series] = {}
    for kpi in catalog.once(dependence, settings).order:
        rows = tuple(row for row in catalog.who(kpi, "figures") if isinstance(row, Measurement))
        own = series(kpi, rows, settings.as_of, settings.fiscal_year_start)
        parts = _of(kpi, found, catalog, settings) if kpi.ratio else ()
        found[kpi.id] = divided(own, *parts) if len(parts) == 2 else own
    return found


def _of(kpi: Kpi, found: Mapping[str, Series], catalog: Catalog, settings: Settings) -> tuple[Series, ...]:
    assert kpi.ratio
    ids = (kpi.ratio.of, kpi.ratio.to)
    if not kpi.discloses or catalog.complete is catalog:
        return tuple(found[id] for id in ids if id in found)
    whole = catalog.complete.once(all_series, settings)
    parts = [whole[id] for id in ids if id in whole and whole[id].kpi.seen_by != "draft"]
    return tuple(part if catalog.get(part.kpi.ref) else nameless(part, kpi) for part in parts)


def nameless(part: Series, kpi: Kpi) -> Series:
    """A part that the site does not show: its breaks are the ratio's own, and nothing is told of them but when."""
    return replace(part, marks=tuple(replace(mark, note=None, kpi=kpi) for mark in part.marks))


class Dependence(NamedTuple):
    """KPIs so that those that a ratio divides come before it; and the circles in which there is no such order, each as
    ids from the first of them around to itself."""

    order: tuple[Kpi, ...]
    circles: tuple[tuple[str, ...], ...]


def dependence(catalog: Catalog, settings: Settings) -> Dependence:
    kpis = {kpi.id: kpi for kpi in catalog.of(Kpi)}
    order: dict[str, Kpi] = {}
    circles: list[tuple[str, ...]] = []
    for start in sorted(kpis):
        path = {} if start in order else {start: _parts(kpis[start])}
        while path:
            here = next(reversed(path))
            ahead = next(path[here], None)
            if ahead is None:
                order[here] = kpis[here]
                del path[here]
            elif ahead in path:
                circles.append(_around([*path][[*path].index(ahead) :]))
            elif ahead in kpis and ahead not in order:
                path[ahead] = _parts(kpis[ahead])
    return Dependence(tuple(order.values()), tuple(circles))


def _parts(kpi: Kpi) -> Iterator[str]:
    return iter(dict.fromkeys((kpi.ratio.of, kpi.ratio.to)) if kpi.ratio else ())


def _around(circle: Sequence[str]) -> tuple[str, ...]:
    start = circle.index(min(circle))
    return (*circle[start:], *circle[:start], circle[start])


def divided(own: Series, above: Series, below: Series) -> Series:
    """With a figure for each period in which both have one; what was typed for other periods stays. Comparability ends
    where that of a part does."""
    typed = {point.first for point in own.points}
    points = [
        _quotient(own.kpi, one, other)
        for one in above.points
        if one.first not in typed and (other := below.at(one.first)) and other.last == one.last
    ]
    marks: dict[tuple[object, ...], Mark] = {
        (mark.first, mark.kpi.id, mark.what): mark for mark in (*own.marks, *above.marks, *below.marks)
    }
    return Series(
        own.kpi,
        ordered([*own.points, *points]),
        tuple(sorted(marks.values(), key=lambda mark: (mark.first, mark.kpi.id, mark.what))),
        own.as_of,
        (above, below),
    )


def _quotient(kpi: Kpi, above: Point, below: Point) -> Point:
    provisional = above.provisional or below.provisional
    hidden: Reason | None = above.why or below.why
    n = _cases(above, below)
    if not hidden and too_few(kpi, n):
        hidden = "too-few"
    if hidden or above.value is None or below.value is None:
        return _untold(above, provisional, hidden or "too-few")
    value = arithmetic.quotient(above.value, below.value, scale(kpi))
    if not isinstance(value, Fraction):
        return _untold(above, provisional, value)
    return Point(above.period, above.first, above.last, value, n, by="ratio", provisional=provisional)


def _untold(point: Point, provisional: bool, why: Reason) -> Point:
    return Point(point.period, point.first, point.last, None, by="ratio", provisional=provisional, why=why)


def _cases(above: Point, below: Point) -> int | None:
    """Of how many cases a quotient is: as few as the part that has the fewer."""
    known = [point.n for point in (above, below) if point.n is not None]
    return min(known, default=None)
