"""Hand-written pages."""

from pathlib import Path

from mops_kb.kinds.note import views
from mops_kb.kinds.note.model import Note
from mops_kb.model.kind import Kind

KIND = Kind(
    name="note",
    model=Note,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
)
