"""A note: a hand-written page, anywhere, that may say what it is about."""

import re
from typing import Annotated

from pydantic import AfterValidator

from mops_kb.model.entity import Entity, OwnerRef
from mops_kb.model.ref import RefTo
from mops_kb.model.values import ONE_OR_MANY, wrong


def _address(path: str) -> str:
    """The path of the page without its suffix: what can stand in an address as it is."""
    if not re.fullmatch(r"[^\s#?%&]+", path):
        raise wrong("file-name", path)
    return path


class Note(Entity):
    kind = "note"
    folder = ""

    id: Annotated[str, AfterValidator(_address)]
    owner: OwnerRef | None = None
    about: Annotated[tuple[Annotated[str, RefTo("*", inverse="know-how")], ...], ONE_OR_MANY] = ()
