"""The picture of how long a build takes by the number of pages, on two logarithmic axes."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from .told import Series

LINES = (
    ("MkDocs", "cold", "MkDocs, every build", "#52606d", ""),
    ("Zensical", "cold", "Zensical, from nothing", "#b45309", ""),
    ("Zensical", "edit", "Zensical, one page edited", "#b45309", "5 4"),
    ("Hugo", "cold", "Hugo (small theme, no search)", "#7c3aed", ""),
    ("fast-build", "cold", "fast-build, from nothing", "#0b6e4f", ""),
    ("fast-build", "edit", "fast-build, one page edited", "#0b6e4f", "5 4"),
    ("fast-build", "unchanged", "fast-build, nothing changed", "#0b6e4f", "1 4"),
)
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 470, 64, 250, 56, 56
TIMES = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
LABEL = 15
"""Least distance between two lines of text."""


class Axes:
    def __init__(self, sizes: Sequence[int], times: Sequence[float]) -> None:
        self.sizes = sizes
        low, high = min(times), max(times)
        self.times = [one for one in TIMES if low / 2.5 < one < high * 2.5]
        self._x = (math.log(sizes[0]), math.log(sizes[-1]))
        self._y = (math.log(min(self.times[0], low)), math.log(max(self.times[-1], high)))

    def x(self, size: float) -> float:
        part = (math.log(size) - self._x[0]) / (self._x[1] - self._x[0])
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    def y(self, seconds: float) -> float:
        part = (math.log(seconds) - self._y[0]) / (self._y[1] - self._y[0])
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)


def picture(series: Series) -> str:
    """An SVG, with the figures also in words for those who do not see it."""
    drawn = [(*line, points) for line in LINES if len(points := _points(series, line[0], line[1])) > 1]
    sizes = sorted({size for *_, points in drawn for size, _ in points})
    axes = Axes(sizes, [seconds for *_, points in drawn for _, seconds in points])
    told = "; ".join(
        f"{name}: " + ", ".join(f"{s:.1f} s at {n:,}" for n, s in points) for _, _, name, _, _, points in drawn
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">',
        '<title id="t">How long a build takes, by the number of pages</title>',
        f'<desc id="d">{escape(told)}</desc>',
        "<style>text{font-family:system-ui,sans-serif}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff"/>',
        _text(LEFT, 28, "Seconds of a build, by the number of pages (pruned navigation)", size=15),
        *_grid(axes),
        *(_line(axes, points, colour, dashes) for _, _, _, colour, dashes, points in drawn),
        *_labels(axes, drawn),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _points(series: Series, tool: str, step: str) -> list[tuple[int, float]]:
    found = ((size, series.cost("pruned", size, tool, step)) for size in series.sizes("pruned"))
    return [(size, cost.wall) for size, cost in found if cost]


def _grid(axes: Axes) -> Iterator[str]:
    for seconds in axes.times:
        y = axes.y(seconds)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#e4e7eb"/>'
        yield _text(LEFT - 8, y + 4, f"{seconds:g}", anchor="end")
    for size in axes.sizes:
        yield f'<path d="M{axes.x(size):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e4e7eb"/>'
        yield _text(axes.x(size), HEIGHT - BOTTOM + 20, f"{size:,}", anchor="middle")
    yield _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, "pages", anchor="middle")


def _line(axes: Axes, points: Sequence[tuple[int, float]], colour: str, dashes: str) -> str:
    places = [(axes.x(size), axes.y(seconds)) for size, seconds in points]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>{dots}'


def _labels(axes: Axes, drawn: Sequence[tuple[str, str, str, str, str, Sequence[tuple[int, float]]]]) -> Iterator[str]:
    """At the right, each as high as the end of its line where there is room."""
    ends = sorted((axes.y(points[-1][1]), name, colour, points[-1]) for _, _, name, colour, _, points in drawn)
    at = 0.0
    for y, name, colour, (size, seconds) in ends:
        at = max(at + LABEL, y + 4)
        yield _text(max(axes.x(size), WIDTH - RIGHT) + 8, at, f"{name}: {seconds:.1f} s", colour=colour)


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = "#323f4b", size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{escape(text)}</text>'
    )
