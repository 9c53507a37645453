"""Views of the catalog that anybody may write into a page: what is asked for, in which shape it is shown."""

from mops_kb.show.ask import Shown, ask
from mops_kb.show.check import check
from mops_kb.show.columns import Column, Columns
from mops_kb.show.spec import SHAPES, Spec

__all__ = ["SHAPES", "Column", "Columns", "Shown", "Spec", "ask", "check"]
