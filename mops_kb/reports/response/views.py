"""The page of how fast leads are answered: now, within the SLA, and who still waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.team.model import Team
from mops_kb.measures.response.facts import Kept, Response, Speed
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.response.speeds import NAME, Change, Month, change, months, responses, slas

PATH = "response.md"


@dataclass(frozen=True)
class TeamRow:
    """`team` is None where the wiki has none of that name; `waiting` leads have waited too long, whenever they came."""

    team: Entity | None
    name: str
    speed: Speed
    kept: Kept | None
    waiting: int


@dataclass(frozen=True)
class Run:
    """One dataset. `latest` is the last month that is over, `months` begin with the latest. `untold` teams are left
    out: on a public site those with few people, whose figures would be those of single ones."""

    data: Dataset
    facts: Response
    sla: int | None
    latest: Month | None
    change: Change | None
    waiting: Kept | None
    months: tuple[Month, ...]
    teams: tuple[TeamRow, ...]
    untold: int
    kpis: tuple[Kpi, ...]


@dataclass(frozen=True)
class ResponseView:
    """`opens` and `closes` are the business hours, `closings` when nobody works besides holidays."""

    runs: tuple[Run, ...]
    opens: str
    closes: str
    closings: tuple[Blackout, ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterator[View]:
    catalog, settings = wiki.catalog, wiki.settings
    runs = tuple(_run(data, facts, catalog, settings) for data, facts in responses(catalog))
    if runs:
        opens, _, closes = settings.business_hours.partition("-")
        closings = tuple(one for one in catalog.of(Blackout) if one.stops_work)
        facts = ResponseView(runs, opens, closes, closings)
        yield View(PATH, "response/page.md", facts, "response", "response.title")


def _run(data: Dataset, facts: Response, catalog: Catalog, settings: Settings) -> Run:
    """The shortest SLA that is asked for is the one to speak of."""
    sla = next(iter(slas(data, facts, catalog)), None)
    those = months(facts, sla)
    teams = [_team(name, speed, sla, facts, catalog) for name, speed in facts.teams_ever if name]
    told = tuple(row for row in teams if _may_tell(row, catalog, settings))
    return Run(
        data,
        facts,
        sla,
        next((month for month in reversed(those) if month.is_over), None),
        change(those),
        facts.whole.within(sla),
        those[::-1],
        tuple(sorted(told, key=lambda row: (-row.waiting, row.name))),
        len(teams) - len(told),
        tuple(kpi for kpi in catalog.of(Kpi) if kpi.measure and (kpi.measure.name, kpi.measure.of) == (NAME, data.id)),
    )


def _team(name: str, ever: Speed, sla: int | None, facts: Response, catalog: Catalog) -> TeamRow:
    recent = dict(facts.teams).get(name, facts.nothing)
    kept = ever.within(sla)
    team = next(iter(catalog.some(Team, [name])), None)
    return TeamRow(team, name, recent, recent.within(sla), kept.waiting if kept else ever.open)


def _may_tell(row: TeamRow, catalog: Catalog, settings: Settings) -> bool:
    members = catalog.complete.who(row.team, "members") if row.team else ()
    return settings.may_tell_of(len(members))
