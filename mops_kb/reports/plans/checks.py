"""Checks of plans: steps that there are, work that is late or should have begun, steps that nobody can do any more."""

from collections.abc import Iterator
from difflib import get_close_matches

from mops_kb.kinds.event.model import Event
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.address import address
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import holdings
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.reports.plans.coming import INDEX, path_of
from mops_kb.reports.plans.plan import plans

NAMED = 3
"""So many of the steps that are late are named."""
_GOING = ("retiring", "retired")


def steps_done(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A step that is said to be done is one of the event's playbook."""
    complete = catalog.complete
    for event in complete.of(Event):
        document = complete.documents[event.ref]
        playbook = next((one for one in complete.follow(event, "playbook") if isinstance(one, Playbook)), None)
        if event.steps_done and not event.playbook:
            place = document.place(("steps_done",))
            yield problem(document.path, place, "steps-without-playbook", id=event.id)
        elif playbook:
            known = [name for n, step in enumerate(playbook.steps, 1) for name in (step.id, str(n)) if name]
            for position, written in enumerate(event.steps_done):
                if written not in known:
                    near = next(iter(get_close_matches(written, known, n=1)), "")
                    place = document.place(("steps_done", position))
                    variant = "near" if near else "remedy"
                    yield problem(
                        document.path, place, "unknown-step", variant, written=written, near=near, playbook=playbook.id
                    )


def late(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: work on an event that is planned should be done, or at least begun, and is not."""
    for plan in catalog.once(plans, settings).values():
        if not plan.late or not plan.start:
            continue
        document = catalog.documents[plan.event.ref]
        place = document.place(("steps_done",) if plan.event.steps_done else ("playbook",))
        id, n = plan.event.id, len(plan.late)
        titles = [task.step.title.words(settings.language, settings.default_language).text for task in plan.late]
        if plan.fits:
            yield problem(document.path, place, "plan-late", id=id, n=n, steps=titles[:NAMED])
        else:
            start = plan.start.isoformat()
            yield problem(document.path, place, "plan-does-not-fit", id=id, start=start, n=n, steps=titles[:NAMED])


def vacant(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a playbook has steps for a role that nobody holds. Each role is told once."""
    for playbook in catalog.of(Playbook):
        document = catalog.documents[playbook.ref]
        told: set[Ref] = set()
        for position in range(len(playbook.steps)):
            role = catalog.target(playbook, ("steps", position, "role"))
            if role and role.ref not in told and not holdings(catalog.complete, role, settings.as_of):
                told.add(role.ref)
                place = document.place(("steps", position, "role"))
                yield problem(document.path, place, "step-role-vacant", id=playbook.id, step=position + 1, role=role.id)


def retiring(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a playbook still works with a tool that is going or gone. Each tool is told once."""
    for playbook in catalog.of(Playbook):
        document = catalog.documents[playbook.ref]
        told: set[Ref] = set()
        for position, step in enumerate(playbook.steps):
            for n in range(len(step.tools)):
                tool = catalog.target(playbook, ("steps", position, "tools", n))
                if isinstance(tool, Tool) and tool.state in _GOING and tool.ref not in told:
                    told.add(tool.ref)
                    place = document.place(("steps", position, "tools", n))
                    yield problem(
                        document.path, place, "step-tool-retiring", id=playbook.id, step=position + 1, tool=tool.id
                    )


def twins(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """No hand-written page may stand where the next things of somebody come out."""
    complete = catalog.complete
    paths = [path_of(one) for kind in ("person", "team") for one in complete.named(kind)]
    taken = {address(path).strip("/").casefold() for path in paths}
    for note in complete.named("note"):
        where = address(note.path).strip("/").casefold() if isinstance(note, Entity) else ""
        if where in taken and where != INDEX:
            document = complete.documents[note.ref]
            yield problem(document.path, document.place(("id",)), "same-page", address=where, other="mops-kb")
