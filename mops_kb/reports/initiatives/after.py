"""After: what must be there until a change has become the way to work."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from mops_kb.kinds.training.model import Training
from mops_kb.kinds.training.needs import Coverage, counted, coverage, coverage_of
from mops_kb.kinds.training.needs import Need as Learner
from mops_kb.kinds.training.needs import needs as learners
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import holdings, owner
from mops_kb.model.settings import Settings
from mops_kb.reports.initiatives.compared import compared
from mops_kb.reports.initiatives.limits import limits
from mops_kb.reports.initiatives.need import Case, Lack, Need, of_each, one


def trainings(case: Case) -> Need:
    """Of what those in affected roles must learn for it, most is completed and still counts on the day.

    A public site goes by what it tells of whole trainings anyway: a figure of the affected alone would, beside it, tell
    of single people.
    """
    named = [one for one in case.catalog.follow(case.initiative, "trainings") if isinstance(one, Training)]
    then = replace(case.settings, as_of=case.on)
    if not named:
        return Need("trainings", 0, 0, (Lack("no-training", who=case.owner),), False)
    if not case.settings.is_internal:
        told = {training.id: coverage(training, case.catalog, then) for training in named}
        return _learnt(case, named, told, coverage_of(named, case.catalog, then))
    found = {training.id: _of_the_affected(training, case, then) for training in named}
    whole = counted(need for those in found.values() for need in those)
    return _learnt(case, named, {id: counted(those) for id, those in found.items()}, whole)


def _of_the_affected(training: Training, case: Case, then: Settings) -> list[Learner]:
    people = {held.person.id for role in case.affected.roles for held in holdings(case.catalog, role, case.on)}
    return [need for need in case.catalog.once(learners, then)[training.id] if need.person.id in people]


def _learnt(case: Case, named: list[Training], single: dict[str, Coverage | None], whole: Coverage | None) -> Need:
    if whole is None:
        return Need("trainings", 0, 0, (), False, is_told=False)
    is_met = bool(whole.needed) and Fraction(whole.valid, whole.needed) >= limits().coverage
    lacks = []
    for training in named:
        one = single[training.id]
        who = next((party for party in case.catalog.follow(training, "trainer") if isinstance(party, Entity)), None)
        if one and one.valid < one.needed:
            keeper = who or owner(case.catalog, training)
            lacks.append(Lack("training-open", training, keeper, done=one.valid, of=one.needed))
        elif one and not one.needed:
            lacks.append(Lack("nobody-needs", training, owner(case.catalog, training)))
    return Need("trainings", whole.valid, whole.needed, () if is_met else tuple(lacks), is_met)


def playbooks(case: Case) -> Need:
    """Each that it changes was looked through after it began. Where it changes none, there is nothing to ask."""
    those = [one for one in case.catalog.follow(case.initiative, "playbooks") if isinstance(one, Entity)]
    start = case.initiative.started_on
    if not those:
        return Need("playbooks", 0, 0, (), True)
    if not start:
        return Need("playbooks", 0, len(those), (Lack("no-start", who=case.owner),), False)
    days: dict[str, date | None] = {
        one.id: one.reviewed_on for one in those if one.reviewed_on and start <= one.reviewed_on <= case.on
    }
    lacks = {one.id: Lack("not-updated", one, owner(case.catalog, one)) for one in those}
    return of_each("playbooks", those, days, lacks, Lack("no-start"))


def kpis(case: Case) -> Need:
    """Each is compared with what it was before; what cannot be compared does not count, but one at least must be."""
    if not case.catalog.follow(case.initiative, "kpis"):
        return Need("kpis", 0, 0, (Lack("no-kpi", who=case.owner),), False)
    those = compared(case.initiative, case.catalog, case.settings, case.on)
    if not those:
        return Need("kpis", 0, 0, (Lack("no-start", who=case.owner),), False)
    found = [one for one in those if one.change]
    missing = [
        Lack("no-before" if one.why == "no-before" else "no-after", one.kpi, owner(case.catalog, one.kpi))
        for one in those
        if one.why in ("no-before", "no-after")
    ]
    broken = [one for one in those if not one.change and one.why not in ("no-before", "no-after", "unshown")]
    if not found:
        missing += [Lack("not-comparable", one.kpi, owner(case.catalog, one.kpi)) for one in broken]
    is_told = bool(found or missing)
    latest = max((one.after.last for one in found if one.after), default=None)
    return Need("kpis", len(found), len(those), tuple(missing), bool(found) and not missing, latest, is_told)


def outcome(case: Case) -> Need:
    brief = case.initiative.outcome
    return one("outcome", [brief.on] if brief and brief.on <= case.on else [], Lack("no-outcome", who=case.owner))
