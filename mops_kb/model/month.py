"""Months: the periods of rows that are counted month by month."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from mops_kb.model.values import wrong
from mops_kb.model.when import When


def _month(written: object) -> object:
    try:
        when = When.of(written)
    except PydanticCustomError as refused:
        raise wrong("month-form", written) if refused.type in ("when-year", "when-form") else refused from None
    if when.precision != "month":
        raise wrong("month-form", when.written)
    return when


Month = Annotated[When, BeforeValidator(_month)]


def first_day(month: When, fiscal_year_start: int) -> date:
    return month.days(fiscal_year_start)[0]


def written(first: date) -> str:
    """As a period of a figure is written: `2026-10`."""
    return f"{first:%Y-%m}"
