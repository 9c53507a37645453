"""What the guide on views tells: samples, whose results are made of the same text, and the names of all columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mops_kb.model.catalog import Catalog
from mops_kb.model.condition import Condition
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.show import SHAPES, Column, Columns, Spec
from mops_kb.show.cell import cell

PATH = "guide/views.md"
_SAMPLES = Path(__file__).parent / "samples"
_MORE = ("colleagues", "empty")
_IN_A_SENTENCE = (("kpi", "latest"), ("kpi", "unit"), ("tool", "next_review"), ("tool", "owner"), ("goal", "owner"))
"""Values that a sentence may want: a figure, a day, a person."""
_MOST = 3


@dataclass(frozen=True)
class Sample:
    """A view as somebody would write it; `name` is a shape, or the end of a label."""

    name: str
    text: str


@dataclass(frozen=True)
class Shelf:
    """What can be asked of a kind alone."""

    kind: Kind
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class GuideView:
    """`keys` are those of a view, `conditions` those of a condition; `common` can be asked of every kind; `sentence` is
    Markdown with values in it, empty where there are none."""

    keys: tuple[str, ...]
    conditions: tuple[str, ...]
    shapes: tuple[Sample, ...]
    more: tuple[Sample, ...]
    sentence: str
    common: tuple[Column, ...]
    shelves: tuple[Shelf, ...]


def views(wiki: Wiki) -> Iterable[View]:
    columns = Columns(wiki.kinds, wiki.facts)
    names = [set(columns.of(kind.name)) for kind in wiki.kinds]
    shared = set.intersection(*names) if names else set()
    common = tuple(column for name, column in columns.of("note").items() if name in shared)
    shelves = tuple(
        Shelf(kind, tuple(column for name, column in columns.of(kind.name).items() if name not in shared))
        for kind in wiki.kinds
    )
    sentence = _sentence(columns, wiki.catalog, wiki.settings)
    view = GuideView(
        _keys(), tuple(Condition.model_fields), _samples(SHAPES), _samples(_MORE), sentence, common, shelves
    )
    yield View(PATH, "view_guide/page.md", view, "guide", "view-guide.title")


def _keys() -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in Spec.model_fields.items())


def _samples(names: Iterable[str]) -> tuple[Sample, ...]:
    return tuple(Sample(name, (_SAMPLES / f"{name}.md").read_text(encoding="utf-8").strip()) for name in names)


def _sentence(columns: Columns, catalog: Catalog, settings: Settings) -> str:
    """A link to each value, of the first record that has one."""
    found = []
    for kind, name in _IN_A_SENTENCE:
        column = columns.of(kind).get(name)
        for record in catalog.named(kind) if column else ():
            if column and isinstance(record, Entity) and not cell(column, record, catalog, settings).is_empty:
                found.append(f"[{name}]({kind}:{record.id}.{name})")
                break
    return "\n".join(f"- {one}" for one in found[:_MOST])
