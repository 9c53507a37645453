"""The smallest whole wiki: one record of each kind, and every page that comes of it. Look at the diff before you bless."""

from pathlib import Path

import pytest

from mops_kb.kinds import KINDS
from mops_kb.labels import LANGUAGES

WIKI = Path(__file__).parent / "wikis/small"


@pytest.fixture
def small(wiki):
    for file in sorted((WIKI / "docs").rglob("*")):
        if file.is_file():
            wiki.put(file.relative_to(WIKI / "docs").as_posix(), file.read_bytes())
    return wiki


def test_has_every_kind(small):
    found = small.study(visibility="internal")  # sponsors are told of inside
    assert found.problems == ()
    assert all(found.catalog.named(kind.name) for kind in KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages(small, blessed, language):
    blessed(WIKI / "expected" / language, small.looks(small.site(language=language)))
