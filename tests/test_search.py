"""Search: what of a wiki is in its index, in which spelling, in which file, and what is not in it."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.search.cutting import cut
from mops_kb.search.folding import folded, tokens
from mops_kb.search.postings import ALPHABET, Page, postings, shard, shards

FOLDING = Path(__file__).parent / "search/folding.csv"
WIKI = """
    roles/mops-lead.yml
    | title: MOps リーダー
    | owner: role:mops-lead
    tools/marketo.md
    | ---
    | title: Marketo Engage
    | owner: role:mops-lead
    | summary: メール配信を担う MA です。
    | category: marketing-automation
    | state: adopted
    | reviewed_on: 2026-11-01
    | review_cycle: 6 months
    | ---
    | ## 雀の使い方
    | テンプレートから雛を複製する。<!-- 鴉のメモ --><script>secret()</script>
    knowhow/csv.md
    | ---
    | title: CSV の文字化け（SJIS）
    | owner: role:mops-lead
    | ---
    | 開かずに添付する。
    knowhow/plan.md
    | ---
    | title: 梟の計画
    | owner: role:mops-lead
    | visibility: internal
    | ---
    | 鷲の値下げ。
    knowhow/draft.md
    | ---
    | title: 鷹の頁
    | owner: role:mops-lead
    | visibility: draft
    | ---
    | 鶫の段落。
