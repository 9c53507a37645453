"""Facts of the steps to win the executives: how much of the evidence that they ask for is there."""

from mops_kb.kinds.buy_in_step.model import BuyInStep
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Facts
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.score import StepScore, score


def _score(step: BuyInStep, catalog: Catalog, settings: Settings) -> StepScore | None:
    """Nothing of one that is dropped or adds to another."""
    return next((one for one in score(catalog, settings, settings.as_of) if one.step.id == step.id), None)


_fact = Facts("buy-in-step", _score, "buy_in/cells.md")

FACTS = (
    _fact("evidence", "share", lambda one: one.share if one else None, wide=True),
    _fact("gaps", "number", lambda one: len(one.missing) if one else None),
)
