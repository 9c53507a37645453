"""Stops: what would stand still, break or go without data if a tool stopped."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.data_field.model import DataField
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.training.needs import Trained, trained
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.ref import Ref
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.dataflow.flows import Flow, Ways, carrying, path, reached, touching, ways


@dataclass(frozen=True)
class Downstream:
    """A tool that data of this one gets to: the tools on the shortest way, and the fields that come to it."""

    tool: Tool
    way: tuple[Tool, ...]
    fields: tuple[DataField, ...]


@dataclass(frozen=True)
class Stops:
    """`playbooks` come with the numbers of the steps; `roles` do those steps; `trained` are counted, not named."""

    tool: Tool
    playbooks: tuple[tuple[Playbook, tuple[int, ...]], ...]
    kpis: tuple[Kpi, ...]
    events: tuple[Event, ...]
    roles: tuple[Role, ...]
    teams: tuple[Record, ...]
    trained: Trained
    breaks: tuple[Flow, ...]
    records: tuple[DataField, ...]
    channels: tuple[Channel, ...]
    downstream: tuple[Downstream, ...]

    @property
    def is_empty(self) -> bool:
        return not any((self.playbooks, self.kpis, self.events, self.teams, self.breaks, self.records, self.channels))


def of_tool(tool: Tool, wiki: Wiki) -> Stops | None:
    """The section of a tool's page; nothing for a tool that is gone or that nothing hangs on."""
    found = None if tool.is_over else stops(tool, wiki.catalog, wiki.settings)
    return found if found and not found.is_empty else None


def stops(tool: Tool, catalog: Catalog, settings: Settings) -> Stops:
    steps = _steps(tool, catalog)
    roles = (catalog.target(playbook, ("steps", n - 1, "role")) for playbook, those in steps for n in those)
    flows = catalog.once(touching, settings).get(tool.id, ())
    return Stops(
        tool,
        steps,
        tuple(one for one in catalog.who(tool, "measured-for") if isinstance(one, Kpi)),
        tuple(
            one for one in catalog.who(tool, "used-in-events") if isinstance(one, Event) and _is_ahead(one, settings)
        ),
        tuple({role.id: role for role in roles if isinstance(role, Role)}.values()),
        catalog.follow(tool, "used_by"),
        trained(tool, catalog, settings),
        tuple(flow for flow in flows if flow.is_live),
        tuple(one for one in catalog.who(tool, "record-of") if isinstance(one, DataField)),
        tuple(one for one in catalog.who(tool, "replaces-channels") if isinstance(one, Channel)),
        _downstream(tool, flows, catalog, settings),
    )


def _steps(tool: Tool, catalog: Catalog) -> tuple[tuple[Playbook, tuple[int, ...]], ...]:
    numbers: dict[Ref, dict[int, None]] = defaultdict(dict)
    for relation in catalog.incoming.get(tool.ref, ()):
        if relation.inverse == "used-in-playbooks" and isinstance(relation.location[1], int):
            numbers[relation.source][relation.location[1] + 1] = None
    playbooks = (one for one in catalog.who(tool, "used-in-playbooks") if isinstance(one, Playbook))
    return tuple((playbook, tuple(numbers[playbook.ref])) for playbook in playbooks)


def _is_ahead(event: Event, settings: Settings) -> bool:
    span = event.when.span(settings.fiscal_year_start)
    return not event.is_over and (span[1] if span else date.max) >= settings.as_of


def _downstream(tool: Tool, flows: Sequence[Flow], catalog: Catalog, settings: Settings) -> tuple[Downstream, ...]:
    """Field by field, as what comes from here goes on only where a flow carries the same field; the nearest first."""
    ahead = catalog.once(_live_ways, settings)
    sent = {field.id: field for flow in flows if flow.is_live and flow.source is tool for field in flow.fields}
    nearest: dict[str, tuple[str, ...]] = {}
    fields: dict[str, list[DataField]] = defaultdict(list)
    for field in sent.values():
        came = reached(tool.id, ahead[field.id])
        for there in list(came)[1:]:
            way = path(there, came)
            if there not in nearest or len(way) < len(nearest[there]):
                nearest[there] = way
            fields[there].append(field)
    tools = {one.id: one for one in catalog.some(Tool, {id for way in nearest.values() for id in way})}
    return tuple(
        Downstream(tools[there], tuple(tools[id] for id in way), tuple(fields[there]))
        for there, way in sorted(nearest.items(), key=lambda item: (len(item[1]), item[0]))
    )


def _live_ways(catalog: Catalog, settings: Settings) -> Mapping[str, Ways]:
    """Where each field goes by the flows that run."""
    carried = catalog.once(carrying, settings)
    return {field: ways(flow for flow in those if flow.is_live) for field, those in carried.items()}
