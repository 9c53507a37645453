"""Snapshots: what a warehouse answered on a day, kept as a small file; sites are made of them and ask no warehouse."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from mops_kb.kinds.kpi.model import Kpi, Worked
from mops_kb.kinds.kpi.parts import Told
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document, Place
from mops_kb.model.entity import Part, Record
from mops_kb.model.period import Period
from mops_kb.model.ref import Location, RefTo
from mops_kb.model.values import Count, Day, Number

FOLDER = "snapshots"
_PART = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|(?:--[^\n]*|/\*.*?(?:\*/|\Z)|\s)+""", re.DOTALL)
_HASH = re.compile(r"[0-9a-f]{16}")


class Pulled(Part):
    """One figure of a snapshot."""

    period: Period
    value: Told
    n: Count | None = None
    low: Number | None = None
    high: Number | None = None


class Snapshot(Record):
    """What `mops-kb pull` wrote: `query` tells which SQL was asked, `rows` how many rows came back."""

    kind = "snapshot"

    kpi: Annotated[str, RefTo("kpi", inverse="snapshots")]
    profile: str
    pulled_on: Day
    time_zone: str
    query: Annotated[str, Field(pattern=_HASH.pattern)]
    rows: Count
    figures: tuple[Pulled, ...] = ()


def query_hash(sql: str) -> str:
    """The same for SQL that differs only in spaces, line breaks, comments and a semicolon at its end."""
    normal = _PART.sub(lambda part: part[1] or " ", sql).strip().rstrip(";").rstrip()
    return sha256(normal.encode()).hexdigest()[:16]


def snapshot(kpi: Kpi, catalog: Catalog) -> Snapshot | None:
    """The one that belongs to a KPI that wants it."""
    found = (one for one in catalog.who(kpi, "snapshots") if isinstance(one, Snapshot))
    return next(found, None) if kpi.warehouse else None


def worked(catalog: Catalog) -> Iterator[tuple[Worked, Document]]:
    """The figures of all snapshots, each at its place in the snapshot's file."""
    for kpi in catalog.of(Kpi):
        found = snapshot(kpi, catalog)
        if not found:
            continue
        document = catalog.documents[found.ref]
        for position, figure in enumerate(found.figures):
            row = Worked(
                id=f"{kpi.id}@{figure.period.written}@warehouse-{position}",
                kpi=kpi.id,
                by="warehouse",
                visibility=kpi.seen_by,
                **dict(figure),
            )
            places: dict[Location, Place] = {("period",): document.place(("figures", position, "period"))}
            yield row, Document(row.kind, document.path, {}, document.place(("figures", position)), places=places)
