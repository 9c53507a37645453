"""Printed: what a check found, for people, for programs, and for GitHub's pages of pull requests."""

import json
from typing import Any

from mops_kb.build import Study
from mops_kb.labels import Labels
from mops_kb.model.problem import Problem


def at(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.col}"


def _text(problems: list[Problem], findings: list[Problem], labels: Labels, prefix: str, found: Study) -> str:
    lines = [f"{prefix}{at(problem)}: {labels.problem(problem)}" for problem in problems]
    if findings:
        lines += ["", labels("check.findings", n=len(findings))]
        lines += [f"  {prefix}{at(finding)}: {labels.problem(finding)}" for finding in findings]
    count = sum(1 for _ in found.catalog.entities())
    lines += [
        "",
        labels("check.problems", n=len(problems), entities=count) if problems else labels("check.fine", n=count),
    ]
    return "\n".join(lines).lstrip("\n") + "\n"


def _json(problems: list[Problem], findings: list[Problem], labels: Labels, prefix: str, found: Study) -> str:
    def spelled(problem: Problem) -> dict[str, Any]:
        return {
            "path": prefix + problem.path,
            "line": problem.line,
            "col": problem.col,
            "code": problem.code,
            "message": labels.problem(problem).partition(" ")[2],
        }

    facts = {"version": 1, "problems": [*map(spelled, problems)], "findings": [*map(spelled, findings)]}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _github(problems: list[Problem], findings: list[Problem], labels: Labels, prefix: str, found: Study) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    lines = [_command("error", problem, labels, prefix) for problem in problems]
    lines += [_command("notice", finding, labels, prefix) for finding in findings]
    return "".join(f"{line}\n" for line in lines)


def _command(level: str, problem: Problem, labels: Labels, prefix: str) -> str:
    def escaped(text: str, more: str = "") -> str:
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    place = f"file={escaped(prefix + problem.path, ':,')},line={problem.line},col={problem.col},title={problem.code}"
    return f"::{level} {place}::{escaped(labels.problem(problem))}"


PRINTERS = {"text": _text, "json": _json, "github": _github}
