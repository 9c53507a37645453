"""Mistakes in views and values: each is told at its line and column in the page, with what to do about it."""

import pytest

PAGE = "---\ntitle: メモ\nowner: team:ops\n---\n"
"""Four lines; the text begins on the fifth, so the first line of a block's YAML is the sixth."""

MISTAKES = [
    ("of: tols", "6:5: view-kind there is no kind `tols` (did you mean `tool`?)"),
    ("of: tools", "6:5: view-kind there is no kind `tools` (did you mean `tool`?)"),
    ("of: [kpi, team, peple]", "6:17: view-kind there is no kind `peple` (did you mean `person`?)"),
    ("show: [owner]", "5:1: missing-field a view needs the field `of` (add `of`)"),
    ("of: tool\ngrup: state", "7:1: unknown-field a view has no field `grup` (did you mean `group`?)"),
    ("of: tool\nas: tabel", "7:5: not-a-choice `as` cannot be `tabel`"),
    ("of: tool\nlimit: many", "7:8: number-form"),
    ("of: tool\nlimit: 0", "7:8: out-of-range `limit` is out of range (write a number >= 1)"),
    ("of: tool\nlimit: ５", "7:8: number-form"),
    ("of: tool\nshow: [ownr]", "7:8: unknown-fact of a tool there is no field or fact `ownr` to ask for (did you mean"),
    ("of: tool\nsort: -stat", "7:7: unknown-fact of a tool there is no field or fact `stat` to ask for (did you mean"),
    ("of: tool\nsort: [title, -stat]", "7:15: unknown-fact of a tool there is no field or fact `stat`"),
    ("of: tool\ngroup: stat", "7:8: unknown-fact of a tool there is no field or fact `stat`"),
    ("of: tool\nwhere:\n  stat: adopted", "8:3: unknown-fact of a tool there is no field or fact `stat`"),
    ("of: tool\nwhere:\n  state: adoptd", "8:10: not-a-choice `state` cannot be `adoptd`"),
    ("of: tool\nwhere:\n  state: [trial, adoptd]", "8:18: not-a-choice `state` cannot be `adoptd`"),
    ("of: tool\nwhere:\n  state: {none_of: [adoptd]}", "8:21: not-a-choice `state` cannot be `adoptd`"),
    ("of: tool\nwhere: {owner: team:op}", "7:16: dangling-ref no team is called `op` (did you mean `ops`?)"),
    ("of: tool\nwhere: {title: {at_least: 3}}", "7:17: condition-form the condition on `title`"),
    ("of: tool\nwhere: {state: {within_days: 3}}", "7:17: condition-form the condition on `state`"),
    ("of: tool\nwhere: {state: {next_days: 3}}", "7:17: condition-form the condition on `state`"),
    (
        "of: tool\nwhere: {seats: more than 3}",
        "7:16: condition-form the condition on `seats` does not fit what it is (write",
    ),
    ("of: tool\nwhere: {seats: [5, 多め]}", "7:20: condition-form the condition on `seats`"),
    ("of: tool\nwhere: {reviewed_on: last year}", "7:22: condition-form the condition on `reviewed_on`"),
    (
        "of: tool\nshow: [オーナー]",
        "7:8: unknown-fact of a tool there is no field or fact `オーナー` to ask for (did you mean `owner`?)",
    ),
    (
        "of: tool\nshow: [zzzzzz]",
        "7:8: unknown-fact of a tool there is no field or fact `zzzzzz` to ask for (names to begin with: `owner`,",
    ),
    (
        "of: tool\ncolour: red",
        "7:1: unknown-field a view has no field `colour` (there are: `of`, `where`, `group`, `sort`, `show`, `under`, `limit`, `as`,",
    ),
    ("of: tool\nwhere: {state: {}}", "7:16: empty-condition"),
    ("of: tool\nwhere: {state: {is: adopted}}", "7:17: unknown-field a view has no field `is`"),
    ("of: duty\nas: calendar", "7:5: view-shape `as: calendar` cannot show this (a duty has no day;"),
    ("of: duty\nas: timeline", "7:5: view-shape `as: timeline` cannot show this (a duty has no day;"),
    (
        "of: event\nas: calendar\ngroup: status",
        "8:1: view-shape `as: calendar` cannot show this (a calendar has no groups;",
    ),
    (
        "of: duty\nas: tree",
        "7:5: view-shape `as: tree` cannot show this (a duty has no field that leads to the one above",
    ),
    ("of: tool\nas: matrix", "7:5: view-shape `as: matrix` cannot show this (name two fields,"),
    ("of: tool\nas: matrix\ngroup: state", "7:5: view-shape `as: matrix` cannot show this (name two fields,"),
    ("of: tool\ngroup: [state, category]", "7:16: view-shape `as: table` cannot show this (`group` takes one field;"),
    ("of: tool\nas: chart", "7:5: view-shape `as: chart` cannot show this (name in `group` by what a tool is counted"),
    ("of: tool\nas: chart\ngroup: state\nshow: [owner]", "7:5: view-shape `as: chart` cannot show this"),
    ("of: tool\nshow: [count]", "7:8: view-shape `as: table` cannot show this (`count` is for"),
    ("of: tool\nshow: [body]", "7:8: view-shape `as: table` cannot show this (whole texts are for `as: list`"),
    ("of： tool", "6:3: yaml-wide-colon"),
    ("of: [tool", "6:5: yaml-syntax"),
    ('of: "tool', "6:5: unclosed-quote"),
    ("of: tool\n\tas: list", "7:1: yaml-tab"),
    ("of: tool\nof: kpi", "7:1: duplicate-key"),
    ("tool", "5:1: view-form what stands in the view is not of the form `name: value`"),
    ("", "5:1: view-form what stands in the view is not of the form `name: value`"),
]


