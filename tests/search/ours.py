"""Asks the search of a built site, in a real browser."""

from collections.abc import Sequence

from playwright.sync_api import Browser

from tests.search.score import Answer
from tests.search.text import address

FIND = """async asked => {
  const answers = []
  for (const words of asked) {
    const start = performance.now()
    const found = await mopsSearch.find(words)
    answers.push([found.map(({ path }) => path), performance.now() - start])
  }
  return answers
}"""


def ask(browser: Browser, home: str, asked: Sequence[str]) -> dict[str, Answer]:
    """The answers by the words that were asked, all on one page after the other, as a reader would."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(home)
        page.keyboard.press("/")
        page.wait_for_function("typeof mopsSearch === 'object'")
        answers = page.evaluate(FIND, list(asked))
    return {
        words: Answer(list(dict.fromkeys(map(address, paths))), milliseconds)
        for words, (paths, milliseconds) in zip(asked, answers, strict=True)
    }
