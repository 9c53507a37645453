"""What the pages about capabilities show: which tools do it, and whether that is too few or too many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mops_kb.kinds.capability.model import Capability
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

Supply = Literal["covered", "overlap", "trial", "ending", "gap", "unneeded"]
"""One adopted tool; several; only some on trial; only some that end; none though it is needed; none and not needed."""
_ENDING = ("contained", "retiring")
_ORDER = ("adopted", "trial", "candidate", *_ENDING)


@dataclass(frozen=True)
class CapabilityView:
    """`tools` are those that are not retired, by state, the adopted first."""

    capability: Capability
    tools: tuple[tuple[str, tuple[Record, ...]], ...]
    supply: Supply
    evaluations: tuple[Record, ...]

    @property
    def adopted(self) -> tuple[Record, ...]:
        return dict(self.tools).get("adopted", ())


@dataclass(frozen=True)
class CapabilitiesView:
    count: int
    supplies: Mapping[str, int]


@each
def page(capability: Capability, catalog: Catalog, settings: Settings) -> CapabilityView:
    tools = catalog.who(capability, "capable-tools")
    return CapabilityView(
        capability,
        tuple((state, those) for state in _ORDER if (those := _in(state, tools))),
        supply(capability, catalog),
        catalog.who(capability, "evaluations"),
    )


def index(catalog: Catalog, settings: Settings) -> CapabilitiesView:
    found = [supply(capability, catalog) for capability in catalog.of(Capability)]
    return CapabilitiesView(len(found), {supply: found.count(supply) for supply in get_args(Supply)})


def supply(capability: Capability, catalog: Catalog) -> Supply:
    """By the tools that are shown; what only a hidden tool does is not called lacking."""
    states = [getattr(tool, "state", "") for tool in catalog.who(capability, "capable-tools")]
    if states.count("adopted") > 1:
        return "overlap"
    states = [getattr(tool, "state", "") for tool in catalog.complete.who(capability, "capable-tools")]
    if "adopted" in states:
        return "covered"
    if "trial" in states:
        return "trial"
    if any(state in _ENDING for state in states):
        return "ending"
    return "gap" if capability.needed else "unneeded"


def _in(state: str, tools: Sequence[Record]) -> tuple[Record, ...]:
    return tuple(tool for tool in tools if getattr(tool, "state", "") == state)


def gaps(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: marketing needs it, and no tool does it: none adopted, none on trial."""
    for capability in catalog.of(Capability):
        if capability.needed and supply(capability, catalog) in ("gap", "ending"):
            document = catalog.documents[capability.ref]
            yield problem(document.path, document.place(("id",)), "capability-gap", id=capability.id)
