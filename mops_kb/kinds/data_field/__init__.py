"""Data fields: what marketing knows of people, companies and deals, and which tool is right about it."""

from pathlib import Path

from mops_kb.kinds.data_field import views
from mops_kb.kinds.data_field.facts import FACTS
from mops_kb.kinds.data_field.model import DataField
from mops_kb.model.kind import Kind

KIND = Kind(
    name="data-field",
    model=DataField,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("record", "flows", "personal"),
    order=views.by_object,
    defaults={"duty": ("data",), "pillar": ("technology",)},
    tells=("carried-by",),
    facts=FACTS,
)
