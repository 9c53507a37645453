"""Where time is saved by working something out in our own way, it comes out as in the way of others."""

import datetime
import decimal
import re
import zoneinfo
from fractions import Fraction
from operator import itemgetter
from pathlib import PurePosixPath
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from material.plugins.search.plugin import Parser
from mkdocs.contrib.search.search_index import ContentParser
from mkdocs.utils import normalize_url

from mkdocs_fast_build import digest, reads
from mkdocs_fast_build.inline import only_what_may_match
from mkdocs_fast_build.parsers import quick_parsers
from mkdocs_fast_build.urls import END, MARK, Subtree, Ways

# URLs

PART = st.sampled_from(["a", "b", "c", "a.b", "index", "%E6%97%A5", "x y", "..", ".", "", "v1.2"])
PAGE = st.lists(st.sampled_from(["a", "b", "c", "a.b", "%E6%97%A5", "v1.2"]), max_size=4).flatmap(
    lambda parts: st.sampled_from(["/".join([*parts, ""]) if parts else "", "/".join([*parts, "p.html"])])
)
ODD = st.sampled_from(
    [
        "https://example.org/x",
        "//host/a",
        "/abs",
        "#top",
        "?q",
        "mailto:a@b",
        "",
        ".",
        "./",
        "../",
        "a#b",
        "a?b=/c/",
        "a\\b",
        "\\a",
        "a:b",
    ]
)
URL = st.one_of(PAGE, ODD, st.tuples(st.lists(PART, max_size=4).map("/".join), st.sampled_from(["", "/"])).map("".join))


def way(url, page):
    return normalize_url(url, SimpleNamespace(url=page))


@given(st.lists(st.lists(URL, max_size=5), min_size=1, max_size=4), st.lists(PAGE, min_size=1, max_size=8))
def test_every_url_leads_to_the_same_place(trees, pages):
    ways, folders = Ways(), set()
    opened = [(urls, Subtree("<a>".join(["", *(f"{MARK}{url}{END}" for url in urls)]), folders)) for urls in trees]
    for page in [*pages, *reversed(pages)]:
        for urls, subtree in opened:
            assert subtree.seen_from(page, ways) == "<a>".join(["", *(way(url, page) for url in urls)])


# Digests


class Plain:
    def __init__(self, **fields):
        vars(self).update(fields)


class Slotted:
    __slots__ = ("one",)

    def __init__(self, one):
        self.one = one


ALIKE = [
    *(1, "1", 1.0, True, "true", "True", None, "None", "null", [], {}, "", [1], ["1"], [[1]], [1, [2]], [[1], 2]),
    *({1: "a"}, {"1": "a"}, {True: "a"}, {"true": "a"}, {None: 1}, {"null": 1}, {"None": 1}, {1.0: 2}, {"1.0": 2}),
    *(
        {"a": {1: 2}},
        {"a": {"1": 2}},
        [{1: 2}],
        [{"1": 2}],
        {"a": 1, "b": 2},
        {"b": 2, "a": 1},
        {(1, 2): 3},
        {"[1, 2]": 3},
    ),
    *(b"1", bytearray(b"1"), 1j, {1}, {"1"}, {1, 2}, frozenset([1])),
    *(
        datetime.date(2026, 1, 2),
        datetime.datetime(2026, 1, 2),
        datetime.time(1, 2),
        datetime.timedelta(1),
        "2026-01-02",
    ),
    *(
        ["datetime.date", "datetime.date(2026, 1, 2)"],
        datetime.UTC,
        datetime.timezone(datetime.timedelta(hours=9)),
    ),
    *(zoneinfo.ZoneInfo("Asia/Tokyo"), zoneinfo.ZoneInfo("Europe/Berlin")),
    *(decimal.Decimal(1), decimal.Decimal("1.0"), decimal.Decimal(2), Fraction(1, 2), Fraction(1, 3)),
    *(re.compile("a"), re.compile("b"), re.compile("a", re.IGNORECASE), itemgetter("a"), itemgetter("b")),
    *(
        PurePosixPath("a"),
        PurePosixPath("b"),
        Plain(one=1),
        Plain(one="1"),
        Plain(two=1),
        Plain(),
        Slotted(1),
        Slotted(2),
    ),
    *(SimpleNamespace(a=1), SimpleNamespace(a=2), range(2), range(3), len, max, re, datetime, Plain, Slotted),
]


def test_what_looks_alike_is_told_apart():
    told = [digest.of(value) for value in ALIKE]
    same = [
        (ALIKE[told.index(word)], value)
        for value, word in zip(ALIKE, told, strict=True)
        if ALIKE[told.index(word)] is not value
    ]
    assert same == []
    assert told == [digest.of(value) for value in ALIKE]


@pytest.mark.parametrize(
    "value", [lambda: 1, object, iter([1]), open, (part for part in "a"), SimpleNamespace(a=lambda: 1)]
)
def test_what_nobody_can_tell_is_refused(value):
    if value in (object, open):
        assert digest.of(value)
        return
    with pytest.raises(digest.Unstable):
        digest.of(value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=2) | st.integers(0, 2) | st.booleans() | st.none(), inner, max_size=3)
    ),
    max_leaves=6,
)


