"""Before: what must be there until a change may begin."""

from collections.abc import Sequence
from datetime import date

from mops_kb.model.entity import Entity
from mops_kb.reports.initiatives.need import Case, Lack, Name, Need, Why, of_each, one


def talks(case: Case) -> Need:
    """One at least with each affected team."""
    days = [(team, talk.on) for n, talk in enumerate(case.initiative.talks) if (team := case.at("talks", n, "team"))]
    return _of_each_team(case, "talks", days, "no-talk")


def concerns(case: Case) -> Need:
    """One at least from each affected team: where nobody worries, nobody was asked."""
    days = [
        (team, concern.raised_on)
        for n, concern in enumerate(case.initiative.concerns)
        if (team := case.at("concerns", n, "team"))
    ]
    return _of_each_team(case, "concerns", days, "no-concern")


def answers(case: Case) -> Need:
    """Each concern is answered, and somebody stands behind the answer."""
    raised = [
        (n, concern, team)
        for n, concern in enumerate(case.initiative.concerns)
        if concern.raised_on <= case.on and (team := case.at("concerns", n, "team"))
    ]
    missing = []
    for n, concern, team in raised:
        if not concern.is_answered(case.on) or not concern.owner:
            why: Why = "no-answer" if not concern.is_answered(case.on) else "no-owner"
            who = case.at("concerns", n, "owner") or case.owner
            missing.append(Lack(why, team, who, concern.text, concern.raised_on))
    answered = [concern.answered_on for _, concern, _ in raised if concern.is_answered(case.on)]
    return Need(
        "answers",
        len(raised) - len(missing),
        len(raised),
        tuple(missing) if raised else (Lack("no-concerns", who=case.owner),),
        bool(raised) and not missing,
        max((day for day in answered if day), default=None),
    )


def duties(case: Case) -> Need:
    """Each affected role knows what it does meanwhile and afterwards, and has agreed. Whoever only owns a tool goes on
    as before."""
    why = case.affected.why
    roles = [role for role in case.affected.roles if any(reason.how != "owns" for reason in why[role.ref])]
    days: dict[str, date | None] = {}
    lacks = {role.id: Lack("no-duty", role, case.owner) for role in roles}
    for n, shift in enumerate(case.initiative.duties):
        role = case.at("duties", n, "role")
        if not role:
            continue
        if not (shift.during and shift.after):
            lacks[role.id] = Lack("duty-half", role, case.owner)
        elif not shift.agreed_on or case.on < shift.agreed_on:
            lacks[role.id] = Lack("duty-open", role, case.owner)
        else:
            days[role.id] = shift.agreed_on
    return of_each("duties", roles, days, lacks, Lack("nobody-affected", who=case.owner))


def executives_told(case: Case) -> Need:
    told = [(n, telling.on) for n, telling in enumerate(case.initiative.executives_told) if telling.on <= case.on]
    days = [day for n, day in told if case.at("executives_told", n, "who")]
    lack = Lack("nobody-told", who=case.at("sponsor") or case.owner)
    return one("executives_told", days, lack, is_told=not any(case.hides("executives_told", n, "who") for n, _ in told))


def _of_each_team(case: Case, name: Name, dated: Sequence[tuple[Entity, date]], why: Why) -> Need:
    days: dict[str, date | None] = {}
    for team, day in sorted(dated, key=lambda pair: pair[1], reverse=True):
        if day <= case.on:
            days[team.id] = day
    lacks = {team.id: Lack(why, team, case.owner) for team in case.affected.teams}
    return of_each(name, case.affected.teams, days, lacks, Lack("nobody-affected", who=case.owner))
