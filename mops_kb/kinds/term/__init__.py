"""Terms: the glossary."""

from pathlib import Path

from mops_kb.kinds.term import checks, views
from mops_kb.kinds.term.model import Term
from mops_kb.model.kind import Kind, Table
from mops_kb.model.word import Word

WORDS = Table(name="word", folder="words", model=Word, key=("word",))

KIND = Kind(
    name="term",
    model=Term,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("called", "it", "used"),
    tables=(WORDS,),
    checks=(checks.twice,),
    defaults={"duty": ("process",), "pillar": ("process",)},
    tells=("confused-with",),
)
