"""Place: where in its file a spot of a longer text stands."""

from pathlib import Path

from mops_kb.formats import encoding
from mops_kb.model.document import Document, Place
from mops_kb.model.ref import Location

_LARGEST = 50_000_000


def place_in(root: Path, document: Document, location: Location, text: str, spot: Place) -> Place:
    """The place of a line and column of a text (`sql: |`). Where YAML has folded its lines together, or has replaced
    what was written, it is where the text begins."""
    line, col = document.place(location)
    lines = text.split("\n")
    blank = next((number for number, one in enumerate(lines) if one.strip()), 0)
    there = _lines(root / document.path)
    down, across = spot[0] - 1 - blank, spot[1] - 1
    if not 0 <= line - 1 + down < len(there):
        return line, col
    if down == 0 and there[line - 1][col - 1 : col] in ("'", '"') and not lines[blank].startswith(("'", '"')):
        col += 1
    wanted, indent = lines[spot[0] - 1], col - 1
    stands = there[line - 1 + down]
    return (line + down, col + across) if stands[indent:].startswith(wanted.rstrip()) else (line, col)


def _lines(file: Path) -> list[str]:
    text, unread = encoding.read(file, "", _LARGEST)
    return [] if unread else text.split("\n")
