"""What commands that load the core ask of it."""

from pathlib import Path

from mops_kb.kept import Cache
from mops_kb.kinds import KINDS
from mops_kb.kinds.declared import declare
from mops_kb.model.kind import Kind
from mops_kb.model.settings import Settings
from mops_kb.query import Asking


def asking(cache: Cache, settings: Settings) -> Asking:
    return Asking(cache.folder / "answers" if cache.folder else None, settings.time_zone)


def kinds_of(docs: Path) -> dict[str, Kind]:
    return {kind.name: kind for kind in declare(docs, KINDS).kinds}
