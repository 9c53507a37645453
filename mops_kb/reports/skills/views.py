"""Two pages: the skill matrix of every team for colleagues, and the profiles of vacant roles for everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mops_kb.kinds.role.model import Role
from mops_kb.kinds.role.views import RoleView
from mops_kb.kinds.role.views import page as role_page
from mops_kb.kinds.skill.levels import levels
from mops_kb.kinds.skill.model import ALONE, Skill, SkillLevel
from mops_kb.kinds.skill.views import SkillView
from mops_kb.kinds.skill.views import page as skill_page
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.kind import Kind
from mops_kb.model.ownership import Holding, holdings
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.skills.teams import TeamSkills, are_assessed, lacks, people_of, team_skills

MATRIX = "skill-matrix.md"
HIRING = "hiring.md"


@dataclass(frozen=True)
class MatrixView:
    teams: tuple[TeamSkills, ...]
    unassessed: tuple[Team, ...]
    singles: tuple[SkillView, ...]
    """Skills that roles require and that only one person of all can do alone."""
    people: int
    skills: int
    missing: int


@dataclass(frozen=True)
class Opening:
    """A vacant role; `lacking` counts what its team's roles require and nobody there can do, if that may be told."""

    role: RoleView
    asked_by: tuple[Holding, ...]
    """Who holds the role that it reports to: whom to ask."""
    lacking: int | None


@dataclass(frozen=True)
class HiringView:
    openings: tuple[Opening, ...]
    posts: int


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (MATRIX, HIRING)


def views(wiki: Wiki) -> Iterable[View]:
    """No matrix on a public site or before anybody is assessed; nothing where the wiki has no roles."""
    if wiki.settings.is_internal and wiki.catalog.of(SkillLevel):
        yield View(MATRIX, "skills/matrix.md", _matrix(wiki.catalog, wiki.settings), "skill-matrix", "skills.matrix")
    if wiki.catalog.of(Role):
        yield View(HIRING, "skills/hiring.md", _hiring(wiki.catalog, wiki.settings), "hiring", "skills.hiring")


def _matrix(catalog: Catalog, settings: Settings) -> MatrixView:
    all_teams = team_skills(catalog, settings)
    teams = tuple(one for one in all_teams if one.is_assessed)
    skills = [skill_page(skill, catalog, settings) for skill in catalog.of(Skill)]
    return MatrixView(
        teams,
        tuple(one.team for one in all_teams if not one.is_assessed),
        tuple(one for one in skills if one.single and _is_needed(one)),
        len(levels(catalog, settings)),
        len(skills),
        sum(len(one.missing) for one in teams),
    )


def _is_needed(skill: SkillView) -> bool:
    return any(one.need == "required" and one.level >= ALONE for one in skill.demands)


def _hiring(catalog: Catalog, settings: Settings) -> HiringView:
    """Vacancies by team, in the order of the teams."""
    places = {team.id: place for place, team in enumerate(catalog.of(Team))}
    vacant = [view for role in catalog.of(Role) if (view := role_page(role, catalog, settings)).vacancies]
    vacant.sort(key=lambda view: (places[view.team.id] if view.team else len(places), view.role.id))
    openings = tuple(_opening(view, catalog, settings) for view in vacant)
    return HiringView(openings, sum(view.vacancies for view in vacant))


def _opening(view: RoleView, catalog: Catalog, settings: Settings) -> Opening:
    boss = view.reports_to
    return Opening(view, holdings(catalog, boss, settings.as_of) if boss else (), _lacking(view, catalog, settings))


def _lacking(view: RoleView, catalog: Catalog, settings: Settings) -> int | None:
    """Counted with everybody, shown or not; of a small team a public site is told nothing."""
    if not isinstance(view.team, Team):
        return None
    known = levels(catalog.complete, settings)
    people = [person.id for person in people_of(view.team, catalog.complete, settings)]
    if not settings.may_tell_of(sum(id in known for id in people)) or not are_assessed(people, known):
        return None
    return sum(one.state == "missing" for one in lacks(view.team, people, known, catalog))
