"""Write: a view in the words of one page, through the template of its shape."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from jinja2 import Environment
from markupsafe import Markup, escape

from mops_kb.labels import Labels
from mops_kb.labels.spelling import MISSING, Spelling
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.show.ask import Desk, Shown, ask
from mops_kb.show.cell import Cell
from mops_kb.show.chart import chart
from mops_kb.show.columns import Columns
from mops_kb.show.line import timeline
from mops_kb.show.matrix import matrix
from mops_kb.show.month import calendar
from mops_kb.show.spec import Spec
from mops_kb.show.tree import tree

_ARRANGED: Mapping[str, Callable[[Shown, Desk], object]] = {
    "calendar": calendar,
    "timeline": timeline,
    "chart": chart,
    "tree": tree,
    "matrix": matrix,
}
"""What shapes make of the records before a template spells them."""
_BESIDES = re.compile(r'<span class="mk-(?:table__sub|quiet|hidden)\b[^>]*>.*?</span>', re.DOTALL)
"""What a cell says in small beside its value."""


class Pen(Protocol):
    """Whoever writes the page."""

    catalog: Catalog
    labels: Labels
    settings: Settings
    spelling: Spelling

    def link(self, entity: Entity | None) -> Markup: ...

    def words(self, text: Text | None) -> Markup: ...

    def body(self, entity: Entity | None) -> Markup: ...


@dataclass(frozen=True)
class Frame:
    """Where a view stands: `level` is that of the headings in it, `name` the only one of its page, and `prefix` keeps
    the anchors of its groups apart from others. `look` is a table's own form, by the end of its class."""

    level: int
    name: str
    prefix: str = ""
    look: str = ""


@dataclass(frozen=True)
class Writer:
    pen: Pen
    columns: Columns
    templates: Environment

    def view(self, spec: Spec, frame: Frame) -> Markup:
        shown = ask(spec, self.columns, self.pen.catalog, self.pen.settings)
        template = "nothing" if shown.is_hidden or not shown.total else spec.shape
        arrange = _ARRANGED.get(template)
        desk = Desk(spec, self.columns, self.pen.catalog, self.pen.settings)
        s = arrange(shown, desk) if arrange else None
        return Markup(self.templates.get_template(f"show/{template}.md").render(f=shown, s=s, frame=frame))

    def cell(self, cell: Cell) -> Markup:
        """A value as readers see it: in the way of its own fact, if that has one."""
        column, e = cell.column, cell.entity
        if not column.cell:
            return self.plain(cell)
        shown = column.shown(e, self.pen.catalog, self.pen.settings) if column.shown else None
        spell = getattr(self.templates.get_template(column.cell).module, column.name)
        return Markup(spell(cell.given, e, shown).strip() or MISSING)

    def value(self, cell: Cell, words: str) -> Markup:
        """Within a sentence: names are links to what they name, all else leads to the record. Where there is nothing,
        the words that were written stay."""
        if cell.is_empty:
            return Markup(words)
        spelled = Markup(_BESIDES.sub("", self.cell(cell)))
        return Markup(self.templates.get_template("show/value.md").render(c=cell, spelled=spelled).strip())

    def plain(self, cell: Cell) -> Markup:
        """A value in words."""
        if cell.is_empty:
            return Markup(MISSING)
        values = cell.value if isinstance(cell.value, tuple) and cell.column.sort != "parts" else (cell.value,)
        return Markup(self.pen.labels("list.comma")).join(self._one(value, cell) for value in values)

    def _one(self, value: Any, cell: Cell) -> Markup:
        if isinstance(value, Entity):
            return self.pen.link(value)
        if isinstance(value, Text):
            return self.pen.words(value)
        spell = self._spellings.get(cell.column.sort)
        return Markup(escape(spell(value, cell) if spell else str(value)))

    @property
    def _spellings(self) -> Mapping[str, Callable[[Any, Cell], str]]:
        t, spelling = self.pen.labels, self.pen.spelling
        return {
            "choice": lambda value, cell: t(f"{cell.column.choices_in}.{value}"),
            "flag": lambda value, _: t("view.yes" if value else "view.no"),
            "date": lambda value, _: spelling.day(value),
            "when": lambda value, _: spelling.when(value),
            "span": lambda value, _: spelling.span(value),
            "parts": lambda value, _: spelling.number(len(value)),
            "share": lambda value, _: spelling.percent(value),
            "money": lambda _, cell: spelling.compact_money(cell.amount, self.pen.settings.currency),
            "number": lambda value, cell: spelling.number(value, cell.decimals),
        }
