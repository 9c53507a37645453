"""What the pages about playbooks show."""

from dataclasses import dataclass

from mops_kb.kinds.playbook.model import Playbook, Step, Timing
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class StepView:
    step: Step
    number: int
    role: Record | None
    tools: tuple[Record, ...]


@dataclass(frozen=True)
class PlaybookView:
    """`first` is the earliest start before the day, if the steps count back from one."""

    playbook: Playbook
    steps: tuple[StepView, ...]
    roles: tuple[Record, ...]
    tools: tuple[Record, ...]
    kpis: tuple[Record, ...]
    first: Timing | None


@dataclass(frozen=True)
class PlaybooksView:
    groups: tuple[tuple[Record | None, tuple[PlaybookView, ...]], ...]
    count: int


def page(playbook: Playbook, catalog: Catalog, settings: Settings) -> PlaybookView:
    offsets = [step.timing for step in playbook.steps if step.timing and step.timing.sort == "offset"]
    return PlaybookView(
        playbook,
        tuple(_step(playbook, number, catalog) for number in range(len(playbook.steps))),
        catalog.follow(playbook, "steps.role"),
        catalog.follow(playbook, "steps.tools"),
        catalog.follow(playbook, "kpis"),
        min(offsets, key=lambda timing: timing.amount, default=None),
    )


def _step(playbook: Playbook, number: int, catalog: Catalog) -> StepView:
    step = playbook.steps[number]
    tools = (catalog.target(playbook, ("steps", number, "tools", n)) for n in range(len(step.tools)))
    role = catalog.target(playbook, ("steps", number, "role"))
    return StepView(step, number + 1, role, tuple(tool for tool in tools if tool))


def index(catalog: Catalog, settings: Settings) -> PlaybooksView:
    """Playbooks by the duty that they belong to."""
    views = [page(playbook, catalog, settings) for playbook in catalog.of(Playbook)]
    duties = [*catalog.named("duty"), None]
    groups = ((duty, tuple(view for view in views if _first_duty(view, catalog) is duty)) for duty in duties)
    return PlaybooksView(tuple((duty, those) for duty, those in groups if those), len(views))


def _first_duty(view: PlaybookView, catalog: Catalog) -> Record | None:
    return next(iter(catalog.follow(view.playbook, "duty")), None)
