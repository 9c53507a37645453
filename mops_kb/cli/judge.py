"""Judge: what a check says of the records, and how long it took."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from mops_kb.build import Line, study, words
from mops_kb.cli.asked import asking
from mops_kb.cli.common import CONTENT, FINE, prefix
from mops_kb.kept import Cache
from mops_kb.model.settings import Settings
from mops_kb.printed import PRINTERS


class Verdict(NamedTuple):
    code: int
    text: str
    is_lasting: bool
    """Whether it would be the same another time."""


def judge(docs: Path, settings: Settings, form: str, fail_on: Sequence[str], cache: Cache, timings: bool) -> Verdict:
    line, taken = _watched() if timings else (Line(), {})
    ask = asking(cache, settings)
    found = study(docs, settings, line, ask, cache)
    labels = words(found.kinds, settings)
    heard = () if found.problems else found.findings  # a record that was refused may be what a finding misses
    problems = [*found.problems, *(finding for finding in heard if finding.code in fail_on)]
    findings = [finding for finding in heard if finding.code not in fail_on]
    text = PRINTERS[form](problems, findings, labels, prefix(docs), found)
    for stage, seconds in taken.items():
        click.echo(f"{stage:10}{seconds:8.3f} s", err=True)
    return Verdict(CONTENT if problems else FINE, text, ask.is_lasting)


def _watched() -> tuple[Line, dict[str, float]]:
    """The line with a watch on each stage, and what the watches say."""
    taken: dict[str, float] = {"start": time.process_time()}

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            begun = time.process_time()
            result = stage(*args)
            taken[name] = time.process_time() - begun
            return result

        return run

    return Line(*(timed(name, stage) for name, stage in Line()._asdict().items())), taken
