"""What tests of keeping share: a small wiki that has been built once, what may be edited in it, and a count of work."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mops_kb import search
from mops_kb.build import build, pack
from mops_kb.formats import yaml
from mops_kb.formats.ics import write
from mops_kb.kept import Cache
from mops_kb.load import trees
from mops_kb.machine import plain
from mops_kb.memory import unsearched
from mops_kb.model.settings import Settings
from mops_kb.parcel import Parcel
from mops_kb.query import Asking
from mops_kb.reports import REPORTS
from tests.conftest import AS_OF, COMPILED, Wiki

WIKI = """
    roles/lead.yml
    | title: {ja: 責任者, en: Lead}
    | owner: role:lead
    teams/ops.yml
    | title: Ops
    | owner: role:lead
    people/sato.yml
    | title: 佐藤
    | team: ops
    | posts: [lead]
    | owner: role:lead
    kpis/all.csv
    | id,title,owner,group,unit
    | mql,MQLs,role:lead,demand,count
    | sql,SQLs,role:lead,demand,count
    figures/mql.csv
    | kpi,period,value
    | mql,2026-09,10
    | mql,2026-10,12
    events/launch.yml
    | title: Launch
    | when: 2026-12-01
    | category: webinar
    | owner: role:lead
    | team: ops
    | goals: [mql]
    knowhow/page.md
    | ---
    | title: "A page: of words"
    | summary: >
    |   Folded,
    |   over two lines
    | owner: role:lead
    | ---
    |
    | See [the team](../teams/ops.yml), [the page](other.md#below) and `code`.
    |
    | ```view
    | show: kpi
    | columns: [title, owner]
    | ```
    knowhow/other.md
    | # Other
    |
    | ## Below
    |
    | Lead-time of リード。取り込み。
    glossary/mql.yml
    | title: MQL
    | summary: A lead that marketing has qualified.
    | owner: role:lead
"""
EDITION = "this code"
MADE = ("feeds", "health", "home", "untranslated", "updates")
NO_RECORD = "titel: [X\n"


class Build:
    """A wiki to be built again and again, with settings that can change."""

    def __init__(self, folder: Path) -> None:
        self.docs = folder / "docs"
        self.cache = Cache(folder / "cache", EDITION)
        self.settings = Settings(AS_OF, language="en", site_url="https://example.com/w/")
        self.own = folder / "own"
        self.own.mkdir(exist_ok=True)

    def made(self, cache: Cache) -> Parcel:
        ask = Asking(self.docs.parent / "answers", self.settings.time_zone)
        with unsearched():
            return pack(build(self.docs, self.settings, ask, [self.own], COMPILED, cache), self.settings, "docs")

    def same(self) -> Parcel:
        """What comes out with a cache, after a look at whether the same comes out without."""
        warm = self.made(self.cache)
        assert warm == self.made(Cache())
        return warm


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    """A folder with a wiki that has been built once."""
    folder = tmp_path_factory.mktemp("begun")
    Wiki(folder / "docs")(WIKI)
    with few_pages():
        Build(folder).made(Cache(folder / "cache", EDITION))
    return folder


@pytest.fixture
def again(begun: Path, tmp_path: Path) -> Iterator[Build]:
    shutil.copytree(begun, tmp_path / "wiki")
    with few_pages():
        yield Build(tmp_path / "wiki")


@contextmanager
def few_pages() -> Iterator[None]:
    """Without most of what is made of every wiki, which is much and nearly always the same."""
    with pytest.MonkeyPatch.context() as patch:
        few = (one if one.room.name in MADE else replace(one, views=lambda wiki: ()) for one in REPORTS)
        patch.setattr("mops_kb.build.REPORTS", tuple(few))
        yield


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How often that was worked out which can be kept."""
    counts: Counter[str] = Counter()

    def watched(home: Any, name: str) -> Any:
        real = getattr(home, name)

        def call(*args: object, **more: object) -> object:
            counts[name] += 1
            return real(*args, **more)

        patch.setattr(home, name, call)
        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "yaml", SimpleNamespace(parse=yaml.parse))
        watched(trees.yaml, "parse")
        watched(search, "cut")
        watched(plain, "plain")
        watched(write, "_event")
        yield counts


# Edits


def _edit(path: str, before: str, after: str) -> Callable[[Build], None]:
    def edit(build: Build) -> None:
        text = (build.docs / path).read_text()
        assert before in text
        (build.docs / path).write_text(text.replace(before, after))

    return edit


def _set(**settings: object) -> Callable[[Build], None]:
    def edit(build: Build) -> None:
        build.settings = replace(build.settings, **settings)

    return edit


def _template(build: Build) -> None:
    (build.own / "note").mkdir(exist_ok=True)
    (build.own / "note/page.md").write_text("# {{ title | md }}\n\nour own {{ settings.site_name }}\n")


EDITS: dict[str, Callable[[Build], None]] = {
    "body": _edit("knowhow/other.md", "Lead-time", "Time"),
    "link": _edit("knowhow/page.md", "other.md#below", "nowhere.md"),
    "heading": _edit("knowhow/other.md", "## Below", "## Above"),
    "field": _edit("events/launch.yml", "2026-12-01", "2026-12-02"),
    "title": _edit("teams/ops.yml", "title: Ops", "title: Operations"),
    "title in a row": _edit("kpis/all.csv", "MQLs", "Qualified"),
    "summary that is folded": _edit("knowhow/page.md", "Folded", "Fold"),
    "figure": _edit("figures/mql.csv", "10,12", "10,13"),
    "row": _edit("kpis/all.csv", "sql,SQLs,role:lead,demand,count\n", ""),
    "term": _edit("glossary/mql.yml", "qualified", "checked"),
    "place of a value": _edit("events/launch.yml", "title:", "# above\ntitle:"),
    "mistake": _edit("teams/ops.yml", "title", "titel"),
    "unreadable": lambda build: (build.docs / "teams/ops.yml").write_text(NO_RECORD) and None,
    "added": lambda build: (build.docs / "teams/new.yml").write_text("title: New\nowner: role:lead\n") and None,
    "deleted": lambda build: (build.docs / "knowhow/other.md").unlink(),
    "renamed": lambda build: (build.docs / "knowhow/other.md").rename(build.docs / "knowhow/another.md") and None,
    "copied": lambda build: shutil.copy(build.docs / "teams/ops.yml", build.docs / "teams/ops2.yml") and None,
    "translated": lambda build: (
        (build.docs / "knowhow/other.ja.md").write_text("---\ntitle: 別\n---\n\n別の話。\n") and None
    ),
    "kind of its own": lambda build: (build.docs / "roles/_kind.yml").write_text("kind: x\n") and None,
    "hidden": _edit("teams/ops.yml", "title: Ops", "title: Ops\nvisibility: draft"),
    "label": _set(labels=(("kpi.target", "Goal"), ("search.lists", "Lists!"))),
    "day": _set(as_of=date(2027, 6, 1)),
    "language": _set(language="ja"),
    "visibility": _set(visibility="internal"),
    "addresses": _set(directory_urls=False),
    "site": _set(site_url="https://example.org/"),
    "name": _set(site_name="Other"),
    "template": _template,
}
