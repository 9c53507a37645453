"""Counterpart: who in IT answers for a tool, and for which tools there must be somebody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mops_kb.kinds.data_field.model import DataField
from mops_kb.kinds.integration.model import Integration
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.tool.views import IN_USE
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import behind
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

Reason = Literal["record", "personal", "widely"]
WIDELY = 3
"""So many teams make a tool one that IT must know."""

_TOLD: dict[Reason, str] = {"record": "remedy", "personal": "personal", "widely": "widely"}


@dataclass(frozen=True)
class Counterpart:
    """`reasons` say why IT must know the tool, if it must; `people` answer for it today. Shown or not, somebody is
    named if it `has_contact`, and behind that name there is somebody if one `is_there`."""

    tool: Tool
    reasons: tuple[Reason, ...]
    contact: Entity | None
    people: tuple[Entity, ...]
    has_contact: bool
    is_there: bool


def counterparts(catalog: Catalog, settings: Settings) -> Mapping[Ref, Counterpart]:
    """Of all tools in use. Ask by `catalog.once`."""
    personal = _holding_personal_data(catalog)
    return {
        tool.ref: _counterpart(tool, personal, catalog, settings)
        for tool in catalog.of(Tool)
        if tool.state in IN_USE or tool.state == "retiring"
    }


def _counterpart(tool: Tool, personal: frozenset[Ref], catalog: Catalog, settings: Settings) -> Counterpart:
    whole = catalog.complete
    named = next(iter(whole.follow(tool, "it_contact")), None)
    contact = catalog.get(named.ref) if named else None
    told: dict[Reason, bool] = {
        "record": bool(catalog.who(tool, "record-of")),
        "personal": tool.ref in personal,
        "widely": len(tool.used_by) >= WIDELY,
    }
    return Counterpart(
        tool,
        tuple(reason for reason, holds in told.items() if holds),
        contact if isinstance(contact, Entity) else None,
        behind(catalog, contact, settings.as_of),
        bool(tool.it_contact),
        bool(behind(whole, named, settings.as_of)),
    )


def _holding_personal_data(catalog: Catalog) -> frozenset[Ref]:
    """The tools that are right about a personal field, or between which one flows."""
    found = set()
    for field in catalog.of(DataField):
        if field.personal:
            found |= {tool.ref for tool in catalog.follow(field, "system_of_record")}
            for flow in catalog.who(field, "carried-by"):
                if isinstance(flow, Integration) and not flow.is_over:
                    found |= {end.ref for name in ("source", "target") for end in catalog.follow(flow, name)}
    return frozenset(found)


def missing(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a tool that IT must know has nobody there to talk to, or only a post that is vacant."""
    for one in catalog.once(counterparts, settings).values():
        if one.reasons and not one.is_there:
            document = catalog.documents[one.tool.ref]
            place = document.place(("it_contact",))
            variant = "vacant" if one.has_contact else _TOLD[one.reasons[0]]
            told = {"contact": one.tool.it_contact or "", "n": len(one.tool.used_by)}
            yield problem(document.path, place, "no-it-counterpart", variant, id=one.tool.id, **told)
