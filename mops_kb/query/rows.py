"""Rows: those of a table, made when somebody asks for them first."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, overload


class Rows(Sequence[tuple[Any, ...]]):
    """Most tables are never asked, so most rows need not be made."""

    def __init__(self, make: Callable[[], Iterable[tuple[Any, ...]]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[tuple[Any, ...], ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, at: int) -> tuple[Any, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[Any, ...]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)
