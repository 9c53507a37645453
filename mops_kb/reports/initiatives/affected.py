"""Affected: the teams, roles and people whose work an initiative changes, each with the reason."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import holdings
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

How = Literal["does", "approves", "accountable", "uses", "owns", "stated", "in-team", "holds", "member"]


@dataclass(frozen=True)
class Reason:
    """A playbook in which a role does or approves a step or is accountable, a tool that a team uses or somebody owns;
    of a team the role in it that is affected, of a person the role that they hold or the team that they are in. For
    `stated` it is the initiative itself."""

    how: How
    thing: Entity


@dataclass(frozen=True)
class Affected:
    """Sorted as their kinds are. `people` hold the roles, are members of the teams, or own a tool, on the day."""

    teams: tuple[Team, ...]
    roles: tuple[Role, ...]
    people: tuple[Person, ...]
    why: Mapping[Ref, tuple[Reason, ...]]


def affected(initiative: Initiative, catalog: Catalog, settings: Settings) -> Affected:
    return catalog.once(all_affected, settings)[initiative.id]


def all_affected(catalog: Catalog, settings: Settings) -> Mapping[str, Affected]:
    """Initiative → whom it affects. For `catalog.once`."""
    return {one.id: _affected(one, catalog, settings) for one in catalog.of(Initiative)}


class _Found:
    """Whoever was found so far, each reason once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.why: dict[Ref, dict[tuple[How, Ref], Reason]] = defaultdict(dict)

    def add(self, those: tuple[Record, ...], how: How, thing: Entity) -> None:
        for one in those:
            if one.kind in ("team", "role", "person"):
                self.why[one.ref][how, thing.ref] = Reason(how, thing)

    def ids(self, kind: str) -> tuple[str, ...]:
        return tuple(ref.id for ref in self.why if ref.kind == kind)


def _affected(initiative: Initiative, catalog: Catalog, settings: Settings) -> Affected:
    found = _Found(catalog)
    _by_things(initiative, found)
    teams = catalog.some(Team, found.ids("team"))
    roles = catalog.some(Role, found.ids("role"))
    for role in roles:
        found.add(catalog.follow(role, "team"), "in-team", role)
        found.add(tuple(held.person for held in holdings(catalog, role, settings.as_of)), "holds", role)
    for team in teams:
        found.add(catalog.who(team, "members"), "member", team)
    return Affected(
        catalog.some(Team, found.ids("team")),
        roles,
        catalog.some(Person, found.ids("person")),
        {ref: tuple(those.values()) for ref, those in found.why.items()},
    )


def _by_things(initiative: Initiative, found: _Found) -> None:
    """What the playbooks, the tools and the initiative itself say."""
    catalog = found.catalog
    for playbook in catalog.follow(initiative, "playbooks"):
        if isinstance(playbook, Entity):
            found.add(catalog.follow(playbook, "steps.role"), "does", playbook)
            found.add(catalog.follow(playbook, "steps.approval"), "approves", playbook)
            found.add(catalog.follow(playbook, "accountable"), "accountable", playbook)
    for tool in catalog.follow(initiative, "tools"):
        if isinstance(tool, Entity):
            found.add(catalog.follow(tool, "used_by"), "uses", tool)
            found.add(catalog.follow(tool, "owner"), "owns", tool)
    found.add(catalog.follow(initiative, "teams"), "stated", initiative)
    found.add(catalog.follow(initiative, "roles"), "stated", initiative)
