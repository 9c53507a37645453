"""What a chart shows: one slot for each period, whether it has a figure or not."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mops_kb.model.when import When


@dataclass(frozen=True)
class Slot:
    """One period: its figure and the bounds of it, the target, and how far short of the target is still at risk."""

    when: When
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    aim: Decimal | None = None
    edge: Decimal | None = None
    is_open: bool = False
    """The figure may still change: the period is not over, or its figure is provisional."""
    broken: str = ""
    """What changed when this period began, so that figures before it cannot be compared: the key of a label."""
    begins_year: bool = False
    """Whether a fiscal year begins with it."""


@dataclass(frozen=True)
class Plot:
    """Slots without gaps, oldest first."""

    slots: tuple[Slot, ...]
    unit: str
    decimals: int
    curve: Literal["steps", "linear"] = "steps"

    @property
    def values(self) -> tuple[Decimal, ...]:
        """All that must find room on the chart."""
        given = (value for slot in self.slots for value in (slot.value, slot.low, slot.high, slot.aim, slot.edge))
        return tuple(value for value in given if value is not None)

    @property
    def parts(self) -> tuple[str, ...]:
        """What there is to explain below the chart."""
        there = {
            "line": True,
            "open": any(slot.is_open and slot.value is not None for slot in self.slots),
            "bounds": any(slot.low is not None and slot.high is not None for slot in self.slots),
            "target": any(slot.aim is not None for slot in self.slots),
            "band": any(slot.edge is not None and slot.edge != slot.aim for slot in self.slots),
            "break": any(slot.broken for slot in self.slots),
            "year": any(slot.begins_year for slot in self.slots[1:]),
        }
        return tuple(part for part, is_there in there.items() if is_there)

    @property
    def runs(self) -> tuple[tuple[int, ...], ...]:
        """Places of figures that a line may join: it stops at a gap and at a break."""
        found: list[list[int]] = [[]]
        for place, slot in enumerate(self.slots):
            if (slot.broken or slot.value is None) and found[-1]:
                found.append([])
            if slot.value is not None:
                found[-1].append(place)
        return tuple(tuple(run) for run in found if run)

    @property
    def aimed(self) -> tuple[tuple[int, ...], ...]:
        """Places that have a target, those next to each other together."""
        found: list[list[int]] = [[]]
        for place, slot in enumerate(self.slots):
            if slot.aim is not None:
                found[-1].append(place)
            elif found[-1]:
                found.append([])
        return tuple(tuple(run) for run in found if run)
