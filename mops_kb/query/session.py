"""A session: open questions are put to one child after another, until each is answered or has been stopped."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from mops_kb.model.question import Answer, Failure, Question, Source, failure
from mops_kb.query.answers import Garbled, answer, why
from mops_kb.query.limits import DEATHS, Limits
from mops_kb.query.prepared import Prepared, prepare, rejected
from mops_kb.query.runner import Running, job

_BEFORE = ("ParserException", "BinderException", "CatalogException", "SyntaxException")
"""Errors that have nothing to do with what stands in the rows."""


class Open(NamedTuple):
    """A question that nothing kept answers: its place among all questions, what it reads, and the key to keep it by."""

    position: int
    question: Question
    reads: tuple[str, ...]
    key: str


class _Table(NamedTuple):
    """What is wrong in the file of a source, and whether it can be asked all the same."""

    wrong: tuple[Failure, ...]
    is_there: bool


class Session:
    """Answers by the position of the question. What the child says of a sound question is `sound`, by its key."""

    def __init__(
        self,
        known: Mapping[str, Source],
        settings: dict[str, str],
        limits: Limits,
        prepare: Callable[[Source, Path], Prepared] = prepare,
    ) -> None:
        self.known = known
        self.settings = settings
        self.limits = limits
        self.prepare = prepare
        self.answers: dict[int, Answer] = {}
        self.sound: dict[str, Any] = {}
        self.started = 0
        self.stopped = 0
        """How many children there were, and how many questions had to be stopped."""

    def ask(self, questions: Sequence[Open]) -> None:
        """The first child reads what strangers wrote all at once. If it dies of that, the others read it one by one."""
        with TemporaryDirectory(prefix="mops-kb-", ignore_cleanup_errors=True) as named:
            folder = Path(named)
            names = sorted({name for one in questions for name in one.reads})
            prepared = {name: self.prepare(self.known[name], folder) for name in names}
            sources = [one.job for one in prepared.values() if one.job]
            files = {one.job["file"]: self.known[name].path or name for name, one in prepared.items() if one.job}
            left = list(questions)
            while left and self.stopped < DEATHS:
                self.started += 1
                with Running(job(sources, self.settings, self.limits, len(left), folder), folder, self.limits) as child:
                    if broken := _breaking(child.rejected):
                        sources = [source for source in sources if source["name"] != broken]
                        told = _at_home(child.rejected[broken], files)
                        wrong = (*prepared[broken].wrong, *rejected(self.known[broken], told))
                        prepared[broken] = Prepared(None, wrong)
                        continue
                    tables = {}
                    for name, one in prepared.items():
                        told = _at_home(child.rejected.get(name), files) if one.job else None
                        wrong = (*one.wrong, *(rejected(self.known[name], told) if told else ()))
                        tables[name] = _Table(wrong, told is not None and not told.get("reason"))
                    strange = [one.question.sql for one in left if not one.question.trusted]
                    if self.started > 1 or not strange or child.read(strange):
                        self._put(left, child, tables, files)
            for unasked in left:
                self.answers[unasked.position] = Answer(reads=unasked.reads, failure=failure("sql-unasked"))

    def _put(self, left: list[Open], child: Running, tables: Mapping[str, _Table], files: Mapping[str, str]) -> None:
        """Put one question after another to the child, as long as it lives and there is patience."""
        while left and self.stopped < DEATHS:
            one = left.pop(0)
            mistakes = tuple(mistake for name in one.reads for mistake in tables[name].wrong)
            if not all(tables[name].is_there for name in one.reads):
                self.answers[one.position] = Answer(reads=one.reads, failure=mistakes[0], wrong=mistakes)
                continue
            told = _at_home(child.ask(_asked(one, self.limits)), files)
            try:
                found = self._answer(one, told, mistakes)
            except Garbled:
                reason = failure("sql-memory") if child.is_dead else _late(self.limits)
                found = Answer(reads=one.reads, failure=reason)
                child.end()
            self.answers[one.position] = found
            self.stopped += bool(found.failure and found.failure.code in ("sql-memory", "sql-time"))
            if isinstance(told, dict) and told.get("over"):
                child.end()
            if child.is_over:
                return

    def _answer(self, one: Open, told: Any, mistakes: tuple[Failure, ...]) -> Answer:
        if isinstance(told, dict) and told.get("failure") == "time":
            return Answer(reads=one.reads, failure=_late(self.limits), wrong=mistakes)
        if isinstance(told, dict) and "failure" in told:
            self._not_ours(one, told)
            return Answer(reads=one.reads, failure=why(told, one.question.sql), wrong=mistakes)
        found = answer(told, one.reads)
        if mistakes:
            return Answer(found.columns, found.rows, found.reads, wrong=mistakes)
        self.sound[one.key] = told
        return found

    def _not_ours(self, one: Open, told: dict[str, Any]) -> None:
        """SQL of our own that cannot even begin is a mistake of ours, unless a file brings its own columns."""
        brings = any(_is_parquet(self.known[name]) for name in one.reads)
        if one.question.trusted and not brings and told.get("sort") in _BEFORE:
            raise RuntimeError(f"{told}: {one.question.sql}")


def _breaking(told: Mapping[str, Any]) -> str | None:
    """The source over which DuckDB broke; those after it could not be loaded any more."""
    return next((name for name, one in told.items() if isinstance(one, dict) and one.get("over")), None)


def _at_home(told: Any, files: Mapping[str, str]) -> Any:
    """What the child says, with files called as the wiki calls them: where they lie on this machine is for nobody."""
    if isinstance(told, dict) and isinstance(told.get("reason"), str):
        reason = told["reason"]
        for file, path in files.items():
            reason = reason.replace(file, path)
        return {**told, "reason": reason}
    return told


def _is_parquet(source: Source) -> bool:
    return bool(source.file) and source.path.lower().endswith(".parquet")


def _late(limits: Limits) -> Failure:
    return failure("sql-time", limit=f"{limits.wall:g}")


def _asked(one: Open, limits: Limits) -> dict[str, Any]:
    """What the child is told; `tables` are those that the lock lets pass."""
    return {
        "sql": one.question.sql,
        "parameters": [_tagged(value) for value in one.question.parameters],
        "rows": limits.rows,
        "tables": None if one.question.trusted else [name.lower() for name in one.reads],
    }


def _tagged(value: Any) -> Any:
    """A parameter in JSON, with what it is where JSON knows no such thing."""
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return [_tagged(part) for part in value] if isinstance(value, tuple | list) else value
