"""What the page of a claim shows of itself; whether its evidence holds is told by a report."""

from dataclasses import dataclass

from mops_kb.kinds.claim.model import Claim
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class ClaimView:
    claim: Claim
    evidence: tuple[Record, ...]
    audience: tuple[Record, ...]


def page(claim: Claim, catalog: Catalog, settings: Settings) -> ClaimView:
    return ClaimView(claim, catalog.follow(claim, "evidence"), catalog.follow(claim, "audience"))
