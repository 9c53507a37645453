"""What a KPI of attribution goes by, and what the other models would say of the same channels."""

from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.parts import Model
from mops_kb.measures.attribution.facts import MODELS, added, apportioned
from mops_kb.model.report import Wiki
from mops_kb.model.when import When
from mops_kb.reports.attribution.studies import studies


@dataclass(frozen=True)
class Verdict:
    """The share of all conversions of the year; `conversions` and `value` are what it comes to."""

    model: Model
    share: Decimal
    conversions: Decimal
    value: Decimal


@dataclass(frozen=True)
class KpiFacts:
    model: Model
    channels: tuple[str, ...]
    first: When
    last: When
    verdicts: tuple[Verdict, ...]


def of_kpi(kpi: Kpi, wiki: Wiki) -> KpiFacts | None:
    for study in studies(wiki.catalog):
        if kpi in study.kpis and kpi.measure and kpi.measure.model:
            facts = study.facts
            first, last = (When.of(month.period) for month in (facts.year[0], facts.year[-1]))
            verdicts = []
            for model in MODELS:
                split = facts.channels[model].items()
                got = added(one for name, one in split if not kpi.measure.channels or name in kpi.measure.channels)
                share = apportioned({"": got.conversions / facts.total.conversions}, 6)[""]
                counted = apportioned({"": got.conversions}, 1)[""]
                verdicts.append(Verdict(model, share, counted, apportioned({"": got.value})[""]))
            return KpiFacts(kpi.measure.model, kpi.measure.channels, first, last, tuple(verdicts))
    return None
