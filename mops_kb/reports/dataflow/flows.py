"""Flows: the integrations that run or are planned, between tools that are shown, and where each field gets by them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mops_kb.kinds.data_field.model import DataField
from mops_kb.kinds.integration.model import Integration
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import owner
from mops_kb.model.settings import Settings

Ways = Mapping[str, Sequence[str]]
"""From tools to tools, by their ids."""


@dataclass(frozen=True)
class Flow:
    integration: Integration
    source: Tool
    target: Tool
    fields: tuple[DataField, ...]
    owner: Entity | None

    @property
    def is_live(self) -> bool:
        return self.integration.state == "live"

    @property
    def is_personal(self) -> bool:
        return any(field.personal for field in self.fields)


def flows(catalog: Catalog, settings: Settings) -> tuple[Flow, ...]:
    """All that have not stopped; those that run come first."""
    found = []
    for integration in catalog.of(Integration):
        source, target = catalog.target(integration, ("source",)), catalog.target(integration, ("target",))
        if integration.state != "stopped" and isinstance(source, Tool) and isinstance(target, Tool):
            fields = tuple(one for one in catalog.follow(integration, "fields") if isinstance(one, DataField))
            found.append(Flow(integration, source, target, fields, owner(catalog, integration)))
    return tuple(found)


def carrying(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Flow, ...]]:
    """The flows that carry each field, by its id."""
    found: dict[str, list[Flow]] = defaultdict(list)
    for flow in catalog.once(flows, settings):
        for field in flow.fields:
            found[field.id].append(flow)
    return {field: tuple(those) for field, those in found.items()}


def touching(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Flow, ...]]:
    """The flows that begin or end at each tool, by its id."""
    found: dict[str, list[Flow]] = defaultdict(list)
    for flow in catalog.once(flows, settings):
        found[flow.source.id].append(flow)
        found[flow.target.id].append(flow)
    return {tool: tuple(those) for tool, those in found.items()}


def ways(those: Iterable[Flow]) -> Ways:
    found: dict[str, list[str]] = defaultdict(list)
    for flow in those:
        if flow.target.id not in found[flow.source.id]:
            found[flow.source.id].append(flow.target.id)
    return {source: sorted(targets) for source, targets in found.items()}


def reached(start: str, ahead: Ways) -> Mapping[str, str]:
    """Every tool that data gets to from here, nearest first, with the tool from which it came; the start has none."""
    came = {start: ""}
    for here in (line := [start]):
        for there in ahead.get(here, ()):
            if there not in came:
                came[there] = here
                line.append(there)
    return came


def path(end: str, came: Mapping[str, str]) -> tuple[str, ...]:
    """The tools on the way, the start first."""
    found = [end]
    while came[found[-1]]:
        found.append(came[found[-1]])
    return tuple(reversed(found))


def circles(ahead: Ways) -> list[tuple[str, ...]]:
    """One shortest circle in each part of the map that one can leave and come back to, from its first tool."""
    found = []
    for together in _together(ahead):
        inside = {tool: [there for there in ahead.get(tool, ()) if there in together] for tool in together}
        start = min(together)
        came = reached(start, inside)
        back = next(tool for tool in came if start in inside[tool])
        found.append(path(back, came))
    return sorted(found)


def _together(ahead: Ways) -> list[set[str]]:
    """Groups of tools that all reach each other (Kosaraju), without those of a single tool."""
    behind: dict[str, list[str]] = defaultdict(list)
    for here, targets in ahead.items():
        for there in targets:
            behind[there].append(here)
    left: set[str] = set()
    groups = []
    for start in reversed(_finished(ahead)):
        group: set[str] = set()
        line = [start]
        while line:
            here = line.pop()
            if here not in left:
                left.add(here)
                group.add(here)
                line.extend(behind[here])
        if len(group) > 1:
            groups.append(group)
    return groups


def _finished(ahead: Ways) -> list[str]:
    """The tools in the order in which a walk through the map is done with them."""
    done: dict[str, None] = {}
    seen: set[str] = set()
    for start in sorted(ahead):
        line = [(start, iter(ahead[start]))] if start not in seen else []
        seen.add(start)
        while line:
            here, others = line[-1]
            there = next((one for one in others if one not in seen), None)
            if there is None:
                done[here] = None
                line.pop()
            else:
                seen.add(there)
                line.append((there, iter(ahead.get(there, ()))))
    return list(done)
