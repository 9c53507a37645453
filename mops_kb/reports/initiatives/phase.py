"""Phase: which gate an initiative stands before, and what it lacks first."""

from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.initiatives.gates import Gate, all_gates, gates
from mops_kb.reports.initiatives.need import Need


@dataclass(frozen=True)
class Standing:
    """`gate` is the first that is not passed, None once all are; `need` is what it lacks first."""

    initiative: Initiative
    gates: tuple[Gate, ...]
    gate: Gate | None
    need: Need | None
    passed: int


def standing(initiative: Initiative, catalog: Catalog, settings: Settings) -> Standing:
    """Today."""
    return _standing(initiative, catalog.once(all_gates, settings)[initiative.id])


def phase(initiative: Initiative, catalog: Catalog, settings: Settings, on: date) -> Standing:
    """As it was known on a day."""
    return _standing(initiative, gates(initiative, catalog, settings, on))


def _standing(initiative: Initiative, those: tuple[Gate, ...]) -> Standing:
    gate = next((one for one in those if not one.is_passed), None)
    need = next(iter(gate.missing), None) if gate else None
    return Standing(initiative, those, gate, need, sum(one.is_passed for one in those))
