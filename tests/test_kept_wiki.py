"""A wiki made with what earlier builds kept is the wiki made without, byte for byte, whatever was edited in between."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from mops_kb import search
from mops_kb.build import build, pack
from mops_kb.formats import yaml
from mops_kb.formats.ics import write
from mops_kb.kept import Cache
from mops_kb.load import trees
from mops_kb.machine import plain, schemas
from mops_kb.memory import unsearched
from mops_kb.model.settings import Settings
from mops_kb.parcel import Parcel, keep, kept, page
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


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_any_edit(again, edit):
    with counted() as first:
        before = again.made(again.cache)
    assert not first
    edit(again)
    assert again.same() != before


def test_after_any_edits(again, monkeypatch):
    """Edits, one after another and back again, in an order that nobody chose. Schemas, of which no edit of a record is
    a part, take a third of the time."""
    monkeypatch.setattr(schemas, "every", lambda kinds, *_: {kind.name: "{}" for kind in kinds})
    random = Random(8)
    whole = {file: file.read_bytes() for file in again.docs.rglob("*") if file.is_file()}
    settings = again.settings
    for _ in range(50):
        if not random.randrange(3):
            shutil.rmtree(again.docs)
            for file, content in whole.items():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            again.settings = settings
        for name in random.sample([*EDITS], random.randint(1, 3)):
            try:
                EDITS[name](again)
            except (AssertionError, FileNotFoundError):  # what it would change is no more
                continue
        again.same()


# What is not done again


def test_the_second_time_nothing_is_worked_out_again(again):
    shutil.rmtree(again.cache.folder)
    with counted() as first:
        made = again.made(again.cache)
    assert all(first[name] > 3 for name in ("parse", "cut", "plain")), first
    assert first["_event"] == 1
    with counted() as second:
        assert again.made(again.cache) == made
    assert not second


def test_after_an_edit_little_is_worked_out_again(again):
    EDITS["body"](again)
    with counted() as second:
        again.made(again.cache)
    assert (second["parse"], second["_event"], second["plain"]) == (0, 0, 1)
    assert 1 <= second["cut"] <= 3


def test_other_code_takes_nothing(again):
    with counted() as first:
        again.made(Cache())
    with counted() as second:
        again.made(replace(again.cache, edition="that code"))
    assert second == first


def test_two_languages_do_not_displace_each_other(again):
    other = replace(again.settings, language="ja")
    for _ in range(3):
        again.settings, other = other, again.settings
        again.made(again.cache)
    with counted() as last:
        again.made(again.cache)
    assert not last


# What is spoilt


SPOIL: dict[str, Callable[[Path], object]] = {
    "truncated": lambda file: file.write_bytes(file.read_bytes()[:3000]),
    "foreign": lambda file: file.write_text('{"a": 1}'),
    "folder": lambda file: (file.unlink(), file.mkdir()),
    "empty": lambda file: file.write_bytes(b""),
    "bytes": lambda file: file.write_bytes(file.read_bytes().replace(b"Ops", b"Opz").replace(b"Lead", b"Leaf")),
}


@pytest.mark.parametrize("spoil", SPOIL.values(), ids=SPOIL)
def test_a_spoilt_cache_is_ignored(again, spoil):
    made = again.made(again.cache)
    for file in sorted(again.cache.folder.glob("*.sqlite")):
        spoil(file)
    assert again.made(again.cache) == made


@pytest.mark.parametrize("told", ["[]", "null", '"x"', '{"value": 1}', "[1, 2, 3, 4, 5, 6, 7]", '[["x"]]'])
def test_what_is_sealed_but_no_value_of_ours_is_ignored(again, told, monkeypatch):
    made = again.made(Cache())
    monkeypatch.setattr("mops_kb.kept._sealed", lambda key, one: (told, "x"))
    monkeypatch.setattr("mops_kb.kept._seal", lambda key, one: "x")
    again.made(again.cache)
    if told != '"x"':  # a text is what plain texts and entries are
        assert again.made(again.cache) == made


# The whole wiki, as it is kept


@pytest.fixture
def parcel(again) -> Parcel:
    return again.made(Cache())


def test_a_text_that_another_wiki_has_is_not_written_again(again, parcel, tmp_path):
    keep(parcel, tmp_path / "wikis/one")
    EDITS["body"](again)
    keep(again.made(Cache()), tmp_path / "wikis/two")
    files = [(page(tmp_path / "wikis/one", leaf), page(tmp_path / "wikis/two", leaf)) for leaf in parcel.leaves]
    shared = [one for one, two in files if one.samefile(two)]
    assert 0 < len(files) - len(shared) < 12
    assert all((one.read_bytes() == two.read_bytes()) == one.samefile(two) for one, two in files)


def _spoilt(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def test_a_kept_wiki_that_is_spoilt_is_none(parcel, tmp_path):
    folder = tmp_path / "wikis/one"
    keep(parcel, folder)
    found = kept(folder)
    assert found
    assert [leaf.path for leaf in found.leaves] == [leaf.path for leaf in parcel.leaves]
    first = page(folder, found.leaves[0])
    whole = first.read_bytes()
    for spoil in (_spoilt, Path.unlink, lambda file: (file.unlink(), file.mkdir()), lambda file: file.write_bytes(b"")):
        spoil(first)
        assert kept(folder) is None
        shutil.rmtree(first, ignore_errors=True)
        first.unlink(missing_ok=True)
        first.write_bytes(whole)
    facts = folder / "parcel.json"
    for spoilt in (
        facts.read_bytes()[:-30],
        facts.read_bytes().replace(b"index", b"xedni"),
        b"",
        b"{}",
        b"[]",
        b"\xff\n{}",
    ):
        before = facts.read_bytes()
        facts.write_bytes(spoilt)
        assert kept(folder) is None
        facts.write_bytes(before)
    assert kept(folder) == found


def test_a_spoilt_text_is_not_handed_on(again, parcel, tmp_path):
    keep(parcel, tmp_path / "wikis/one")
    for leaf in parcel.leaves:
        _spoilt(page(tmp_path / "wikis/one", leaf))
    keep(parcel, tmp_path / "wikis/two")
    assert kept(tmp_path / "wikis/two")


def test_wikis_that_nobody_used_and_halves_are_forgotten(parcel, tmp_path):
    (tmp_path / "wikis/.half").mkdir(parents=True)
    os.utime(tmp_path / "wikis/.half", (1, 1))
    for number in range(6):
        keep(parcel, tmp_path / f"wikis/{number}")
        os.utime(tmp_path / f"wikis/{number}", (number + 2, number + 2))
    keep(parcel, tmp_path / "wikis/last")
    assert sorted(one.name for one in (tmp_path / "wikis").iterdir()) == ["3", "4", "5", "last"]
