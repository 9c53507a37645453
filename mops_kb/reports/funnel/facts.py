"""Facts of stages: how many leads sit in them, and how many go on in time."""

from collections.abc import Mapping

from mops_kb.kinds.stage.model import Stage
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Facts
from mops_kb.model.settings import Settings
from mops_kb.reports.funnel.steps import Row, funnels, rows


def _rows(catalog: Catalog, settings: Settings) -> Mapping[str, Row]:
    """By the first dataset that knows."""
    first = next((facts for _, facts in funnels(catalog)), None)
    return {row.stage.id: row for row in rows(first, catalog)} if first else {}


def _row(stage: Stage, catalog: Catalog, settings: Settings) -> Row | None:
    return catalog.once(_rows, settings).get(stage.id)


_fact = Facts("stage", _row, "funnel/cells.md")

FACTS = (
    _fact("sitting", "number", lambda row: row.standing.sitting if row and row.after else None, rich=True),
    _fact("goes_on", "share", lambda row: row.on.share.value if row and row.on else None, wide=True),
    _fact("days_on", "number", lambda row: row.on.median if row and row.on else None),
    _fact("takes_too_long", "flag", lambda row: row.is_slow if row else None),
)
