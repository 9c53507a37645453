"""The model: values as marketers write them, dates as precise as they are known, texts, links, problems."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from mops_kb.model import values
from mops_kb.model.document import Document, Origin, given
from mops_kb.model.links import links
from mops_kb.model.problem import ENOUGH, FINDINGS, Problem, Problems, printable, problem
from mops_kb.model.text import Text, Words
from mops_kb.model.when import When


def read(kind: Any, written: object) -> Any:
    """The value, or the code of what is wrong with it."""
    try:
        return TypeAdapter(kind).validate_python(written)
    except ValidationError as error:
        return f"! {error.errors()[0]['type']}"


def fits_schema(kind: Any, written: object) -> bool:
    return jsonschema.Draft202012Validator(TypeAdapter(kind).json_schema()).is_valid(written)


NAMES = {id(kind): name for name, kind in vars(values).items()}


def named(value: object) -> str:
    """For the name of a test, which must not change from run to run."""
    return NAMES.get(id(value)) or (str(value) if isinstance(value, str) else getattr(value, "__name__", "value"))


# Values


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (values.Id, "spring-webinar-2026", "spring-webinar-2026"),
        (values.Id, "2026", "2026"),
        (values.Id, "a" * 80, "a" * 80),
        (values.Id, "a" * 81, "! id-form"),
        (values.Id, "Spring", "! id-form"),
        (values.Id, "a--b", "! id-form"),
        (values.Id, "-a", "! id-form"),
        (values.Id, "a\n", "! id-form"),
        (values.Id, "ａ", "! id-form"),
        (values.Id, "", "! id-form"),
        (values.Number, "1200", Decimal(1200)),
        (values.Number, "-0.5", Decimal("-0.5")),
        (values.Number, "+3", Decimal(3)),
        (values.Number, "0", Decimal(0)),
        (values.Number, "999999999999999.999999", Decimal("999999999999999.999999")),
        (values.Number, "1000000000000000", "! number-form"),
        (values.Number, "0.1234567", "! number-form"),
        (values.Number, "1.", "! number-form"),
        (values.Number, ".5", "! number-form"),
        (values.Number, "١", "! number-form"),
        (values.Number, " 1", "! number-form"),
        (values.Number, "", "! number-form"),
        (values.Number, [], "! number-expected"),
        (values.Number, None, "! number-expected"),
        (values.Whole, "12", 12),
        (values.Whole, "12.0", 12),
        (values.Whole, "-12", -12),
        (values.Whole, "12.5", "! whole-number"),
        (values.Count, "-1", "! greater_than_equal"),
        (values.Money, "-0.01", "! greater_than_equal"),
        (values.Flag, "true", True),
        (values.Flag, "false", False),
        (values.Flag, "yes", "! true-or-false"),
        (values.Flag, "True", "! true-or-false"),
        (values.Day, "2028-02-29", date(2028, 2, 29)),
        (values.Day, "2027-02-29", "! impossible-date"),
        (values.Day, "2026-00-10", "! impossible-date"),
        (values.Day, "1900-01-01", date(1900, 1, 1)),
        (values.Day, "2199-12-31", date(2199, 12, 31)),
        (values.Day, "1899-12-31", "! far-year"),
        (values.Day, "2200-01-01", "! far-year"),
        (values.Day, "2026-1-5", "! date-form"),
        (values.Day, "２０２６-01-05", "! date-form"),
        (values.Day, "2026-11-22T10:00", "! date-form"),
        (values.Span, "30 days", timedelta(30)),
        (values.Span, "1 day", timedelta(1)),
        (values.Span, "2 weeks", timedelta(14)),
        (values.Span, "6 months", timedelta(180)),
        (values.Span, "1 year", timedelta(365)),
        (values.Span, "0 days", "! span-form"),
        (values.Span, "1000 years", "! span-form"),
        (values.Span, "6months", "! span-form"),
        (values.Url, "https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        (values.Url, "HTTPS://example.com", "HTTPS://example.com"),
        (values.Url, "mailto:a@example.com", "mailto:a@example.com"),
        (values.Url, "tel:+81-3-0000-0000", "tel:+81-3-0000-0000"),
        (values.Url, "https://例え.jp/道", "https://例え.jp/道"),
        (values.Url, "javascript:alert(1)", "! url-form"),
        (values.Url, "//example.com", "! url-form"),
        (values.Url, "example.com", "! url-form"),
        (values.Url, "https://", "! url-form"),
        (values.Url, "https://a b", "! url-form"),
        (values.Url, 'https://a"onclick="x', "! url-form"),
        (values.Url, "https://a\u202eb", "! url-form"),
        (values.Url, "https://a\u2067b", "! url-form"),
        (values.Clock, "08:30", "08:30"),
        (values.Clock, "23:59", "23:59"),
        (values.Clock, "14:00-15:30", "14:00-15:30"),
        (values.Clock, "8:30", "! clock-form"),
        (values.Clock, "24:00", "! clock-form"),
        (values.Clock, "14:60", "! clock-form"),
    ],
    ids=named,
)
def test_values(kind, written, value):
    assert read(kind, written) == value


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (values.Id, "a-b", "A"),
        (values.Number, "1.5", "1,5"),
        (values.Number, 1.5, "x"),
        (values.Day, "2026-11-22", 5),
        (values.Span, "6 months", "half a year"),
        (values.Url, "https://example.com", "javascript:x"),
        (values.Clock, "08:30", "8:30"),
        (Text, "a", ""),
        (Text, {"ja": "a"}, {"japanese": "a"}),
        (When, "FY2026 Q1", "soon"),
        (Annotated[tuple[values.Id, ...], values.ONE_OR_MANY], "a", 5),
        (Annotated[tuple[values.Id, ...], values.ONE_OR_MANY], ["a", "b"], ["A"]),
    ],
    ids=named,
)
def test_the_schema_knows_the_form(kind, right, wrong):
    assert fits_schema(kind, right)
    assert not fits_schema(kind, wrong)


@pytest.mark.parametrize(
    ("written", "value"),
    [("a", ("a",)), (["a", "b"], ("a", "b")), ([], ()), ([["a"]], "! string_type"), ({"a": "b"}, "! string_type")],
)
def test_one_or_many(written, value):
    assert read(Annotated[tuple[str, ...], values.ONE_OR_MANY], written) == value


def test_one_text_in_two_languages_is_one():
    assert read(Annotated[tuple[Text, ...], values.ONE_OR_MANY], {"ja": "a", "en": "b"}) == (
        Text((("ja", "a"), ("en", "b"))),
    )


# When


@pytest.mark.parametrize(
    ("written", "precision", "first", "last"),
    [
        ("2026-11-22", "day", date(2026, 11, 22), date(2026, 11, 22)),
        ("2026-11-22/2026-11-24", "range", date(2026, 11, 22), date(2026, 11, 24)),
        ("2026-11-22/2026-11-22", "day", date(2026, 11, 22), date(2026, 11, 22)),
        ("2026-11 上旬", "part", date(2026, 11, 1), date(2026, 11, 10)),
        ("2026-11 mid", "part", date(2026, 11, 11), date(2026, 11, 20)),
        ("2028-02 下旬", "part", date(2028, 2, 21), date(2028, 2, 29)),
        ("2027-02 late", "part", date(2027, 2, 21), date(2027, 2, 28)),
        ("2026-12", "month", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026 Q4", "quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("FY2026 Q1", "quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("FY2026 Q4", "quarter", date(2027, 1, 1), date(2027, 3, 31)),
        ("2026 H2", "half", date(2026, 7, 1), date(2026, 12, 31)),
        ("FY2026 H2", "half", date(2026, 10, 1), date(2027, 3, 31)),
        ("2026", "year", date(2026, 1, 1), date(2026, 12, 31)),
        ("FY2027", "year", date(2027, 4, 1), date(2028, 3, 31)),
        ("FY2199", "year", date(2199, 4, 1), date(2200, 3, 31)),
        ("  2026   Q4 ", "quarter", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_when_spans_what_it_says(written, precision, first, last):
    when = When.of(written)
    assert (when.precision, when.span(4)) == (precision, (first, last))
    assert when.is_exact == (precision in ("day", "range"))


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [
        (1, date(2026, 1, 1), date(2026, 12, 31)),
        (2, date(2026, 2, 1), date(2027, 1, 31)),
        (12, date(2026, 12, 1), date(2027, 11, 30)),
    ],
)
def test_a_fiscal_year_starts_where_the_site_says(start, first, last):
    assert When.of("FY2026").span(start) == (first, last)


@pytest.mark.parametrize("written", ["TBD", "未定"])
def test_when_it_is_not_decided(written):
    assert When.of(written).span(4) is None
    assert When.of(written).order(4) == (date.max, 0)


def test_the_more_precise_comes_first():
    written = ["2026", "2026 H1", "2026 Q1", "2026-01", "2026-01 early", "2026-01-01", "TBD", "2025-12-31"]
    ordered = sorted((When.of(one) for one in written), key=lambda when: when.order(4))
    assert [when.written for when in ordered] == ["2025-12-31", *written[5::-1], "TBD"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-02-30", "impossible-date"),
        ("2026-13", "impossible-date"),
        ("2026-00 early", "impossible-date"),
        ("2026-11-24/2026-11-22", "end-before-start"),
        ("2026-11-24/2026-11-31", "impossible-date"),
        ("9999-12-31", "far-year"),
        ("FY2200", "far-year"),
        ("0000 Q1", "far-year"),
        ("2026 Q5", "when-form"),
        ("2026 H3", "when-form"),
        ("next week", "when-form"),
        ("", "when-form"),
        (["2026"], "when-expected"),
        (None, "when-expected"),
    ],
)
def test_when_it_cannot_be_read(written, code):
    assert read(When, written) == f"! {code}"


# Text


@pytest.mark.parametrize(
    ("written", "language", "words"),
    [
        ("あ", "ja", Words("あ", "ja", False)),
        ("あ", "en", Words("あ", "ja", True)),
        ("a", "en", Words("a", "ja", False)),  # a name that everybody writes alike
        ({"ja": "あ", "en": "b"}, "en", Words("b", "en", False)),
        ({"ja": "あ"}, "en", Words("あ", "ja", True)),
        ({"en": "b c"}, "ja", Words("b c", "en", True)),
        ({"en": "b"}, "ja", Words("b", "en", False)),
        ({"fr": "c d", "en": "b"}, "ja", Words("c d", "fr", True)),
        ({"": "a", "en": "b"}, "ja", Words("a", "ja", False)),
        ({"zh-Hant": "d"}, "zh-Hant", Words("d", "zh-Hant", False)),
    ],
)
def test_a_text_speaks_the_readers_language_if_it_can(written, language, words):
    assert Text.of(written).words(language, "ja") == words


@pytest.mark.parametrize(
    ("written", "plain"),
    [(" a ", "a"), ("\u3000a\u3000", "a"), ("\n  a\n b\n\n", "  a\n b"), ({"ja": " a"}, {"ja": "a"}), ("a\n", "a")],
)
def test_a_text_has_no_space_around_it(written, plain):
    assert Text.of(written).plain() == plain


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "text-expected"),
        (" \n", "text-expected"),
        ({}, "text-expected"),
        ([], "text-expected"),
        (None, "text-expected"),
        ({"ja": ""}, "text-expected"),
        ({"ja": ["a"]}, "text-expected"),
        ({"JA": "a"}, "language-code"),
        ({"japanese": "a"}, "language-code"),
    ],
)
def test_what_is_no_text(written, code):
    assert read(Text, written) == f"! {code}"


# Links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b)", [(1, 1, "a", "b")]),
        ("x [a](b)\n\n y [c](<d e>)", [(1, 3, "a", "b"), (3, 4, "c", "d e")]),
        ("[a](b 'T') [a](b \"T\") [a]( b )", [(1, 1, "a", "b"), (1, 12, "a", "b"), (1, 23, "a", "b")]),
        ("[a [b] c](d)", [(1, 1, "a [b] c", "d")]),
        ("[a\nb](c)", [(1, 1, "a\nb", "c")]),
        ("[a\n\nb](c)", []),
        ("[`a](b)`](c)", [(1, 1, "`a](b)`", "c")]),
        ("[](a)", [(1, 1, "", "a")]),
        ("[a](b_(c).md)", [(1, 1, "a", "b_(c).md")]),
        ("[a]()", []),
        ("[a] (b)", []),
        ("\\[a](b)", []),
        ("\\![a](b)", [(1, 3, "a", "b")]),
        ("[a\\]b](c)", [(1, 1, "a\\]b", "c")]),
        ("`[a](b)` [c](d)", [(1, 10, "c", "d")]),
        ("``[a](b) ` [c](d)`` [e](f)", [(1, 21, "e", "f")]),
        ("` [a](b)", [(1, 3, "a", "b")]),
        ("` x\n\n[a](b) `", [(3, 1, "a", "b")]),
        ("```\n[a](b)\n```\n[c](d)", [(4, 1, "c", "d")]),
        ("~~~ md\n[a](b)\n```\n~~~\n[c](d)", [(5, 1, "c", "d")]),
        ("- x\n\n    ```\n    [a](b)\n    ```\n\n    [c](d)", [(7, 5, "c", "d")]),
        ("> ```\n> [a](b)\n> ```\n[c](d)", [(4, 1, "c", "d")]),
        ("```x``` [a](b)", [(1, 9, "a", "b")]),
        ("```\n[a](b)", []),
        ("<!-- [a](b) --> [c](d)", [(1, 17, "c", "d")]),
        ("<!-- [a](b)", [(1, 6, "a", "b")]),
        ("[a]: b\n\n  [c]: <d e> 'T'", [(1, 1, "a", "b"), (3, 1, "c", "d e")]),
        ("[^1]: b\n[a]: b c\n    [d]: e", []),
        ("text", []),
    ],
)
def test_links(text, found):
    assert [(link.line, link.col, link.text, link.target) for link in links(text)] == found


def test_a_link_knows_what_it_is():
    picture, word, apart = links("![a](b.png) [c](d)\n\n[e]: f\n")
    assert (picture.image, word.image, apart.image) == (True, False, False)
    assert (picture.defines, word.defines, apart.defines) == (False, False, True)
    assert [(link.start, link.end) for link in (picture, word, apart)] == [(0, 11), (12, 18), (20, 26)]


# Documents


def test_a_value_stands_at_its_place_or_near_it():
    document = Document("team", "a.yml", {}, (1, 1), {("a",): (2, 1)}, {("a",): (2, 4), ("a", 0): (3, 5)})
    assert document.place(("a", 0)) == (3, 5)
    assert document.place(("a", 0, "x")) == (3, 5)
    assert document.place(("a", 7)) == (2, 4)
    assert document.place(("b",)) == (1, 1)
    assert document.key(("a",)) == (2, 1)
    assert document.key(("a", 0)) == (3, 5)
    assert document.lack(("b",)) == (1, 1)


def test_what_a_row_lacks_is_in_its_empty_cell_or_in_the_header():
    keys, places = {(): (1, 1), ("a",): (1, 1), ("b",): (1, 3)}, {("a",): (5, 1), ("b",): (5, 3)}
    row = Document("team", "a.csv", {}, (5, 1), keys, places, row=True)
    assert row.lack(("b",)) == (5, 3)
    assert row.lack(("c",)) == (1, 1)
    assert row.key(("b",)) == (1, 3)


def test_a_body_stands_in_the_file_of_its_language():
    bodies = {"": Origin("a.md", 4), "en": Origin("a.en.md", 6)}
    document = Document("note", "a.md", {}, places={("body", "fr"): (9, 5)}, bodies=bodies)
    assert document.body("") == ("a.md", (4, 1))
    assert document.body("en") == ("a.en.md", (6, 1))
    assert document.body("fr") == ("a.md", (9, 5))


def test_what_was_left_empty_was_not_given():
    assert given({"a": None, "b": {"c": None, "d": "e"}, "f": [None, {"g": None}]}) == {
        "b": {"d": "e"},
        "f": [None, {}],
    }


# Problems


def test_problems_are_sorted_by_place():
    places = [("b.yml", (1, 1)), ("a.yml", (2, 1)), ("a.yml", (1, 10)), ("a.yml", (1, 9))]
    assert [
        (one.path, one.line, one.col) for one in sorted(problem(path, place, "cycle") for path, place in places)
    ] == [
        ("a.yml", 1, 9),
        ("a.yml", 1, 10),
        ("a.yml", 2, 1),
        ("b.yml", 1, 1),
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("a", "a"),
        (7, "7"),
        (["a", "b"], "`a`, `b`"),
        ((), ""),
        ("a\n  b", "a b"),
        ("x" * 300, "x" * 200 + " …"),
        ("a\u202eb\x1b", "a\\u202eb\\x1b"),
        ("日本語 é 😀", "日本語 é 😀"),
    ],
)
def test_what_people_wrote_is_told_in_one_short_line(value, told):
    assert problem("a.yml", (1, 1), "x", written=value).params == (("written", told),)


def test_any_word_can_be_a_parameter():
    made = problem("a.yml", (1, 2), "x", "near", path="p", place="q", code="c", variant="v")
    assert made == Problem("a.yml", 1, 2, "x", (("code", "c"), ("path", "p"), ("place", "q"), ("variant", "v")), "near")


def test_a_finding_is_no_problem():
    assert all(problem("a.yml", (1, 1), code).is_finding for code in FINDINGS)
    assert not problem("a.yml", (1, 1), "cycle").is_finding


def test_of_one_file_there_are_enough():
    problems = Problems()
    problems.extend(problem("a.yml", (line, 1), "cycle") for line in range(1, 1_000))
    problems.add(problem("b.yml", (1, 1), "cycle"))
    assert [one.code for one in problems.found] == ["cycle"] * ENOUGH + ["too-many", "cycle"]
    assert problems.has_enough("a.yml")
    assert not problems.has_enough("b.yml")


def test_the_same_problem_is_told_once():
    problems = Problems()
    problems.extend(problem("a.csv", (1, 1), "cycle") for _ in range(100_000))
    assert len(problems.found) == 1
    assert problems.has_enough("a.csv")


def test_nobody_is_asked_for_more_than_enough():
    asked = []

    def endless():
        while True:
            asked.append(1)
            yield problem("a.yml", (len(asked), 1), "cycle")

    Problems().extend(endless())
    assert len(asked) == ENOUGH + 1


@pytest.mark.parametrize(("text", "told"), [("a b", "a b"), ("a\nb", "a\\nb"), ("\udcff", "\\udcff"), ("ガ", "ガ")])
def test_printable(text, told):
    assert printable(text) == told
