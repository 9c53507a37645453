"""The sheet: all that a brief tells of a month or a quarter, as of the end of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from mops_kb.kinds.brief.model import Brief
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.briefs.ahead import Step, ahead
from mops_kb.reports.briefs.figures import Figure, as_told, by_key, may_tell, of
from mops_kb.reports.briefs.impact import Impact, impact
from mops_kb.reports.briefs.progress import Going, Obstacle, Question, going, obstacles, progress, questions
from mops_kb.reports.briefs.scorecard import Scorecard, scorecard
from mops_kb.reports.briefs.term import Term, latest_first, term
from mops_kb.reports.briefs.term import complete as complete_terms

ASKS = 3
"""So many asks are told with their own day; the days of others are among the next steps."""


@dataclass(frozen=True)
class Sheet:
    """`brief` is the record of a kept one. A sheet `is_provisional` while its term is not over."""

    term: Term
    brief: Brief | None
    is_provisional: bool
    scorecard: Scorecard
    judged: Figure
    """KPIs that have a figure and a target."""
    on_track: Figure
    impact: Impact | None
    progress: tuple[Going, ...]
    obstacles: tuple[Obstacle, ...]
    questions: tuple[Question, ...]
    ahead: tuple[Step, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All that are kept, in the order in which they are told."""
        kpis = (line.figure for line in self.scorecard.lines)
        impact = self.impact.figures if self.impact else ()
        return (self.judged, self.on_track, *kpis, *impact, *(one.figure for one in self.progress))

    @property
    def restated(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.today)

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure of the term itself."""
        return not any(line.has and line.figure.value is not None and not line.period for line in self.scorecard.lines)


def sheet(term: Term, catalog: Catalog, settings: Settings) -> Sheet:
    return catalog.once(_sheets, settings).of(term)


class _Sheets:
    """Worked out when somebody asks for the first time."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.catalog = catalog
        self.settings = settings
        self.found: dict[str, Sheet] = {}

    def of(self, term: Term) -> Sheet:
        if term.id not in self.found:
            brief = next((brief for brief in self.catalog.of(Brief) if brief.id == term.id), None)
            self.found[term.id] = worked_out(term, self.catalog, self.settings, brief)
        return self.found[term.id]


def _sheets(catalog: Catalog, settings: Settings) -> _Sheets:
    return _Sheets(catalog, settings)


def worked_out(term: Term, catalog: Catalog, settings: Settings, brief: Brief | None = None) -> Sheet:
    """From today's data, with what was kept in place of it."""
    then = as_of_end(term, settings)
    kept = may_tell(by_key(brief), catalog, settings)
    card = scorecard(term, catalog, then, brief)
    good, judged = (sum(n for status, n in card.tally if status in those) for those in (_GOOD, _JUDGED))
    initiatives = going(term, catalog, then)
    asked = questions(initiatives, term, catalog)
    return Sheet(
        term,
        brief,
        not term.is_over(settings.as_of),
        card,
        replace(as_told(of("kpis-judged", judged), kept), today=None),
        replace(as_told(of("kpis-on-track", good), kept), today=None),
        impact(term, catalog, settings, kept),
        progress(initiatives, term, catalog, then, kept),
        obstacles(initiatives, term, catalog),
        asked,
        ahead(term, initiatives, asked[ASKS:], catalog, then),
    )


_GOOD = ("on-track",)
_JUDGED = ("on-track", "at-risk", "off-track")


def as_of_end(term: Term, settings: Settings) -> Settings:
    """The day after the term, on which its figures are those of a time that is over; of one that is not, today."""
    return replace(settings, as_of=min(settings.as_of, term.last + timedelta(days=1)))


def terms(catalog: Catalog, settings: Settings) -> tuple[Term, ...]:
    """Those that have a page: the last complete ones of which there are figures, and all that were kept."""
    kept = [term(brief.period, settings) for brief in catalog.of(Brief)]
    return latest_first({one.id: one for one in (*_told(catalog, settings), *kept)}.values())


def _told(catalog: Catalog, settings: Settings) -> Iterator[Term]:
    return (one for one in complete_terms(settings) if not sheet(one, catalog, settings).is_empty)