def exact(value):
    """Two values are the same to a template where this is."""
    if isinstance(value, dict):
        return ("dict", tuple((exact(key), exact(part)) for key, part in value.items()))
    return ("list", tuple(map(exact, value))) if isinstance(value, list) else (type(value), value)


@given(VALUES, VALUES)
def test_digests_are_the_same_where_values_are(one, other):
    assert (digest.of(one) == digest.of(other)) == (exact(one) == exact(other))


# HTML

PIECE = st.sampled_from(
    ["<h1 id=\"a\">", "</h1>", "<p>", "</p>", "text", " & ", "&amp;", "&copy", "<br>", "<br/>", "<br />", "<img src=\"x\" alt=\"\"/>", "<div data-search-exclude>",
     "</div>", "<", ">", "<!-- c -->", "<script>a<b</script>", "<code>", "</code>", "a<b", "<a href='x'>", "<a href=x>", "</a >", "<P>", "<svg><path/></svg>", "&#", "&#10;",
     "<h2 id=\"b\">", "</h2>", "<title>", "<textarea>", "\n", "]]>", "<?php ?>", "<![CDATA[x]]>", "<x-y>", "<li", "日本", "<p title=\"a&amp;b\">", "<hr", "\"", "<a b=\"1\"c=\"2\">"]
)  # fmt: skip


def parsed(kind, html):
    parser = kind()
    parser.feed(html)
    parser.close()
    return [(one.id, one.title, one.text) for one in parser.data]


@given(st.lists(PIECE, max_size=12).map("".join))
def test_search_reads_the_same_from_pages(html):
    for kind in (Parser, ContentParser):

        def outcome(kind=kind):
            try:
                return parsed(kind, html)
            except (AssertionError, IndexError, AttributeError) as problem:
                return type(problem)

        plain = outcome()
        with quick_parsers():
            assert outcome() == plain


# Markdown

EXTENSIONS = ["attr_list", "footnotes", "abbr", "smarty", "wikilinks", "admonition", "md_in_html", "sane_lists", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic",
              "pymdownx.emoji", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.tilde", "pymdownx.arithmatex",
              "pymdownx.escapeall", "pymdownx.progressbar"]  # fmt: skip
TEXT = st.sampled_from(
    ["*a*", "**b**", "_c_", "`d`", "[e](f)", "[g][h]", "![i](j)", "<k@l.org>", "https://m.org", "\\*", "&amp;", "&", "<b>", "</b>", ":smile:", "++ctrl+a++", "==n==", "~~o~~", "~p~",
     "^q^", "^^r^^", "{--s--}", "{++t++}", "{~~u~>v~~}", "(c)", "--", "...", "'w'", '"x"', "$y$", "[[z]]", "[^1]", "[=50% \"a\"]", "#!py b", "@user", "  \n", "\n\n", " ", "HTML", "1/2",
     "\\ ", "www.c.org", "a@b.org", "{ .x }", "<!-- -->", "[h]: /url", "*[HTML]: X", "[^1]: note", "日本"]
)  # fmt: skip


@pytest.fixture(scope="module")
def converters():
    """Making one takes as long as converting a hundred texts."""
    return Markdown(extensions=EXTENSIONS), Markdown(extensions=EXTENSIONS)


@given(text=st.lists(TEXT, max_size=12).map("".join))
def test_markdown_says_the_same_with_patterns_left_out(converters, text):
    theirs, ours = (one.reset() for one in converters)
    plain = theirs.convert(text)
    with only_what_may_match():
        assert ours.convert(text) == plain


# What is opened


def test_files_are_noted_that_are_opened_or_looked_for(tmp_path):
    (tmp_path / "there").write_text("x")
    with reads.noting() as noted:
        (tmp_path / "there").read_text()
        assert not reads.os.path.exists(tmp_path / "missing")
        assert reads.os.path.isdir(tmp_path)
    (tmp_path / "unheard").write_text("x")
    found = reads.contents(noted, tmp_path)
    assert found == {"there": digest.of_text("x"), "missing": None, ".": "/"}
    assert reads.are(found, tmp_path, {})
    (tmp_path / "missing").write_text("")
    assert not reads.are(found, tmp_path, {})


def test_a_process_listens_once(wiki, monkeypatch):
    """Python has no way to stop: each one more would make every `open` of a long `serve` slower."""
    began = []
    monkeypatch.setattr(reads.sys, "addaudithook", began.append)
    for number in range(3):
        wiki.put("docs/one.md", f"# One\n\n{number}\n")
        wiki.fast()
    assert len(began) <= 1


def test_what_comes_from_elsewhere_is_noted(tmp_path):
    import socket

    with reads.noting() as noted, socket.socket() as one:
        one.settimeout(0.1)
        with pytest.raises(OSError):  # noqa: PT011  # whichever
            one.connect(("127.0.0.1", 1))
    assert reads.FAR in noted
