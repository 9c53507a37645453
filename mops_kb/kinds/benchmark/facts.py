"""Facts of benchmarks: the figure, and how old it is."""

from mops_kb.kinds.benchmark import views
from mops_kb.model.fact import Facts

_fact = Facts("benchmark", views.page, "benchmark/cells.md")

FACTS = (
    _fact("figure", "number", lambda view: next(iter(view.benchmark.numbers)), rich=True, words="benchmark.value"),
    _fact("published", "text", lambda view: view.benchmark.publisher, rich=True, words="benchmark.source"),
    _fact("age", "number", lambda view: view.age, wide=True, words="benchmark.year"),
    _fact("is_old", "flag", lambda view: view.is_old),
)
