"""Write the data of the showcase: leads, touches, requests, answers and use of tools of a company that does not exist.

    python bench/showcase.py [docs]

Everything is invented, by rule and with fixed seeds, and the same on every machine and in every Python: nobody stands behind any row.
What the rules make is told where they are: a year in which calls become fast, the definition of an MQL changes, and one tool is used
less and less. Whoever changes a rule runs this and commits what it writes; a test holds the files to it.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from invented import answers, leads, touches, work

DOCS = Path(__file__).resolve().parents[1] / "docs"


def write(docs: Path) -> None:
    found = leads.leads(Random(1))
    touched, orders = touches.touches(Random(2), found)
    _csv(docs / "data/lead-events.csv", "lead,created_at,first_touch_at,time_zone,team", leads.events(found))
    _csv(docs / "data/lead-stages.csv", "lead,stage,reached_at,channel,campaign", leads.stages(found))
    rows = ((person, at.isoformat(), *rest) for person, at, *rest in touched)
    _csv(docs / "data/touchpoints.csv", "person,touched_at,channel,campaign", rows)
    sold = ((person, at.isoformat(), str(value)) for person, at, value in orders)
    _csv(docs / "data/conversions.csv", "person,converted_at,value", sold)
    _csv(docs / "data/requests.csv", "request,requested_on,delivered_on,category,team", work.requests(Random(3)))
    head = "survey,wave,number,team,score,comment"
    _csv(docs / "replies/internal-survey.csv", head, answers.satisfaction(Random(4)))
    _csv(docs / "replies/internal-nps.csv", head, answers.recommendation(Random(5)))
    head = "tool,period,licensed,active,features_available,features_adopted,note"
    _csv(docs / "usage/tools.csv", head, work.usage(Random(6)))
    head = "task,title.ja,title.en,playbook,period,runs,automated,minutes_before,minutes_after"
    _csv(docs / "task-months/routine.csv", head, work.tasks(Random(7)))


def _csv(path: Path, head: str, rows: Iterable[Sequence[str]]) -> None:
    """No value has a comma or a quote in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [head, *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
