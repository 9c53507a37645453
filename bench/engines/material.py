"""Material's own search: its real worker, set up and asked as its bundle does."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from . import BLANK, Found, Missing

SET_UP = """async home => {
  const { search, workers } = { search: 'search/search_index.json', workers: WORKER }
  const worker = new Worker(home + workers)
  const index = await (await fetch(home + search)).json()
  const told = data => new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error('its worker does not run'))
    worker.onmessage = ({ data }) => resolve(data)
    worker.postMessage(data)
  })
  await told({ type: 0, data: { ...index, options: { suggest: false } } })
  window.ask = async words => (await told({ type: 2, data: words })).data.items
}"""
ASK = """async queries => {
  const answers = []
  for (const words of queries) {
    const start = performance.now()
    const groups = await ask(words)
    const time = performance.now() - start
    answers.push([groups.map(group => group[0].location.split('#')[0]), time])
  }
  return answers
}"""
TIMED = """
import sys, time
from mkdocs.config import load_config
from mkdocs.commands.build import build

config = load_config(sys.argv[1], site_dir=sys.argv[2])
spent = [0.0]

def timed(method):
    def run(*given, **named):
        start = time.process_time()
        try:
            return method(*given, **named)
        finally:
            spent[0] += time.process_time() - start
    return run

search = next(plugin for name, plugin in config.plugins.items() if name.endswith("search"))
for methods in config.plugins.events.values():
    methods[:] = [timed(method) if getattr(method, "__self__", None) is search else method for method in methods]
config.plugins.on_startup(command="build", dirty=False)
build(config)
print(spent[0])
"""


class Material:
    name = "Material 9.8 (lunr, TinySegmenter)"
    start = BLANK

    def __init__(self, config: Path) -> None:
        """`config` has the search plugin in it; the site that it builds is the one that all are asked about."""
        self.config = config

    def index(self, site: Path) -> float:
        command = [sys.executable, "-c", TIMED, str(self.config), str(site)]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795316400"}
        made = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return float(made.stdout.split()[-1])

    def files(self, site: Path) -> list[Path]:
        scripts = site / "assets/javascripts"
        lunr = [
            scripts / "lunr" / name for name in ("tinyseg.js", "min/lunr.ja.min.js", "min/lunr.stemmer.support.min.js")
        ]
        return [site / "search/search_index.json", self._worker(site), *lunr]

    def open(self, page: Page, home: str) -> None:
        named = re.search(r'"search": "(assets/[^"]+)"', page.request.get(home).text())
        if not named:
            raise Missing("the page names no worker of Material's")
        page.evaluate(SET_UP.replace("WORKER", json.dumps(named[1])), home)

    def ask(self, page: Page, queries: Sequence[str], every: bool) -> list[Found]:  # noqa: ARG002  # its worker always tells all
        return [Found(*answer) for answer in page.evaluate(ASK, queries)]

    def _worker(self, site: Path) -> Path:
        return next((site / "assets/javascripts/workers").glob("search.*.min.js"))
