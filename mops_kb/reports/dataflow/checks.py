"""Checks of data flows: into tools that are gone, in circles, and of fields about which no tool is right."""

from collections.abc import Iterator

from mops_kb.kinds.data_field.model import DataField
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.dataflow.flows import carrying, circles, flows, ways


def into_retired(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Data that is said to go where nobody takes it."""
    for flow in catalog.once(flows, settings):
        if flow.target.is_over:
            document = catalog.documents[flow.integration.ref]
            place = document.place(("target",))
            yield problem(document.path, place, "flow-into-retired", id=flow.integration.id, tool=flow.target.id)


def loops(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a field comes back to the tool that sent it, so that two tools write each other's values."""
    carried = catalog.once(carrying, settings)
    for field in catalog.of(DataField):
        for circle in circles(ways(carried.get(field.id, ()))):
            document = catalog.documents[field.ref]
            chain = " → ".join([*circle, circle[0]])
            yield problem(document.path, document.start, "field-loop", id=field.id, chain=chain)


def unrecorded(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: where tools differ, nobody knows which is right."""
    for field in catalog.of(DataField):
        document = catalog.documents[field.ref]
        record = next(iter(catalog.follow(field, "system_of_record")), None)
        if not field.system_of_record:
            yield problem(document.path, document.start, "no-system-of-record", id=field.id)
        elif isinstance(record, Tool) and record.is_over:
            place = document.place(("system_of_record",))
            yield problem(document.path, place, "no-system-of-record", "retired", id=field.id, tool=record.id)
