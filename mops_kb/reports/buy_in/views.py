"""What the pages of the scorecard show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.buy_in_step.model import BuyInStep
from mops_kb.kinds.buy_in_step.views import framework
from mops_kb.kinds.claim.model import Claim
from mops_kb.kinds.sponsor.model import Sponsor
from mops_kb.model.entity import Entity, Record
from mops_kb.model.fact import Fact
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.buy_in.advocacy import Log, Told, log, through
from mops_kb.reports.buy_in.alignment import Alignment, alignment
from mops_kb.reports.buy_in.facts import EVIDENCE
from mops_kb.reports.buy_in.score import Past, StepScore, past, score

INDEX = "buy-in/index.md"
ADVOCACY = "buy-in/advocacy.md"
WITH_SALES = "buy-in/with-sales.md"
GUIDE = "guide/evidence.md"


@dataclass(frozen=True)
class ScorecardView:
    """`is_ours` says that steps came with the wiki, in our reading; `tells_all` that nothing is left out here."""

    steps: tuple[StepScore, ...]
    past: Past
    sponsors: int
    log: Log
    alignment: Alignment
    is_ours: bool
    tells_all: bool

    @property
    def found(self) -> int:
        return sum(step.found for step in self.steps)

    @property
    def needed(self) -> int:
        return sum(step.needed for step in self.steps)


@dataclass(frozen=True)
class FactsView:
    """What may be asked for, by kind."""

    shelves: tuple[tuple[str, tuple[Fact, ...]], ...]


@dataclass(frozen=True)
class ToldView:
    """Messages, the latest first: those that rest on a claim, with whoever of its audience has not heard it, or those
    that an audience was told."""

    rows: tuple[Told, ...]
    untold: tuple[Record, ...]
    of_claim: bool


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (ADVOCACY, WITH_SALES, GUIDE)


def views(wiki: Wiki) -> Iterable[View]:
    """The log of advocacy for colleagues alone, and only where there is one."""
    catalog, settings = wiki.catalog, wiki.settings
    kind = next(kind for kind in wiki.kinds if kind.name == BuyInStep.kind)
    about = {step.ref for step in catalog.of(BuyInStep)}
    findings = tuple(one for one in wiki.findings if (told := catalog.subject(one)) and told.ref in about)
    facts = IndexFacts(kind, _scorecard(wiki), introduction(catalog, INDEX), findings)
    yield View(INDEX, "buy_in/index.md", facts, "buy-in-step", "buy-in.title")
    heard = catalog.once(log, settings)
    if settings.is_internal and heard.rows:
        yield View(ADVOCACY, "buy_in/advocacy.md", heard, "buy-in-step", "buy-in.advocacy")
    shared = catalog.once(alignment, settings)
    if shared.has_sales:
        yield View(WITH_SALES, "buy_in/with_sales.md", shared, "buy-in-step", "buy-in.with-sales")
    shelves = tuple((name, tuple(those)) for name, those in groupby(EVIDENCE, key=lambda fact: fact.kind))
    yield View(GUIDE, "buy_in/facts.md", FactsView(shelves), "guide", "buy-in.facts")


def _scorecard(wiki: Wiki) -> ScorecardView:
    catalog, settings = wiki.catalog, wiki.settings
    return ScorecardView(
        score(catalog, settings, settings.as_of),
        catalog.once(past, settings),
        len(catalog.of(Sponsor)),
        catalog.once(log, settings),
        catalog.once(alignment, settings),
        framework(catalog).has_ours,
        settings.is_internal,
    )


def of_step(step: BuyInStep, wiki: Wiki) -> StepScore | None:
    """Nothing for one that is dropped or adds to another."""
    found = score(wiki.catalog, wiki.settings, wiki.settings.as_of)
    return next((one for one in found if one.step.id == step.id), None)


def told_with(claim: Claim, wiki: Wiki) -> ToldView | None:
    """For colleagues alone: who was told it, and who of its audience was not. Nothing where nobody keeps a log."""
    catalog, settings = wiki.catalog, wiki.settings
    rows = catalog.once(log, settings).rows
    if not settings.is_internal or not rows:
        return None
    own = tuple(told for told in rows if told.claim and told.claim.id == claim.id)
    heard = {told.audience.ref for told in own}
    untold = tuple(
        one
        for one in catalog.follow(claim, "audience")
        if heard.isdisjoint({one.ref, *(team.ref for team in through(one, catalog))})
    )
    return ToldView(own, untold, of_claim=True) if own or untold else None


def heard_by(party: Entity, wiki: Wiki) -> ToldView | None:
    """What a team or a role was told itself."""
    rows = wiki.catalog.once(log, wiki.settings).rows
    own = tuple(told for told in rows if told.audience.ref == party.ref)
    return ToldView(own, (), of_claim=False) if own and wiki.settings.is_internal else None
