"""Datasets: files of rows that SQL and built-in measures work on."""

from pathlib import Path

from mops_kb.kinds.dataset import checks, views
from mops_kb.kinds.dataset.facts import FACTS
from mops_kb.kinds.dataset.model import STORE, Dataset
from mops_kb.model.kind import Kind

KIND = Kind(
    name="dataset",
    model=Dataset,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("content", "origin", "users"),
    stores=(STORE,),
    checks=(checks.unused,),
    tells=("measured-by",),
    defaults={"duty": ("data",), "pillar": ("technology",)},
    facts=FACTS,
)
