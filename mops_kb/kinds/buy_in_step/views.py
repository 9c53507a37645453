"""How steps stand to each other: which ones make up the framework, and what others add to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from mops_kb.kinds.buy_in_step.model import BuyInStep
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class StepView:
    """`extends` is the step to which it adds; `is_ours` says that it came with the wiki, and is our reading."""

    step: BuyInStep
    extends: BuyInStep | None
    is_ours: bool


@dataclass(frozen=True)
class Framework:
    """The steps that count, in their order, and by the id of each the records that add needs to it."""

    steps: tuple[BuyInStep, ...]
    extensions: Mapping[str, tuple[BuyInStep, ...]]
    has_ours: bool
    """Whether a step, or what it is added to, came with the wiki."""


def framework(catalog: Catalog) -> Framework:
    steps = tuple(step for step in catalog.of(BuyInStep) if not step.extends and not step.dropped)
    added: dict[str, list[BuyInStep]] = {step.id: [] for step in steps}
    for one in catalog.of(BuyInStep):
        meant = _meant(one, steps) if one.extends and not one.dropped else ()
        if len(meant) == 1:
            added[meant[0].id].append(one)
    return Framework(
        steps,
        {id: tuple(those) for id, those in added.items()},
        any(_is_ours(step, catalog) for step in steps),
    )


def page(step: BuyInStep, catalog: Catalog, settings: Settings) -> StepView:
    meant = _meant(step, framework(catalog).steps) if step.extends else ()
    return StepView(step, meant[0] if len(meant) == 1 else None, _is_ours(step, catalog))


def extended(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A step adds to one that is there, and to one alone: SAFARI has two As."""
    steps = framework(catalog).steps
    for step in catalog.of(BuyInStep):
        meant = _meant(step, steps) if step.extends else (step,)
        if len(meant) == 1:
            continue
        document = catalog.documents[step.ref]
        place = document.place(("extends",))
        written = step.extends or ""
        if meant:
            ids = [one.id for one in meant]
            yield problem(document.path, place, "ambiguous-letter", written=written, choices=ids)
        else:
            names = [*(one.id for one in steps), *(one.mark for one in steps)]
            near = next(iter(get_close_matches(written, names, n=1)), "")
            yield problem(
                document.path,
                place,
                "unknown-letter",
                "near" if near else "remedy",
                written=written,
                near=near,
                steps=names,
            )


def _meant(step: BuyInStep, steps: tuple[BuyInStep, ...]) -> tuple[BuyInStep, ...]:
    by_id = tuple(one for one in steps if one.id == step.extends)
    return by_id or tuple(one for one in steps if step.extends and one.is_called(step.extends))


def _is_ours(step: BuyInStep, catalog: Catalog) -> bool:
    return catalog.documents[step.ref].path.startswith("(")
