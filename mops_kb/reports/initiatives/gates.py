"""Gates: before, during and after; each is passed by evidence, and open again once the evidence is gone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.initiative.model import Initiative, Phase
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.initiatives import after, before, during
from mops_kb.reports.initiatives.need import Case, Need

_ASKED: Mapping[Phase, tuple[Callable[[Case], Need], ...]] = {
    "before": (before.talks, before.concerns, before.answers, before.duties, before.executives_told),
    "during": (during.early_adopters, during.channels, during.blockers, during.reports, during.asks),
    "after": (after.trainings, after.playbooks, after.kpis, after.outcome),
}


@dataclass(frozen=True)
class Gate:
    """`dated` is the day on which somebody held it to be passed, which proves nothing."""

    phase: Phase
    needs: tuple[Need, ...]
    dated: date | None

    @property
    def is_passed(self) -> bool:
        """As far as the site may tell."""
        told = [need for need in self.needs if need.is_told]
        return bool(told) and all(need.is_met for need in told)

    @property
    def missing(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.is_told and not need.is_met)

    @property
    def met(self) -> int:
        return sum(need.is_met for need in self.needs)

    @property
    def latest(self) -> date | None:
        """The day of the evidence that came last."""
        return max((need.latest for need in self.needs if need.latest), default=None)


def gates(initiative: Initiative, catalog: Catalog, settings: Settings, on: date) -> tuple[Gate, ...]:
    """The three gates by what was known on a day.

    What was true when a gate was held to be passed, or when the initiative ended, stays true: reports need not go on
    for ever, and a new worry opens no gate that is behind. Such a day only says when to ask; it proves nothing.
    """
    return tuple(
        Gate(phase, tuple(_best(ask, initiative, catalog, settings, days) for ask in asked), dated)
        for phase, asked in _ASKED.items()
        for dated in (getattr(initiative.gates, phase),)
        for days in (_days(initiative, dated, on),)
    )


def all_gates(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Gate, ...]]:
    """Initiative → its gates today. For `catalog.once`."""
    return {one.id: gates(one, catalog, settings, settings.as_of) for one in catalog.of(Initiative)}


def then(initiative: Initiative, phase: Phase, catalog: Catalog, settings: Settings, on: date) -> tuple[Need, ...]:
    """What the evidence for one gate was on that very day."""
    return tuple(ask(Case(initiative, catalog, settings, on)) for ask in _ASKED[phase])


def _best(
    ask: Callable[[Case], Need], initiative: Initiative, catalog: Catalog, settings: Settings, days: tuple[date, ...]
) -> Need:
    """As it is on the first of the days on which it is met, else as on the first of all."""
    first = ask(Case(initiative, catalog, settings, days[0]))
    later = (ask(Case(initiative, catalog, settings, day)) for day in days[1:])
    return first if first.is_met else next((need for need in later if need.is_met), first)


def _days(initiative: Initiative, dated: date | None, on: date) -> tuple[date, ...]:
    ended = initiative.outcome.on if initiative.is_over and initiative.outcome else None
    return (on, *(day for day in (dated, ended) if day and day < on))
