"""Facts of events that follow a playbook, how far the plan is; and of teams and people, when something is next."""

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.fact import Fact, Facts
from mops_kb.model.settings import Settings
from mops_kb.reports.plans.coming import Agenda, agendas
from mops_kb.reports.plans.plan import Plan, Task, plans


def _plan(event: Event, catalog: Catalog, settings: Settings) -> Plan | None:
    return catalog.once(plans, settings).get(event.id)


def _next(plan: Plan | None) -> Task | None:
    dated = [task for task in plan.tasks if task.is_open and task.due] if plan else []
    return min(dated, key=lambda task: (task.due is None, task.due, task.number), default=None)


def _agenda(one: Entity, catalog: Catalog, settings: Settings) -> Agenda | None:
    return catalog.once(agendas, settings).get(one.ref)


def _of(kind: str) -> tuple[Fact, ...]:
    fact = Facts(kind, _agenda)
    return (
        fact("next_on", "date", lambda agenda: agenda.items[0].day if agenda else None),
        fact("tasks_late", "number", lambda agenda: agenda.late if agenda else 0, is_internal=True),
    )


_fact = Facts("event", _plan, "plans/cells.md")

FACTS = (
    _fact("next_step", "words", lambda plan: task.step.title if (task := _next(plan)) else None),
    _fact("next_step_on", "date", lambda plan: task.due if (task := _next(plan)) else None, rich=True),
    _fact("steps_finished", "number", lambda plan: plan.done if plan else None, wide=True),
    _fact("steps_late", "number", lambda plan: len(plan.late) if plan else None),
    *_of("team"),
    *_of("person"),
)
