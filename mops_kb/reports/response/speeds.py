"""Speeds: the months of a dataset side by side, and how far the last of them is from the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.measures.response.facts import Kept, Response, Speed
from mops_kb.model.catalog import Catalog

NAME = "lead-response"


@dataclass(frozen=True)
class Month:
    """`kept` is how the SLA that is spoken of was kept; None where there is none."""

    first: date
    speed: Speed
    kept: Kept | None
    is_over: bool


@dataclass(frozen=True)
class Change:
    """From the first month that can be compared to the last: `factor` times as fast, and by what `share` less time."""

    before: Month
    after: Month
    factor: Decimal | None
    share: Decimal


def responses(catalog: Catalog) -> Iterator[tuple[Dataset, Response]]:
    """All that were worked out and may be shown."""
    for data in catalog.of(Dataset):
        found = catalog.measured.get((NAME, data.id))
        if found and isinstance(found.facts, Response):
            yield data, found.facts


def slas(data: Dataset, facts: Response, catalog: Catalog) -> tuple[int, ...]:
    """Those that KPIs which the site shows ask for, the shortest first."""
    asking = (kpi.measure for kpi in catalog.of(Kpi) if kpi.measure and kpi.measure.name == NAME)
    asked = {measure.sla for measure in asking if measure.of == data.id}
    return tuple(sla for sla in facts.slas if sla in asked)


def months(facts: Response, sla: int | None) -> tuple[Month, ...]:
    return tuple(
        Month(date.fromisoformat(f"{month}-01"), speed, speed.within(sla), facts.is_over(month))
        for month, speed in facts.months
    )


def change(those: Sequence[Month], since: date | None = None) -> Change | None:
    """Of months that are over and not before `since`, where figures broke."""
    known = [one for one in those if one.is_over and one.speed.median_seconds and (not since or one.first >= since)]
    if len(known) < 2:
        return None
    before, after = known[0].speed.median_seconds, known[-1].speed.median_seconds
    assert before
    assert after
    return Change(known[0], known[-1], before / after, after / before - 1)
