"""How long the marketing calendar takes: its views, their pages, its conflicts, its feeds, each from nothing.

    .venv/bin/python bench/events.py [--events 1000 5000 20000] [--runs 3]

Prints a Markdown table of processor seconds (medians); `bench/README.md` keeps the figures with their date. Events are
spread over three years, and a tenth of them recurs every week of these.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from mops_kb.build import Line, study, words
from mops_kb.formats.ics.write import ics
from mops_kb.kinds import KINDS
from mops_kb.model.catalog import Catalog
from mops_kb.model.report import Report, Wiki
from mops_kb.model.settings import Settings
from mops_kb.render import render
from mops_kb.reports.calendar import REPORT as CALENDAR
from mops_kb.reports.conflicts import REPORT as CONFLICTS
from mops_kb.reports.feeds import REPORT as FEEDS

SETTINGS = Settings(date(2026, 11, 22), site_url="https://wiki.example.com/")
FIRST = date(2025, 4, 1)
DAYS = 3 * 365
CATEGORIES = ("webinar", "exhibition", "seminar", "campaign", "email", "content", "release", "press", "community")
CHANNELS = ("email", "web", "ads", "social", "offline", "partner", "phone")
WEEKDAYS = "月火水木金"
ROOMS = [Path(CALENDAR.room).parents[1] / "templates", Path(CALENDAR.room).parents[1] / "reports"]


def make(docs: Path, events: int) -> None:
    """A calendar by rule: with the events grow teams (one for 100), audiences and people (for 10), and licences (for 50)."""
    chance = random.Random(events)
    records = {
        "roles": ["- {id: r0, title: R, owner: role:r0}"],
        "teams": [f"- {{id: t{n}, title: T{n}, owner: role:r0, events_per_week: 5}}" for n in range(events // 100)],
        "people": [
            f"- {{id: p{n}, title: P{n}, owner: role:r0, team: t{n % (events // 100)}}}" for n in range(events // 10)
        ],
        "tools": [
            f"- {{id: z{n}, title: Z, owner: role:r0, category: events, events_at_once: 1}}"
            for n in range(events // 50)
        ],
        "events": [_event(number, events, chance) for number in range(events)],
    }
    for folder, lines in records.items():
        (docs / folder).mkdir(parents=True)
        for start in range(0, len(lines), 500):
            text = "\n".join(lines[start : start + 500]) + "\n"
            (docs / folder / f"all-{start}.yml").write_text(text, encoding="utf-8")


def _event(number: int, events: int, chance: random.Random) -> str:
    channels = ", ".join(sorted(chance.sample(CHANNELS, chance.randint(1, 3))))
    time_of_day = f", time: '{9 + number % 9:02}:00-{10 + number % 9:02}:00'" if number % 3 else ""
    return (
        f"- {{id: e{number}, title: 催し {number}, owner: role:r0, when: {_when(number, chance)}{time_of_day}, "
        f"team: t{chance.randrange(events // 100)}, category: {chance.choice(CATEGORIES)}, channel: [{channels}], "
        f"segment: 対象{chance.randrange(events // 10)}, region: 地域{number % 8}, product: 製品{number % 6}, "
        f"status: {chance.choice(['planned', 'confirmed', 'done'])}, budget: {number % 90 * 10000}, "
        f"people: [p{chance.randrange(events // 10)}]{f', tools: [z{number % (events // 50)}]' if number % 5 == 1 else ''}}}"
    )


def _when(number: int, chance: random.Random) -> str:
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    forms: dict[int, str] = {
        0: f"{FIRST}から{FIRST + timedelta(days=DAYS)}まで毎週{WEEKDAYS[chance.randrange(5)]}曜",
        1: f"{day}/{day + timedelta(days=chance.randint(1, 4))}",
        2: f"{day:%Y-%m} {chance.choice(['上旬', '中旬', '下旬'])}",
        3: f"{day:%Y-%m}" if number % 20 == 3 else f"FY{day.year} Q{number % 4 + 1}",
    }
    return forms.get(number % 10, str(day))


def catalog_of(docs: Path) -> Catalog:
    """Read and joined, with nothing worked out yet."""
    found = study(docs, SETTINGS, Line(check=lambda *_: ([], [])))
    assert not found.problems, found.problems[0]
    return found.catalog


def of_report(report: Report, wiki: Wiki) -> None:
    for check in report.checks:
        list(check(wiki.catalog, wiki.settings))
    list(report.views(wiki))


def feeds(wiki: Wiki) -> None:
    found = list(FEEDS.feeds(wiki))
    list(ics(found, words(KINDS, SETTINGS), SETTINGS))


def works(wiki: Wiki) -> Iterator[tuple[str, Callable[[], object]]]:
    labels = words(KINDS, SETTINGS)
    made = list(CALENDAR.views(wiki))
    yield "views", lambda: of_report(CALENDAR, wiki)
    yield "pages", lambda: render(made, wiki.catalog, labels, SETTINGS, lambda _: "", ROOMS)
    yield "conflicts", lambda: of_report(CONFLICTS, wiki)
    yield "feeds", lambda: feeds(wiki)


def row(events: int, runs: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "docs", events)
        wiki = Wiki(catalog_of(Path(folder) / "docs"), KINDS, SETTINGS, ())
    timed: dict[str, list[float]] = {}
    for _ in range(runs):
        for name, work in works(wiki):
            wiki.catalog.worked.clear()
            start = time.process_time()
            work()
            timed.setdefault(name, []).append(time.process_time() - start)
    told = {name: median(times) for name, times in timed.items()}
    asked = told["views"] + told["conflicts"] + told["feeds"]
    return f"| {events} | {events // 10} | " + " | ".join(f"{one:.2f}" for one in [*told.values(), asked]) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print("| events | of them recurring | views | their pages | conflicts | feeds | views, conflicts and feeds |")
    print("|---|---|---|---|---|---|---|")
    for events in given.events:
        print(row(events, given.runs))


if __name__ == "__main__":
    main()
