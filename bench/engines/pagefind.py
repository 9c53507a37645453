"""Pagefind, from any package: given the same part of each page that is judged, with an index of its own."""

import os
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from . import BLANK, FIRST, Found, Missing

OPEN = """async address => {
  window.pagefind = await import(address)
  await pagefind.init()
}"""
ASK = """async ([queries, every, first]) => {
  const answers = []
  for (const words of queries) {
    const start = performance.now()
    const { results } = await pagefind.search(words)
    await Promise.all(results.slice(0, first).map(result => result.data()))
    const time = performance.now() - start
    const told = await Promise.all((every ? results : results.slice(0, first)).map(result => result.data()))
    answers.push([told.map(({ url }) => url), time])
  }
  return answers
}"""


class Pagefind:
    start = BLANK

    def __init__(self, name: str, command: Sequence[str], folder: str) -> None:
        self.name, self.command, self.folder = name, command, folder

    def index(self, site: Path) -> float:
        if not Path(self.command[0]).exists():
            raise Missing(f"{self.command[0]} is not there")
        command = [*self.command, "--quiet", "--site", str(site), "--output-subdir", self.folder]
        command += ["--root-selector", "article.md-content__inner", "--exclude-selectors", ".md-content__button"]
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        _, status, usage = os.wait4(os.posix_spawn(command[0], command, os.environ, file_actions=quiet), 0)
        if status:
            raise Missing(f"{self.command[0]} ended with {status}")
        return usage.ru_utime + usage.ru_stime

    def files(self, site: Path) -> list[Path]:
        """Without its ready-made user interface."""
        every = sorted(path for path in (site / self.folder).rglob("*") if path.is_file())
        return [path for path in every if "ui" not in path.stem and "highlight" not in path.stem]

    def open(self, page: Page, home: str) -> None:
        page.evaluate(OPEN, f"{home}{self.folder}/pagefind.js")

    def ask(self, page: Page, queries: Sequence[str], every: bool) -> list[Found]:
        answers = page.evaluate(ASK, [list(queries), every, FIRST])
        return [Found([url.removeprefix("/wiki") for url in urls], time) for urls, time in answers]
