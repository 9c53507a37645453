"""The measure itself: the frozen file stays as it was drawn, and figures are what one works out by hand."""

from collections import Counter
from hashlib import sha256

import pytest

from tests.search import golden, score
from tests.search.golden import Query, Today
from tests.search.score import Answer
from tests.search.text import Seen, address

FROZEN = "294962cadd5abe0b0e81ed5ef72ea92864d5374697d462dfab5731f6e1b2359f"


def test_the_golden_queries_are_frozen():
    assert sha256(golden.FILE.read_bytes()).hexdigest() == FROZEN


def test_there_are_enough_of_every_class():
    sorts = Counter(query.sort for query in golden.queries("ja"))
    assert sorts == {
        "noun": 70, "compound": 70, "katakana": 50, "mixed": 60, "english": 40, "id": 29, "title": 60, "alias": 26,
        "name": 28, "reading": 10, "width": 35, "prefix": 51, "kana": 25, "issue": 8,
    }  # fmt: skip
    assert len(golden.queries("en")) == 92


@pytest.mark.parametrize(
    ("path", "is_at"),
    [
        ("tools/marketo.md", "tools/marketo"),
        ("tools/marketo/", "tools/marketo"),
        ("/tools/marketo/#history", "tools/marketo"),
        ("tools/index.md", "tools"),
        ("tools/", "tools"),
        ("index.md", "index"),
        ("", "index"),
        (".", "index"),
    ],
)
def test_a_page_has_one_address(path, is_at):
    assert address(path) == is_at


LIVE = {
    "kpis/mql": Seen("MQL", "MQL\nリード獲得 の数"),
    "tools/marketo": Seen("Marketo", "マーケト"),
    "glossary/mql": Seen("MQL", "営業に渡すリード"),
}
TERM = {
    "kind": "term",
    "id": "qualified",
    "title": "有望なリード",
    "url": "glossary/mql/",
    "fields": {"aliases": ["MQL"]},
}


@pytest.mark.parametrize(
    ("query", "sought", "relevant", "lost"),
    [
        (Query("ja", "noun", "リード獲得", frozenset(), frozenset({"kpis/mql", "tools/marketo"})), "", "kpis/mql", "tools/marketo"),
        (Query("ja", "kana", "まーけ", frozenset(), frozenset({"tools/marketo", "tools/gone"})), "", "tools/marketo", "tools/gone"),
        (Query("ja", "id", "marketo-1", frozenset({"tools/marketo"}), frozenset({"tools/marketo"})), "tools/marketo", "tools/marketo", ""),
        (Query("ja", "title", "ＭＱＬ", frozenset({"kpis/mql"}), frozenset({"kpis/mql"})), "glossary/mql kpis/mql", "kpis/mql", ""),
        (Query("ja", "title", "Gone", frozenset({"tools/gone"}), frozenset({"tools/gone"})), "", "", "tools/gone"),
    ],
)  # fmt: skip
def test_only_what_still_stands_there_counts(query, sought, relevant, lost):
    [today] = golden.today([query], LIVE, [TERM])
    assert [" ".join(sorted(some)) for some in (today.sought, today.relevant, today.lost)] == [sought, relevant, lost]


def test_a_new_page_with_the_words_is_neither_asked_for_nor_wrong():
    [today] = golden.today([Query("ja", "noun", "リード", frozenset(), frozenset({"kpis/mql"}))], LIVE, [])
    [verdict] = score.verdicts([today], {"リード": Answer(["glossary/mql"])})
    assert (verdict.recall, verdict.rank) == (0, 1)


def test_any_bearer_of_a_name_may_stand_first():
    tool = {
        "kind": "tool",
        "title": "Marketo",
        "url": "tools/marketo/",
        "fields": {"former_names": ["ＭＱＬ", "マケト"]},
    }
    names = golden.names("ja", LIVE, [TERM, tool])
    assert [(today.query.sort, today.query.text, " ".join(sorted(today.sought))) for today in names] == [
        ("every title", "有望なリード", "glossary/mql"),
        ("every title", "Marketo", "tools/marketo"),
        ("every alias", "MQL", "glossary/mql kpis/mql tools/marketo"),
        ("every alias", "ＭＱＬ", "glossary/mql kpis/mql tools/marketo"),
        ("every alias", "マケト", "tools/marketo"),
    ]


def _asked(text: str, pages: str, sought: str = "", sort: str = "noun") -> Today:
    named, sought_ones = frozenset(pages.split()), frozenset(sought.split())
    return Today(Query("ja", sort, text, sought_ones, named), sought_ones, named, frozenset(), frozenset(), named)


def test_figures_by_hand():
    asked = [_asked("one", "a b"), _asked("two", "a b c d", "d", "alias"), _asked("three", "c")]
    answers = {"one": Answer(["x", "a"]), "two": Answer(["a", "d", "b", "c"]), "three": Answer([])}
    found = score.figures(score.verdicts(asked, answers))
    assert (found.queries, found.without, found.sought, found.first) == (3, 1, 1, 0)
    assert found.recall == pytest.approx((1 / 2 + 4 / 4 + 0) / 3)
    assert found.pooled == pytest.approx(5 / 7)
    assert found.rank == pytest.approx((1 / 2 + 1 / 2 + 0) / 3)
    assert (found.answers, found.literal) == (pytest.approx(2), pytest.approx(5 / 6))


def test_what_is_below_the_bar_is_told():
    asked = [_asked("MQL", "a b", "b", "title"), _asked("nothing", "c")]
    assert score.failings(score.verdicts(asked, {"MQL": Answer(["a", "b"]), "nothing": Answer([])})) == [
        "recall 0.5000 (of pairs 0.6667) is below 0.99",
        "MRR 0.2500 is below 0.9",
        "nothing: no hit",
        "MQL: b stands at 2, behind a",
    ]
    assert score.failings(score.verdicts(asked, {"MQL": Answer(["b", "a"]), "nothing": Answer(["c"])})) == []
