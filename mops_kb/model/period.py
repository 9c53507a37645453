"""Periods: the months, quarters, halves and years that figures are of."""

from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from mops_kb.model.values import wrong
from mops_kb.model.when import When


def _period(written: object) -> When:
    """What is no date at all is told as what it was to be: no figure is of a day or an event."""
    try:
        when = When.of(written)
    except PydanticCustomError as refused:
        raise wrong("period-form", written) if refused.type in ("when-year", "when-form") else refused from None
    if when.precision not in ("month", "quarter", "half", "year"):
        raise wrong("period-form", when.written)
    return when


Period = Annotated[When, BeforeValidator(_period)]
