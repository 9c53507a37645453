"""Tables: a collection as CSV, a row per entity, for spreadsheets.

They begin with a byte order mark: without it Excel in Japan takes UTF-8 for Shift_JIS, and nobody can read it.
"""

import csv as standard
import io
from collections.abc import Sequence
from typing import Any

from mops_kb.machine.entities import plain
from mops_kb.model.address import address, data_path
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import File
from mops_kb.model.settings import Settings
from mops_kb.show import Column, Columns

_FIRST = ("id", "title", "summary", "url")
_LEFT_OUT = frozenset({*_FIRST, "kind", "body", "visibility"})
_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv(kind: Kind, entities: Sequence[Entity], catalog: Catalog, columns: Columns, settings: Settings) -> File:
    """The first row names the fields and facts; several values in one cell stand apart by `; `."""
    asked = [one for one in columns.of(kind.name).values() if is_in_table(one, settings)]
    made = io.StringIO()
    writer = standard.writer(made, lineterminator="\r\n")
    writer.writerow([*_FIRST, *(column.name for column in asked)])
    for entity in entities:
        own = (entity.id, entity.title, entity.summary, address(entity.path, settings.directory_urls))
        values = (column.of(entity, catalog, settings) for column in asked)
        writer.writerow([_cell(plain(value, settings)) for value in (*own, *values)])
    return File(data_path(kind.folder, suffix=".csv"), _MARK + made.getvalue())


def is_in_table(column: Column, settings: Settings) -> bool:
    """Whole parts are in the JSON; here is what a cell can hold."""
    return column.name not in _LEFT_OUT and column.sort != "parts" and column.is_shown(settings)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return _safe("; ".join(_text(one) for one in value))
    return _safe(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _safe(text: str) -> str:
    """What a spreadsheet would take for a formula begins with an apostrophe; numbers are numbers."""
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isascii() and text[1:].replace(".", "", 1).isdigit() and text[0] == "-"
