"""Answers: the texts that a warehouse gave become figures of the contract's form, and what cannot be one is told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from pydantic_core import PydanticCustomError

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.periods import PRECISION
from mops_kb.model.document import Place
from mops_kb.model.measured import Figure
from mops_kb.model.problem import Problem, problem
from mops_kb.model.when import When
from mops_kb.pull.dialect import MOST_ROWS

_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?(?: ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?|\w+/\w+))?)?"
)
_LARGEST = Decimal(10) ** 15
_NOISE = Decimal("1e-9")
"""What engines reckon in binary differs in the last digits, and a half must not fall to either side by that."""


@dataclass(frozen=True)
class Answered:
    """The figures in the order of time, or what is wrong with them; `rows` are as many as came back."""

    figures: tuple[Figure, ...]
    rows: int
    problems: tuple[Problem, ...]


def answered(
    kpi: Kpi, columns: Sequence[str], rows: Sequence[Sequence[Any]], path: str, place: Place, fiscal_year_start: int
) -> Answered:
    """Figures of a KPI whose SQL stands at a place of a file. A row without a value has no figure."""
    if len(rows) > MOST_ROWS:
        return Answered((), len(rows), (problem(path, place, "pull-rows", id=kpi.id, most=MOST_ROWS),))
    found: dict[tuple[date, date], Figure] = {}
    problems: list[Problem] = []
    for row in rows:
        given = dict(zip(columns, row, strict=True))
        period = _period(given["period"], kpi)
        if not period:
            written = "NULL" if given["period"] is None else given["period"]
            problems.append(problem(path, place, "pull-period", id=kpi.id, written=written, cadence=kpi.cadence))
            continue
        try:
            figure = _figure(period.written, given, kpi)
        except _NoNumber as refused:
            problems.append(problem(path, place, "pull-value", id=kpi.id, written=str(refused), period=period.written))
            continue
        span = period.span(fiscal_year_start)
        assert span
        if span in found:
            problems.append(problem(path, place, "pull-twice", id=kpi.id, period=period.written))
        elif figure:
            found[span] = figure
    if not found and not problems:
        problems.append(problem(path, place, "pull-empty", id=kpi.id))
    return Answered(tuple(found[span] for span in sorted(found)) if not problems else (), len(rows), tuple(problems))


class _NoNumber(Exception):
    pass


def _figure(period: str, given: dict[str, Any], kpi: Kpi) -> Figure | None:
    value = _number(given["value"])
    if value is None:
        return None
    n = _number(given.get("n"))
    if n is not None and (n != int(n) or n < 0):
        raise _NoNumber(f"n = {given['n']}")
    low, high = (_rounded(_number(given.get(bound)), kpi.decimals) for bound in ("low", "high"))
    rounded = _rounded(value, kpi.decimals)
    assert rounded is not None
    return Figure(period, rounded, None if n is None else int(n), low, high)


def _number(text: Any) -> Decimal | None:
    if text is None:
        return None
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        raise _NoNumber(str(text)) from None
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise _NoNumber(str(value) if value.is_nan() else str(text))
    return value


def _rounded(value: Decimal | None, decimals: int) -> Decimal | None:
    """Half up, as the contract wants it; a zero has no sign."""
    if value is None:
        return None
    return value.quantize(_NOISE).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def _period(text: Any, kpi: Kpi) -> When | None:
    """A period as it is written in files, or the first day of one."""
    written = "" if text is None else str(text)
    if day := _MOMENT.fullmatch(written):
        year, month, first = map(int, day.groups())
        starts = first == 1 and (kpi.cadence == "monthly" or month % 3 == 1)
        written = (f"{year}-{month:02}" if kpi.cadence == "monthly" else f"{year} Q{month // 3 + 1}") if starts else ""
    try:
        period = When.of(written)
    except PydanticCustomError:
        return None
    return period if period.precision == PRECISION[kpi.cadence] else None


def lines(figures: Sequence[Figure]) -> Iterator[str]:
    """A line for each figure, as a snapshot has them."""
    for figure in figures:
        given = {name: value for name, value in figure._asdict().items() if value is not None}
        told = (
            f"{name}: {value:f}" if isinstance(value, Decimal) else f"{name}: {value}" for name, value in given.items()
        )
        yield f"  - {{{', '.join(told)}}}\n"
