"""A pillar: people, technology or process, or what a site makes of them."""

from mops_kb.model.entity import Entity, OwnerRef
from mops_kb.model.values import Whole


class Pillar(Entity):
    kind = "pillar"
    folder = "pillars"

    owner: OwnerRef | None = None
    position: Whole = 99
