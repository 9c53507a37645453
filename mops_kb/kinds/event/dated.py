"""Dated: a date whose year, first day or exceptions stand in fields of their own, as a spreadsheet has them."""

import re
from collections.abc import Mapping
from typing import Any

from mops_kb.model.values import wrong

YEAR = re.compile(r"(FY)?[0-9]{4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def dated(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """With `when` as it would be written in one piece; fields that are wrong themselves are left to their own types."""
    when = values.get("when")
    if not isinstance(when, str):
        return values
    first, last = _day(values.get("starts_on")), _day(values.get("ends_on"))
    if last and not first:
        raise wrong("ends-without-start", last, at="ends_on")
    year = values.get("year")
    if isinstance(year, str) and YEAR.fullmatch(year):
        when = f"{year} {when}"
    if first:
        when += f" {first}から" + (f"{last}まで" if last else "")
    if left_out := [day for day in _list(values.get("except_on")) if _day(day)]:
        when += f"（{'、'.join(left_out)}を除く）"
    return {**values, "when": when}


def _day(written: object) -> str | None:
    return written if isinstance(written, str) and _DAY.fullmatch(written) else None


def _list(written: Any) -> list[Any]:
    return [written] if isinstance(written, str) else list(written or ())
