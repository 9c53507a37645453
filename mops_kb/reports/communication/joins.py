"""Joins: which channels bring two teams together, today and after the verdicts, and where work goes between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from mops_kb.kinds.channel.attendance import Attendance, attendance
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings

WAIT = {"daily": 3, "weekly": 7, "biweekly": 14, "monthly": 31, "quarterly": 92, "yearly": 366}
"""Days that one waits at the most for the next meeting: a daily one has a weekend. Ad hoc is nothing to wait for."""

Pair = tuple[str, str]
"""The ids of two teams, the lesser first."""


@dataclass(frozen=True)
class Joint:
    """What joins two teams: two-way meetings, the soonest first, and standing channels, where one can ask at once."""

    meetings: tuple[tuple[int, Channel], ...] = ()
    standing: tuple[Channel, ...] = ()

    @property
    def wait(self) -> int | None:
        """Days, at the most, until the next meeting; None where there is none."""
        return self.meetings[0][0] if self.meetings else None


@dataclass(frozen=True)
class Joins:
    today: Mapping[Pair, Joint]
    after: Mapping[Pair, Joint]


def joins(catalog: Catalog, settings: Settings) -> Joins:
    """Two teams are joined by a two-way channel in which people of both take part."""
    taken = catalog.once(attendance, settings).values()
    return Joins(
        _joined(((one, one.people, one.channel.frequency) for one in taken), catalog),
        _joined(((one, one.after, _frequency_after(one.channel)) for one in taken), catalog),
    )


def _joined(
    taken: Iterable[tuple[Attendance, tuple[Entity, ...], str | None]], catalog: Catalog
) -> Mapping[Pair, Joint]:
    meetings: dict[Pair, list[tuple[int, Channel]]] = defaultdict(list)
    standing: dict[Pair, list[Channel]] = defaultdict(list)
    for one, people, frequency in taken:
        if one.channel.direction != "two-way":
            continue
        teams = sorted({team.id for person in people for team in catalog.follow(person, "team")})
        for pair in combinations(teams, 2):
            if one.channel.sort == "standing":
                standing[pair].append(one.channel)
            elif frequency in WAIT:
                meetings[pair].append((WAIT[frequency], one.channel))
    return {
        pair: Joint(
            tuple(sorted(meetings.get(pair, ()), key=lambda met: (met[0], met[1].id))), tuple(standing.get(pair, ()))
        )
        for pair in sorted({*meetings, *standing})
    }


def _frequency_after(channel: Channel) -> str | None:
    changed = channel.decided and channel.decided.decision == "change" and channel.decided.frequency
    return changed or channel.frequency


@dataclass(frozen=True)
class HandOff:
    """Work that goes between two teams, either way: in how many steps of which playbooks, and what joins the teams."""

    teams: tuple[Team, Team]
    count: int
    playbooks: tuple[Playbook, ...]
    today: Joint
    after: Joint


def hand_offs(catalog: Catalog, settings: Settings) -> tuple[HandOff, ...]:
    """From step to step of all playbooks, where the next role is of another team; the longest wait first."""
    teams = {team.id: team for team in catalog.of(Team)}
    met: dict[Pair, list[Playbook]] = defaultdict(list)
    for playbook in catalog.of(Playbook):
        doers = [_team(playbook, number, catalog) for number in range(len(playbook.steps))]
        for giver, taker in pairwise(team for team in doers if team):
            if giver != taker:
                met[min(giver, taker), max(giver, taker)].append(playbook)
    found = catalog.once(joins, settings)
    rows = [
        HandOff(
            (teams[pair[0]], teams[pair[1]]),
            len(playbooks),
            tuple({playbook.id: playbook for playbook in playbooks}.values()),
            found.today.get(pair, Joint()),
            found.after.get(pair, Joint()),
        )
        for pair, playbooks in met.items()
    ]
    return tuple(sorted(rows, key=lambda row: (*_worst(row.today), -row.count, row.teams[0].id, row.teams[1].id)))


def _team(playbook: Playbook, number: int, catalog: Catalog) -> str | None:
    role = catalog.target(playbook, ("steps", number, "role"))
    return next((team.id for team in catalog.follow(role, "team")), None) if role else None


def _worst(joint: Joint) -> tuple[bool, int]:
    return joint.wait is not None, -(joint.wait or 0)
