"""A table of KPIs over periods: a row for each KPI, a column for each month, quarter or fiscal year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.arithmetic import Reason, Status
from mops_kb.kinds.kpi.judged import Row, Whole
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.model.when import When

MOST = {"months": 13, "quarters": 9, "years": 5}
"""So many columns: a year or two, and the same period before."""
SORTS = tuple(MOST)
_MONTHS = {"months": 1, "quarters": 3, "years": 12}


@dataclass(frozen=True)
class Cell:
    """One KPI in one period. `is_open`: the period is not over or not complete, so that the value is not judged; it is
    then made of `has` figures of `of`. Comparability ended within a `broken` one. `why` there is no value."""

    first: date
    when: When
    value: Fraction | None
    status: Status | None
    is_open: bool
    has: int
    of: int
    broken: bool
    why: Reason | None


@dataclass(frozen=True)
class Line:
    """One KPI: a cell or nothing for each column."""

    view: KpiView
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class TableView:
    """`groups` are lines by the group of the KPI. `left_out` are KPIs whose figures make none of such a period."""

    sort: str
    columns: tuple[When, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    left_out: tuple[Kpi, ...]

    @property
    def has_open(self) -> bool:
        return any(cell.is_open for cell in self._cells)

    @property
    def has_broken(self) -> bool:
        return any(cell.broken for cell in self._cells)

    @property
    def _cells(self) -> Iterator[Cell]:
        return (cell for _, lines in self.groups for line in lines for cell in line.cells if cell)


def table(sort: str, catalog: Catalog, settings: Settings) -> TableView | None:
    """None where no KPI has a figure of such a period."""
    views = tuple(catalog.once(all_views, settings).values())
    cells = {view.kpi.id: {cell.first: cell for cell in _cells(view, sort)} for view in views}
    columns = _columns(cells, sort)
    if not columns:
        return None
    whens = {first: cell.when for those in cells.values() for first, cell in those.items()}
    lines = [Line(view, tuple(cells[view.kpi.id].get(first) for first in columns)) for view in views]
    shown = [line for line in lines if any(line.cells)]
    groups = tuple((name, tuple(those)) for name, those in groupby(shown, key=lambda line: str(line.view.kpi.group)))
    left_out = tuple(line.view.kpi for line in lines if not any(line.cells) and line.view.series.told)
    cadence: periods.Cadence = "monthly" if sort == "months" else "quarterly"
    start = settings.fiscal_year_start
    return TableView(
        sort,
        tuple(whens.get(first) or periods.named(first, cadence, start) for first in columns),
        groups,
        left_out,
    )


def _columns(cells: Mapping[str, Mapping[date, Cell]], sort: str) -> tuple[date, ...]:
    """All periods up to the last one that has a figure, from the first that has one or as many as there is room for."""
    found = [first for those in cells.values() for first in those]
    if not found:
        return ()
    last, step = max(found), _MONTHS[sort]
    back = (periods.moved(last, -step * n) for n in range(MOST[sort]))
    return tuple(sorted(first for first in back if first >= min(found)))


def _cells(view: KpiView, sort: str) -> Iterator[Cell]:
    """A quarterly KPI has a figure for each quarter as it is; all other quarters and years are put together."""
    if sort == {"monthly": "months", "quarterly": "quarters"}[view.kpi.cadence]:
        yield from (_of_row(view, row) for row in view.rows)
    elif sort != "months":
        yield from (_of_whole(view, whole) for whole in {"quarters": view.quarters, "years": view.years}[sort])


def _of_row(view: KpiView, row: Row) -> Cell:
    point = row.point
    broken = _is_broken(view, point.first, point.last)
    return Cell(point.first, point.period, point.value, row.status, point.provisional, 1, 1, broken, row.point.why)


def _of_whole(view: KpiView, whole: Whole) -> Cell:
    broken = _is_broken(view, whole.first, whole.last)
    is_open = whole.value is not None and whole.status is None
    return Cell(whole.first, whole.period, whole.value, whole.status, is_open, whole.has, whole.of, broken, whole.why)


def _is_broken(view: KpiView, first: date, last: date) -> bool:
    return any(first <= mark.first <= last for mark in view.marks)
