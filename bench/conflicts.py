"""How long the search for conflicts in a calendar takes, beside a comparison of all pairs, in one run.

    .venv/bin/python bench/conflicts.py [--events 1000 5000 20000] [--runs 3]

Prints a Markdown table of processor seconds (medians); `bench/README.md` keeps the figures with their date. A tenth of
the events is held every week; they are spread over three years, of which the search looks at the one ahead. In the
spread calendar audiences, people and tools are as many more as there are events; in the crowded one there are always 20
audiences, 50 people and 5 tools.
"""

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from statistics import median

from mops_kb.kinds import KINDS
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts.found import find
from mops_kb.reports.conflicts.search import plain
from mops_kb.reports.conflicts.slots import Entry, entries, is_sure
from mops_kb.resolve import resolve

SETTINGS = Settings(date(2026, 11, 22), visibility="internal")
FIRST = date(2025, 11, 22)
CATEGORIES = ("webinar", "exhibition", "seminar", "email", "press", "community")
CHANNELS = ("email", "web", "ads", "social", "offline", "phone")
WEEKDAYS = ("月曜", "火曜", "水曜", "木曜", "金曜")


def make(events: int, crowded: bool) -> Catalog:
    """A calendar by rule; of ten events one is weekly, one vague, two last some days."""
    chance = random.Random(events)
    share = 1 if crowded else events / 1000
    audiences, people, tools, teams = (max(round(n * share), n) for n in (20, 50, 5, 20))
    records: list[Entity] = [_made(Team, f"t{n}", events_per_week=3) for n in range(teams)]
    records += [_made(Person, f"p{n}") for n in range(people)]
    records += [_made(Tool, f"z{n}", category="events", events_at_once=1 + n % 2) for n in range(tools)]
    for number in range(events):
        day = FIRST + timedelta(days=chance.randrange(3 * 365))
        hour = chance.randrange(9, 18)
        when = {0: f"毎週{chance.choice(WEEKDAYS)} 2025-11-22から", 1: f"{day:%Y-%m} 中旬"}.get(number % 10, str(day))
        if number % 10 in (2, 3):
            when = f"{day}/{day + timedelta(days=chance.randrange(1, 6))}"
        records.append(
            _made(
                Event,
                f"e{number}",
                when=when,
                time=f"{hour:02}:00-{hour + 1:02}:00",
                team=f"t{chance.randrange(teams)}",
                category=chance.choice(CATEGORIES),
                segment=f"audience {chance.randrange(audiences)}",
                channel=chance.sample(CHANNELS, 2),
                tools=[f"z{chance.randrange(tools)}"],
                people=[f"p{chance.randrange(people)}"],
            )
        )
    return resolve([(one, Document(one.kind, f"{one.path}.yml", {})) for one in records], KINDS, SETTINGS).catalog


def _made(model: type[Entity], id: str, **fields: object) -> Entity:
    return model.model_validate({"id": id, "title": id, "owner": None, **fields})


def all_pairs(catalog: Catalog) -> int:
    """What the search would do without its sweep, for audiences alone: compare every event with every other."""
    return sum(_meet(one, other) for one, other in combinations(entries(catalog, SETTINGS), 2))


def _meet(one: Entry, other: Entry) -> bool:
    if plain(one.event.segment or "") != plain(other.event.segment or ""):
        return False
    if set(one.event.channel).isdisjoint(other.event.channel):
        return False
    slots = ((a, b) for a in one.days for b in other.days if a.start < b.end and b.start < a.end)
    return any(is_sure(a, b) for a, b in slots)


def seconds(work: Callable[[Catalog], object], catalog: Catalog, runs: int) -> float:
    """Each run on a catalog that has worked out nothing yet."""
    taken = []
    for _ in range(runs):
        catalog.worked.clear()
        start = time.process_time()
        work(catalog)
        taken.append(time.process_time() - start)
    return median(taken)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, nargs="+", default=[1000, 5000, 20000])
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    print("| calendar | events | slots | conflicts | search, s | all pairs of audiences, s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for crowded in (False, True):
        for events in given.events:
            catalog = make(events, crowded)
            search = seconds(lambda known: find(known, SETTINGS), catalog, given.runs)
            found = len(find(catalog, SETTINGS).conflicts)
            slots = sum(len(entry.happenings) for entry in entries(catalog, SETTINGS))
            slow = f"{seconds(all_pairs, catalog, 1):.1f}" if events <= 5000 else "–"
            name = "crowded" if crowded else "spread"
            print(f"| {name} | {events:,} | {slots:,} | {found:,} | {search:.2f} | {slow} |", flush=True)


if __name__ == "__main__":
    main()
