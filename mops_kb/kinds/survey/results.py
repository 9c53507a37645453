"""Results: what came out of each wave, as far as it may be told.

Of fewer answers than the survey's `minimum_n` nothing is told, on a public site of fewer than three either. A team that
is too small must not be found by taking the teams that are told from the whole: while all answers that are not told by
team are together fewer than that, the smallest team that is told is held back too. Teams that the site does not show
count among those that are not told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mops_kb.kinds.survey.intervals import Estimate, mean, net_promoters, share
from mops_kb.kinds.survey.model import Reply, Sort, Survey, Wave
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.exact import decimal
from mops_kb.model.settings import FEWEST, Settings
from mops_kb.model.text import Text

SATISFIED = 4
PROMOTER, DETRACTOR = 9, 6
NO_TEAM = ""


@dataclass(frozen=True)
class Result:
    """Of `n` answers: the mean, and in percent those who answered 4 or 5 of 5, or the Net Promoter Score."""

    sort: Sort
    n: int
    mean: Estimate
    main: Estimate

    @property
    def csat(self) -> Estimate | None:
        return self.main if self.sort == "csat" else None

    @property
    def nps(self) -> Estimate | None:
        return self.main if self.sort == "nps" else None


@dataclass(frozen=True)
class Outcome:
    """What may be told of one wave: `whole` is None where it is too little, `teams` are those that may be told, by id.

    `rate` is the share of those invited who answered. `is_over` says whether the wave has been; `comments` are for
    colleagues, and without the team."""

    wave: Wave
    is_over: bool
    whole: Result | None = None
    rate: Decimal | None = None
    teams: tuple[tuple[str, Result], ...] = ()
    asked: tuple[str, ...] = ()
    """The teams of which the site knows that somebody answered, told or not."""
    comments: tuple[Text, ...] = ()

    def of_team(self, id: str) -> Result | None:
        return dict(self.teams).get(id)


Outcomes = Mapping[str, tuple[Outcome, ...]]


def outcomes(catalog: Catalog, settings: Settings) -> Outcomes:
    """Survey → its waves, the oldest first; drafts too. For `catalog.once`."""
    return {survey.id: _of(survey, catalog.complete, settings) for survey in catalog.complete.of(Survey)}


def fewest(survey: Survey, settings: Settings) -> int:
    """The least number of answers of which the site tells something."""
    return max(survey.minimum_n, 1 if settings.is_internal else FEWEST)


def _of(survey: Survey, catalog: Catalog, settings: Settings) -> tuple[Outcome, ...]:
    replies: dict[str, list[Reply]] = defaultdict(list)
    for row in catalog.who(survey, "replies"):
        if isinstance(row, Reply) and survey.has(row.score):
            replies[row.wave].append(row)
    return tuple(_outcome(survey, wave, replies[wave.id], catalog, settings) for wave in survey.waves)


def _outcome(survey: Survey, wave: Wave, rows: Sequence[Reply], catalog: Catalog, settings: Settings) -> Outcome:
    least = fewest(survey, settings)
    if not wave.is_over(settings.as_of, settings.fiscal_year_start):
        return Outcome(wave, False)
    if len(rows) < least:
        return Outcome(wave, True)
    by_team: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_team[_team(row, catalog, settings)].append(row.score)
    told = _told({team: len(scores) for team, scores in by_team.items()}, least)
    comments = (row.comment for row in rows if row.comment)
    return Outcome(
        wave,
        True,
        _result(survey, [row.score for row in rows]),
        decimal(Fraction(len(rows), wave.invited)) if wave.invited else None,
        tuple((team, _result(survey, by_team[team])) for team in sorted(told)),
        tuple(sorted(team for team in by_team if team != NO_TEAM)),
        tuple(sorted(comments, key=lambda text: text.versions)) if settings.is_internal else (),
    )


def _team(row: Reply, catalog: Catalog, settings: Settings) -> str:
    team: Record | None = catalog.target(row, ("team",))
    return team.id if team and team.seen_by in settings.shown else NO_TEAM


def _told(sizes: Mapping[str, int], least: int) -> list[str]:
    """The teams that may be told beside the whole."""
    told = sorted((n, team) for team, n in sizes.items() if team != NO_TEAM and n >= least)
    rest = sum(sizes.values()) - sum(n for n, _ in told)
    while told and 0 < rest < least:
        n, _ = told.pop(0)
        rest += n
    return [team for _, team in told]


def _result(survey: Survey, scores: Sequence[int]) -> Result:
    n = len(scores)
    if survey.sort == "csat":
        main = share(sum(score >= SATISFIED for score in scores), n)
    else:
        main = net_promoters(sum(score >= PROMOTER for score in scores), sum(score <= DETRACTOR for score in scores), n)
    return Result(survey.sort, n, mean(scores, *survey.scale), main)
