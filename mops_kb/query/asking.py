"""Asking: answers questions, from what is kept of earlier builds or by a child process with an embedded DuckDB."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mops_kb.model.question import Answer, Question, Source
from mops_kb.query.answers import Garbled, answer
from mops_kb.query.guard import Guarded, guard
from mops_kb.query.kept import VERSION, Kept, key, key_of, version
from mops_kb.query.limits import OURS, STRANGER
from mops_kb.query.prepared import Prepared, prepare
from mops_kb.query.session import Open, Session

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?")


class Asking:
    """Asks DuckDB; what has been asked before of the same rows is taken from `cache` (a folder, or None). Times are
    spoken of in `time_zone`."""

    def __init__(self, cache: Path | None = None, time_zone: str = "Asia/Tokyo") -> None:
        self.kept = Kept(cache)
        self.settings = {"TimeZone": time_zone}
        self.started = 0
        """How many children there have been."""
        self.looked_at: dict[Source, Prepared] = {}

    def __call__(self, questions: Sequence[Question], sources: Sequence[Source]) -> list[Answer]:
        known = {source.name: source for source in sources}
        names = key(sorted(known))
        digests: dict[str, str] = {}
        answers: dict[int, Answer] = {}
        left: list[Open] = []
        for position, question in enumerate(questions):
            reads, refused = self._guarded(question, known, names)
            if refused:
                answers[position] = Answer(reads=reads, failure=refused)
                continue
            digests |= {name: self.kept.digest(known[name]) for name in reads if name not in digests}
            by = key_of(question, self.settings, {name: digests[name] for name in reads})
            try:
                answers[position] = answer(self.kept.get(by), reads)
            except Garbled:
                left.append(Open(position, question, reads, by))
        for limits, trusted in ((STRANGER, False), (OURS, True)):
            if those := [one for one in left if one.question.trusted == trusted]:
                session = Session(known, self.settings, limits, self.kept.put, self._prepare)
                session.ask(those)
                self.started += session.started
                answers |= session.answers
        return [answers[position] for position in range(len(questions))]

    def _prepare(self, source: Source, folder: Path) -> Prepared:
        """A file is looked at once."""
        if source.file is None:
            return prepare(source, folder)
        if source not in self.looked_at:
            self.looked_at[source] = prepare(source, folder)
        return self.looked_at[source]

    def _guarded(self, question: Question, known: Mapping[str, Source], names: str) -> Guarded:
        """What it reads, if it may be asked; `names` stands for those of all tables. A verdict is kept too: to read
        SQL takes longer than to look it up."""
        if question.trusted:
            return Guarded(_named(question, known))
        by = key("guard", VERSION, version("sqlglot"), question.sql, names)
        kept = self.kept.get(by)
        if isinstance(kept, list) and all(name in known for name in kept):
            return Guarded(tuple(kept))
        found = guard(question.sql, known)
        if not found.failure:
            self.kept.put(by, found.reads)
        return found


def _named(question: Question, known: Iterable[str]) -> tuple[str, ...]:
    """All tables that our own SQL names; a word that only looks like one does no harm."""
    said = set(_WORD.findall(question.sql))
    return tuple(sorted(name for name in known if name in said))
