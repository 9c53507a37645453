"""The figures that attribution gives to KPIs: of the channels that a KPI names, or of all, by its model."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures.attribution.facts import Attribution, Credit, Month, added, apportioned
from mops_kb.model.measured import Figure
from mops_kb.model.settings import Settings

_DECIMALS = 6
"""As many as a figure may have."""


def figures(asked: Asked, facts: Attribution | None, settings: Settings) -> Sequence[Figure]:
    """One for each month; `share` is the percentage of all conversions of the month, of those without a touch too."""
    if not facts or not asked.model:
        return ()
    found = ((month, _value(asked, month)) for month in facts.months)
    return [Figure(month.period, value, int(month.total.conversions)) for month, value in found if value is not None]


def _value(asked: Asked, month: Month) -> Decimal | None:
    got = _credit(asked, month)
    if asked.statistic == "value":
        return _decimal(got.value)
    if asked.statistic == "share":
        return _decimal(100 * got.conversions / month.total.conversions) if month.total.conversions else None
    return _decimal(got.conversions)


def _credit(asked: Asked, month: Month) -> Credit:
    split = month.channels[asked.model or "linear"]
    return added(credit for name, credit in split.items() if not asked.channels or name in asked.channels)


def _decimal(exact: Fraction) -> Decimal:
    return apportioned({"": exact}, _DECIMALS)[""]
