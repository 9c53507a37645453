"""What the pages about playbooks show."""

from dataclasses import dataclass

from mops_kb.kinds.playbook.model import Playbook, Step, Timing
from mops_kb.kinds.playbook.raci import Raci, raci
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class StepView:
    """`approval` is who approves what comes out."""

    step: Step
    number: int
    name: str
    role: Record | None
    tools: tuple[Record, ...]
    approval: Record | None
    kpi: Record | None


@dataclass(frozen=True)
class PlaybookView:
    """`first` is the earliest start before the day, if the steps count back from one."""

    playbook: Playbook
    steps: tuple[StepView, ...]
    roles: tuple[Record, ...]
    tools: tuple[Record, ...]
    kpis: tuple[Record, ...]
    first: Timing | None
    accountable: Record | None
    raci: Raci | None
    flow: tuple[str, ...]
    """The lines of its diagram."""


@dataclass(frozen=True)
class PlaybooksView:
    count: int


@each
def page(playbook: Playbook, catalog: Catalog, settings: Settings) -> PlaybookView:
    offsets = (step.timing for step in playbook.steps if step.timing and step.timing.sort == "offset")
    return PlaybookView(
        playbook,
        tuple(_step(playbook, number, catalog) for number in range(len(playbook.steps))),
        catalog.follow(playbook, "steps.role"),
        catalog.follow(playbook, "steps.tools"),
        catalog.follow(playbook, "kpis"),
        next(offsets, None),
        next(iter(catalog.follow(playbook, "accountable")), None),
        raci(playbook, catalog),
        tuple(line for line in playbook.flow.diagram.splitlines() if line.strip()) if playbook.flow else (),
    )


def _step(playbook: Playbook, number: int, catalog: Catalog) -> StepView:
    step = playbook.steps[number]
    tools = (catalog.target(playbook, ("steps", number, "tools", n)) for n in range(len(step.tools)))
    return StepView(
        step,
        number + 1,
        playbook.name_of(number + 1),
        catalog.target(playbook, ("steps", number, "role")),
        tuple(tool for tool in tools if tool),
        catalog.target(playbook, ("steps", number, "approval")),
        catalog.target(playbook, ("steps", number, "kpi")),
    )


def index(catalog: Catalog, settings: Settings) -> PlaybooksView:
    return PlaybooksView(len(catalog.of(Playbook)))
