"""A need: one thing that a gate asks evidence for, what there is, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import owner
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports.initiatives.affected import Affected, affected

Name = Literal[
    "talks",
    "concerns",
    "answers",
    "duties",
    "executives_told",
    "early_adopters",
    "channels",
    "blockers",
    "reports",
    "asks",
    "trainings",
    "playbooks",
    "kpis",
    "outcome",
]
Why = Literal[
    "nobody-affected",
    "no-talk",
    "no-concern",
    "no-concerns",
    "no-answer",
    "no-owner",
    "no-duty",
    "duty-half",
    "duty-open",
    "nobody-told",
    "no-adopter",
    "no-channel",
    "blocker-alone",
    "no-cadence",
    "no-report",
    "report-late",
    "ask-overdue",
    "no-training",
    "nobody-needs",
    "training-open",
    "no-start",
    "not-updated",
    "no-kpi",
    "no-before",
    "no-after",
    "not-comparable",
    "no-outcome",
]


@dataclass(frozen=True)
class Lack:
    """One thing that is missing. `thing` is what it is missing for, `who` could supply it; `text` and `day` are those
    of the concern, blocker or ask; `done` of `of` is how far a training has come."""

    why: Why
    thing: Entity | None = None
    who: Entity | None = None
    text: Text | None = None
    day: date | None = None
    done: int = 0
    of: int = 0


@dataclass(frozen=True)
class Need:
    """`has` of `of` is there. `latest` is the day of the evidence that came last. What is not `is_told` is for
    colleagues, and says nothing here."""

    name: Name
    has: int
    of: int
    missing: tuple[Lack, ...]
    is_met: bool
    latest: date | None = None
    is_told: bool = True


@dataclass(frozen=True)
class Case:
    """An initiative on a day: what is dated later is not known yet. Whom it affects is as of the wiki's own day."""

    initiative: Initiative
    catalog: Catalog
    settings: Settings
    on: date

    @property
    def affected(self) -> Affected:
        return affected(self.initiative, self.catalog, self.settings)

    @property
    def owner(self) -> Entity | None:
        return owner(self.catalog, self.initiative)

    def at(self, *location: str | int) -> Entity | None:
        """What the reference at this place of the record points to, if the site shows it."""
        place: Location = location
        found = self.catalog.target(self.initiative, place)
        return found if isinstance(found, Entity) else None

    def hides(self, *location: str | int) -> bool:
        """Whether that is somebody whom only colleagues see."""
        found = self.catalog.complete.target(self.initiative, location)
        return isinstance(found, Entity) and self.settings.counts(found.seen_by) and not self.at(*location)


def of_each(
    name: Name, those: Sequence[Entity], days: Mapping[str, date | None], lacks: Mapping[str, Lack], none: Lack
) -> Need:
    """Each of those has its evidence, by their ids; `none` is what to say where there is nothing to ask for."""
    missing = tuple(lacks[one.id] for one in those if one.id not in days)
    latest = max((day for one in those if (day := days.get(one.id))), default=None)
    return Need(
        name, len(those) - len(missing), len(those), missing if those else (none,), bool(those) and not missing, latest
    )


def one(name: Name, days: Sequence[date | None], lack: Lack, *, is_told: bool = True) -> Need:
    """One piece of evidence is enough; the first is the one that counts. Where there is none but some that is hidden,
    nothing `is_told`: that there is none would be wrong."""
    has = min(len(days), 1)
    if not has and not is_told:
        return Need(name, 0, 0, (), False, is_told=False)
    return Need(name, has, 1, () if has else (lack,), bool(has), min((day for day in days if day), default=None))
