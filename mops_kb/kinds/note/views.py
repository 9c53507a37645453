"""What a hand-written page shows beside its own words."""

from dataclasses import dataclass

from mops_kb.kinds.note.model import Note
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class NoteView:
    note: Note
    about: tuple[Record, ...]


def page(note: Note, catalog: Catalog, settings: Settings) -> NoteView:
    return NoteView(note, catalog.follow(note, "about"))
