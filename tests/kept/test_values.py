"""What is kept between builds: found by its key, sealed, forgotten in time, and never in the way."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from mops_kb.kept import REMEMBERED, Kept, key

VALUES = {"a": [1, "語", None], "b": {"x": {"y": True}}, "c": "half \ud800"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new/folder/values.sqlite"


def change(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(sql)


def test_what_was_kept_is_found(file):
    Kept(file).keep(VALUES)
    assert Kept(file).find([*VALUES, "d"]) == VALUES


def test_nothing_is_kept_nowhere():
    kept = Kept(None)
    kept.keep(VALUES)
    assert kept.find(VALUES) == {}


def test_a_key_is_of_all_its_parts():
    assert len({key("a", "b"), key("ab"), key("b", "a"), key("a", "b", None), key(["a", "b"])}) == 5


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _overwritten(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[-3000:] = b"x" * 3000
    file.write_bytes(whole)


SPOILT = {
    "empty": lambda file: file.write_bytes(b""),
    "truncated": _truncated,
    "overwritten": _overwritten,
    "foreign JSON": lambda file: file.write_text('{"a": 1}'),
    "foreign database": lambda file: (file.unlink(), change(file, "CREATE TABLE kept (key TEXT, told TEXT)")),
    "other value": lambda file: change(file, "UPDATE kept SET told = '[]'"),
    "other key": lambda file: change(file, "UPDATE kept SET key = 'x' WHERE key = 'a'"),
    "other seal": lambda file: change(file, "UPDATE kept SET seal = 'x'"),
    "no text": lambda file: change(file, "UPDATE kept SET told = x'00ff'"),
    "no seal": lambda file: change(file, "UPDATE kept SET seal = NULL"),
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_counts_as_not_there_and_is_written_anew(file, spoil):
    Kept(file).keep(VALUES)
    spoil(file)
    found = Kept(file).find(VALUES)
    assert found.items() <= VALUES.items()
    assert "a" not in found
    Kept(file).keep(VALUES)
    assert Kept(file).find(VALUES) == VALUES


@pytest.mark.parametrize("where", ["folder in its place", "file for a folder", "no right to write"])
def test_what_is_in_the_way_is_left_alone(file, where):
    file.parent.parent.mkdir()
    if where == "folder in its place":
        (file / "x").mkdir(parents=True)
    elif where == "file for a folder":
        file.parent.write_text("x")
    else:
        Kept(file).keep({"b": 1})
        change(file, "PRAGMA journal_mode = DELETE")
        (file.parent / f"{file.name}-journal").mkdir()  # no journal, no change; rights do not hold for everybody
    kept = Kept(file)
    kept.keep({"a": 1})
    assert "a" not in kept.find(["a"])
    assert not file.is_dir() or (file / "x").is_dir()


def test_another_build_that_writes_is_not_waited_for_long(file, monkeypatch):
    monkeypatch.setattr("mops_kb.kept.PATIENCE", 0.01)
    Kept(file).keep({"a": 1})
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        Kept(file).keep({"b": 2})
        assert Kept(file).find(["a"]) == {}
    assert Kept(file).find(["a", "b"]) == {"a": 1}


def test_many_at_once_do_not_spoil_it(file):
    def build(number: int) -> None:
        for step in range(5):
            Kept(file).keep({f"{number}-{step}": number})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(build, range(4)))
    found = Kept(file).find(f"{number}-{step}" for number in range(4) for step in range(5))
    assert len(found) == 20
    assert all(value == int(name[0]) for name, value in found.items())


def test_what_nobody_uses_is_forgotten(file):
    Kept(file).keep({"used": 1, "left": 1})
    for build in range(REMEMBERED):
        kept = Kept(file)
        assert kept.find(["used"]) == {"used": 1}
        kept.keep({f"new-{build}": build})
    assert Kept(file).find(["used", "left"]) == {"used": 1}
