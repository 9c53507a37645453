"""Facts: what is worked out about records and a need may ask for, beside the records' own fields.

All that can be asked stands in `EVIDENCE`; the guide prints it from here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from mops_kb.kinds import KINDS
from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.kpi import facts as kpi_facts
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import all_views
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.skill.model import SkillLevel
from mops_kb.kinds.sponsor import facts as sponsor_facts
from mops_kb.kinds.sponsor.model import Advocacy, Sponsor
from mops_kb.kinds.survey.model import Reply
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.training.model import Completion
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Fact, Value
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.advocacy import is_beyond_marketing, told_on
from mops_kb.reports.buy_in.alignment import alignment
from mops_kb.reports.change import facts as change_facts
from mops_kb.reports.claims import facts as claim_facts
from mops_kb.reports.goals import facts as goal_facts
from mops_kb.reports.ledger import facts as ledger_facts
from mops_kb.show import Columns


def _days(since: date | None, settings: Settings) -> int | None:
    return (settings.as_of - since).days if since and since <= settings.as_of else None


def _kpi_is_attributed(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return bool(kpi.measure and kpi.measure.model)


def _kpi_is_shared(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return kpi.id in catalog.once(alignment, settings).shared


def _benchmark_has_ours(benchmark: Benchmark, catalog: Catalog, settings: Settings) -> Value:
    kpis = catalog.once(all_views, settings)
    return any(kpis[kpi.id].latest is not None for kpi in catalog.follow(benchmark, "kpi"))


def _playbook_has_sla(playbook: Playbook, catalog: Catalog, settings: Settings) -> Value:
    return playbook.id in catalog.once(alignment, settings).promised


def _channel_is_with_sales(channel: Channel, catalog: Catalog, settings: Settings) -> Value:
    return channel.id in catalog.once(alignment, settings).met


def _advocacy_is_beyond(row: Advocacy, catalog: Catalog, settings: Settings) -> Value:
    return is_beyond_marketing(row, catalog, settings)


def _advocacy_has_claim(row: Advocacy, catalog: Catalog, settings: Settings) -> Value:
    return bool(catalog.follow(row, "claim"))


def _team_days(team: Team, catalog: Catalog, settings: Settings) -> Value:
    return _days(told_on(team, catalog, settings), settings)


FACTS: tuple[Fact, ...] = (
    Fact("kpi", "is_attributed", "flag", _kpi_is_attributed),
    Fact("kpi", "is_shared_with_sales", "flag", _kpi_is_shared),
    Fact("benchmark", "has_own_figure", "flag", _benchmark_has_ours, knows_past=False),
    Fact("playbook", "has_sla_with_sales", "flag", _playbook_has_sla),
    Fact("channel", "is_with_sales", "flag", _channel_is_with_sales),
    Fact("advocacy", "is_beyond_marketing", "flag", _advocacy_is_beyond),
    Fact("advocacy", "has_claim", "flag", _advocacy_has_claim),
    Fact("team", "days_since_told", "number", _team_days, is_internal=True),
)
"""What is worked out here."""

_ASKED = (
    ("kpi", "status", "has_target", "has_figures", "maturity", "is_attributed", "is_shared_with_sales"),
    ("goal", "kpis", "status"),
    ("improvement", "state", "hours_per_year", "money_per_year"),
    ("claim", "status"),
    ("benchmark", "has_own_figure"),
    ("initiative", "gates_passed"),
    ("playbook", "has_sla_with_sales"),
    ("channel", "is_with_sales"),
    ("sponsor", "days_since_contact", "contacts_so_far", "has_next_step"),
    ("advocacy", "is_beyond_marketing", "has_claim"),
    ("team", "days_since_told"),
)
_FOUND = (kpi_facts, goal_facts, ledger_facts, claim_facts, change_facts, sponsor_facts)


def _evidence() -> Iterator[Fact]:
    known = {(fact.kind, fact.name): fact for fact in (*FACTS, *(fact for found in _FOUND for fact in found.FACTS))}
    for kind, *names in _ASKED:
        yield from (known[kind, name] for name in names)


EVIDENCE: tuple[Fact, ...] = tuple(_evidence())
"""What the guide on evidence tells of; needs may ask for everything that views may."""
COLUMNS = Columns(KINDS, (*FACTS, *(fact for found in _FOUND for fact in found.FACTS)))


def asked_of(kind: str, catalog: Catalog) -> Columns:
    """Where the kind stands; of those that a site declares its records tell what they have."""
    if kind in COLUMNS.models:
        return COLUMNS
    records = catalog.named(kind)
    return Columns((), models={kind: type(records[0])} if records else {})


def _sponsor_date(sponsor: Sponsor) -> date | None:
    return min((contact.on for contact in sponsor.contacts), default=None)


DATED: Mapping[str, Callable[[Any], date | None]] = {
    "sponsor": _sponsor_date,
    "advocacy": lambda row: row.on,
    "improvement": lambda improvement: improvement.confirmed_on,
    "claim": lambda claim: claim.since,
    "benchmark": lambda benchmark: benchmark.retrieved,
    "initiative": lambda initiative: initiative.started_on,
    "brief": lambda brief: brief.kept_on,
    "learning": lambda learning: learning.on,
}
"""Kinds whose evidence carries the day since which it is there; of others nobody knows what they were in the past."""

PERSONAL = frozenset(one.kind for one in (Sponsor, Advocacy, Completion, SkillLevel, Reply))
"""Kinds of which a public site tells nothing, not even how many there are."""


def is_internal(kind: str, names: Iterable[str]) -> bool:
    """Whether such evidence is for colleagues alone."""
    known = COLUMNS.of(kind)
    return kind in PERSONAL or any(
        known[name].is_internal or known[name].is_personal for name in names if name in known
    )


def knows_past(kind: str, names: Iterable[str]) -> bool:
    """Whether it can be told how much of such evidence there was on a day that is past."""
    known = COLUMNS.of(kind)
    return kind in DATED and all(known[name].knows_past for name in names if name in known)
