"""Advocacy: who has heard what in which month, in which languages, and whom nobody has told anything yet."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.sponsor.model import Advocacy, Sponsor
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.sides import above, teams_of

MONTHS = 12
"""How far back the matrix goes."""


@dataclass(frozen=True)
class Told:
    """One row of the log; `languages` are those in which its message is written."""

    row: Advocacy
    audience: Entity
    claim: Record | None
    channel: Record | None
    by: Record | None
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """An audience, how many messages it had in each month, and the last day; `through` is the team above it by which it
    has heard something, where it was told nothing itself."""

    audience: Entity
    months: tuple[int, ...]
    last: date | None
    through: Entity | None

    @property
    def is_reached(self) -> bool:
        return self.last is not None

    @property
    def count(self) -> int:
        return sum(self.months)


@dataclass(frozen=True)
class Log:
    """`months` are first days, the oldest first; `rows` the latest first; `languages` count messages by language."""

    rows: tuple[Told, ...]
    months: tuple[date, ...]
    reached: tuple[Reach, ...]
    never: tuple[Reach, ...]
    languages: tuple[tuple[str, int], ...]

    @property
    def audiences(self) -> int:
        return len(self.reached) + len(self.never)

    @property
    def claims(self) -> int:
        """How many messages rest on a claim."""
        return sum(1 for told in self.rows if told.claim)


def log(catalog: Catalog, settings: Settings) -> Log:
    rows = catalog.once(_told, settings)
    months = _months(rows, settings)
    heard = catalog.once(_heard, settings)
    reach = [_reach(audience, months, heard, catalog) for audience in _audiences(catalog, rows)]
    languages = [language for told in rows for language in told.languages]
    return Log(
        rows,
        months,
        tuple(one for one in reach if one.is_reached),
        tuple(one for one in reach if not one.is_reached),
        tuple((language, languages.count(language)) for language in sorted(set(languages))),
    )


def told_on(team: Team, catalog: Catalog, settings: Settings) -> date | None:
    """The last day on which the team, or one through which it hears things, was told something."""
    heard = catalog.once(_heard, settings)
    days = [told.row.on for one in (team, *through(team, catalog)) for told in heard.get(one.ref, ())]
    return max(days, default=None)


def through(team: Record, catalog: Catalog) -> tuple[Team, ...]:
    """The teams above it but the topmost: what executives hear, not everybody below them has heard."""
    return tuple(one for one in above(team, catalog) if catalog.follow(one, "parent"))


def is_beyond_marketing(row: Advocacy, catalog: Catalog, settings: Settings) -> bool:
    """Whether the audience is of no team of marketing."""
    teams = [team for party in catalog.follow(row, "audience") for team in teams_of(party, catalog)]
    return bool(teams) and all(getattr(team, "group", "") != "marketing" or _sells(team, catalog) for team in teams)


def _sells(team: Record, catalog: Catalog) -> bool:
    return any(getattr(one, "sales", False) for one in (team, *above(team, catalog)))


def _told(catalog: Catalog, settings: Settings) -> tuple[Told, ...]:
    """What was told until today, the latest first."""
    past = [row for row in catalog.named(Advocacy.kind) if isinstance(row, Advocacy) and row.on <= settings.as_of]
    found = [(row, next(iter(catalog.follow(row, "audience")), None)) for row in past]
    rows = [
        Told(
            row,
            audience,
            next(iter(catalog.follow(row, "claim")), None),
            next(iter(catalog.follow(row, "channel")), None),
            next(iter(catalog.follow(row, "by")), None),
            tuple(language or settings.default_language for language, _ in row.message.versions),
        )
        for row, audience in found
        if isinstance(audience, Entity)
    ]
    return tuple(sorted(rows, key=lambda told: (-told.row.on.toordinal(), told.audience.ref, told.row.id)))


def _heard(catalog: Catalog, settings: Settings) -> Mapping[Ref, tuple[Told, ...]]:
    found: dict[Ref, list[Told]] = defaultdict(list)
    for told in catalog.once(_told, settings):
        found[told.audience.ref].append(told)
    return {ref: tuple(those) for ref, those in found.items()}


def _months(rows: tuple[Told, ...], settings: Settings) -> tuple[date, ...]:
    """From the first message, but no further back than a year, to today."""
    if not rows:
        return ()
    last = settings.as_of.year * 12 + settings.as_of.month - 1
    first = max(rows[-1].row.on.year * 12 + rows[-1].row.on.month - 1, last - MONTHS + 1)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1))


def _audiences(catalog: Catalog, rows: tuple[Told, ...]) -> list[Entity]:
    """All teams but MOps and what is below it, the roles of sponsors, and whoever else was told something."""
    teams = [team for team in catalog.of(Team) if not any(one.mops for one in (team, *above(team, catalog)))]
    roles = [role for sponsor in catalog.of(Sponsor) for role in catalog.follow(sponsor, "who")]
    others = [told.audience for told in reversed(rows)]
    found = {one.ref: one for one in (*teams, *roles, *others) if isinstance(one, Entity) and one.kind != "person"}
    return list(found.values())


def _reach(
    audience: Entity, months: tuple[date, ...], heard: Mapping[Ref, tuple[Told, ...]], catalog: Catalog
) -> Reach:
    own = heard.get(audience.ref, ())
    first_days = [told.row.on.replace(day=1) for told in own]
    counts = tuple(first_days.count(month) for month in months)
    if own:
        return Reach(audience, counts, own[0].row.on, None)
    team = next((team for team in through(audience, catalog) if team.ref in heard), None)
    return Reach(audience, counts, heard[team.ref][0].row.on if team else None, team)
