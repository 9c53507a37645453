"""A dataset: a file of rows in `docs/data/`, what its columns are, and where it comes from."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from mops_kb.model.entity import Entity, Part
from mops_kb.model.question import ColumnType
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Flag

STORE = "data"
"""The folder of the files."""


@dataclass(frozen=True)
class Stored:
    """What is known of the files: of one how many `rows` it has, of all those that no dataset names."""

    rows: int = 0
    unused: tuple[str, ...] = ()


class Column(Part):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    type: ColumnType = "text"
    note: Text | None = None


class Dataset(Entity):
    kind = "dataset"
    folder = "datasets"

    file: str
    columns: Annotated[tuple[Column, ...], ONE_OR_MANY] = ()
    tool: Annotated[str, RefTo("tool", inverse="datasets")] | None = None
    exported_on: Day | None = None
    invented: Flag = False

    @property
    def table(self) -> str:
        """What SQL calls it."""
        return f"{STORE}.{self.id.replace('-', '_')}"
