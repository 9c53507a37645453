"""Channels: the communication plan."""

from pathlib import Path

from mops_kb.kinds.channel import views
from mops_kb.kinds.channel.facts import FACTS
from mops_kb.kinds.channel.model import Channel
from mops_kb.model.kind import Kind

KIND = Kind(
    name="channel",
    model=Channel,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("purpose", "who", "when"),
    order=lambda channel, _: (channel.sort, channel.title.versions[0][1]),
    before=("verdict.into",),
    checks=(views.undecided, views.outdated, views.unattended, views.ended_target),
    tells=("improvements", "takes-in"),
    defaults={"pillar": ("people",)},
    facts=FACTS,
)
