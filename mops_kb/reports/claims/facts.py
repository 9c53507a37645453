"""Facts of claims: whether they stand, why not, and how much they rest on."""

from typing import get_args

from mops_kb.kinds.claim.model import Claim
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Facts, entities
from mops_kb.model.settings import Settings
from mops_kb.reports.claims.support import Status, Support, Why, support


def _support(claim: Claim, catalog: Catalog, settings: Settings) -> Support:
    return catalog.once(support, settings)[claim.id]


_fact = Facts("claim", _support, "claims/cells.md")

FACTS = (
    _fact(
        "status",
        "choice",
        lambda one: one.status,
        get_args(Status),
        choices_in="claim.status",
        rich=True,
        knows_past=False,
    ),
    _fact("lacks", "choice", lambda one: one.why, get_args(Why), choices_in="claim.why", rich=True),
    _fact(
        "rests_on", "ref", lambda one: entities(piece.record for piece in one.pieces), rich=True, words="claim.evidence"
    ),
    _fact("only_others", "flag", lambda one: one.only_others),
)
