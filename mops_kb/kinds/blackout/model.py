"""A blackout: a time in which some or all entries of the calendar are not to be held."""

from typing import Annotated

from pydantic import AfterValidator

from mops_kb.model.category import Category
from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.values import ONE_OR_MANY, Flag, wrong
from mops_kb.model.when import When

CERTAIN = ("day", "moment", "range", "recurring")
"""Dates that tell which days they mean."""


def _certain(when: When) -> When:
    if when.precision not in CERTAIN:
        raise wrong("blackout-uncertain", when.written)
    return when


class Blackout(Entity):
    """Whatever is left empty of `teams`, `categories` and `channels` means all of them."""

    kind = "blackout"
    folder = "blackouts"

    when: Annotated[When, AfterValidator(_certain)]
    stops_work: Flag = False
    teams: Annotated[tuple[Annotated[str, RefTo("team", inverse="blackouts")], ...], ONE_OR_MANY] = ()
    categories: Annotated[tuple[Category, ...], ONE_OR_MANY] = ()
    channels: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
