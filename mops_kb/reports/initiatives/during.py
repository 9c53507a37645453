"""During: what must go on while a change is under way."""

from datetime import date

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.reports.initiatives.limits import limits
from mops_kb.reports.initiatives.need import Case, Lack, Need, of_each, one


def early_adopters(case: Case) -> Need:
    """Named, one at least. No day is written of it."""
    named = case.catalog.follow(case.initiative, "early_adopters")
    hidden = any(case.hides("early_adopters", n) for n in range(len(case.initiative.early_adopters)))
    return one("early_adopters", [None for _ in named], Lack("no-adopter", who=case.owner), is_told=not hidden)


def channels(case: Case) -> Need:
    """One at least for each affected team. No day is written of it."""
    lines = range(len(case.initiative.channels))
    reached: dict[str, date | None] = {team.id: None for n in lines if (team := case.at("channels", n, "team"))}
    lacks = {team.id: Lack("no-channel", team, case.owner) for team in case.affected.teams}
    return of_each("channels", case.affected.teams, reached, lacks, Lack("nobody-affected", who=case.owner))


def blockers(case: Case) -> Need:
    """None that has been there for long is without somebody who removes it and a word on what they need."""
    old = [
        (n, blocker)
        for n, blocker in enumerate(case.initiative.blockers)
        if blocker.is_open(case.on) and case.on - blocker.since > limits().blocker
    ]
    missing = tuple(
        Lack("blocker-alone", who=case.at("blockers", n, "owner") or case.owner, text=blocker.text, day=blocker.since)
        for n, blocker in old
        if not (blocker.owner and blocker.need)
    )
    return Need("blockers", len(old) - len(missing), len(old), missing, not missing)


def reports(case: Case) -> Need:
    """As often as was promised, up to the day."""
    every = case.initiative.report_every
    last = last_report(case.initiative, case.on)
    if not every:
        lack = Lack("no-cadence", who=case.owner)
    elif not last:
        lack = Lack("no-report", who=case.owner)
    elif is_late(case.initiative, last, case.on):
        lack = Lack("report-late", who=case.owner, day=last + limits().every[every])
    else:
        return Need("reports", 1, 1, (), True, last)
    return Need("reports", 0, 1, (lack,), False, last)


def last_report(initiative: Initiative, on: date) -> date | None:
    return max((report.on for report in initiative.reports if report.on <= on), default=None)


def is_late(initiative: Initiative, last: date, on: date) -> bool:
    """Whether the next report should be there by that day, a few days more given."""
    every = initiative.report_every
    return every is not None and on - last > limits().every[every] + limits().grace


def asks(case: Case) -> Need:
    """None is open past its day; of somebody whom the site does not show nothing is told."""
    made = [
        (ask, of)
        for n, ask in enumerate(case.initiative.asks)
        if ask.on <= case.on and (of := case.at("asks", n, "of"))
    ]
    missing = tuple(
        Lack("ask-overdue", who=of, text=ask.text, day=ask.due)
        for ask, of in made
        if ask.is_open(case.on) and ask.due and ask.due < case.on
    )
    return Need("asks", len(made) - len(missing), len(made), missing, not missing)
