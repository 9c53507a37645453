"""Charts: figures over periods become SVG that takes its colours from the page."""

from mops_kb.formats.chart.drawing import draw
from mops_kb.formats.chart.plot import Plot, Slot
from mops_kb.formats.chart.scale import spark

__all__ = ["Plot", "Slot", "draw", "spark"]
