"""Checks of playbooks: steps stand in the order in which they are due, have names of their own, and somebody behind."""

from collections.abc import Iterator

from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.playbook.raci import unanswered
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def crossing(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A step that is due before one that it follows."""
    for playbook in catalog.complete.of(Playbook):
        document = catalog.complete.documents[playbook.ref]
        last = None
        for number, step in enumerate(playbook.steps, 1):
            if not step.timing or step.timing.sort == "within":
                continue
            if last and step.timing.is_before(last[1]):
                place = document.place(("steps", number - 1, "timing"))
                before, timing = last
                yield problem(
                    document.path,
                    place,
                    "offsets-cross",
                    step=number,
                    timing=step.timing.written,
                    before=before,
                    earlier=timing.written,
                )
            last = number, step.timing


def twins(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Two steps of one name."""
    for playbook in catalog.complete.of(Playbook):
        document = catalog.complete.documents[playbook.ref]
        first: dict[str, int] = {}
        for number, step in enumerate(playbook.steps, 1):
            if step.id in first:
                place = document.place(("steps", number - 1, "id"))
                yield problem(document.path, place, "step-twice", step=step.id, first=first[step.id], number=number)
            elif step.id:
                first[step.id] = number


def unanswered_for(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the playbook says who answers for some steps, and leaves out others."""
    for playbook in catalog.of(Playbook):
        if steps := unanswered(playbook):
            document = catalog.documents[playbook.ref]
            place = document.place(("steps",))
            yield problem(document.path, place, "no-accountable", id=playbook.id, n=len(steps), first=steps[0])
