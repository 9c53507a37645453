"""Drawing: a plot becomes SVG, once for wide screens and paper and once for phones; CSS shows one of the two.

No font is measured, so that every machine draws the same bytes.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from html import escape
from unicodedata import east_asian_width

from mops_kb.formats.chart.plot import Plot
from mops_kb.formats.chart.scale import ticks
from mops_kb.labels.spelling import Spelling

TEXT = "var(--mk-ink-soft, var(--md-default-fg-color--light))"
GRID = "var(--mk-edge, var(--md-default-fg-color--lightest))"
YEAR = "var(--mk-edge-strong, var(--md-default-fg-color--lighter))"
LINE = "var(--mk-line, var(--md-primary-fg-color))"
TARGET = "var(--mk-target, var(--md-accent-fg-color))"
BREAK = "var(--mk-ink, var(--md-default-fg-color))"
PAPER = "var(--mk-surface, var(--md-default-bg-color))"

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The size of a drawing in its own units; `type` is that of its words."""

    name: str
    width: int
    height: int
    type: int


WIDE = Frame("wide", 680, 270, 13)
NARROW = Frame("narrow", 340, 250, 13)


def draw(plot: Plot, spelling: Spelling, name: str, title: str, description: str) -> str:
    """Both drawings; `name` begins their ids and must be the only one of its page."""
    return "".join(_Sheet(plot, spelling, frame).svg(name, title, description) for frame in (WIDE, NARROW))