"""


def read(site: Any) -> dict[str, Any]:
    """Every file of the index by its name, as what it gives."""
    found = {}
    for file in site.files:
        if file.path.startswith("search/"):
            name, _, content = json.loads("[" + file.content.removeprefix("mopsSearch.give(").rstrip()[:-1] + "]")
            assert file.path == f"search/{name}.js"
            found[name] = content
    return found


def of_search(site: Any) -> dict[str, str]:
    return {file.path: file.content for file in site.files if file.path.startswith("search/")}


def holding(index: dict[str, Any], token: str) -> dict[str, int]:
    """The pages that hold a token, with its weight."""
    paths = [row[0] for row in index["head"]["pages"]]
    written = index.get(f"tokens/{shard(token[0])}", {}).get(token, "")
    return {paths[page]: weight for page, weight in decoded(written)}


def decoded(written: str) -> list[tuple[int, int]]:
    base = len(ALPHABET) // 2
    found, page, number, scale = [], -1, 0, 1
    for sign in written:
        digit = ALPHABET.index(sign)
        number, scale = number + digit % base * scale, scale * base
        if digit < base:
            page += number // 4
            found.append((page, number % 4))
            number, scale = 0, 1
    return found


# Folding and tokens; tests/browser/test_search.py holds the script to the same table


@pytest.mark.parametrize("row", list(csv.DictReader(FOLDING.open(encoding="utf-8"))), ids=lambda row: row["text"])
def test_spellings(row):
    assert folded(row["text"]) == row["folded"]
    assert "|".join(tokens(row["text"])) == row["tokens"]


# What is read on a page


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One *strong* **word** and `code`.", "One strong word and code."),
        ("日本語の**「強調」**です。", "日本語の「強調」です。"),
        ("WBN_TEMPLATE と _強調_", "WBN_TEMPLATE と 強調"),
        ("[a link](../tools/x.md) and ![picture](x.png)", "a link and picture"),
        ('[a link](x.md "title") [there][ref]\n\n[ref]: https://example.com/secret', "a link there"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("| 症状 | 原因 |\n| --- | :---: |\n| あ | い |", "症状\n原因\nあ\nい"),
        ("- one\n- [x] two\n1. three\n> four", "one\ntwo\nthree\nfour"),
        ("word { .mk-title #anchor }", "word"),
        ("a {curly} brace", "a {curly} brace"),
        ("```yaml\n# a comment\n- item: <b>\n```", "# a comment\n- item: <b>"),
        ("Use `<title>` and `a|b`.", "Use <title> and a|b."),
        ("3 \\* 4 &lt; 5 &#42;", "3 * 4 < 5 *"),
        ('!!! note "Mind"\n    the gap', "Mind\nthe gap"),
        ("word[^1]\n\n[^1]: below", "word\nbelow"),
        ("<p class='x'>a<b>b</b>c</p><p>d</p>", "abc\nd"),
        ('<a href="x">one</a><span class="y">two</span>', "one two"),
        ('<td>5<span class="mk-table__sub">Arrived</span></td>', "5 Arrived"),
        ("before<!-- secret --> after", "before\nafter"),
        ("a<script>secret()</script>b<style>x{}</style>c", "a\nb\nc"),
        ("a<script>secret() without end", "a"),
        ('<svg viewBox="0 0 1 1"><title>secret</title></svg>x', "x"),
        ("---\ntitle: secret\n---\nx", "x"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_a_page_is_what_is_read_on_it(markdown, text):
    assert "\n".join(piece.text for piece in cut(markdown).pieces) == text


def test_pieces_go_from_heading_to_heading():
    page = cut(
        "---\ntitle: T\n---\n# T { .mk-title }\n\n"
        '<p class="mk-summary">Short &amp; <b>good</b>.</p>\n\nFirst.\n'
        "## One { #one }\na\n### Two\nb\n"
        '<h2 id="three">Three <span class="mk-n">3</span></h2><p>c</p>\n'
        "<details><summary>Four</summary>d</details>"
    )
    assert page.summary == "Short & good."
    assert page.pieces == (
        ("", "", "Short & good.\nFirst."),
        ("one", "One", "a"),
        ("", "Two", "b"),
        ("three", "Three 3", "c"),
        ("", "Four", "d"),
    )


# Postings


@given(st.lists(st.dictionaries(st.sampled_from(["あい", "ma", "1"]), st.booleans()), max_size=200))
def test_postings_are_read_back(pages):
    made = postings(Page([t for t in page if page[t]], list(page) * 3).weighed() for page in pages)
    for token in ("あい", "ma", "1"):
        assert decoded(made.get(token, "")) == [
            (number, 3 if page[token] else 1) for number, page in enumerate(pages) if token in page
        ]


def test_what_begins_alike_is_in_one_file():
    assert [shard(first) for first in "aあー獲9"] == ["61", "3042", "30fc", "m32", "39"]
    assert {name: sorted(found) for name, found in shards(dict.fromkeys(["ma", "mql", "獲得"], "1")).items()} == {
        "6d": ["ma", "mql"],
        "m32": ["獲得"],
    }


# The index of a wiki


def test_the_head_knows_every_page(wiki):
    site = wiki(WIKI).site(language="ja")
    head = read(site)["head"]
    rows = {row[0]: row for row in head["pages"]}
    assert sorted(rows) == sorted(page.path for page in site.pages)
    _, title, kind, length, *facts = rows["tools/marketo.md"]
    assert (title, kind, facts) == ("Marketo Engage", "tool", ["MOps リーダー", "fresh"])
    assert length > 20
    assert rows["tools/index.md"][1:3] == ["ツール", "_lists"]
    assert len(rows["tools/index.md"]) == 4
    assert rows["knowhow/csv.md"][-2:] == ["CSV の文字化け", "SJIS"]
    assert head["kinds"]["tool"] == "ツール"
    assert head["freshness"]["fresh"] == "最新"


def test_a_report_about_one_of_many_says_of_which(wiki):
    """Whoever types 引き継ぎ means none of those of single people."""
    rows = {row[0]: row for row in read(wiki(WIKI).site(language="ja"))["head"]["pages"]}
    _, title, kind, _, name = rows["onboarding/mops-lead.md"]
    assert (title, kind, name) == ("MOps リーダーのオンボーディング", "_lists", "MOps リーダー")


def test_words_are_found_where_they_stand(wiki):
    index = read(wiki(WIKI).site())
    assert holding(index, "marketo")["tools/marketo.md"] >= 2
    assert holding(index, "雛を") == {"tools/marketo.md": 0}
    assert holding(index, "雀の") == {"tools/marketo.md": 2}
    assert "knowhow/csv.md" in holding(index, "sjis")
    assert "tools/marketo.md" in holding(index, "てんぷれーと")


def test_a_page_is_quoted_from_its_own_file(wiki):
    summary, pieces = read(wiki(WIKI).site())["text/tools/marketo"]
    assert summary == "メール配信を担う MA です。"
    assert ["", "雀の使い方"] in [piece[:2] for piece in pieces]


def test_what_is_hidden_is_in_no_file(wiki):
    wiki(WIKI)
    public = "".join(file.content for file in wiki.site(language="ja").files if file.path.startswith("search/"))
    for word in ("梟", "鷲", "鷹", "鶫", "鴉", "secret"):
        assert word not in public
    internal = wiki.site(language="ja", visibility="internal")
    assert holding(read(internal), "鷲の") == {"knowhow/plan.md": 0}
    assert not holding(read(internal), "鶫の")


def test_text_cannot_end_a_script(wiki):
    site = wiki(WIKI.replace("開かずに", "`</script>`\u2028&")).site()
    for file in site.files:
        if file.path.startswith("search/"):
            assert not re.search("[<>&\u2028\u2029]", file.content)


def test_the_same_wiki_makes_the_same_index(wiki):
    wiki(WIKI)
    assert wiki.site().files == wiki.site().files


def test_another_page_leaves_texts_alone(wiki):
    before = of_search(wiki(WIKI).site())
    after = of_search(wiki(WIKI.replace("添付", "添付して送付")).site())
    assert before.keys() ^ after.keys() <= {f"search/tokens/{shard(first)}.js" for first in "添付しして送"}
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    assert changed <= {
        "search/head.js",
        "search/text/knowhow/csv.js",
        *(f"search/tokens/{shard(first)}.js" for first in "添付してる送"),
    }
    assert "search/text/knowhow/csv.js" in changed


def test_an_empty_wiki_has_an_index(wiki):
    index = read(wiki("").site())
    assert [row[0] for row in index["head"]["pages"]] == sorted(f"{name}.md" for name in _texts(index))


def _texts(index: dict[str, Any]) -> list[str]:
    return [name.removeprefix("text/") for name in index if name.startswith("text/")]
