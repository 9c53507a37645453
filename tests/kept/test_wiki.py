"""A wiki made with what earlier builds kept is the wiki made without, byte for byte, whatever was edited in between."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from mops_kb.kept import Cache
from mops_kb.machine import schemas
from tests.kept.conftest import EDITS, counted


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
