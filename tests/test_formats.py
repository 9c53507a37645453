"""Formats: what is in a file, with the place of every value."""

import pytest

from mops_kb.formats import csv, encoding, markdown, yaml
from mops_kb.model.problem import Problem

# YAML


def parsed(text: str, offset: int = 0) -> yaml.Tree:
    tree = yaml.parse(text, "a.yml", offset)
    assert isinstance(tree, yaml.Tree), tree
    return tree


def refused(text: str, offset: int = 0) -> str:
    found = yaml.parse(text, "a.yml", offset)
    assert isinstance(found, Problem)
    return f"{found.line}:{found.col} {found.code}"


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "on",
        "yes",
        "True",
        "8:30",
        "012",
        "0o14",
        "0x1F",
        "1_000",
        "1e3",
        ".5",
        "+1",
        ".inf",
        ".nan",
        "2026-11-22",
        "<<",
        "=",
        "Null",
        "a:b",
        "C#",
        "1,000",
    ],
)
def test_a_scalar_stays_what_was_typed(word):
    assert parsed(f"a: {word}").value == {"a": word}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_is_none(written):
    assert parsed(f"a: {written}").value == {"a": None}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'null'", "null"),
        ('""', ""),
        ("'it''s'", "it's"),
        ('"a\\tb"', "a\tb"),
        ('"#b"', "#b"),
        ("a # b", "a"),
        ("a#b", "a#b"),
        ("a\n  b", "a b"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("“a” and b", "“a” and b"),
        ("&x a", "a"),
    ],
)
def test_texts(written, text):
    assert parsed(f"a: {written}").value == {"a": text}


def test_every_key_and_value_has_its_place():
    tree = parsed("a: x\nb:\n  - y\n  - c: z\n    d: [1, 2]\n", offset=3)
    assert tree.value == {"a": "x", "b": ["y", {"c": "z", "d": ["1", "2"]}]}
    assert tree.keys == {("a",): (4, 1), ("b",): (5, 1), ("b", 1, "c"): (7, 5), ("b", 1, "d"): (8, 5)}
    assert tree.places == {
        (): (4, 1),
        ("a",): (4, 4),
        ("b",): (6, 3),
        ("b", 0): (6, 5),
        ("b", 1): (7, 5),
        ("b", 1, "c"): (7, 8),
        ("b", 1, "d"): (8, 8),
        ("b", 1, "d", 0): (8, 9),
        ("b", 1, "d", 1): (8, 12),
    }


@pytest.mark.parametrize(
    ("written", "place"),
    [("a: |\n  x\n", (2, 3)), ("a: |-\n\n\n    x\n", (4, 5)), ("a: >\n x\n", (2, 2)), ("a: |\n\n\n", (1, 4))],
)
def test_a_block_of_text_stands_below_its_sign(written, place):
    assert parsed(written).places[("a",)] == place


def test_an_alias_repeats_the_value():
    assert parsed("a: &x [1, {b: 2}]\nc: *x\n").value == {"a": ["1", {"b": "2"}], "c": ["1", {"b": "2"}]}


@pytest.mark.parametrize(("levels", "right"), [(yaml.MAX_DEPTH, True), (yaml.MAX_DEPTH + 1, False)])
def test_levels(levels, right):
    assert isinstance(yaml.parse("[" * levels + "]" * levels, "a.yml"), yaml.Tree) == right


@pytest.mark.parametrize(("inner", "right"), [(62, True), (63, False)])
def test_levels_count_through_aliases(inner, right):
    text = f"a: &a {'[' * inner}{']' * inner}\nb: [*a]\n"
    assert isinstance(yaml.parse(text, "a.yml"), yaml.Tree) == right


