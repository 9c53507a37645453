"""Record: the counts of a day, as rows of a table, because what is gone tomorrow no build can work out."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from uuid import uuid4

from mops_kb.kinds.team.model import Elsewhere
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.elsewhere.away import counts

PATH = "trends/elsewhere.csv"
COLUMNS = ("on", "team", "count")


@dataclass(frozen=True, order=True)
class Row:
    """How many links left the wiki on a day from the pages of a team (empty: of none)."""

    on: date
    team: str
    count: int


def rows(catalog: Catalog, settings: Settings) -> tuple[Row, ...]:
    """All of the file with the day of `settings`: every team that has links, and a 0 for who had some the last time."""
    kept = [
        Row(row.on, (row.team or "").removeprefix("team:"), row.count)
        for row in catalog.of(Elsewhere)
        if catalog.origin(row).path == PATH and row.on != settings.as_of
    ]
    now = counts(catalog, settings)
    gone = _last(kept, settings.as_of) - now.keys()
    today = [Row(settings.as_of, team, now.get(team, 0)) for team in {*now, *gone}]
    return tuple(sorted([*kept, *today]))


def _last(kept: Sequence[Row], as_of: date) -> set[str]:
    """The teams that had links at the last record before that day."""
    day = max((row.on for row in kept if row.on < as_of), default=None)
    return {row.team for row in kept if row.on == day and row.count}


def write(rows: Sequence[Row], docs: Path) -> Path:
    """Written beside and moved in whole, so that nobody reads half of it."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *((row.on, row.team, row.count) for row in rows)])
    file = docs / PATH
    file.parent.mkdir(exist_ok=True)
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(file)
    return file
