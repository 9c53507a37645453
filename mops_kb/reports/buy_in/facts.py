"""Facts: what reports work out about records and a need may ask for, beside the records' own fields.

All that can be asked stands in `FACTS`; the guide prints it from here.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.claim.model import Claim
from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.kpi.model import Kpi, Status
from mops_kb.kinds.kpi.views import all_views
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.skill.model import SkillLevel
from mops_kb.kinds.sponsor.model import Advocacy, Sponsor
from mops_kb.kinds.survey.model import Reply
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.training.model import Completion
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Fact, Value
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.advocacy import is_beyond_marketing, told_on
from mops_kb.reports.buy_in.alignment import alignment
from mops_kb.reports.claims.support import Status as Support
from mops_kb.reports.claims.support import support
from mops_kb.reports.goals.tree import branches
from mops_kb.reports.initiatives.phase import standing
from mops_kb.reports.ledger.entries import State, ledger


def _days(since: date | None, settings: Settings) -> int | None:
    return (settings.as_of - since).days if since and since <= settings.as_of else None


def _kpi_status(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(all_views, settings)[kpi.id].status


def _kpi_has_target(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(all_views, settings)[kpi.id].target is not None


def _kpi_has_figures(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(all_views, settings)[kpi.id].latest is not None


def _kpi_maturity(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(all_views, settings)[kpi.id].maturity.level


def _kpi_is_attributed(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return bool(kpi.measure and kpi.measure.model)


def _kpi_is_shared(kpi: Kpi, catalog: Catalog, settings: Settings) -> Value:
    return kpi.id in catalog.once(alignment, settings).shared


def _goal_kpis(goal: Goal, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(branches, settings)[goal.id].below


def _goal_status(goal: Goal, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(branches, settings)[goal.id].status


def _improvement_state(improvement: Improvement, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(ledger, settings).of(improvement.id).state


def _improvement_hours(improvement: Improvement, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(ledger, settings).of(improvement.id).hours_per_year


def _improvement_money(improvement: Improvement, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(ledger, settings).of(improvement.id).money_per_year


def _claim_status(claim: Claim, catalog: Catalog, settings: Settings) -> Value:
    return catalog.once(support, settings)[claim.id].status


def _benchmark_has_ours(benchmark: Benchmark, catalog: Catalog, settings: Settings) -> Value:
    kpis = catalog.once(all_views, settings)
    return any(kpis[kpi.id].latest is not None for kpi in catalog.follow(benchmark, "kpi"))


def _initiative_gates(initiative: Initiative, catalog: Catalog, settings: Settings) -> Value:
    return standing(initiative, catalog, settings).passed


def _playbook_has_sla(playbook: Playbook, catalog: Catalog, settings: Settings) -> Value:
    return playbook.id in catalog.once(alignment, settings).promised


def _channel_is_with_sales(channel: Channel, catalog: Catalog, settings: Settings) -> Value:
    return channel.id in catalog.once(alignment, settings).met


def _sponsor_days(sponsor: Sponsor, catalog: Catalog, settings: Settings) -> Value:
    return sponsor.days_silent(settings.as_of)


def _sponsor_contacts(sponsor: Sponsor, catalog: Catalog, settings: Settings) -> Value:
    return len(sponsor.contacted(settings.as_of))


def _sponsor_is_planned(sponsor: Sponsor, catalog: Catalog, settings: Settings) -> Value:
    return bool(sponsor.next_step and sponsor.next_step.on >= settings.as_of)


def _advocacy_is_beyond(row: Advocacy, catalog: Catalog, settings: Settings) -> Value:
    return is_beyond_marketing(row, catalog, settings)


def _advocacy_has_claim(row: Advocacy, catalog: Catalog, settings: Settings) -> Value:
    return bool(catalog.follow(row, "claim"))


def _team_days(team: Team, catalog: Catalog, settings: Settings) -> Value:
    return _days(told_on(team, catalog, settings), settings)


FACTS: tuple[Fact, ...] = (
    Fact("kpi", "status", "choice", _kpi_status, get_args(Status)),
    Fact("kpi", "has_target", "flag", _kpi_has_target),
    Fact("kpi", "has_figures", "flag", _kpi_has_figures),
    Fact("kpi", "maturity", "number", _kpi_maturity),
    Fact("kpi", "is_attributed", "flag", _kpi_is_attributed),
    Fact("kpi", "is_shared_with_sales", "flag", _kpi_is_shared),
    Fact("goal", "kpis", "number", _goal_kpis),
    Fact("goal", "status", "choice", _goal_status, get_args(Status)),
    Fact("improvement", "state", "choice", _improvement_state, get_args(State)),
    Fact("improvement", "hours_per_year", "number", _improvement_hours),
    Fact("improvement", "money_per_year", "number", _improvement_money),
    Fact("claim", "status", "choice", _claim_status, get_args(Support), knows_past=False),
    Fact("benchmark", "has_own_figure", "flag", _benchmark_has_ours, knows_past=False),
    Fact("initiative", "gates_passed", "number", _initiative_gates),
    Fact("playbook", "has_sla_with_sales", "flag", _playbook_has_sla),
    Fact("channel", "is_with_sales", "flag", _channel_is_with_sales),
    Fact("sponsor", "days_since_contact", "number", _sponsor_days),
    Fact("sponsor", "contacts_so_far", "number", _sponsor_contacts),
    Fact("sponsor", "has_next_step", "flag", _sponsor_is_planned, knows_past=False),
    Fact("advocacy", "is_beyond_marketing", "flag", _advocacy_is_beyond),
    Fact("advocacy", "has_claim", "flag", _advocacy_has_claim),
    Fact("team", "days_since_told", "number", _team_days, is_internal=True),
)
BY_NAME: Mapping[tuple[str, str], Fact] = {(fact.kind, fact.name): fact for fact in FACTS}


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
    return kind in PERSONAL or any(BY_NAME[kind, name].is_internal for name in names if (kind, name) in BY_NAME)


def knows_past(kind: str, names: Iterable[str]) -> bool:
    """Whether it can be told how much of such evidence there was on a day that is past."""
    return kind in DATED and all(BY_NAME[kind, name].knows_past for name in names if (kind, name) in BY_NAME)
