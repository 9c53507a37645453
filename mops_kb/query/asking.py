"""Asking: answers questions, from what is kept of earlier builds or by a child process with an embedded DuckDB."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mops_kb.kept import key
from mops_kb.model.question import Answer, Question, Source
from mops_kb.query.answers import Garbled, answer
from mops_kb.query.guard import Guarded, guard
from mops_kb.query.kept import VERSION, Answers, key_of, version
from mops_kb.query.limits import OURS, STRANGER
from mops_kb.query.prepared import Prepared, prepare
from mops_kb.query.session import Open, Session

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?")
_PASSING = frozenset({"sql-error", "sql-memory", "sql-time", "sql-unasked"})
"""Failures that may have to do with the machine and the hour. What else DuckDB cannot do may be a full disk."""


class Asking:
    """Asks DuckDB; what has been asked before of the same rows is taken from `cache` (a folder, or None). Times are
    spoken of in `time_zone`."""

    def __init__(self, cache: Path | None = None, time_zone: str = "Asia/Tokyo") -> None:
        self.kept = Answers(cache)
        self.settings = {"TimeZone": time_zone}
        self.started = 0
        """How many children there have been."""
        self.is_lasting = True
        """Whether the same would be said another time: a question that had to be stopped may find its answer then."""
        self.looked_at: dict[Source, Prepared] = {}

    def __call__(self, questions: Sequence[Question], sources: Sequence[Source]) -> list[Answer]:
        known = {source.name: source for source in sources}
        verdicts = self._guarded(questions, known)
        names = {name for found in verdicts for name in found.reads}
        digests = {name: self.kept.digest(known[name]) for name in sorted(names)}
        answers: dict[int, Answer] = {}
        asked: list[Open] = []
        for position, (question, (reads, refused)) in enumerate(zip(questions, verdicts, strict=True)):
            if refused:
                answers[position] = Answer(reads=reads, failure=refused)
                continue
            by = key_of(question, self.settings, {name: digests[name] for name in reads})
            asked.append(Open(position, question, reads, by))
        kept = self.kept.find(one.key for one in asked)
        left: list[Open] = []
        for one in asked:
            try:
                answers[one.position] = answer(kept.get(one.key), one.reads)
            except Garbled:
                left.append(one)
        for limits, trusted in ((STRANGER, False), (OURS, True)):
            if those := [one for one in left if one.question.trusted == trusted]:
                session = Session(known, self.settings, limits, self._prepare)
                session.ask(those)
                self.kept.keep(session.sound)
                self.started += session.started
                answers |= session.answers
        failed = {found.failure.code for found in answers.values() if found.failure}
        self.is_lasting &= failed.isdisjoint(_PASSING)
        return [answers[position] for position in range(len(questions))]

    def _prepare(self, source: Source, folder: Path) -> Prepared:
        """A file is looked at once."""
        if source.file is None:
            return prepare(source, folder)
        if source not in self.looked_at:
            self.looked_at[source] = prepare(source, folder)
        return self.looked_at[source]

    def _guarded(self, questions: Sequence[Question], known: Mapping[str, Source]) -> list[Guarded]:
        """What each reads, if it may be asked. A verdict is kept too: to read SQL takes longer than to look it up."""
        names = key(sorted(known))
        keys = {
            question.sql: key("guard", VERSION, version("sqlglot"), question.sql, names)
            for question in questions
            if not question.trusted
        }
        kept = self.kept.find(keys.values())
        verdicts: dict[str, Guarded] = {}
        new: dict[str, Any] = {}
        for sql, by in keys.items():
            reads = kept.get(by)
            if isinstance(reads, list) and all(name in known for name in reads):
                verdicts[sql] = Guarded(tuple(reads))
                continue
            verdicts[sql] = found = guard(sql, known)
            if not found.failure:
                new[by] = found.reads
        self.kept.keep(new)
        return [Guarded(_named(one, known)) if one.trusted else verdicts[one.sql] for one in questions]


def _named(question: Question, known: Iterable[str]) -> tuple[str, ...]:
    """All tables that our own SQL names; a word that only looks like one does no harm."""
    said = set(_WORD.findall(question.sql))
    return tuple(sorted(name for name in known if name in said))
