"""Evaluations: tools compared by weighted criteria, side by side, and what was decided."""

from pathlib import Path

from mops_kb.kinds.evaluation import views
from mops_kb.kinds.evaluation.facts import FACTS
from mops_kb.kinds.evaluation.model import Evaluation, EvaluationScore
from mops_kb.model.kind import Kind, Table

SCORES = Table(
    name="evaluation-score",
    folder="evaluation-scores",
    model=EvaluationScore,
    key=("evaluation", "candidate", "criterion"),
)

KIND = Kind(
    name="evaluation",
    model=Evaluation,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("need", "winner", "decision"),
    tables=(SCORES,),
    checks=(views.rows, views.missing, views.one_sided),
    defaults={"duty": ("martech",), "pillar": ("technology",)},
    tells=("scores", "adoptions"),
    facts=FACTS,
)
