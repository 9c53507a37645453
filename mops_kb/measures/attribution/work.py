"""The work of attribution: one question about the paths, and what the models make of its answer.

A path are the touches of a person before a conversion and after the one before it, of the last 90 days; a touch at the
very moment of the conversion belongs to it. Touches after the last conversion are a path that has not led to one: it
ends at its last touch, and counts for the Markov model alone. Conversions without a touch are attributed to nothing,
and told beside the others, so that the sum is that of all conversions.

- first, last: all to one touch. linear: to each touch alike.
- time-decay: a touch weighs 2^(−days before the conversion ÷ half-life), by default 7 days.
- position-based-u: 40 % first, 40 % last, 20 % to those between; two touches have half each.
- position-based-w: 30 % each to the first touch, the one that made the lead and the one that made the opportunity, 10 %
  to the others (Adobe, "Marketo Measure Attribution Models"). The two are marked `lead` and `opportunity` in a column
  `stage`; a path that lacks a mark has its middle touch (of two, the earlier) and its last one in their place. A touch
  that is two of the three gets both parts; where there are no others, the three share all; two touches have half each.
- markov: see `markov.py`; of each month, and of the year, by its own chain.
- shapley: the game in which channels are worth the conversions that need no other channel. Its value is the equal share
  of the different channels of each path (K. Zhao, S. H. Mahboobi, S. R. Bagheri, "Shapley Value Methods for Attribution
  Modeling in Online Advertising", 2018, https://arxiv.org/abs/1804.05327).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures.attribution.facts import MODELS, YEAR, Attribution, Credit, Month, Paths, Split, added
from mops_kb.measures.attribution.markov import Steps, markov, together
from mops_kb.measures.attribution.rows import (
    BAD_CONVERSION,
    BAD_TOUCH,
    has_stage,
    lacks,
    questions,
    told,
    unanswered,
)
from mops_kb.model.catalog import Catalog
from mops_kb.model.measured import Measured
from mops_kb.model.question import Ask, Question
from mops_kb.model.settings import Settings

HALF_LIFE = Decimal(7)
LOOK_BACK = 90
"""Days."""
_SQL = (Path(__file__).parent / "paths.sql").read_text(encoding="utf-8")
_MILLIONTHS = 1_000_000
_DAY = 86_400 * _MILLIONTHS


def key(asked: Asked) -> Hashable:
    return asked.of, asked.conversions, _half_life(asked)


def _half_life(asked: Asked) -> Decimal:
    """It says nothing to the other models, which share the work of those without it."""
    return (asked.model == "time-decay" and asked.half_life) or HALF_LIFE


def work(asked: Asked, catalog: Catalog, settings: Settings, ask: Ask) -> Measured:
    datasets = {dataset.id: dataset for dataset in catalog.of(Dataset)}
    touchpoints, conversions = datasets.get(asked.of or ""), datasets.get(asked.conversions or "")
    if not touchpoints or not conversions:
        return Measured(None)
    reads = (touchpoints.ref, conversions.ref)
    if missing := lacks(touchpoints, conversions, catalog):
        return Measured(None, reads, tuple(missing))
    half_life = _half_life(asked)
    until = _last_month(settings.as_of, touchpoints, conversions)
    parameters = (settings.time_zone, until, float(half_life), LOOK_BACK)
    paths = Question(_sql(touchpoints, conversions, has_stage(touchpoints, ask)), True, parameters)
    counts, *wrong = ask([paths, *questions(touchpoints, conversions)], [])
    if counts.failure:
        return Measured(None, reads, tuple(unanswered(touchpoints, counts.failure, catalog)))
    problems = [
        found
        for dataset, answer in zip((touchpoints, conversions), wrong, strict=True)
        for found in told(dataset, answer.rows, catalog)
    ]
    return Measured(_facts(touchpoints.id, conversions.id, half_life, _counted(counts.rows)), reads, tuple(problems))


def _sql(touchpoints: Dataset, conversions: Dataset, marked: bool) -> str:
    sql = _SQL
    for name, text in (
        ("{touchpoints}", touchpoints.table),
        ("{conversions}", conversions.table),
        ("{stage}", "stage::VARCHAR" if marked else "NULL::VARCHAR"),
        ("{bad_touch}", BAD_TOUCH),
        ("{bad_conversion}", BAD_CONVERSION),
    ):
        sql = sql.replace(name, text)
    return sql


def _last_month(as_of: date, *datasets: Dataset) -> str:
    """The last one that was over on the day the wiki speaks of, and when the data were written out."""
    day = min([as_of, *(dataset.exported_on for dataset in datasets if dataset.exported_on)])
    return f"{(day + timedelta(days=1)).replace(day=1) - timedelta(days=1):%Y-%m}"


@dataclass
class _Counted:
    """The answer, sorted out. Campaigns are counted for the year, which has no name here."""

    totals: dict[str, Credit] = field(default_factory=dict)
    credits: dict[tuple[str, str], dict[str, dict[str, Credit]]] = field(default_factory=dict)
    steps: dict[tuple[str, str], Steps] = field(default_factory=lambda: defaultdict(Steps))
    facts: dict[str, int] = field(default_factory=dict)


def _counted(rows: Iterable[Sequence[Any]]) -> _Counted:
    found = _Counted()
    for part, sort, month, name, other, of, count, value in rows:
        steps = found.steps[part, month]
        if part == "month":
            found.totals[month] = Credit(Fraction(count), Fraction(value, _MILLIONTHS))
        elif part == "fact":
            found.facts[sort] = count
        elif sort == "start":
            steps.starts[name] = count
        elif sort == "step":
            steps.between[name, other] = count
        elif sort == "conversion":
            steps.conversions[name], steps.values[name] = count, value
        elif sort == "end":
            steps.ends[name] = count
        else:
            split = found.credits.setdefault((part, month), {model: {} for model in MODELS})[sort]
            split[name] = split.get(name, Credit()).plus(Credit(Fraction(count, of), Fraction(value, of * _MILLIONTHS)))
    return found


def _facts(touchpoints: str, conversions: str, half_life: Decimal, counted: _Counted) -> Attribution:
    months = tuple(_month(period, counted) for period in _periods(counted.totals))
    year = months[-YEAR:]
    attributed = added(month.attributed for month in year)
    steps = together(counted.steps["channel", month.period] for month in year)
    by_rule: dict[str, dict[str, Credit]] = {model: _sum(month.channels[model] for month in year) for model in MODELS}
    campaigns = counted.credits.get(("campaign", ""), {model: {} for model in MODELS})
    return Attribution(
        touchpoints,
        conversions,
        half_life,
        months,
        year,
        {**by_rule, "markov": markov(steps, attributed)},
        {**_given(campaigns), "markov": markov(counted.steps["campaign", ""], attributed)},
        Paths(
            counted.facts.get("paths", 0),
            counted.facts.get("touches", 0),
            counted.facts.get("open", 0),
            Decimal(counted.facts.get("lasted", 0)) / _DAY,
        ),
        counted.facts.get("late", 0),
    )


def _periods(totals: Iterable[str]) -> list[str]:
    """All months from the first to the last."""
    known = sorted(totals)
    if not known:
        return []
    first, last = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (known[0], known[-1]))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _month(period: str, counted: _Counted) -> Month:
    given = counted.credits.get(("channel", period), {model: {} for model in MODELS})
    attributed = added(given["linear"].values())
    split = {**_given(given), "markov": markov(counted.steps["channel", period], attributed)}
    return Month(period, counted.totals.get(period, Credit()), attributed, split)


def _given(split: Split) -> dict[str, dict[str, Credit]]:
    """Without those that get nothing."""
    return {
        model: {name: credit for name, credit in sorted(those.items()) if any(credit)} for model, those in split.items()
    }


def _sum(splits: Iterable[Mapping[str, Credit]]) -> dict[str, Credit]:
    total: dict[str, Credit] = {}
    for split in splits:
        for name, credit in split.items():
            total[name] = total.get(name, Credit()).plus(credit)
    return dict(sorted(total.items()))
