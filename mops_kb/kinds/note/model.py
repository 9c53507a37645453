"""A note: a hand-written page, anywhere, that may say what it is about."""

from typing import Annotated

from pydantic import Field

from mops_kb.model.entity import Entity, OwnerRef
from mops_kb.model.ref import RefTo
from mops_kb.model.values import ONE_OR_MANY


class Note(Entity):
    kind = "note"
    folder = ""

    id: Annotated[str, Field(pattern=r"^[^\s#?%&]+$")]
    owner: OwnerRef | None = None
    about: Annotated[tuple[Annotated[str, RefTo("*", inverse="know-how")], ...], ONE_OR_MANY] = ()
