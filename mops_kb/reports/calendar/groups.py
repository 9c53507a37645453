"""The calendar by team, channel, category, region, product or status: who has what, in order."""

import re
from collections import defaultdict
from dataclasses import dataclass

from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.calendar.entries import Choice, Entry, entries

_ANCHOR = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True)
class Group:
    choice: Choice
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Groups:
    """`count` are the entries, `repeated` how many of them stand in more than one group."""

    name: str
    groups: tuple[Group, ...]
    count: int
    repeated: int


def groups(name: str, catalog: Catalog, settings: Settings) -> Groups:
    """By one dimension. An entry with several channels stands with each of them."""
    found = catalog.once(entries, settings)
    those: dict[str, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        for value in dict.fromkeys(entry.values[name]):
            those[value].append(entry)
    return Groups(
        name,
        tuple(
            Group(choice, _anchor(name, choice.value, rank), tuple(those[choice.value]))
            for rank, choice in enumerate(found.dimension(name).choices)
        ),
        len(found.entries),
        sum(1 for entry in found.entries if len(set(entry.values[name])) > 1),
    )


def _anchor(name: str, value: str, rank: int) -> str:
    """Of an id the id; what people write may be in any script, so it is counted."""
    return f"{name}-{value}" if _ANCHOR.fullmatch(value) else f"{name}-{rank + 1}"
