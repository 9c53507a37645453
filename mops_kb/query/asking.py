"""Asking: answers questions, from what is kept of earlier builds or by a child process with an embedded DuckDB."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from mops_kb.model.question import Answer, Failure, Question, Source, failure
from mops_kb.query.answers import Garbled, answer, why
from mops_kb.query.kept import Kept, key_of
from mops_kb.query.limits import DEATHS, OURS, STRANGER, Limits
from mops_kb.query.prepared import Prepared, prepare, rejected
from mops_kb.query.runner import Runner, Running

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?")


class _Open(NamedTuple):
    """A question that nothing kept answers: its place among all questions, and what it reads."""

    position: int
    question: Question
    reads: tuple[str, ...]
    key: str


class _Table(NamedTuple):
    """What is wrong in the file of a source, and whether it can be asked all the same."""

    wrong: tuple[Failure, ...]
    is_there: bool


class Asking:
    """Asks DuckDB; what has been asked before of the same rows is taken from `cache` (a folder, or None). Times are
    spoken of in `time_zone`."""

    started = 0
    """How many children have been started, for tests."""

    def __init__(self, cache: Path | None = None, time_zone: str = "Asia/Tokyo") -> None:
        self.kept = Kept(cache)
        self.settings = {"TimeZone": time_zone}

    def __call__(self, questions: Sequence[Question], sources: Sequence[Source]) -> list[Answer]:
        known = {source.name: source for source in sources}
        answers: dict[int, Answer] = {}
        open_: list[_Open] = []
        digests: dict[str, str] = {}
        for position, question in enumerate(questions):
            reads = _reads(question, known)
            for name in reads:
                if name not in digests:
                    digests[name] = self.kept.digest(known[name])
            key = key_of(question, self.settings, {name: digests[name] for name in reads})
            try:
                answers[position] = answer(self.kept.get(key), reads)
            except Garbled:
                open_.append(_Open(position, question, reads, key))
        for limits, trusted in ((STRANGER, False), (OURS, True)):
            if those := [one for one in open_ if one.question.trusted == trusted]:
                answers |= self._asked(those, known, limits)
        return [answers[position] for position in range(len(questions))]

    def _asked(self, questions: Sequence[_Open], known: Mapping[str, Source], limits: Limits) -> dict[int, Answer]:
        """Ask one child after another, until each question has been answered or has ended one."""
        with TemporaryDirectory(prefix="mops-kb-", ignore_cleanup_errors=True) as named:
            folder = Path(named)
            names = sorted({name for one in questions for name in one.reads})
            prepared = {name: prepare(known[name], folder) for name in names}
            jobs = [one.job for one in prepared.values() if one.job]
            runner = Runner(jobs, self.settings, limits, len(questions))
            answers: dict[int, Answer] = {}
            left = list(questions)
            deaths = 0
            while left and deaths < DEATHS:
                Asking.started += 1
                with runner(folder) as running:
                    tables = _tables(prepared, running, known)
                    deaths += self._take(left, running, tables, limits, answers)
            for one in left:
                answers[one.position] = Answer(reads=one.reads, failure=failure("sql-unasked"))
            return answers

    def _take(
        self,
        left: list[_Open],
        running: Running,
        tables: Mapping[str, _Table],
        limits: Limits,
        answers: dict[int, Answer],
    ) -> bool:
        """Ask until all are answered or the child is dead, and say which it is."""
        while left:
            one = left.pop(0)
            mistakes = tuple(mistake for name in one.reads for mistake in tables[name].wrong)
            if not all(tables[name].is_there for name in one.reads):
                answers[one.position] = Answer(reads=one.reads, failure=mistakes[0], wrong=mistakes)
                continue
            parameters = [_tagged(value) for value in one.question.parameters]
            told = running.ask({"sql": one.question.sql, "parameters": parameters, "rows": limits.rows})
            try:
                answers[one.position] = self._answer(one, told, mistakes)
            except Garbled:
                late = failure("sql-time", limit=f"{limits.wall:g}")
                answers[one.position] = _stopped(one, failure("sql-memory") if running.is_dead else late)
                return True
        return False

    def _answer(self, one: _Open, told: Any, mistakes: tuple[Failure, ...]) -> Answer:
        if isinstance(told, dict) and "failure" in told:
            return _stopped(one, why(told, one.question.sql))
        found = answer(told, one.reads)
        if mistakes:
            return Answer(found.columns, found.rows, found.reads, wrong=mistakes)
        self.kept.put(one.key, told)
        return found


def _stopped(one: _Open, reason: Failure) -> Answer:
    """A question of our own that fails is a mistake of ours."""
    if one.question.trusted:
        raise RuntimeError(f"{reason}: {one.question.sql}")
    return Answer(reads=one.reads, failure=reason)


def _tables(prepared: Mapping[str, Prepared], running: Running, known: Mapping[str, Source]) -> dict[str, _Table]:
    """What became of the sources."""
    found = {}
    for name, one in prepared.items():
        told = running.rejected.get(name) if one.job else None
        wrong = (*one.wrong, *(rejected(known[name], told) if told else ()))
        found[name] = _Table(wrong, told is not None and not told.get("reason"))
    return found


def _tagged(value: Any) -> Any:
    """A parameter in JSON, with what it is where JSON knows no such thing."""
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return [_tagged(part) for part in value] if isinstance(value, tuple | list) else value


def _reads(question: Question, known: Iterable[str]) -> tuple[str, ...]:
    """All tables that our own SQL names; a word that only looks like one does no harm."""
    said = set(_WORD.findall(question.sql))
    return tuple(sorted(name for name in known if name in said))