@pytest.fixture
def told(wiki):
    """The problems of a page with this text, without its path."""
    wiki("""
        teams/ops.yml
        | title: Ops
        | owner: team:ops
        | group: marketing
        tools/anvil.yml
        | title: Anvil
        | owner: team:ops
        | category: crm
        | state: adopted
    """)

    def problems(text, **settings):
        wiki.put("knowhow/page.md", PAGE + text)
        return [line.removeprefix("knowhow/page.md:") for line in wiki.problems(**settings)]

    return problems


@pytest.mark.parametrize(("written", "expected"), MISTAKES, ids=[written for written, _ in MISTAKES])
def test_a_mistake_is_told_at_its_place(told, written, expected):
    found = told(f"```view\n{written}\n```\n")
    assert len(found) == 1, found
    assert found[0].startswith(expected), found


def test_a_page_with_a_mistake_still_reads_as_it_was_written(told, wiki):
    told("```view\nof: tols\n```\n")
    assert "```view\nof: tols\n```" in wiki.page("knowhow/page.md")


@pytest.mark.parametrize("margin", [" ", "    ", "> ", "- "])
def test_a_block_begins_at_the_margin(told, margin):
    indent = margin if margin != "- " else "  "
    found = told(f"- 一覧\n{indent}```view\n{indent}of: tool\n{indent}```\n")
    assert found[0].startswith(f"6:{len(indent) + 1}: view-margin"), found


def test_a_block_is_closed(told):
    assert told("前文。\n\n```view\nof: tool\n\n本文。\n")[0].startswith("7:1: view-open")


def test_mistakes_in_several_blocks_are_told_at_once(told):
    found = told("```view\nof: tols\n```\n\n文。\n\n```view\nof: tool\nshow: [ownr]\n```\n")
    assert [line.split(":")[0] for line in found] == ["6", "13"]


def test_a_block_in_the_text_of_a_record_is_told_at_its_place(wiki):
    wiki("""
        teams/ops.yml
        | title: Ops
        | owner: team:ops
        | group: marketing
        | body: |
        |   道具です。
        |
        |   ```view
        |   of: tols
        |   ```
    """)
    assert wiki.problems() == ["teams/ops.yml:8:7: view-kind there is no kind `tols` (did you mean `tool`?)"]


def test_a_block_in_the_second_language_is_told_in_its_file(told, wiki):
    wiki.put("knowhow/page.en.md", "Tools.\n\n```view\nof: tols\n```\n")
    assert "4:5: view-kind" in str(told("道具。\n"))
    assert any(line.startswith("knowhow/page.en.md:4:5:") for line in wiki.problems())


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("tool:anvil.stat", "5:5: value-field of a tool there is no `stat` to show (did you mean `state`?)"),
        ("tool:anvil.zzzzzz", "5:5: value-field of a tool there is no `zzzzzz` to show (names to begin with: `"),
        ("tool:anvil.状態", "5:5: value-field of a tool there is no `状態` to show (did you mean `state`?)"),
        ("tool:anvil.", "5:5: dangling-ref no tool is called `anvil.` (did you mean `anvil`?)"),
        ("tool:anvl.state", "5:5: dangling-ref no tool is called `anvl` (did you mean `anvil`?)"),
        ("tool:anvil.body", "5:5: value-many `body` has several values"),
        ("tool:anvil.history", "5:5: value-many `history` has several values"),
    ],
)
def test_a_value_that_there_is_not_is_told_at_its_link(told, link, expected):
    found = told(f"いまは、[状態]({link})です。\n")
    assert len(found) == 1
    assert found[0].startswith(expected), found


def test_a_page_that_would_show_itself_is_told(wiki):
    wiki("""
        knowhow/a.md
        | ---
        | title: A
        | ---
        | ```view
        | of: note
        | where: {id: knowhow/a}
        | as: list
        | show: [body]
        | ```
    """)
    expected = "knowhow/a.md:8:8: view-loop the view would show the text of the very page that it stands in "
    assert wiki.problems()[0].startswith(expected + "(note:knowhow/a → note:knowhow/a) (take `body` out of `show`")


def test_a_longer_circle_is_told_on_each_page_of_it(wiki):
    page = "---\ntitle: {0}\n---\n```view\nof: note\nwhere: {{id: knowhow/{1}}}\nas: list\nshow: [summary, body]\n```\n"
    for name, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        wiki.put(f"knowhow/{name}.md", page.format(name, other))
    told = wiki.problems()
    assert [line.partition(" view-loop")[0] for line in told] == [
        f"knowhow/{name}.md:8:17: view-loop".removesuffix(" view-loop") for name in "abc"
    ]
    assert "note:knowhow/b → note:knowhow/c → note:knowhow/a → note:knowhow/b" in told[1]
    assert wiki.page("knowhow/d.md")


def test_messages_are_in_japanese_too(told):
    found = told("```view\nof: duty\nas: tree\n```\n", language="ja")
    words = "職務には、同じ種類の上位を指す項目がありません。`group` にその項目を書くか、`as: list` にしてください"
    assert found == [f"7:5: view-shape `as: tree` では、これを表せません ({words})"]
