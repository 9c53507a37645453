"""What the pages about initiatives show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.initiative.parts import Ask, Blocker, Bulletin, Concern, Shift, Talk, Telling
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.settings import Settings

P = TypeVar("P", bound=Part)
Sign = Literal["done", "open", "overdue"]


@dataclass(frozen=True)
class Row(Generic[P]):
    """A part, `of` whom or what it speaks, and who is meant to act. `days` is how long it was or has been open."""

    part: P
    of: Entity | None
    who: Entity | None
    sign: Sign
    days: int = 0


@dataclass(frozen=True)
class InitiativeView:
    """Open things come before those that are done, old ones first."""

    initiative: Initiative
    kpis: tuple[Record, ...]
    playbooks: tuple[Record, ...]
    tools: tuple[Record, ...]
    trainings: tuple[Record, ...]
    adopters: tuple[Record, ...]
    sponsor: Entity | None
    talks: tuple[Row[Talk], ...]
    concerns: tuple[Row[Concern], ...]
    duties: tuple[Row[Shift], ...]
    told: tuple[Row[Telling], ...]
    blockers: tuple[Row[Blocker], ...]
    asks: tuple[Row[Ask], ...]
    reports: tuple[Bulletin, ...]
    """The latest first."""


def page(initiative: Initiative, catalog: Catalog, settings: Settings) -> InitiativeView:
    seen = _Seen(initiative, catalog, settings.as_of)
    return InitiativeView(
        initiative,
        catalog.follow(initiative, "kpis"),
        catalog.follow(initiative, "playbooks"),
        catalog.follow(initiative, "tools"),
        catalog.follow(initiative, "trainings"),
        catalog.follow(initiative, "early_adopters"),
        seen.at("sponsor"),
        tuple(sorted(seen.talks(), key=lambda row: row.part.on)),
        _open_first(seen.concerns()),
        tuple(seen.duties()),
        tuple(sorted(seen.told(), key=lambda row: row.part.on)),
        _open_first(seen.blockers()),
        _open_first(seen.asks()),
        tuple(sorted(initiative.reports, key=lambda report: report.on, reverse=True)),
    )


def by_date(initiative: Initiative, settings: Settings) -> tuple[date, int]:
    """Initiatives are listed by date, those without one last."""
    return initiative.when.order(settings.fiscal_year_start) if initiative.when else (date.max, 0)


@dataclass(frozen=True)
class _Seen:
    """The parts of an initiative as a site shows them: what a team said goes with the team."""

    initiative: Initiative
    catalog: Catalog
    as_of: date

    def at(self, *location: str | int) -> Entity | None:
        found = self.catalog.target(self.initiative, location)
        return found if isinstance(found, Entity) else None

    def talks(self) -> Iterator[Row[Talk]]:
        for n, talk in enumerate(self.initiative.talks):
            if team := self.at("talks", n, "team"):
                yield Row(talk, team, self.at("talks", n, "by"), "done")

    def concerns(self) -> Iterator[Row[Concern]]:
        for n, concern in enumerate(self.initiative.concerns):
            if team := self.at("concerns", n, "team"):
                until = concern.answered_on or self.as_of
                sign: Sign = "done" if concern.answer else "open"
                yield Row(concern, team, self.at("concerns", n, "owner"), sign, (until - concern.raised_on).days)

    def duties(self) -> Iterator[Row[Shift]]:
        for n, shift in enumerate(self.initiative.duties):
            if role := self.at("duties", n, "role"):
                yield Row(shift, role, None, "done" if shift.agreed_on else "open")

    def told(self) -> Iterator[Row[Telling]]:
        for n, telling in enumerate(self.initiative.executives_told):
            if who := self.at("executives_told", n, "who"):
                yield Row(telling, who, None, "done")

    def blockers(self) -> Iterator[Row[Blocker]]:
        for n, blocker in enumerate(self.initiative.blockers):
            until = blocker.removed_on or self.as_of
            sign: Sign = "done" if blocker.removed_on else "open"
            yield Row(blocker, None, self.at("blockers", n, "owner"), sign, (until - blocker.since).days)

    def asks(self) -> Iterator[Row[Ask]]:
        for n, ask in enumerate(self.initiative.asks):
            if of := self.at("asks", n, "of"):
                late = not ask.closed_on and ask.due is not None and ask.due < self.as_of
                sign: Sign = "done" if ask.closed_on else "overdue" if late else "open"
                yield Row(ask, of, of, sign, ((ask.closed_on or self.as_of) - ask.on).days)


def _open_first(rows: Iterator[Row[P]]) -> tuple[Row[P], ...]:
    return tuple(sorted(rows, key=lambda row: (row.sign == "done", -row.days)))
