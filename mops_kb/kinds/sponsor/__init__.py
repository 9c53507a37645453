"""Sponsors: the executives who stand behind MOps, and the log of what was told to whom."""

from pathlib import Path

from mops_kb.kinds.sponsor import checks, views
from mops_kb.kinds.sponsor.facts import FACTS
from mops_kb.kinds.sponsor.model import SORTS, Advocacy, Sponsor
from mops_kb.model.kind import Kind, Table

ADVOCACY = Table(name="advocacy", folder="advocacy", model=Advocacy, key=("on", "audience", "message"))

KIND = Kind(
    name="sponsor",
    model=Sponsor,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("cares", "contact", "next"),
    order=lambda sponsor, _: SORTS.index(sponsor.sort),
    tables=(ADVOCACY,),
    checks=(checks.ahead, checks.silent, checks.aimless, checks.overdue),
    defaults={"pillar": ("people",)},
    facts=FACTS,
)
