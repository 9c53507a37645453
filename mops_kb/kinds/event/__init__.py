"""Events: the entries of the marketing calendar."""

from pathlib import Path

from mops_kb.kinds.event import views
from mops_kb.kinds.event.facts import FACTS
from mops_kb.kinds.event.imported import IMPORT
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.event.utm import UtmValue
from mops_kb.model.kind import Kind, Table

UTM_VALUES = Table(name="utm-value", folder="utm", model=UtmValue, key=("sort", "value"))

KIND = Kind(
    name="event",
    model=Event,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("when", "who", "why"),
    order=views.by_date,
    checks=(views.undecided,),
    tables=(UTM_VALUES,),
    defaults={"pillar": ("process",)},
    tells=("learnings", "accepted-beside"),
    sources=("calendar",),
    imports=IMPORT,
    facts=FACTS,
)