@dataclass(frozen=True)
class _Sheet:
    plot: Plot
    spelling: Spelling
    frame: Frame

    def svg(self, name: str, title: str, description: str) -> str:
        size, own = self.frame, f"{name}-{self.frame.name}"
        parts = [
            *self.grid(),
            *self.years(),
            *self.band(),
            *self.aims(),
            *self.breaks(),
            *self.bounds(),
            *self.lines(),
            *self.dots(),
            *self.periods(),
        ]
        return (
            f'<svg class="mk-chart mk-chart--{size.name}" viewBox="0 0 {size.width} {size.height}" role="img"'
            f' aria-labelledby="{own}-title" aria-describedby="{own}-desc">'
            f'<title id="{own}-title">{escape(title)}</title><desc id="{own}-desc">{escape(description)}</desc>'
            f'<g font-size="{size.type}">{"".join(parts)}</g></svg>'
        )

    @cached_property
    def ticks(self) -> tuple[tuple[Decimal, str], ...]:
        found = ticks(self.plot.values, self.plot.decimals)
        step = found[1] - found[0]
        return tuple((value, self.spelling.tick(value, self.plot.unit, step)) for value in found)

    @cached_property
    def left(self) -> float:
        return max(_width(words) for _, words in self.ticks) * self.frame.type + 10

    @property
    def right(self) -> float:
        return self.frame.width - 8

    @property
    def top(self) -> float:
        """Breaks are named above the figures."""
        return self.frame.type * (2.1 if any(slot.broken for slot in self.plot.slots) else 0.8)

    @property
    def bottom(self) -> float:
        """Below stand the periods in two lines."""
        return self.frame.height - self.frame.type * 2.9

    @property
    def pitch(self) -> float:
        return (self.right - self.left) / len(self.plot.slots)

    def x(self, place: float) -> float:
        return self.left + self.pitch * (place + 0.5)

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0][0], self.ticks[-1][0]
        return self.bottom - float((value - low) / (high - low)) * (self.bottom - self.top)

    def grid(self) -> list[str]:
        lift = self.frame.type * 0.35
        return [
            _line(self.left, self.y(value), self.right, self.y(value), GRID)
            + _text(self.left - 6, self.y(value) + lift, words, "end")
            for value, words in self.ticks
        ]

    def years(self) -> list[str]:
        """A rule where a fiscal year begins."""
        places = [place for place, slot in enumerate(self.plot.slots) if slot.begins_year and place]
        return [_line(self.x(n - 0.5), self.top, self.x(n - 0.5), self.bottom + 5, YEAR, "1 3") for n in places]

    def band(self) -> list[str]:
        """Between the target and what is just still at risk."""
        found = []
        for run in self.plot.aimed:
            edge = [(place, self.plot.slots[place].edge) for place in run]
            near = [(place, value) for place, value in edge if value is not None]
            aims = [(place, aim) for place in run if (aim := self.plot.slots[place].aim) is not None]
            if len(near) == len(run):
                around = [*self._course(aims), *reversed(self._course(near))]
                found.append(f'<path d="{_path(around)}Z" fill="{TARGET}" opacity="0.14"/>')
        return found

    def aims(self) -> list[str]:
        found = []
        for run in self.plot.aimed:
            aims = [(place, aim) for place in run if (aim := self.plot.slots[place].aim) is not None]
            found.append(_stroke(self._course(aims), TARGET, 1.6, "6 4"))
        return found

    def _course(self, values: list[tuple[int, Decimal]]) -> list[Point]:
        """Steps are as wide as their periods; a line leads from the middle of one to that of the next."""
        if self.plot.curve == "linear" and len(values) > 1:
            return [(self.x(place), self.y(value)) for place, value in values]
        steps = [(self.x(place + side), self.y(value)) for place, value in values for side in (-0.5, 0.5)]
        level = {n for n in range(1, len(steps) - 1) if steps[n - 1][1] == steps[n][1] == steps[n + 1][1]}
        return [point for n, point in enumerate(steps) if n not in level]

    def breaks(self) -> list[str]:
        """Each with its words, as long as they do not run into those of the one before."""
        found, free = [], 0.0
        for place, slot in enumerate(self.plot.slots):
            if slot.broken:
                x, words = self.x(place - 0.5), self.spelling.labels(slot.broken)
                room = _width(words) * self.frame.type + 4
                anchor, aside = ("end", -4) if x + room > self.right else ("start", 4)
                found.append(_line(x, 2, x, self.bottom, BREAK, "4 3", 1.4))
                begins = x - room if anchor == "end" else x
                if begins >= free:
                    found.append(_text(x + aside, self.frame.type, words, anchor, BREAK))
                    free = begins + room + 4
        return found

    def bounds(self) -> list[str]:
        return [
            _line(self.x(place), self.y(slot.low), self.x(place), self.y(slot.high), LINE, width=5, opacity=0.28)
            for place, slot in enumerate(self.plot.slots)
            if slot.value is not None and slot.low is not None and slot.high is not None
        ]

    def lines(self) -> list[str]:
        """What leads to a figure that may still change is thin."""
        found = []
        for run in self.plot.runs:
            points = [(place, value) for place in run if (value := self.plot.slots[place].value) is not None]
            settled = [(self.x(n), self.y(value)) for n, value in points if not self.plot.slots[n].is_open]
            ahead = [(self.x(n), self.y(value)) for n, value in points if self.plot.slots[n].is_open]
            found += [_stroke(settled, LINE, 2.5)] if len(settled) > 1 else []
            found += [_stroke([*settled[-1:], *ahead], LINE, 1.4, "3 3")] if ahead and len(points) > 1 else []
        return found

    def dots(self) -> list[str]:
        radius = 3.4 if self.pitch > 9 else 2.4
        found = []
        for place, slot in enumerate(self.plot.slots):
            if slot.value is not None:
                where = f'cx="{_n(self.x(place))}" cy="{_n(self.y(slot.value))}" r="{radius}"'
                paint = f'fill="{PAPER}" stroke="{LINE}" stroke-width="1.8"' if slot.is_open else f'fill="{LINE}"'
                found.append(f"<circle {where} {paint}/>")
        return found

    def periods(self) -> list[str]:
        """As many as there is room for, the year below the first of each."""
        words = [self.spelling.axis(slot.when) for slot in self.plot.slots]
        widest = max(_width(short) for short, _ in words) * self.frame.type + 8
        every = next((n for n in (1, 2, 3, 4, 6, 12, 24) if n * self.pitch >= widest), len(words))
        begun = next((n for n, slot in enumerate(self.plot.slots) if slot.begins_year), 0)
        found, last_year = [], ""
        free = 0.0
        for place in range(begun % every, len(words), every):
            short, year = words[place]
            x, line = self.x(place), self.bottom + self.frame.type
            found.append(_text(x, line + 4, short, "middle"))
            if year != last_year and x - _width(year) * self.frame.type / 2 >= free:
                found.append(_text(x, line + self.frame.type * 1.3 + 4, year, "middle"))
                last_year, free = year, x + _width(year) * self.frame.type / 2 + 6
        return found


def _line(
    x1: float, y1: float, x2: float, y2: float, ink: str, dashes: str = "", width: float = 1, opacity: float = 1
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    faint = f' opacity="{opacity}"' if opacity < 1 else ""
    where = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return f'<line {where} stroke="{ink}" stroke-width="{width}"{dashed}{faint}/>'


def _stroke(points: list[Point], ink: str, width: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{_path(points)}" fill="none" stroke="{ink}" stroke-width="{width}"{dashed}/>'


def _path(points: list[Point]) -> str:
    return "M" + "L".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _text(x: float, y: float, words: str, anchor: str, ink: str = TEXT) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{ink}">{escape(words)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _width(words: str) -> float:
    """About how wide, in sizes of type."""
    return sum(1.0 if east_asian_width(sign) in "FW" else 0.6 for sign in words)
