"""Contracts: what tools cost, until when, and by when it has to be decided."""

from pathlib import Path

from mops_kb.kinds.contract import views
from mops_kb.kinds.contract.facts import FACTS
from mops_kb.kinds.contract.model import Contract, Rate
from mops_kb.model.kind import Kind, Table

RATES = Table(name="rate", folder="rates", model=Rate, key=("currency", "since"))

KIND = Kind(
    name="contract",
    model=Contract,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("decide", "cost", "tool"),
    tables=(RATES,),
    checks=(views.rates, views.renewals),
    defaults={"duty": ("martech",), "pillar": ("technology",)},
    facts=FACTS,
)
