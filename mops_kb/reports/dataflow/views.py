"""The page of data flows: the map, all flows, and which tool is right about which field and which others hold it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mops_kb.kinds.data_field.model import DataField
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.problem import Problem
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.dataflow.drawing import Box, Drawing, Line, draw, wrapped
from mops_kb.reports.dataflow.flows import Flow, carrying, flows, reached, touching, ways

PATH = "stack/data-flows.md"
MOST = 60
"""Of more tools than this nobody could read a drawing; the table has them all."""
CODES = ("field-loop", "no-system-of-record")


@dataclass(frozen=True)
class Node:
    """A tool on the map, its title in the lines of its box."""

    tool: Tool
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """`is_planned` says that nothing flows there yet; `personal`, that personal data does."""

    line: Line
    is_planned: bool
    is_personal: bool


@dataclass(frozen=True)
class Map:
    drawing: Drawing
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Cell:
    """What a tool has to do with a field: it is right about it, a flow writes it there, or a flow reads it there."""

    is_record: bool
    is_written: bool
    is_read: bool


@dataclass(frozen=True)
class Row:
    """`record` is None where there is none or it is not shown; `cells` stand in the order of the tools."""

    field: DataField
    record: Record | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Foreign:
    """A flow that carries a field out of a tool to which the tool that is right about it does not send it."""

    flow: Flow
    field: DataField
    record: Record


@dataclass(frozen=True)
class FlowsView:
    map: Map | None
    flows: tuple[Flow, ...]
    joined: int
    """So many tools are joined by the flows."""
    tools: tuple[Tool, ...]
    """Those that hold a field."""
    rows: tuple[Row, ...]
    foreign: tuple[Foreign, ...]
    personal: int
    findings: tuple[Problem, ...]


@dataclass(frozen=True)
class ToolFlows:
    tool: Tool
    arriving: tuple[Flow, ...]
    leaving: tuple[Flow, ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterator[View]:
    """Nothing in a wiki that knows of no flows and no fields."""
    if wiki.catalog.once(flows, wiki.settings) or wiki.catalog.of(DataField):
        yield View(PATH, "dataflow/page.md", _page(wiki), "dataflow", "dataflow.title")


def of_tool(tool: Tool, wiki: Wiki) -> ToolFlows | None:
    """The section of a tool's page: what comes in and what goes out."""
    those = wiki.catalog.once(touching, wiki.settings).get(tool.id, ())
    arriving = tuple(flow for flow in those if flow.target is tool)
    return ToolFlows(tool, arriving, tuple(flow for flow in those if flow.source is tool)) if those else None


def _page(wiki: Wiki) -> FlowsView:
    catalog, settings = wiki.catalog, wiki.settings
    all_flows = catalog.once(flows, settings)
    holding = _holding(catalog, settings)
    seen = {id for cells in holding.values() for id in cells}
    tools = tuple(tool for tool in catalog.of(Tool) if tool.id in seen)
    return FlowsView(
        _map(all_flows, settings),
        tuple(sorted(all_flows, key=lambda flow: (flow.source.id, flow.target.id, flow.integration.id))),
        len({tool.id for flow in all_flows for tool in (flow.source, flow.target)}),
        tools,
        tuple(
            Row(
                field,
                next(iter(catalog.follow(field, "system_of_record")), None),
                tuple(holding[field.id].get(tool.id) for tool in tools),
            )
            for field in catalog.of(DataField)
        ),
        tuple(_foreign(catalog, settings)),
        sum(field.personal for field in catalog.of(DataField)),
        tuple(finding for finding in wiki.findings if finding.code in CODES),
    )


def _map(those: Sequence[Flow], settings: Settings) -> Map | None:
    tools = {tool.id: tool for flow in those for tool in (flow.source, flow.target)}
    if not tools or len(tools) > MOST:
        return None
    drawing = draw((flow.source.id, flow.target.id) for flow in those)
    between: dict[frozenset[str], list[Flow]] = defaultdict(list)
    for flow in those:
        between[frozenset((flow.source.id, flow.target.id))].append(flow)
    return Map(
        drawing,
        tuple(Node(tools[box.id], box, wrapped(_title(tools[box.id], settings))) for box in drawing.boxes),
        tuple(
            Edge(
                line,
                not any(flow.is_live for flow in between[frozenset(line.ends)]),
                any(flow.is_personal for flow in between[frozenset(line.ends)]),
            )
            for line in drawing.lines
        ),
    )


def _title(tool: Tool, settings: Settings) -> str:
    """The words decide how a box is filled, so that the drawing has to know them."""
    return tool.title.words(settings.language, settings.default_language).text


def _holding(catalog: Catalog, settings: Settings) -> dict[str, dict[str, Cell]]:
    """What each tool has to do with each field, by their ids."""
    carried = catalog.once(carrying, settings)
    found: dict[str, dict[str, Cell]] = {}
    for field in catalog.of(DataField):
        records = {record.id for record in catalog.follow(field, "system_of_record")}
        written = {flow.target.id for flow in carried.get(field.id, ())}
        read = {flow.source.id for flow in carried.get(field.id, ())}
        found[field.id] = {
            tool: Cell(tool in records, tool in written, tool in read) for tool in sorted(records | written | read)
        }
    return found


def _foreign(catalog: Catalog, settings: Settings) -> Iterable[Foreign]:
    """Only of fields whose system of record is known and shown."""
    carried = catalog.once(carrying, settings)
    for field in catalog.of(DataField):
        record = next(iter(catalog.follow(field, "system_of_record")), None)
        if record:
            those = carried.get(field.id, ())
            fed = reached(record.id, ways(those))
            yield from (Foreign(flow, field, record) for flow in those if flow.source.id not in fed)