@pytest.mark.parametrize(("times", "right"), [(yaml.MAX_ALIASED // 10, True), (yaml.MAX_ALIASED // 10 + 1, False)])
def test_aliases_have_a_budget(times, right):
    text = f"a: &a [{'x, ' * 9}]\nb: [{'*a, ' * times}]\n"
    assert isinstance(yaml.parse(text, "a.yml"), yaml.Tree) == right


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2", "12:1 duplicate-key"),
        ("a: {b: 1, b: 2}", "11:11 duplicate-key"),
        ("a: 1\n---\nb: 2", "12:1 yaml-documents"),
        ('a: "b\nc: d', "11:4 unclosed-quote"),
        ("a: b #c", "11:6 yaml-hash"),
        ("a:\n  - #c", "12:5 yaml-hash"),
        ("a：b\nc: d", "11:2 yaml-wide-colon"),
        ("a: !x b", "11:4 yaml-tag"),
        ("*a : b", "11:1 yaml-alias"),
        ("a:\n\tb: c", "12:1 yaml-tab"),
        ('a: "\\q"', "11:5 yaml-syntax"),
        ("a: [b", "11:4 yaml-syntax"),
        ("a: @b", "11:4 yaml-syntax"),
        ("a: %b", "11:4 yaml-syntax"),
        ("a: b\n c: d", "12:3 yaml-syntax"),
        ("- a\nb: c", "12:1 yaml-syntax"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text, told):
    assert refused(text, offset=10) == told


@pytest.mark.parametrize(
    "text",
    ["a: b\n#c\n", "#c\na: b", "a:\n#c\n  b: d\n", "a:\n#c\n- b\n", "a: 'b' #c", "a: [b] #c", "a: #\n", "a: ## c"],
)
def test_a_comment_that_loses_nothing_may_do_without_a_space(text):
    parsed(text)


def test_text_that_looks_like_keys_is_right_in_a_block():
    assert parsed("a: |\n  b: c\n  - d\n  e：f #g\n").value == {"a": "b: c\n- d\ne：f #g\n"}


# Markdown


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("text\n", None, "text\n", 1),
        ("\n\ntext", None, "text", 3),
        ("---\na: b\n---\ntext", {"a": "b"}, "text", 4),
        ("---\na: b\n...\n\n \n  text", {"a": "b"}, "  text", 6),
        ("---\n---\ntext", None, "text", 3),
        ("--- \na: b\n--- \ntext\n---\n", {"a": "b"}, "text\n---\n", 4),
        ("", None, "", 1),
        ("---\na: b\n---", {"a": "b"}, "", 4),
    ],
)
def test_front_matter_and_body(text, front, body, line):
    split = markdown.split(text, "a.md")
    assert isinstance(split, markdown.Split)
    assert ((split.front.value if split.front else None), split.body, split.body_line) == (front, body, line)


def test_front_matter_keeps_its_lines():
    split = markdown.split("---\na: b\nc: d\n---\n", "a.md")
    assert isinstance(split, markdown.Split)
    assert split.front.keys == {("a",): (2, 1), ("c",): (3, 1)}


# CSV


def test_every_cell_has_its_place():
    sheet, problems = csv.read('id, title ,note\na,"B, C",\n\nb,,"x\ny"\nc,"d""e",f\n', "a.csv")
    assert problems == []
    assert sheet.header == {"id": (1, 1), "title": (1, 4), "note": (1, 12)}
    assert [row.cells for row in sheet.rows] == [
        {"id": "a", "title": "B, C"},
        {"id": "b", "note": "x\ny"},
        {"id": "c", "title": 'd"e', "note": "f"},
    ]
    assert [row.places for row in sheet.rows] == [
        {"id": (2, 1), "title": (2, 3), "note": (2, 10)},
        {"id": (4, 1), "title": (4, 3), "note": (4, 4)},
        {"id": (6, 1), "title": (6, 3), "note": (6, 10)},
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1\n1,2,3\n", ["2:1 csv-ragged", "3:1 csv-ragged"]),
        ("a,,a\n1,2,3\n", ["1:3 csv-header", "1:4 duplicate-key"]),
        ('a,b\n1,"2\n3,4\n', ["2:1 csv-syntax"]),
        ('a,b\n1,"2" x\n', ["2:1 csv-syntax"]),
        ("a;b\n1;2\n", ["1:1 csv-separator"]),
        ('"a;b"\n1\n', ["1:1 csv-separator"]),
        ("a\n1\n", []),
        ("", []),
    ],
)
def test_what_is_wrong_with_rows(text, told):
    assert [f"{one.line}:{one.col} {one.code}" for one in csv.read(text, "a.csv")[1]] == told


# Bytes


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("日本語\n".encode(), "日本語\n"),
        ("日本語".encode("utf-8-sig"), "日本語"),
        (b"a\r\nb\n", "a\nb\n"),
        (b"\ta", "\ta"),
        ("é\u3000😀\u200d".encode(), "é\u3000😀\u200d"),
        (b"", ""),
    ],
)
def test_text(raw, text):
    assert encoding.decode(raw, "a.md") == (text, None)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("a\n見込み客を増やす".encode("cp932"), (2, 1, "Shift_JIS")),
        ("見込み客".encode("euc_jp"), (1, 1, "EUC-JP")),
        ("a\nbc見込み客".encode("iso2022_jp"), (2, 3, "ISO-2022-JP")),
        ("見込み客".encode("utf-16"), (1, 1, "UTF-16")),
        ("title: 見込み客".encode("utf-16-be"), (1, 1, "UTF-16")),
        ("title: 見込み客".encode("utf-16-le"), (1, 1, "UTF-16")),
        ("abc é.".encode("cp1252"), (1, 5, "Windows-1252")),
        (b"ab\x81\x00", (1, 3, "?")),
    ],
)
def test_other_encodings_are_called_by_their_names(raw, told):
    text, found = encoding.decode(raw, "a.md")
    assert text == ""
    assert found
    assert found.code == "encoding"
    assert (found.line, found.col, dict(found.params)["encoding"]) == told


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"a\nb\0", (2, 2, "control-character")),
        (b"a\x1b[31m", (1, 2, "control-character")),
        (b"\x7f", (1, 1, "control-character")),
        ("a\u0085b".encode(), (1, 2, "control-character")),
        ("a\u2028b".encode(), (1, 2, "control-character")),
        ("a\n\ufeffb".encode(), (2, 1, "control-character")),
        (b"a\rb", (1, 2, "line-ends")),
        (b"a\nb\r\n\rc", (3, 1, "line-ends")),
    ],
)
def test_signs_that_cannot_be_seen(raw, told):
    text, found = encoding.decode(raw, "a.md")
    assert text == ""
    assert found
    assert (found.line, found.col, found.code) == told


def test_a_file_has_a_limit(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * 11)
    assert encoding.read(file, "a.md", 11) == ("x" * 11, None)
    _, found = encoding.read(file, "a.md", 10)
    assert found
    assert found.code == "too-large"
