"""The search of the wiki itself."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time

from playwright.sync_api import Page

from mops_kb import build, config

from . import FIRST, Found

ASK = """async ([queries, every, first]) => {
  const answers = []
  for (const words of queries) {
    const start = performance.now()
    const found = await mopsSearch.find(words, every ? {} : { limit: first })
    await Promise.all(found.slice(0, first).map((page) => mopsSearch.engine.text(page)))
    answers.push([found.map(({ path }) => path), performance.now() - start])
  }
  return answers
}"""


class Ours:
    name = "ours"
    start = ""

    def __init__(self, docs: Path) -> None:
        self.docs = docs

    def index(self, site: Path) -> float:  # noqa: ARG002  # the site has it in it; here it is made once more
        made = build.build(self.docs, config.settings(config.find(self.docs).options))
        start = process_time()
        made.index()
        return process_time() - start

    def files(self, site: Path) -> list[Path]:
        scripts = site / "assets/javascripts"
        return [
            scripts / "search.js",
            *sorted((scripts / "search").glob("*.js")),
            *sorted((site / "search").rglob("*.js")),
        ]

    def open(self, page: Page, home: str) -> None:  # noqa: ARG002  # it is there already
        page.keyboard.press("/")
        page.wait_for_function("typeof mopsSearch === 'object'")

    def ask(self, page: Page, queries: Sequence[str], every: bool) -> list[Found]:
        return [Found(*answer) for answer in page.evaluate(ASK, [list(queries), every, FIRST])]
