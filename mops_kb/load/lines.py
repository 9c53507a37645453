"""Lines: which of today's lines stood where in older versions of a file, going back change by change."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from mops_kb.formats.git import Hunk

_ENDLESS = 1 << 40


class Lines:
    """Of one file that holds several records. `starts` are the lines at which they begin today, in order.

    Each piece of an older version that is still there is kept as (first line then, end, how much further down today).
    """

    def __init__(self, today: bytes, starts: Sequence[int], is_table: bool) -> None:
        self.starts = starts
        self.is_table = is_table
        texts = today.removesuffix(b"\n").split(b"\n")
        said = [number for number, text in enumerate(texts, 1) if number >= starts[0] and _says(text)]
        self.said = said
        self.whose = [bisect_right(starts, number) - 1 for number in said]
        self.pieces: list[tuple[int, int, int]] = [(1, len(texts) + 1, 0)]

    def back(self, hunks: Sequence[Hunk]) -> tuple[set[int], set[int]]:
        """Go back before these changes: which records they touched, and which were not there yet."""
        there = self._there()
        touched = {record for hunk in hunks for record in self._touched(hunk)}
        rewritten = [piece for hunk in hunks for piece in self._rewritten(hunk)]
        self.pieces = [*(piece for gap in _gaps(hunks) for piece in self._kept(*gap)), *rewritten]
        return touched, there - self._there()

    def _there(self) -> set[int]:
        """Records of which some line is left."""
        found: set[int] = set()
        for first, end, shift in self.pieces:
            found.update(self.whose[bisect_left(self.said, first + shift) : bisect_left(self.said, end + shift)])
        return found

    def _touched(self, hunk: Hunk) -> Iterator[int]:
        """Records of lines that came, and the record from within or from the end of which some went."""
        start, count = hunk.after
        for number, text in enumerate(hunk.gained):
            if _says(text) and (record := self._record(start + number)) is not None:
                yield record
        gone = [text for text in hunk.lost if _says(text)]
        if gone:
            before = self._record(start - 1 if count else start)
            after = self._record(start + count if count else start + 1)
            if before is not None and (before == after or not any(self._opens(text) for text in gone)):
                yield before

    def _record(self, line: int) -> int | None:
        """The record to which a line of the version at hand belongs today."""
        for first, end, shift in self.pieces:
            if first <= line < end:
                position = bisect_right(self.starts, line + shift) - 1
                return position if position >= 0 else None
        return None

    def _opens(self, text: bytes) -> bool:
        """Whether a record begins with this line."""
        return self.is_table or text.startswith((b"- ", b"BEGIN:VEVENT"))

    def _rewritten(self, hunk: Hunk) -> Iterator[tuple[int, int, int]]:
        """Lines that open a record and still open the same: a row, or a record in one line, of which a part changed."""
        lost = {_name(text): number for number, text in enumerate(hunk.lost, hunk.before[0]) if self._opens(text)}
        for number, text in enumerate(hunk.gained, hunk.after[0]):
            if self._opens(text) and (before := lost.get(_name(text))) is not None:
                yield from self._kept(number, number + 1, number - before)

    def _kept(self, first: int, end: int, back: int) -> Iterator[tuple[int, int, int]]:
        """What is left of lines that are the same in the older version, `back` lines further up there."""
        for begin, stop, shift in self.pieces:
            low, high = max(begin, first), min(stop, end)
            if low < high:
                yield low - back, high - back, shift + back


def _name(text: bytes) -> bytes:
    """What a line that opens a record begins with: its id, as a rule."""
    return text.partition(b",")[0]


def _says(text: bytes) -> bool:
    """Blank lines and comments between records belong to none of them."""
    return bool(text.strip()) and not text.lstrip().startswith(b"#")


def _gaps(hunks: Iterable[Hunk]) -> Iterator[tuple[int, int, int]]:
    """Between the changes: first line, end, how many lines further down than before them."""
    start, moved = 1, 0
    for hunk in hunks:
        first, count = hunk.after
        begin = first if count else first + 1
        yield start, begin, moved
        start, moved = begin + count, moved + count - hunk.before[1]
    yield start, _ENDLESS, moved
