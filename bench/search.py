"""How well, how fast and how heavily different searches find: on our own wiki, by the golden queries, in one run.

    .venv/bin/python -m bench.search [--pagefind NAME=PATH ...] [--keep FOLDER]

Pagefind comes from outside: `pip install 'pagefind[extended]==1.5.2'` in an environment of its own, or `npm install
pagefind@1.6.0`; PATH is its program. What cannot be measured is said. Prints a Markdown table for `bench/README.md`.
"""

import argparse
import gzip
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean, median
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from bench.engines import BLANK, Engine, Missing
from bench.engines.material import Material
from bench.engines.ours import Ours
from bench.engines.pagefind import Pagefind
from tests.browser.wiki import ROOT, chromium
from tests.search import golden, score
from tests.search.text import address, pages

HEAD = (
    "| | recall | of pairs | MRR | no hit | name first | pages told | CPU s to index | index, KiB | gzip, KiB "
    "| first query, KiB | next, KiB | first, ms | next, ms |"
)


def main(engines: Sequence[Engine], site: Path) -> None:
    print(HEAD + "\n|" + "---|" * (HEAD.count("|") - 1))
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for engine in engines:
            try:
                print(_row(engine, browser, site), flush=True)
            except Missing as missing:
                print(f"| {engine.name} | not measured: {missing} |", flush=True)
        browser.close()


def _row(engine: Engine, browser: Browser, site: Path) -> str:
    seconds = engine.index(site)
    files = engine.files(site)
    (site / BLANK).write_text("<!doctype html><title>blank</title>", encoding="utf-8")
    entities = json.loads((site / "catalog.json").read_text(encoding="utf-8"))["entities"]
    asked = golden.today(golden.queries("ja"), pages(site), entities)
    texts = [today.query.text for today in asked]
    with _served(site) as (home, fetched):
        page = browser.new_context().new_page()
        page.goto(home + engine.start)
        engine.open(page, home)
        found = engine.ask(page, texts, True)
        page.context.close()
        weights, times = zip(
            *(
                _once(engine, browser, home, fetched, {*files}, texts[at :: len(texts) // 2][:2])
                for at in range(0, 280, 28)
            ),
            strict=True,
        )
    answers = {
        text: score.Answer(list(dict.fromkeys(address(page.strip("/")) for page in answer.pages)), answer.milliseconds)
        for text, answer in zip(texts, found, strict=True)
    }
    all_of = score.figures(verdicts := score.verdicts(asked, answers))
    exact = score.figures([verdict for verdict in verdicts if verdict.today.query.sort in score.EXACT])
    for sort, some in score.by_class(verdicts).items():
        of = score.figures(some)
        print(
            f"  {engine.name}: {sort} {of.queries}, recall {of.recall:.3f}, MRR {of.rank:.3f}, no hit {of.without}",
            file=sys.stderr,
        )
    size, packed = sum(path.stat().st_size for path in files), sum(map(_packed, files))
    first, following = ([weight[n] / 1024 for weight in weights] for n in (0, 1))
    return (
        f"| {engine.name} | {all_of.recall:.4f} | {all_of.pooled:.4f} | {all_of.rank:.4f} | {all_of.without} of {all_of.queries} "
        f"| {exact.first} of {exact.sought} | {all_of.answers:.0f} | {seconds:.1f} | {size / 1024:,.0f} | {packed / 1024:,.0f} "
        f"| {mean(first):,.0f} | {mean(following):,.0f} | {median(time[0] for time in times):,.0f} | {all_of.milliseconds:.1f} |"
    )


def _once(
    engine: Engine, browser: Browser, home: str, fetched: list[Path], files: set[Path], queries: Sequence[str]
) -> tuple[list[int], list[float]]:
    """A reader who comes, searches twice, and sees the first results: what is sent for each (gzip) and how long it takes."""
    weights, times = [], []
    with browser.new_context() as context:
        page = context.new_page()
        fetched.clear()
        page.goto(home + engine.start)
        start = page.evaluate("performance.timeOrigin + performance.now()")
        engine.open(page, home)
        opened = page.evaluate("performance.timeOrigin + performance.now()") - start
        for query in queries:
            times.append(opened + engine.ask(page, [query], False)[0].milliseconds)
            weights.append(sum(_packed(path) for path in {*fetched} & files))
            fetched.clear()
            opened = 0
    return weights, times


def _packed(path: Path) -> int:
    """As a server sends it; what is packed already is sent as it is."""
    content = path.read_bytes()
    return min(len(content), len(gzip.compress(content, 6, mtime=0)))


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, list[Path]]]:
    """The address of the home page, and a list that every file is put into as it is asked for."""
    fetched: list[Path] = []

    class Counting(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def translate_path(self, path: str) -> str:
            found = super().translate_path(path.removeprefix("/wiki"))
            if Path(found).is_file():
                fetched.append(Path(found))
            return found

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/wiki/", fetched
        server.shutdown()


def _config(work: Path) -> Path:
    """Our own wiki with Material's search switched on, so that both can be asked about one site."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    if "\n  search: {}\n" not in settings:
        settings = settings.replace("\nplugins:\n", "\nplugins:\n  search: {}\n")
    file = work / "mkdocs.yml"
    file.write_text(f"docs_dir: {json.dumps(str(ROOT / 'docs'))}\n{settings}", encoding="utf-8")
    return file


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--pagefind", nargs="*", default=[], metavar="NAME=PATH")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = options.keep or Path(scratch)
        work.mkdir(exist_ok=True)
        named = [pair.partition("=") for pair in options.pagefind]
        rivals = [Pagefind(name, [path], f"pagefind-{n}") for n, (name, _, path) in enumerate(named)]
        main([Material(_config(work)), *rivals, Ours(ROOT / "docs")], work / "site")
