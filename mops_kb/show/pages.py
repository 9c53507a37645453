"""Pages: the views of one page after the other, be they called by a template or written into a body."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from mops_kb.model.document import Document
from mops_kb.model.entity import Entity
from mops_kb.model.ref import Ref
from mops_kb.show.blocks import Block, blocks, deepened, level_at
from mops_kb.show.cell import cell
from mops_kb.show.check import is_several
from mops_kb.show.columns import Columns
from mops_kb.show.read import faults, read
from mops_kb.show.spec import Spec
from mops_kb.show.write import Frame, Pen, Writer

_DEEPEST = 6


class Shows:
    """Counts the views of the page that is being written, and knows whose texts it is in the middle of."""

    def __init__(self, pen: Pen, columns: Columns, templates: Environment) -> None:
        self.pen = pen
        self.columns = columns
        self.writer = Writer(pen, columns, templates)
        self.count = 0
        self.inside: list[Ref] = []

    def turn(self) -> None:
        """Begin a new page."""
        self.count = 0

    def called(self, *, level: int = 2, name: str = "", look: str = "", **keys: Any) -> Markup:
        """By a template: the keys of a view, `as_` for `as`. Its headings are of this level, and the anchors of its
        groups are their keys alone where the view has a name."""
        spec = Spec.model_validate({key.rstrip("_"): value for key, value in keys.items() if value is not None})
        if wrong := list(faults(spec, self.columns, Document("view", "", {}))):
            raise ValueError(wrong)
        frame = self._frame(level)
        named = Frame(frame.level, name) if name else frame
        return self.writer.view(spec, replace(named, look=look))

    def body(self, text: str, entity: Entity, relinked: Callable[[str, str], str]) -> str:
        """What somebody wrote, with its links made to lead from this page and its views in place of their blocks."""
        source = self.pen.catalog.documents[entity.ref].path
        if entity.ref in self.inside:
            return ""
        self.inside.append(entity.ref)
        made = self.expanded(text, source, relinked)
        self.inside.pop()
        return made

    def expanded(self, text: str, source: str, relinked: Callable[[str, str], str], level: int = 1) -> str:
        """Any text, which stands below a heading of that level."""
        pieces = []
        done = 0
        for block in blocks(text):
            pieces += [relinked(text[done : block.start], source), self._block(block, text, level)]
            done = block.end
        return "".join([*pieces, relinked(text[done:], source)])

    def _block(self, block: Block, text: str, least: int) -> str:
        """As it stands there, where something is wrong with it: that is told elsewhere."""
        found = read(block, self.columns)
        if found.problems or not found.spec:
            return text[block.start : block.end]
        level = max(level_at(text, block.start), least)
        return f"\n\n{self.writer.view(found.spec, self._frame(level + 1))}\n\n"

    def value(self, entity: Entity, field: str, words: str) -> str:
        """A value within a sentence: people and things by their names, all else as a link to where it comes from."""
        column = self.columns.of(entity.kind).get(field)
        if not column or is_several(column) or not column.is_shown(self.pen.settings):
            return words
        found = cell(column, entity, self.pen.catalog, self.pen.settings)
        return str(self.writer.value(found, words))

    def text(self, entity: Entity, level: int) -> Markup:
        """The whole text of another page below a heading of that level."""
        return Markup(deepened(str(self.pen.body(entity)), level - 1))

    def _frame(self, level: int) -> Frame:
        self.count += 1
        name = f"view-{self.count}"
        return Frame(min(level, _DEEPEST), name, f"{name}-")
