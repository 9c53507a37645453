"""Prints how well search finds, class by class: `make search-report`. Ends with 1 where that is not well enough.

    .venv/bin/python -m tests.search.report [--misses] [SITE_JA SITE_EN]

Builds the wiki in both languages unless it is told where they are.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.browser.wiki import build, chromium, served
from tests.search import golden, ours, score
from tests.search.text import pages

HEAD = f"{'class':<12}{'queries':>8}{'recall':>9}{'of pairs':>10}{'MRR':>8}{'no hit':>8}{'sought first':>14}{'pages':>8}{'literal':>9}{'ms':>7}"


def main(folders: Sequence[Path], misses: bool) -> bool:
    """Whether search is good enough in both languages."""
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites = folders or (_built(work / "ja", "mkdocs.yml"), _built(work / "en", "mkdocs.en.yml"))
        browser = chromium(stack.enter_context(sync_playwright()))
        told = [
            line
            for language, site in zip(("ja", "en"), sites, strict=True)
            for line in report(browser, language, site, misses)
        ]
        browser.close()
    sys.stdout.write("\n".join([*told, "below the bar" if told else "search is good enough"]) + "\n")
    return not told


def report(browser: Browser, language: str, site: Path, misses: bool = False) -> list[str]:
    """Prints the table; returns what is not good enough."""
    found = judged(browser, language, site)
    lines = [f"\n{language}: {len(found.golden)} queries count, {found.lost:.2%} of the frozen pairs have gone", HEAD]
    lines += [_line(sort, score.figures(some)) for sort, some in score.by_class(found.golden).items()]
    lines.append(_line("all", score.figures(found.golden)))
    lines += [_line(sort, score.figures(some)) for sort, some in score.by_class([*found.named, *found.typed]).items()]
    if misses:
        lines += _misses([*found.golden, *found.typed])
    sys.stdout.write("\n".join(lines) + "\n")
    return [f"{language}: {failing}" for failing in found.failings()]


class Judged(NamedTuple):
    golden: list[score.Verdict]
    """On the frozen queries, as they hold today."""
    named: list[score.Verdict]
    """On every name of today's entities."""
    typed: list[score.Verdict]
    """On what people type; told, and not held to the bar."""
    lost: float

    def failings(self) -> list[str]:
        gone = [f"{self.lost:.2%} of the frozen pairs have gone"] if self.lost > score.LOST else []
        return [*score.failings(self.golden), *score.unfair(self.named), *gone]


def judged(browser: Browser, language: str, site: Path) -> Judged:
    entities = json.loads((site / "catalog.json").read_text(encoding="utf-8"))["entities"]
    live = pages(site)
    asked, names = golden.today(golden.queries(language), live, entities), golden.names(language, live, entities)
    typed = golden.typed(live, entities) if language == "ja" else []
    with served(site) as home:
        answers = ours.ask(browser, home, [today.query.text for today in (*asked, *names, *typed)])
    verdicts = [score.verdicts(some, answers) for some in (asked, names, typed)]
    return Judged(*verdicts, score.lost(asked))


def _line(sort: str, of: score.Figures) -> str:
    recall = f"{'-':>9}{'-':>10}" if sort in golden.TODAY else f"{of.recall:>9.4f}{of.pooled:>10.4f}"
    first = f"{of.first}/{of.sought}" if of.sought else "-"
    literal = "-" if sort in golden.TODAY else f"{of.literal:.3f}"
    return (
        f"{sort:<12}{of.queries:>8}{recall}{of.rank:>8.4f}{of.without:>8}"
        f"{first:>14}{of.answers:>8.1f}{literal:>9}{of.milliseconds:>7.1f}"
    )


def _misses(verdicts: Sequence[score.Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        query, missed = verdict.today.query, verdict.missed if verdict.today.query.language else []
        if missed or verdict.rank != 1:
            yield f"  {query.sort} {query.text}: rank {verdict.rank or '-'}, missed {' '.join(missed[:5]) or 'nothing'}"


def _built(folder: Path, config: str) -> Path:
    build(folder, config=config)
    return folder


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--misses"]
    sys.exit(not main([Path(folder) for folder in given], "--misses" in sys.argv))
