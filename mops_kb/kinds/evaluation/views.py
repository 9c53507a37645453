"""What the pages about evaluations show: candidates side by side, the ranking, how sure it is, what was decided."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Literal, get_args

from mops_kb.kinds.evaluation.model import Criterion, Evaluation, EvaluationScore, Side
from mops_kb.kinds.evaluation.scoring import Score, Standing, sides, standings, turns, winners
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text

Outcome = Literal["open", "first", "against", "unsure", "taken"]
"""Nothing decided yet; for the first in the ranking; for another; where nobody was first for certain; for a candidate
that is not shown."""


@dataclass(frozen=True)
class Bounds:
    """A score with what it would be if every missing answer were the best; equal where none is missing."""

    low: Decimal
    high: Decimal

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Column:
    """One candidate. `best` and `worst` are the ends of its rank, None where it is out; `failed` says by what."""

    tool: Record
    total: Bounds
    sides: tuple[tuple[str, Bounds], ...]
    missing: int
    failed: tuple[Text, ...]
    best: int | None
    worst: int | None


@dataclass(frozen=True)
class Cell:
    score: Decimal | None
    note: Text | None


@dataclass(frozen=True)
class Line:
    """One criterion with the scores of the candidates, in the order of the columns; `share` of all weights, 0–1."""

    criterion: Criterion
    share: Decimal
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Turned:
    """A weight that decides: when it is 10 % higher (`up`) or lower, these are first instead."""

    criterion: Text
    way: str
    winners: tuple[Record, ...]


@dataclass(frozen=True)
class EvaluationView:
    """`turns` is None where nobody is first for certain; `lacking` are the sides without a criterion."""

    evaluation: Evaluation
    capability: Record | None
    columns: tuple[Column, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    winners: tuple[Record, ...]
    turns: tuple[Turned, ...] | None
    lacking: tuple[str, ...]
    missing: int
    outcome: Outcome
    chosen: Record | None
    decided_by: Record | None
    adoptions: tuple[Record, ...]


@dataclass(frozen=True)
class EvaluationsView:
    count: int
    open: int


@each
def page(evaluation: Evaluation, catalog: Catalog, settings: Settings) -> EvaluationView:
    sheet = answers(evaluation, catalog)
    notes = _notes(evaluation, catalog)
    tools = {tool.id: tool for tool in catalog.follow(evaluation, "candidates")}
    criteria = evaluation.criteria
    ranking = standings(criteria, sheet)
    titles = {criterion.id: criterion.title for criterion in criteria}
    whole = sum(criterion.weight for criterion in criteria)
    lines = {
        side: tuple(
            Line(criterion, criterion.weight / whole, tuple(_cell(one, criterion, sheet, notes) for one in ranking))
            for criterion in criteria
            if criterion.sort == side
        )
        for side in sides(criteria)
    }
    turned = turns(criteria, sheet)
    return EvaluationView(
        evaluation,
        next(iter(catalog.follow(evaluation, "capability")), None),
        tuple(_column(one, tools[one.candidate], titles) for one in ranking),
        tuple(lines.items()),
        tuple(tools[id] for id in winners(ranking)),
        turned
        if turned is None
        else tuple(Turned(titles[one.criterion], one.way, tuple(tools[id] for id in one.winners)) for one in turned),
        tuple(side for side in get_args(Side) if side not in sides(criteria)),
        sum(len(one.missing) for one in ranking),
        _outcome(evaluation, tools, winners(ranking)),
        tools.get(evaluation.chosen or ""),
        next(iter(catalog.follow(evaluation, "decision.by")), None),
        catalog.who(evaluation, "adoptions"),
    )


def index(catalog: Catalog, settings: Settings) -> EvaluationsView:
    those = catalog.of(Evaluation)
    return EvaluationsView(len(those), sum(not evaluation.decision for evaluation in those))


def answers(evaluation: Evaluation, catalog: Catalog) -> Mapping[str, Mapping[str, Fraction]]:
    """Candidate → criterion → score, of the candidates that are shown."""
    found: dict[str, dict[str, Fraction]] = {tool.id: {} for tool in catalog.follow(evaluation, "candidates")}
    known = {criterion.id for criterion in evaluation.criteria}
    for row in _rows(evaluation, catalog):
        candidate = row.candidate.removeprefix("tool:")
        if row.score is not None and row.criterion in known and candidate in found:
            found[candidate][row.criterion] = Fraction(row.score)
    return found


def _rows(evaluation: Evaluation, catalog: Catalog) -> list[EvaluationScore]:
    rows = catalog.who(evaluation, "scores")
    return [row for row in rows if isinstance(row, EvaluationScore)]


def _notes(evaluation: Evaluation, catalog: Catalog) -> Mapping[tuple[str, str], Text]:
    rows = _rows(evaluation, catalog)
    return {(row.candidate.removeprefix("tool:"), row.criterion): row.note for row in rows if row.note}


def _cell(
    one: Standing,
    criterion: Criterion,
    sheet: Mapping[str, Mapping[str, Fraction]],
    notes: Mapping[tuple[str, str], Text],
) -> Cell:
    given = sheet[one.candidate].get(criterion.id)
    return Cell(None if given is None else _decimal(given), notes.get((one.candidate, criterion.id)))


def _column(one: Standing, tool: Record, titles: Mapping[str, Text]) -> Column:
    return Column(
        tool,
        _bounds(one.total),
        tuple((side, _bounds(found)) for side, found in one.sides.items()),
        len(one.missing),
        tuple(titles[id] for id in one.failed),
        one.best,
        one.worst,
    )


def _bounds(score: Score) -> Bounds:
    return Bounds(_decimal(score.low), _decimal(score.high))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _outcome(evaluation: Evaluation, shown: Collection[str], first: Collection[str]) -> Outcome:
    if not evaluation.decision:
        return "open"
    if evaluation.chosen not in shown:
        return "taken"
    if not first:
        return "unsure"
    return "first" if evaluation.chosen in first else "against"


def rows(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A score is about a candidate and a criterion of its evaluation, and stands there once."""
    everything = catalog.complete
    seen: dict[tuple[str, str, str], EvaluationScore] = {}
    for row in everything.of(EvaluationScore):
        evaluation = everything.target(row, ("evaluation",))
        candidate = everything.target(row, ("candidate",))
        if not isinstance(evaluation, Evaluation) or not candidate:
            continue
        document = everything.documents[row.ref]
        criteria = [criterion.id for criterion in evaluation.criteria]
        told = {"evaluation": evaluation.id}
        if candidate.id not in evaluation.ids:
            place = document.place(("candidate",))
            yield problem(document.path, place, "unknown-candidate", written=candidate.id, known=evaluation.ids, **told)
        if row.criterion not in criteria:
            near = next(iter(get_close_matches(row.criterion, criteria, n=1)), "")
            variant = "near" if near else "remedy"
            place = document.place(("criterion",))
            about = {"written": row.criterion, "near": near, "known": criteria} | told
            yield problem(document.path, place, "unknown-criterion", variant, **about)
        first = seen.setdefault((evaluation.id, candidate.id, row.criterion), row)
        if first is not row:
            origin = everything.origin(first)
            same = {"kind": row.kind, "id": first.id, "other": f"{origin.path}:{origin.line}"}
            yield problem(document.path, document.place(("candidate",)), "duplicate-id", "row", **same)


def missing(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: some scores are missing, and the ranking is not certain without them."""
    for evaluation in catalog.of(Evaluation):
        sheet = answers(evaluation, catalog)
        asked = len(evaluation.criteria) * len(sheet)
        if n := asked - sum(len(given) for given in sheet.values()):
            document = catalog.documents[evaluation.ref]
            place = document.place(("candidates",))
            yield problem(document.path, place, "scores-missing", id=evaluation.id, n=n, asked=asked)


def one_sided(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: only technical or only business criteria."""
    for evaluation in catalog.of(Evaluation):
        there = sides(evaluation.criteria)
        if len(there) == 1:
            document = catalog.documents[evaluation.ref]
            place = document.place(("criteria",))
            yield problem(document.path, place, "one-sided-evaluation", there[0], id=evaluation.id)
