"""Pages: the views of one page after the other, be they called by a template or written into a body."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from mops_kb.show.columns import Columns
from mops_kb.show.spec import Spec
from mops_kb.show.write import Frame, Pen, Writer


class Shows:
    """Counts the views of the page that is being written."""

    def __init__(self, pen: Pen, columns: Columns, templates: Environment) -> None:
        self.writer = Writer(pen, columns, templates)
        self.count = 0

    def turn(self) -> None:
        """Begin a new page."""
        self.count = 0

    def called(self, *, level: int = 2, name: str = "", **keys: Any) -> Markup:
        """By a template: the keys of a view, `as_` for `as`. Its groups' headings are of this level, and their anchors
        are their keys alone where the view has a name."""
        written = {key.rstrip("_"): value for key, value in keys.items() if value not in (None, "", (), [])}
        frame = self._frame(level)
        return self.writer.view(Spec.model_validate(written), Frame(level, name, "") if name else frame)

    def body(self, text: str, source: str, relinked: Callable[[str, str], str]) -> str:
        return relinked(text, source)

    def _frame(self, level: int) -> Frame:
        self.count += 1
        name = f"view-{self.count}"
        return Frame(level, name, f"{name}-")
