"""RACI: who does each step (R), who answers for it (A), who is asked before (C) and who is told (I)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mops_kb.kinds.playbook.model import Playbook
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.ref import Ref


@dataclass(frozen=True)
class Row:
    """`letters` has one entry for each party: R, A, RA, C, I or nothing."""

    number: int
    letters: tuple[str, ...]

    @property
    def is_answered_for(self) -> bool:
        return any("A" in letters for letters in self.letters)


@dataclass(frozen=True)
class Raci:
    parties: tuple[Record, ...]
    rows: tuple[Row, ...]


def raci(playbook: Playbook, catalog: Catalog) -> Raci | None:
    """None where the playbook says no more than who does what."""
    if not is_begun(playbook):
        return None
    steps = [_letters(playbook, position, catalog) for position in range(len(playbook.steps))]
    parties = {ref: party for letter in "RACI" for step in steps for ref, party in step[letter].items()}
    rows = (
        Row(number, tuple("".join(letter for letter in "RACI" if ref in step[letter]) for ref in parties))
        for number, step in enumerate(steps, 1)
    )
    return Raci(tuple(parties.values()), tuple(rows))


def is_begun(playbook: Playbook) -> bool:
    """Whether it says of any step who answers for it, is asked or is told."""
    steps = playbook.steps
    return bool(playbook.accountable or playbook.inform or any(s.approval or s.consult or s.inform for s in steps))


def unanswered(playbook: Playbook) -> tuple[int, ...]:
    """The numbers of the steps that nobody answers for."""
    if playbook.accountable or not is_begun(playbook):
        return ()
    return tuple(number for number, step in enumerate(playbook.steps, 1) if not step.approval)


def _letters(playbook: Playbook, position: int, catalog: Catalog) -> Mapping[str, Mapping[Ref, Record]]:
    """Letter → who has it in this step. Whoever does or approves something need not be asked or told as well."""
    step = playbook.steps[position]
    here = ("steps", position)
    does = _named([catalog.target(playbook, (*here, "role"))])
    answers = _named([catalog.target(playbook, (*here, "approval") if step.approval else ("accountable",))])
    asked = _named(catalog.target(playbook, (*here, "consult", n)) for n in range(len(step.consult)))
    asked = {ref: party for ref, party in asked.items() if ref not in does and ref not in answers}
    told = _named(
        [
            *(catalog.target(playbook, (*here, "inform", n)) for n in range(len(step.inform))),
            *(catalog.target(playbook, ("inform", n)) for n in range(len(playbook.inform))),
        ]
    )
    told = {ref: party for ref, party in told.items() if all(ref not in those for those in (does, answers, asked))}
    return {"R": does, "A": answers, "C": asked, "I": told}


def _named(records: Iterable[Record | None]) -> dict[Ref, Record]:
    return {record.ref: record for record in records if record}
