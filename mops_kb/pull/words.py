"""Words: what became of a pull, as lines for whoever ran it."""

import os
from collections.abc import Iterator

from mops_kb.labels import Labels
from mops_kb.model.problem import printable
from mops_kb.pull.line import Outcome
from mops_kb.pull.profiles import FILE


def told(found: Outcome, labels: Labels, prefix: str) -> Iterator[str]:
    """The problems, each with its place (`prefix` leads to the docs), and a line about the KPI."""
    for one in found.problems:
        path = os.path.normpath(f"{prefix}../{FILE}" if one.path == FILE else f"{prefix}{one.path}")
        yield f"{path}:{one.line}:{one.col}: {labels.problem(one)}"
    if not found.kpi:
        return
    id, profile = found.kpi, found.profile
    if found.state == "failed" and found.variable:
        yield labels("pull.variable", id=id, profile=profile, variable=found.variable)
    elif found.state == "failed":
        yield labels("pull.failed", id=id, profile=profile, reason=printable(found.reason[:300]))
    elif found.state == "refused":
        yield labels("pull.refused", id=id, profile=profile)
    else:
        yield labels("pull.new" if found.state == "new" else "pull.kept", id=id, profile=profile, n=found.figures)
