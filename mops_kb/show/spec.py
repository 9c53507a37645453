"""What stands in a view: which records it asks for, and in which shape it shows them."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from mops_kb.model.condition import Conditions
from mops_kb.model.entity import Part
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count

Shape = Literal["table", "list", "cards", "board", "calendar", "timeline", "chart", "tree", "matrix"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
DESCENDING = "-"

Names = Annotated[tuple[str, ...], ONE_OR_MANY]


class Spec(Part):
    """All names are of fields, facts and inverses; a `-` before one in `sort` turns it round."""

    of: Annotated[Names, Field(min_length=1)]
    where: Conditions = Field(default_factory=dict)
    group: Names = ()
    sort: Names = ()
    show: Names = ()
    under: Names = ()
    """What stands small with the title: beside it what is a choice or true, below it all else."""
    limit: Annotated[Count, Field(ge=1)] | None = None
    shape: Shape = Field("table", alias="as")
    title: Text | None = None
    empty: Text | None = None
    """What is said where nothing is found, instead of our own words."""

    @property
    def sorted_by(self) -> tuple[tuple[str, bool], ...]:
        """The names, and whether each is turned round."""
        return tuple((name.removeprefix(DESCENDING), name.startswith(DESCENDING)) for name in self.sort)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all columns that it asks for."""
        by = (name for name, _ in self.sorted_by)
        return tuple(dict.fromkeys([*self.where, *self.group, *by, *self.show, *self.under]))
