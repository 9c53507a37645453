"""How long the feeds of a marketing calendar take, and the way back from the file with all events.

    .venv/bin/python bench/feeds.py [--events 1000 5000 20000] [--runs 3]

Prints a Markdown table of processor seconds (medians); `bench/README.md` keeps the figures with their date. The calendar is
that of `bench/conflicts.py`: a tenth of the events is held every week, a tenth has no exact day and is in no feed.
"""

import argparse

from conflicts import SETTINGS, make, seconds

from mops_kb.formats.ics.read import read
from mops_kb.formats.ics.write import ics
from mops_kb.kinds import KINDS
from mops_kb.labels import Labels
from mops_kb.model.catalog import Catalog
from mops_kb.reports import REPORTS
from mops_kb.reports.feeds import marketing

WORDS = Labels("ja", [*(kind.room for kind in KINDS), *(report.room for report in REPORTS)])


def feeds(catalog: Catalog) -> list[str]:
    return ics(tuple(marketing.feeds(catalog, SETTINGS)), WORDS, SETTINGS)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, nargs="+", default=[1000, 5000, 20000])
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    print("| events | feeds | entries in them | all feeds, s | read back, s |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for events in given.events:
        catalog = make(events, crowded=True)
        made = feeds(catalog)
        entries = sum(text.count("BEGIN:VEVENT") for text in made)
        written = seconds(feeds, catalog, given.runs)
        back = seconds(lambda _, text=made[0]: read(text.replace("\r\n", "\n"), "a.ics"), catalog, given.runs)
        print(f"| {events:,} | {len(made)} | {entries:,} | {written:.2f} | {back:.2f} |", flush=True)


if __name__ == "__main__":
    main()
