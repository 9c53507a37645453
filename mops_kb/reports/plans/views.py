"""What the pages about plans show: the dated plan of an event, this week and the next two by team, each one's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mops_kb.compute import introduction
from mops_kb.kinds.event.model import Event
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.plans.coming import INDEX, Agenda, agendas
from mops_kb.reports.plans.plan import Plan, plans


@dataclass(frozen=True)
class NextView:
    """`people` have pages of their own; `undated` are plans whose day is not fixed, by the day they must begin."""

    intro: Entity | None
    teams: tuple[Agenda, ...]
    people: tuple[Agenda, ...]
    undated: tuple[Plan, ...]
    tasks: int
    late: int


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (INDEX,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where nobody has anything to do."""
    found = wiki.catalog.once(agendas, wiki.settings)
    made = wiki.catalog.once(plans, wiki.settings)
    intro = introduction(wiki.catalog, INDEX)
    if found or intro:
        dated = {(task.event.id, task.number): task for one in found.values() for task in one.tasks}
        undated = [plan for plan in made.values() if plan.latest_start and plan.event.status != "idea"]
        facts = NextView(
            intro,
            tuple(agenda for ref, agenda in found.items() if ref.kind == "team"),
            tuple(agenda for ref, agenda in found.items() if ref.kind == "person"),
            tuple(sorted(undated, key=lambda plan: (plan.latest_start or wiki.settings.as_of, plan.event.id))),
            len(dated),
            sum(1 for task in dated.values() if task.state == "late"),
        )
        yield View(INDEX, "plans/index.md", facts, "next", "next.title")
    for agenda in found.values():
        yield View(agenda.path, "plans/page.md", agenda, "next", agenda.of.title, called="next.of")


def of_event(event: Event, wiki: Wiki) -> Plan | None:
    return wiki.catalog.once(plans, wiki.settings).get(event.id)
