"""Findings: what waits too long in a change that goes on, and gates that were held to be passed and are open."""

from collections.abc import Iterator

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports.initiatives.affected import affected
from mops_kb.reports.initiatives.during import is_late, last_report
from mops_kb.reports.initiatives.gates import all_gates
from mops_kb.reports.initiatives.limits import limits


def late(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """The next report should be there."""
    for initiative in _going(catalog):
        last = last_report(initiative, settings.as_of) or initiative.started_on
        if initiative.state == "running" and last and is_late(initiative, last, settings.as_of):
            document = catalog.documents[initiative.ref]
            place = document.place(("reports",) if initiative.reports else ("report_every",))
            days = (settings.as_of - last).days
            yield problem(document.path, place, "report-late", id=initiative.id, last=last, n=days)


def old(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Something has stood in the way for long."""
    for initiative in _going(catalog):
        document = catalog.documents[initiative.ref]
        for n, blocker in enumerate(initiative.blockers):
            age = settings.as_of - blocker.since
            if blocker.is_open(settings.as_of) and age > limits().blocker:
                place = document.place(("blockers", n))
                variant = "remedy" if blocker.owner and blocker.need else "alone"
                yield problem(
                    document.path,
                    place,
                    "blocker-old",
                    variant,
                    id=initiative.id,
                    n=age.days,
                    text=_words(blocker.text, settings),
                )


def unanswered(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A team waits for an answer to its concern."""
    for initiative in _going(catalog):
        document = catalog.documents[initiative.ref]
        for n, concern in enumerate(initiative.concerns):
            team = catalog.target(initiative, ("concerns", n, "team"))
            age = settings.as_of - concern.raised_on
            if team and not concern.is_answered(settings.as_of) and age > limits().concern:
                place = document.place(("concerns", n))
                yield problem(
                    document.path,
                    place,
                    "concern-unanswered",
                    id=initiative.id,
                    team=team.id,
                    n=age.days,
                    text=_words(concern.text, settings),
                )


def overdue(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Somebody was asked for something by a day that is over."""
    for initiative in _going(catalog):
        document = catalog.documents[initiative.ref]
        for n, ask in enumerate(initiative.asks):
            of = catalog.target(initiative, ("asks", n, "of"))
            if of and ask.is_open(settings.as_of) and ask.due and ask.due < settings.as_of:
                place = document.place(("asks", n))
                yield problem(
                    document.path,
                    place,
                    "ask-overdue",
                    id=initiative.id,
                    of=str(of.ref),
                    due=ask.due,
                    text=_words(ask.text, settings),
                )


def unaffected(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Somebody tries it first whose work it does not touch, as far as the wiki knows, hidden records and all. Whom it
    touches changes with the holders of roles, so that this is no mistake of who wrote it."""
    for initiative in _going(catalog):
        document = catalog.documents[initiative.ref]
        touched = affected(initiative, catalog.complete, settings).why
        for n in range(len(initiative.early_adopters)):
            adopter = catalog.target(initiative, ("early_adopters", n))
            if adopter and adopter.ref not in touched:
                place = document.place(("early_adopters", n))
                yield problem(document.path, place, "adopter-unaffected", id=initiative.id, adopter=str(adopter.ref))


def reopened(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A gate was held to be passed, and the evidence is not or no longer there."""
    found = catalog.once(all_gates, settings)
    for initiative in catalog.of(Initiative):
        document = catalog.documents[initiative.ref]
        for gate in found[initiative.id]:
            if initiative.state != "stopped" and gate.dated and gate.dated <= settings.as_of and not gate.is_passed:
                place = document.place(("gates", gate.phase))
                needs = [need.name for need in gate.missing]
                yield problem(
                    document.path,
                    place,
                    "gate-reopened",
                    id=initiative.id,
                    phase=gate.phase,
                    day=gate.dated,
                    needs=needs,
                )


def _words(text: Text, settings: Settings) -> str:
    return text.words(settings.language, settings.default_language).text


def _going(catalog: Catalog) -> Iterator[Initiative]:
    return (one for one in catalog.of(Initiative) if not one.is_over)
