"""The search of the wiki itself."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Page

from mops_kb import build, config

from . import FIRST, Found, Missing

ASK = """async ([queries, every, first]) => {
  const answers = []
  for (const words of queries) {
    const start = performance.now()
    const found = await mopsSearch.find(words, every ? {} : { limit: first })
    answers.push([found.map(({ path }) => path), performance.now() - start])
  }
  return answers
}"""


class Ours:
    name = "ours"

    def __init__(self, docs: Path) -> None:
        self.docs = docs

    def index(self, site: Path) -> float:  # noqa: ARG002  # the site has it in it; here it is made once more
        if not hasattr(build, "index"):
            raise Missing("there is no search of our own yet")
        spent, index = [], build.index

        def timed(*given: Any) -> Any:
            start = process_time()
            files = index(*given)
            spent.append(process_time() - start)
            return files

        with patch.object(build, "index", timed):
            build.build(self.docs, config.settings(config.find(self.docs).options))
        return spent[0]

    def files(self, site: Path) -> list[Path]:
        scripts = sorted((site / "assets").rglob("search*.js"))
        return [*sorted((site / "search").rglob("*.js")), *(path for path in scripts if "workers" not in path.parts)]

    def open(self, page: Page, home: str) -> None:
        page.goto(home)
        page.keyboard.press("/")
        page.wait_for_function("typeof mopsSearch === 'object'")

    def ask(self, page: Page, queries: Sequence[str], every: bool) -> list[Found]:
        return [Found(*answer) for answer in page.evaluate(ASK, [list(queries), every, FIRST])]
