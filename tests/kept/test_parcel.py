"""The whole wiki, as it is kept: what is spoilt is none, and what may come out otherwise is found by nobody."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_mops_kb import plugin
from mops_kb import build as building
from mops_kb.fingerprint import fingerprint
from mops_kb.kept import Cache
from mops_kb.parcel import Parcel, keep, kept, page
from mops_kb.query import Asking
from tests.kept.conftest import EDITS


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


# The door


@pytest.fixture
def door(again) -> Callable[[], tuple[Parcel, Path]]:
    """The plugin, as it asks for a wiki that is not kept."""
    cache = again.docs.parent / "cache"

    def made() -> tuple[Parcel, Path]:
        folder = cache / "wiki" / fingerprint(again.docs, again.settings, [again.own])
        return plugin._made(again.docs, again.settings, [again.own], cache, folder)

    return made


def test_a_wiki_is_found_by_all_that_it_depends_on(again, door):
    assert door()[1].name == fingerprint(again.docs, again.settings, [again.own])


def test_what_the_machine_was_too_slow_for_is_found_by_nobody(again, door, monkeypatch):
    monkeypatch.setattr(Asking, "is_lasting", property(lambda self: False, lambda self, given: None), raising=False)
    parcel, folder = door()
    assert folder.name != fingerprint(again.docs, again.settings, [again.own])
    assert all(page(folder, leaf).is_file() for leaf in parcel.leaves)


def test_what_changed_while_it_was_made_is_found_by_nobody(again, door, monkeypatch):
    real = building.build

    def meanwhile(*given: Any) -> object:
        site = real(*given)
        EDITS["body"](again)
        return site

    monkeypatch.setattr(building, "build", meanwhile)
    names = {fingerprint(again.docs, again.settings, [again.own])}
    folder = door()[1]
    assert folder.name not in names | {fingerprint(again.docs, again.settings, [again.own])}
