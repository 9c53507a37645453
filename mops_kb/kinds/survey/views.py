"""What the pages about surveys show: what came out of each wave, of each team, and how it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.survey.model import Survey
from mops_kb.kinds.survey.results import Outcome, Result, fewest, outcomes
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings

RECENT = 4
"""So many waves are shown by team; the pages of stakeholders have all."""


@dataclass(frozen=True)
class Step:
    """A result, and by how much it differs from the one told before; `is_sure` where their intervals lie apart."""

    result: Result
    change: Decimal | None = None
    is_sure: bool = False


@dataclass(frozen=True)
class WaveView:
    outcome: Outcome
    step: Step | None


@dataclass(frozen=True)
class TeamView:
    """`steps` go with the waves that are shown by team; None where nothing may be told."""

    team: Record
    steps: tuple[Step | None, ...]


@dataclass(frozen=True)
class SurveyView:
    """`waves` and what belongs to them are the latest first; `over` are those that nobody answers any more, `recent`
    the last of these, which are shown by team."""

    survey: Survey
    waves: tuple[WaveView, ...]
    over: tuple[WaveView, ...]
    recent: tuple[WaveView, ...]
    teams: tuple[TeamView, ...]
    fewest: int

    @property
    def latest(self) -> WaveView | None:
        """The last wave of which something may be told."""
        return next((wave for wave in self.waves if wave.step), None)


@each
def page(survey: Survey, catalog: Catalog, settings: Settings) -> SurveyView:
    found = catalog.once(outcomes, settings)[survey.id]
    steps = stepped([outcome.whole for outcome in found])
    waves = tuple(WaveView(outcome, step) for outcome, step in zip(found, steps, strict=True))[::-1]
    over = [outcome for outcome in found if outcome.is_over]
    answered = {team for outcome in over[-RECENT:] for team in outcome.asked}
    teams = (team for team in catalog.named("team") if team.id in answered)
    return SurveyView(
        survey,
        waves,
        tuple(wave for wave in waves if wave.outcome.is_over),
        tuple(wave for wave in waves if wave.outcome.is_over)[:RECENT],
        tuple(TeamView(team, _steps(team, over)) for team in teams),
        fewest(survey, settings),
    )


def _steps(team: Record, over: Sequence[Outcome]) -> tuple[Step | None, ...]:
    return stepped([outcome.of_team(team.id) for outcome in over])[::-1][:RECENT]


def index(catalog: Catalog, settings: Settings) -> None:
    """There is nothing to say above the list."""


def stepped(results: Sequence[Result | None]) -> tuple[Step | None, ...]:
    """Each against the last one before it that may be told, the oldest first."""
    steps: list[Step | None] = []
    before: Result | None = None
    for result in results:
        if result is None:
            steps.append(None)
            continue
        change = result.main.value - before.main.value if before else None
        steps.append(Step(result, change, before is not None and not result.main.overlaps(before.main)))
        before = result
    return tuple(steps)
