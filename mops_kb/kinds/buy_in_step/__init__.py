"""The steps to win the executives: SAFARI, unless a site brings a framework of its own."""

from pathlib import Path

from mops_kb.kinds.buy_in_step import views
from mops_kb.kinds.buy_in_step.model import BuyInStep
from mops_kb.model.kind import Kind

KIND = Kind(
    name="buy-in-step",
    model=BuyInStep,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    order=lambda step, _: step.position,
    built_in=Path(__file__).parent / "built_in.yml",
    checks=(views.extended,),
    defaults={"pillar": ("people",)},
)
