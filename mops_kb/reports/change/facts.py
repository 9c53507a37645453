"""Facts of initiatives: the gate that they stand before, what they lack, and what waits for somebody."""

from typing import get_args

from mops_kb.kinds.initiative.model import Initiative, Phase
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Fact, Facts, entities
from mops_kb.model.settings import Settings
from mops_kb.reports.change.standing import Standing, standings
from mops_kb.reports.initiatives.need import Name
from mops_kb.reports.initiatives.phase import standing


def _standing(initiative: Initiative, catalog: Catalog, settings: Settings) -> Standing:
    return catalog.once(standings, settings)[initiative.id]


def _gates(initiative: Initiative, catalog: Catalog, settings: Settings) -> int:
    return standing(initiative, catalog, settings).passed


def _waiting(one: Standing) -> int:
    return len(one.blockers) + len(one.asks) + len(one.open_worries) + (one.days_late > 0)


_fact = Facts("initiative", _standing, "change/cells.md")

FACTS = (
    _fact(
        "phase",
        "choice",
        lambda one: one.next_gate.phase if one.next_gate else "done",
        (*get_args(Phase), "done"),
        choices_in="change.in",
    ),
    Fact("initiative", "gates_passed", "number", _gates, cell="change/cells.md", shown=_standing, is_wide=True),
    _fact(
        "lacks",
        "choice",
        lambda one: one.next.name if one.next else None,
        get_args(Name),
        choices_in="initiatives.need",
    ),
    _fact("measured_by", "ref", lambda one: entities(row.kpi for row in one.kpis), rich=True, words="initiative.kpis"),
    _fact("waiting", "number", _waiting, wide=True),
    _fact("open_blockers", "number", lambda one: len(one.blockers)),
    _fact("open_asks", "number", lambda one: len(one.asks)),
    _fact("open_worries", "number", lambda one: len(one.open_worries)),
    _fact("report_due", "date", lambda one: one.report_due),
    _fact("report_late", "number", lambda one: one.days_late),
)
