"""Figures of a brief: what it tells, and where it was kept, what was told then beside what is known today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from mops_kb.kinds.brief.model import Brief, Kept
from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.kpi.arithmetic import Amount
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings

Keeps = Mapping[str, Kept]
"""What a brief was kept with, by key."""
_PLACES = 6
"""So many decimals of a figure are kept."""


@dataclass(frozen=True)
class Figure:
    """One number with its target and how it stands; None where there are no data.

    `today` is what is known now, where that is not what was kept: the figure was restated. `decimals` then tell the
    two apart.
    """

    key: str
    value: Fraction | None
    unit: str = "count"
    decimals: int = 0
    target: Fraction | None = None
    status: str | None = None
    today: "Figure | None" = None

    @property
    def amount(self) -> Decimal | None:
        """Of money, which is spelled in the currency of the site."""
        return exact(self.value)


def of(key: str, value: Amount | None, unit: str = "count", decimals: int = 0) -> Figure:
    return Figure(key, None if value is None else Fraction(value), unit, decimals)


def kept_of(figure: Figure) -> Kept:
    """As it is written to the archive."""
    unit = figure.unit if figure.value is not None or figure.target is not None else None
    return Kept.model_validate(
        {
            "key": figure.key,
            "value": exact(figure.value),
            "unit": unit,
            "target": exact(figure.target),
            "status": figure.status,
        }
    )


def exact(value: Fraction | None) -> Decimal | None:
    """All of it, or six decimals where it has no end, half up."""
    if value is None:
        return None
    size = (2 * abs(value.numerator) * 10**_PLACES + value.denominator) // (2 * value.denominator)
    return Decimal(size if value >= 0 else -size).scaleb(-_PLACES).normalize() + 0


def by_key(brief: Brief | None) -> Keeps:
    return {kept.key: kept for kept in brief.figures} if brief else {}


def may_tell(kept: Keeps, catalog: Catalog, settings: Settings) -> Keeps:
    """Without what was counted over more than the site shows: beside what is counted over the rest, it would tell what
    the difference is of. Drafts were never counted."""
    hidden = {key for kind, keys in _COUNTED.items() if _hides(kind, catalog, settings) for key in keys}
    return {key: one for key, one in kept.items() if key not in hidden}


_COUNTED = {
    Kpi.kind: frozenset({"kpis-judged", "kpis-on-track"}),
    Improvement.kind: frozenset({"improvements", "hours", "money", "hours-per-year", "money-per-year"}),
}


def _hides(kind: str, catalog: Catalog, settings: Settings) -> bool:
    return not settings.is_internal and any(one.seen_by == "internal" for one in catalog.complete.named(kind))


def as_told(figure: Figure, kept: Keeps) -> Figure:
    """What was kept takes the place of what is known today; a figure that was not kept stays as it is."""
    was = kept.get(figure.key)
    if was is None or _says(was) == _says(kept_of(figure)):
        return figure
    value, target = (None if one is None else Fraction(one) for one in (was.value, was.target))
    told = replace(figure, value=value, target=target, status=was.status, unit=was.unit or figure.unit)
    decimals = max(_telling(value, figure.value, figure.decimals), _telling(target, figure.target, figure.decimals))
    return replace(told, decimals=decimals, today=replace(figure, decimals=decimals))


def _says(kept: Kept) -> tuple[object, ...]:
    return kept.value, kept.target, kept.status


def _telling(one: Fraction | None, other: Fraction | None, decimals: int) -> int:
    """So many decimals that two numbers that differ do not look alike."""
    if one is None or other is None or one == other:
        return decimals
    return next((n for n in range(decimals, _PLACES) if round(one * 10**n) != round(other * 10**n)), _PLACES)
