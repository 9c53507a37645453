"""What the page of a stage shows: what a lead is by then, what brings it here, and who takes it over how soon."""

from collections.abc import Iterator
from dataclasses import dataclass

from mops_kb.kinds.stage.model import Stage
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import holdings
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class StageView:
    """`number` is its place among `count` stages; `people` hold the role that takes over."""

    stage: Stage
    number: int
    count: int
    before: Stage | None
    after: Stage | None
    taken_by: Record | None
    people: tuple[Entity, ...]


@each
def page(stage: Stage, catalog: Catalog, settings: Settings) -> StageView:
    stages = catalog.of(Stage)
    at = stages.index(stage)
    taken_by = next(iter(catalog.follow(stage, "handover_to")), None)
    holding = holdings(catalog, taken_by, settings.as_of) if taken_by and taken_by.kind == "role" else ()
    return StageView(
        stage,
        at + 1,
        len(stages),
        stages[at - 1] if at else None,
        stages[at + 1] if at + 1 < len(stages) else None,
        taken_by,
        tuple(one.person for one in holding),
    )


def ranks(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Of two stages with one rank nobody knows which comes first."""
    seen: dict[int, Stage] = {}
    for stage in catalog.of(Stage):
        other = seen.setdefault(stage.rank, stage)
        if other is not stage:
            document = catalog.documents[stage.ref]
            place = document.place(("rank",))
            yield problem(document.path, place, "stage-rank-twice", id=stage.id, rank=stage.rank, other=other.id)
