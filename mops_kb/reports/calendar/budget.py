"""The budget of the calendar: planned and actual by fiscal quarter, team and category, with totals that agree."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from mops_kb.model.catalog import Catalog
from mops_kb.model.category import Category
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports.calendar.entries import Entry, entries
from mops_kb.reports.calendar.months import Quarter


@dataclass(frozen=True)
class Amount:
    """Of some entries. What is cancelled is not planned, but what it has cost is spent; `unplanned` have no budget."""

    count: int
    planned: Decimal
    spent: Decimal
    unplanned: int

    @property
    def difference(self) -> Decimal:
        """More than 0 where more was spent than planned."""
        return self.spent - self.planned

    @property
    def used(self) -> Decimal | None:
        """Actual ÷ planned."""
        return self.spent / self.planned if self.planned else None


@dataclass(frozen=True)
class Line:
    """`title` is a text, the key of a label, or a quarter; `share` is that of all that is planned in the table."""

    title: Text | str | Quarter
    amount: Amount
    share: Decimal | None


@dataclass(frozen=True)
class Table:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class BudgetYear:
    """One fiscal year, or, with None, what has no date yet. An entry counts where it starts.

    `done` are those that are done, and `unspent` how many of them do not say what they cost; `spread` go on into a
    later quarter; `cancelled` are not planned any more.
    """

    year: int | None
    tables: tuple[Table, ...]
    total: Amount
    done: Amount
    unspent: int
    spread: int
    cancelled: int
    is_current: bool


@dataclass(frozen=True)
class Budget:
    """`by_year` sums up all that is in the calendar."""

    by_year: Table
    total: Amount
    years: tuple[BudgetYear, ...]


def budget(catalog: Catalog, settings: Settings) -> Budget:
    """This fiscal year first, then those to come, the undecided, and those that are over, the latest first."""
    found = catalog.once(entries, settings)
    start = settings.fiscal_year_start
    years: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        quarter = quarter_of(entry, start)
        years[quarter.year if quarter else None].append(entry)
    today = Quarter.of(settings.as_of, start).year
    teams = {choice.value: choice.title for choice in found.dimension("team").choices}
    total = amount(found.entries)
    in_time = sorted(year for year in years if year is not None)
    lines = [Line(Quarter(year, 0), amount(years[year]), _share(amount(years[year]), total)) for year in in_time]
    if None in years:
        lines.append(Line("calendar.undecided", amount(years[None]), _share(amount(years[None]), total)))
    ahead, over = [year for year in in_time if year >= today], [year for year in in_time if year < today]
    ordered: list[int | None] = [*ahead, *([None] if None in years else []), *reversed(over)]
    return Budget(
        Table("year", tuple(lines)),
        total,
        tuple(_year(year, years[year], teams, today, start) for year in ordered),
    )


def quarter_of(entry: Entry, start: int) -> Quarter | None:
    """The fiscal quarter in which it starts, or may start at the earliest."""
    return Quarter.of(entry.span[0], start) if entry.span else None


def amount(those: Iterable[Entry]) -> Amount:
    listed = list(those)
    live = [entry.event for entry in listed if entry.is_live]
    return Amount(
        len(live),
        sum((event.budget for event in live if event.budget is not None), Decimal(0)),
        sum((entry.event.spent for entry in listed if entry.event.spent is not None), Decimal(0)),
        sum(1 for event in live if event.budget is None),
    )


def _year(year: int | None, those: list[Entry], teams: dict[str, Text | str], today: int, start: int) -> BudgetYear:
    total = amount(those)
    done = [entry for entry in those if entry.event.status == "done"]
    tables = [
        _table("team", those, total, lambda entry: entry.values["team"][0], teams),
        _table(
            "category",
            those,
            total,
            lambda entry: entry.event.category,
            {category: f"event.category.{category}" for category in get_args(Category)},
        ),
    ]
    if year is not None:
        quarters = {Quarter(year, number): Quarter(year, number) for number in range(1, 5)}
        tables.insert(0, _table("quarter", those, total, lambda entry: quarter_of(entry, start), quarters))
    return BudgetYear(
        year,
        tuple(tables),
        total,
        amount(done),
        sum(1 for entry in done if entry.event.spent is None),
        sum(1 for entry in those if _is_spread(entry, start)),
        sum(1 for entry in those if not entry.is_live),
        year == today,
    )


def _table(
    name: str, those: list[Entry], total: Amount, key: Callable[[Entry], Hashable], titles: dict[Any, Any]
) -> Table:
    rows: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in those:
        rows[key(entry)].append(entry)
    amounts = {value: amount(rows[value]) for value in titles if value in rows}
    return Table(name, tuple(Line(titles[value], one, _share(one, total)) for value, one in amounts.items()))


def _share(part: Amount, total: Amount) -> Decimal | None:
    return part.planned / total.planned if total.planned else None


def _is_spread(entry: Entry, start: int) -> bool:
    """It goes on into another quarter."""
    return entry.span is not None and Quarter.of(entry.span[1], start) != quarter_of(entry, start)
