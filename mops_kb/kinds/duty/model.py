"""A duty: one of the things that MOps is there for."""

from mops_kb.model.entity import Entity, OwnerRef
from mops_kb.model.values import Whole


class Duty(Entity):
    kind = "duty"
    folder = "duties"

    owner: OwnerRef | None = None
    position: Whole = 99
