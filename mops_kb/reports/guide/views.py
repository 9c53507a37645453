"""The contributing guide: for each kind, its folder, its fields and a sample, worked out from the model itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mops_kb.model.entity import Entity
from mops_kb.model.fields import FieldDoc, field_docs
from mops_kb.model.kind import Kind, Table
from mops_kb.model.page import View
from mops_kb.model.report import Wiki

INDEX = "guide/index.md"


@dataclass(frozen=True)
class Rows:
    """A folder of CSV files that belongs to the kind, and the columns that they have."""

    name: str
    folder: str
    columns: tuple[str, ...]
    optional: tuple[str, ...]


@dataclass(frozen=True)
class GuideView:
    """`own` are the fields of the kind itself, `common` those that all kinds share."""

    kind: Kind
    folder: str
    own: tuple[FieldDoc, ...]
    common: tuple[FieldDoc, ...]
    rows: tuple[Rows, ...]
    sample: str
    sample_name: str


@dataclass(frozen=True)
class GuideIndexView:
    intro: Entity | None
    kinds: tuple[Kind, ...]
    counts: dict[str, int]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (INDEX, *(f"guide/{kind.name}.md" for kind in kinds))


def views(wiki: Wiki) -> Iterable[View]:
    notes: Any = (note for note in wiki.catalog.named("note") if isinstance(note, Entity) and note.path == INDEX)
    counts = {kind.name: len(wiki.catalog.named(kind.name)) for kind in wiki.kinds}
    yield View(
        INDEX, "guide/index.md", GuideIndexView(next(notes, None), tuple(wiki.kinds), counts), "guide", "guide.title"
    )
    for kind in wiki.kinds:
        yield View(f"guide/{kind.name}.md", "guide/page.md", _guide(kind), "guide", f"guide.of.{kind.name}")


def _guide(kind: Kind) -> GuideView:
    shared = set(Entity.model_fields)
    docs = field_docs(kind.model, kind.name)
    sample = kind.sample
    return GuideView(
        kind,
        f"docs/{kind.folder}/" if kind.folder else "docs/",
        tuple(doc for doc in docs if doc.name.split(".")[0] not in shared),
        tuple(doc for doc in docs if doc.name.split(".")[0] in shared),
        tuple(_rows(table) for table in kind.tables if not table.is_written),
        sample.read_text(encoding="utf-8") if sample else "",
        f"{kind.folder or 'knowhow'}/sample.{sample.suffix[1:]}" if sample else "",
    )


def _rows(table: Table) -> Rows:
    fields = {name: field.is_required() for name, field in table.model.model_fields.items() if name != "id"}
    columns = tuple(name for name, required in fields.items() if required)
    return Rows(table.name, f"docs/{table.folder}/", columns, tuple(name for name in fields if name not in columns))
