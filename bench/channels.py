"""How long the audit of a communication plan takes, beside a comparison of all pairs, in one run.

    .venv/bin/python bench/channels.py [--channels 300 1000 3000] [--people 500] [--runs 5]

Prints a Markdown table of processor seconds (medians); `bench/README.md` keeps the figures with their date. Two plans:
in the spread one a meeting has two or three of 120 topics; in the crowded one all meetings share one topic.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from statistics import median

from mops_kb.build import study
from mops_kb.kinds.channel.attendance import attendance, by_role
from mops_kb.kinds.channel.audit import alike, audit
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings

SETTINGS = Settings(date(2026, 11, 22))
FREQUENCIES = ("daily", "weekly", "weekly", "biweekly", "monthly", "quarterly")


def make(docs: Path, channels: int, people: int, crowded: bool) -> None:
    """A plan by rule: 40 people of each hundred hold one of `people // 5` roles, 25 to a team, 3 to 15 participants."""
    chance = random.Random(channels)
    roles, teams = people // 5, people // 25
    records = {
        "roles": [f"- {{id: r{n}, title: R, owner: role:r0{', reports_to: r0' if n else ''}}}" for n in range(roles)],
        "teams": [f"- {{id: t{n}, title: T, owner: role:r0}}" for n in range(teams)],
        "people": [
            f"- {{id: p{n}, title: P, owner: role:r0, team: t{n % teams}, posts: [r{n % roles}]}}"
            for n in range(people)
        ],
        "channels": [],
    }
    for number in range(channels):
        parties = [f"person:p{chance.randrange(people)}" for _ in range(chance.randint(1, 8))]
        parties += [f"role:r{chance.randrange(roles)}" for _ in range(chance.randint(1, 4))]
        parties += [f"team:t{chance.randrange(teams)}" for _ in range(chance.randint(0, 2))]
        topics = ["all"] if crowded else [f"topic{chance.randrange(120)}" for _ in range(chance.randint(2, 3))]
        records["channels"].append(
            f"- {{id: c{number}, title: C, owner: role:r0, purpose: p, topics: [{', '.join(sorted(set(topics)))}], "
            f"participants: [{', '.join(sorted(set(parties)))}], frequency: {chance.choice(FREQUENCIES)}, minutes: 30}}"
        )
    for folder, lines in records.items():
        (docs / folder).mkdir(parents=True)
        (docs / folder / "all.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def all_pairs(catalog: Catalog) -> int:
    """What the audit would do without its index: compare every meeting with every other."""
    taken = attendance(catalog, SETTINGS).values()
    sets = [(frozenset(p.id for p in one.people), frozenset(one.channel.topics)) for one in taken]
    half = Fraction(1, 2)
    return sum(1 for a, b in combinations(sets, 2) if alike(a[1], b[1], half) and alike(a[0], b[0], half))


def seconds(work: Callable[[Catalog], object], catalog: Catalog) -> float:
    catalog.worked.clear()
    start = time.process_time()
    work(catalog)
    return time.process_time() - start


def row(channels: int, people: int, crowded: bool, runs: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "docs", channels, people, crowded)
        catalog = study(Path(folder) / "docs", SETTINGS).catalog
    pairs = sum(1 for one in audit(catalog, SETTINGS) if one.sort == "merge")
    timed: dict[str, list[float]] = {"audit": [], "hours": [], "pairs": []}
    for _ in range(runs):
        timed["audit"].append(seconds(lambda catalog: audit(catalog, SETTINGS), catalog))
        timed["hours"].append(seconds(lambda catalog: by_role(catalog, SETTINGS), catalog))
        timed["pairs"].append(seconds(all_pairs, catalog))
    told = " | ".join(f"{median(times):.3f}" for times in timed.values())
    return f"| {channels} | {people} | {'crowded' if crowded else 'spread'} | {pairs} | {told} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--channels", type=int, nargs="+", default=[300, 1000, 3000])
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print("| channels | people | topics | mergeable pairs | audit | hours by person and role | all pairs |")
    print("|---|---|---|---|---|---|---|")
    for channels in given.channels:
        for crowded in (False, True):
            print(row(channels, given.people, crowded, given.runs))


if __name__ == "__main__":
    main()
