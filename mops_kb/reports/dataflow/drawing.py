"""Drawing: a map of boxes in columns, each as far right as its data has come (after Sugiyama).

Lines over several columns bend through empty places in those between, which stand in line like boxes, so that no line
runs through a box; a line between two boxes of one column goes round at their right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar
from unicodedata import east_asian_width

WIDTH, HEIGHT = 144, 42
_ACROSS, _DOWN, _SLOT, _EDGE, _HEAD, _ROUND = 84, 14, 16, 6, 8, 54
_SWEEPS = 12
_LETTERS = 20
"""So many narrow letters go on a line of a box."""
Pair = tuple[str, str]
Spot = str | tuple[str, str, int]
"""A box, or the place of a line in a column between."""
S = TypeVar("S", str, Spot)


@dataclass(frozen=True)
class Box:
    id: str
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """`way` is the line and `heads` its arrowheads, as paths of SVG; `ends` are the boxes, the left one first."""

    ends: Pair
    way: str
    heads: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(pairs: Iterable[Pair]) -> Drawing:
    """The map of what leads from where to where; two directions between the same boxes are one line with two heads."""
    leads = set(pairs)
    columns = _columns(sorted(leads))
    joined = sorted({(a, b) if (columns[a], a) < (columns[b], b) else (b, a) for a, b in leads})
    order = _ordered(columns, joined)
    spots = _placed(order)
    lines = tuple(_line(pair, columns, spots, leads) for pair in joined)
    boxes = tuple(Box(spot, *spots[spot]) for column in order for spot in column if isinstance(spot, str))
    width = len(order) * (WIDTH + _ACROSS) - _ACROSS + _ROUND
    height = max((y + HEIGHT for _, y in spots.values()), default=0)
    return Drawing(width + 2 * _EDGE, height + _EDGE, boxes, lines)


def wrapped(title: str) -> tuple[str, ...]:
    """A title in at most two lines that fit into a box."""
    lines = [""]
    for word in _words(title):
        if _length(lines[-1] + word.rstrip()) <= _LETTERS or not lines[-1]:
            lines[-1] += word
        else:
            lines.append(word)
    lines = [line.strip() for line in lines]
    if len(lines) > 2:
        while _length(lines[1]) > _LETTERS - 1:
            lines[1] = lines[1][:-1]
        lines[1] += "…"
    return tuple(lines[:2])


def _words(title: str) -> Iterator[str]:
    """Where a line may break: behind spaces, around wide letters, and in what is longer than a line."""
    word = ""
    for letter in title:
        wide = east_asian_width(letter) in "WF"
        if word and (wide or word[-1] == " " or _length(word) >= _LETTERS - 1):
            yield word
            word = ""
        word += letter
        if wide:
            yield word
            word = ""
    if word:
        yield word


def _length(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _columns(leads: Sequence[Pair]) -> dict[str, int]:
    """The fewest steps from where data comes in; who only sends stands right before whom they send to.

    Where it comes in from nowhere, it begins with whoever sends to more than they receive from.
    """
    ahead, behind = _neighbours(leads)
    everybody = {id for pair in leads for id in pair}
    columns: dict[str, int] = {}
    first = sorted(id for id in everybody if not behind[id])
    rest = sorted(everybody, key=lambda id: (len(behind[id]) - len(ahead[id]), id))
    for starts in (first, *([id] for id in rest)):
        line = [id for id in starts if id not in columns]
        columns |= dict.fromkeys(line, 0)
        for here in line:
            for there in ahead[here]:
                if there not in columns:
                    columns[there] = columns[here] + 1
                    line.append(there)
    for here in first:
        columns[here] = max(0, min(columns[there] for there in ahead[here]) - 1)
    return columns


def _neighbours(pairs: Iterable[tuple[S, S]]) -> tuple[dict[S, list[S]], dict[S, list[S]]]:
    ahead: dict[S, list[S]] = defaultdict(list)
    behind: dict[S, list[S]] = defaultdict(list)
    for here, there in pairs:
        ahead[here].append(there)
        behind[there].append(here)
    return ahead, behind


def _chain(pair: Pair, columns: Mapping[str, int]) -> list[Spot]:
    """The boxes at both ends of a line, and its places in the columns between."""
    here, there = pair
    return [here, *((here, there, column) for column in range(columns[here] + 1, columns[there])), there]


def _ordered(columns: Mapping[str, int], joined: Sequence[Pair]) -> list[list[Spot]]:
    """Each column from top to bottom, moved to and fro until every spot is near what it is joined to."""
    if not columns:
        return []
    chains = [_chain(pair, columns) for pair in joined]
    across = (_chain((a, b), columns) for a, b in joined if columns[a] < columns[b])
    ahead, behind = _neighbours((a, b) for chain in across for a, b in pairwise(chain))
    order: list[list[Spot]] = [[] for _ in range(max(columns.values()) + 1)]
    for spot in sorted({spot for chain in chains for spot in chain}, key=str):
        order[columns[spot] if isinstance(spot, str) else spot[2]].append(spot)
    best, fewest = order, _unrest(order, ahead)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        order = _swept(order, behind if forth else ahead, forth)
        if (unrest := _unrest(order, ahead)) < fewest:
            best, fewest = order, unrest
    return best


def _swept(order: list[list[Spot]], joined: Mapping[Spot, list[Spot]], forth: bool) -> list[list[Spot]]:
    found = [list(column) for column in order]
    numbers = range(1, len(found)) if forth else range(len(found) - 2, -1, -1)
    for number in numbers:
        level = _levels(found)
        column = found[number]
        middle = {spot: _mean([level[other] for other in joined.get(spot, ())], level[spot]) for spot in column}
        column.sort(key=lambda spot: (middle[spot], str(spot)))
    return found


def _levels(order: Sequence[Sequence[Spot]]) -> dict[Spot, float]:
    """How far down its column each spot is, 0 to 1."""
    return {spot: (n + 0.5) / len(column) for column in order for n, spot in enumerate(column)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return round(sum(values) / len(values), 6) if values else otherwise


def _unrest(order: Sequence[Sequence[Spot]], ahead: Mapping[Spot, list[Spot]]) -> float:
    """How far up and down all lines go."""
    level = _levels(order)
    return round(sum(abs(level[here] - level[there]) for here, those in ahead.items() for there in those), 6)


def _placed(order: Sequence[Sequence[Spot]]) -> dict[Spot, tuple[int, int]]:
    """The left upper corner of every box, and the left end of every place of a line; columns are centred."""
    heights = [sum(_height(spot) for spot in column) for column in order]
    found: dict[Spot, tuple[int, int]] = {}
    for number, column in enumerate(order):
        y = _EDGE + (max(heights) - heights[number]) // 2
        for spot in column:
            found[spot] = (_EDGE + number * (WIDTH + _ACROSS), y if isinstance(spot, str) else y + _SLOT // 2)
            y += _height(spot)
    return found


def _height(spot: Spot) -> int:
    return HEIGHT + _DOWN if isinstance(spot, str) else _SLOT


def _line(pair: Pair, columns: Mapping[str, int], spots: Mapping[Spot, tuple[int, int]], leads: set[Pair]) -> Line:
    here, there = pair
    x, y = spots[here][0] + WIDTH, spots[here][1] + HEIGHT // 2
    heads = [_head(x, y, 1)] if (there, here) in leads else []
    way = f"M{x} {y}"
    if columns[here] == columns[there]:
        level = spots[there][1] + HEIGHT // 2
        bend = x + min(_ROUND, _HEAD + abs(level - y) // 6)
        way += f"C{bend} {y} {bend} {level} {x} {level}"
        return Line(pair, way, (*heads, *([_head(x, level, 1)] if pair in leads else [])))
    for spot in _chain(pair, columns)[1:]:
        left, level = spots[spot]
        level += HEIGHT // 2 if isinstance(spot, str) else 0
        bend = (x + left) // 2
        way += f"C{bend} {y} {bend} {level} {left} {level}"
        x, y = left, level
        if not isinstance(spot, str):
            x += WIDTH
            way += f"H{x}"
    return Line(pair, way, (*heads, *([_head(x, y, -1)] if pair in leads else [])))


def _head(x: int, y: int, side: int) -> str:
    """An arrowhead that touches a box at its right (1) or left (-1) side."""
    return f"M{x} {y}l{side * _HEAD} {-_HEAD // 2}v{_HEAD}z"
