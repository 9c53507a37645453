"""A dataset: a file of rows in `docs/data/`, what its columns are, and where it comes from."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from mops_kb.model.entity import Entity, Part
from mops_kb.model.question import ColumnType
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Flag, wrong

STORE = "data"
"""The folder of the files."""
FORMS = (".csv", ".parquet")
"""What their names end with."""


@dataclass(frozen=True)
class Stored:
    """What is known of the files: of one how many `rows` it has, of all those that no dataset names."""

    rows: int = 0
    unused: tuple[str, ...] = ()


def _name(written: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", written):
        raise wrong("column-name", written)
    return written


class Column(Part):
    name: Annotated[str, AfterValidator(_name), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]*$"})]
    type: ColumnType = "text"
    note: Text | None = None


def _each_once(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    names = [column.name for column in columns]
    for position, name in enumerate(names):
        if name in names[:position]:
            raise wrong("column-twice", name, at=position)
    return columns


class Dataset(Entity):
    kind = "dataset"
    folder = "datasets"

    file: str
    columns: Annotated[tuple[Column, ...], ONE_OR_MANY, AfterValidator(_each_once)] = ()
    tool: Annotated[str, RefTo("tool", inverse="datasets")] | None = None
    exported_on: Day | None = None
    invented: Flag = False

    @property
    def table(self) -> str:
        """What SQL calls it."""
        return f"{STORE}.{self.id.replace('-', '_')}"
