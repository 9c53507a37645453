"""People."""

from pathlib import Path

from mops_kb.kinds.person import views
from mops_kb.kinds.person.facts import FACTS
from mops_kb.kinds.person.model import Person
from mops_kb.model.kind import Kind

KIND = Kind(
    name="person",
    model=Person,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("ask", "reach", "deputy"),
    order=lambda person, _: person.reading or person.title.versions[0][1],
    defaults={"pillar": ("people",)},
    facts=FACTS,
)
