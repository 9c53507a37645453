"""Support: whether a claim stands today. One piece of evidence that holds is enough, so more never makes it worse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mops_kb.kinds.claim.model import Claim
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings
from mops_kb.reports.claims.evidence import Piece, piece

Status = Literal["unsupported", "stale", "supported"]
WORST_FIRST: tuple[Status, ...] = ("unsupported", "stale", "supported")
Why = Literal["no-evidence", "proves-nothing", "evidence", "review"]


@dataclass(frozen=True)
class Support:
    """`why` is None where the claim is supported. `is_unshown`: part of the evidence is not shown on this site."""

    claim: Claim
    status: Status
    why: Why | None
    pieces: tuple[Piece, ...]
    audience: tuple[Record, ...]
    is_unshown: bool = False

    @property
    def only_others(self) -> bool:
        """Nothing of it is our own experience: all that counts was measured elsewhere."""
        counted = [piece for piece in self.pieces if piece.worth != "nothing"]
        return bool(counted) and not self.is_unshown and not any(piece.is_ours for piece in counted)


def support(catalog: Catalog, settings: Settings) -> Mapping[str, Support]:
    """Of all claims by id: `catalog.once(support, settings)`."""
    return {claim.id: _shown(claim, catalog, settings) for claim in catalog.of(Claim)}


def _shown(claim: Claim, catalog: Catalog, settings: Settings) -> Support:
    """A claim does not lack evidence because the site does not show it."""
    found = _of(claim, catalog, settings)
    if found.status == "supported" or len(found.pieces) == len(_evidence(claim, catalog.complete, settings)):
        return found
    whole = catalog.complete.once(support, settings)[claim.id]
    return replace(found, status=whole.status, why=whole.why, is_unshown=True)


def _of(claim: Claim, catalog: Catalog, settings: Settings) -> Support:
    audience = catalog.follow(claim, "audience")
    pieces = tuple(piece(record, catalog, settings) for record in _evidence(claim, catalog, settings))
    status, why = judged(pieces, is_due=claim.freshness(settings.as_of) == "stale")
    return Support(claim, status, why, pieces, audience)


def _evidence(claim: Claim, catalog: Catalog, settings: Settings) -> list[Entity]:
    records = catalog.follow(claim, "evidence")
    return [one for one in records if isinstance(one, Entity) and settings.counts(one.seen_by)]


def judged(pieces: Sequence[Piece], *, is_due: bool) -> tuple[Status, Why | None]:
    """`is_due`: the claim itself was not looked at in time."""
    worths = {one.worth for one in pieces}
    if not worths & {"holds", "stale"}:
        return "unsupported", "proves-nothing" if pieces else "no-evidence"
    if "holds" not in worths:
        return "stale", "evidence"
    return ("stale", "review") if is_due else ("supported", None)
