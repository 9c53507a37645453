"""Charts: a Vega-Lite description becomes SVG that takes its colours from the page, kept by the description's hash."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

_VERSION = "1"
_INK = {
    "#000001": "var(--md-default-fg-color--light)",
    "#000002": "var(--mk-line, var(--md-primary-fg-color))",
    "#000003": "var(--md-default-fg-color--lightest)",
    "#000004": "var(--mk-target, var(--md-accent-fg-color))",
}
TEXT, LINE, GRID, TARGET = _INK


class Drawing:
    """Draws charts; what has been drawn before is taken from `cache` (a folder, or None to keep nothing)."""

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache
        self.drawn = 0
        self.kept = 0

    def __call__(self, spec: Mapping[str, Any]) -> str:
        """The SVG of a Vega-Lite specification, without ids, dates or fonts of its own."""
        text = json.dumps(spec, ensure_ascii=False, sort_keys=True)
        file = self.cache / f"{sha256((_VERSION + text).encode()).hexdigest()}.svg" if self.cache else None
        if file and file.exists() and (svg := file.read_text(encoding="utf-8")).endswith("</svg>"):
            self.kept += 1
            return svg
        self.drawn += 1
        svg = _svg(text)
        if file:
            _put(file, svg)
        return svg


def spark(numbers: Sequence[Decimal | Fraction | int]) -> tuple[tuple[float, float], ...]:
    """A line as points in a box of 100 × 24, y downward; empty below two values."""
    if len(numbers) < 2:
        return ()
    values = [Fraction(number) for number in numbers]
    low, high = min(values), max(values)
    step = 100 / (len(values) - 1)
    return tuple(
        (round(n * step, 1), round(22 - 20 * float((value - low) / (high - low)), 1) if high > low else 12.0)
        for n, value in enumerate(values)
    )


def line_chart(
    points: list[dict[str, Any]], target: float | None, title: str, names: Mapping[str, str]
) -> dict[str, Any]:
    """A line over periods, with the target as a dashed rule.

    `points` have `period` (its label) and `value`; `names` has words for `period`, `value` and `target`.
    """
    order = [point["period"] for point in points]
    line = {
        "data": {"values": points},
        "mark": {"type": "line", "color": LINE, "strokeWidth": 2.5, "point": {"color": LINE, "size": 36}},
        "encoding": {
            "x": {
                "field": "period",
                "type": "ordinal",
                "sort": order,
                "title": None,
                "axis": {"labelAngle": -40, "labelOverlap": True},
            },
            "y": {"field": "value", "type": "quantitative", "title": names["value"], "scale": {"zero": True}},
        },
    }
    layers: list[dict[str, Any]] = [line]
    if target is not None:
        rule = {"type": "rule", "color": TARGET, "strokeDash": [6, 4], "strokeWidth": 1.5}
        layers.append(
            {
                "data": {"values": [{"value": target}]},
                "mark": rule,
                "encoding": {"y": {"field": "value", "type": "quantitative"}},
            }
        )
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": title,
        "width": 640,
        "height": 240,
        "background": None,
        "layer": layers,
        "config": {
            "font": "sans-serif",
            "view": {"stroke": None},
            "axis": {
                "labelColor": TEXT,
                "titleColor": TEXT,
                "gridColor": GRID,
                "domainColor": GRID,
                "tickColor": GRID,
                "labelFontSize": 12,
                "titleFontSize": 12,
            },
        },
    }


def _svg(spec: str) -> str:
    import vl_convert  # seconds to start: only builds that draw a new chart wait for it

    svg: str = vl_convert.vegalite_to_svg(spec, vl_version="5.20")
    for ink, colour in _INK.items():
        svg = svg.replace(f'"{ink}"', f'"{colour}"')
    svg = re.sub(r' (id|role|aria-\w+|pointer-events|class|xmlns:xlink|version)="[^"]*"', "", svg)
    title = escape(json.loads(spec)["description"], quote=True)
    box = re.search(r'viewBox="[^"]*"', svg)
    assert box
    return f'<svg class="mk-chart" role="img" aria-label="{title}" {box[0]}>{svg[svg.index(">") + 1 :]}'


def _put(file: Path, text: str) -> None:
    """Written beside and moved in whole, so that two builds at once do no harm."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
