"""Figures beside the name of a source: which must be cited, and which are none of its business."""

import pytest

ROLE = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
"""
BENCHMARKS = (
    ROLE
    + """
    benchmarks/all.yml
    | - {id: both, title: Both, owner: role:lead, claim: Few have both, value: 15, unit: percent, source: A study,
    |    publisher: Gartner, names: [ガートナー], quality: second-hand, via: An article}
    | - {id: margins, title: Margins, owner: role:lead, claim: More, low: 30, high: 50, unit: percent, source: A paper,
    |    publisher: Harvard Business Review, names: [HBR, 日経], quality: second-hand, via: An article}
    | - {id: reply, title: Reply, owner: role:lead, claim: Slow, value: 42, unit: hours, source: The short life,
    |    publisher: Lead Lab, quality: second-hand, via: An article}
"""
)
LINE = 4
"""Of a page, the one on which its text begins."""


def page(wiki, *lines: str) -> list[str]:
    """What is wrong with a page of these lines: `line:col` and the figure."""
    wiki(BENCHMARKS)
    wiki.put("knowhow/a.md", "\n".join(["---", "title: A", "---", *lines, ""]))
    return told(wiki)


def told(wiki) -> list[str]:
    found = wiki.study()
    assert {one.code for one in found.problems} <= {"uncited-figure"}
    return [f"{one.line - LINE + 1}:{one.col} {dict(one.params)['written']}" for one in found.problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gartner found 15 % of them.", ["1:15 15 %"]),
        ("15% of them, says gartner.", ["1:1 15%"]),
        ("ガートナーによると15％です。", ["1:10 15％"]),
        ("ガートナーによると１５％です。", ["1:10 １５％"]),
        ("ガートナーによると15パーセントです。", ["1:10 15パーセント"]),
        ("Gartner: 15 percent of them.", ["1:10 15 percent"]),
        ("Gartner (15.5%)", ["1:10 15.5%"]),
        ("HBRによると、利益率は30〜50％高い。", ["1:13 30〜50％"]),
        ("Harvard\nBusiness Review says\n30% more.", ["3:1 30%"]),
        ("**Gartner**: _15%_ of them.", ["1:15 15%"]),
        ("[15 %](https://www.example.com/), says Gartner.", ["1:2 15 %"]),
        ("| who | how many |\n| --- | --- |\n| Gartner | 15% |", ["3:13 15%"]),
        ("- Gartner says\n  15%", ["2:3 15%"]),
        ("> Gartner says 15%", ["1:16 15%"]),
        ("Lead Lab waited 42 hours for them.", ["1:17 42"]),
        ("Lead Labの平均は42時間でした。", ["1:13 42"]),
        ("Gartner says 15%, HBR says 40%.", ["1:14 15%", "1:28 40%"]),
        ("Gartner [says](http://gartner.com/15%) 15%.", ["1:40 15%"]),
    ],
)
def test_a_figure_beside_its_source_must_be_cited(wiki, text, found):
    assert page(wiki, *text.split("\n")) == found


@pytest.mark.parametrize(
    "text",
    [
        "Gartner found [15 %](benchmark:both) of them.",
        "Gartner found 15 % of them ([its study](benchmark:both)).",
        "Gartner found 15 % of them. We [wonder](benchmark:both).",
        "Gartner found 15 % of them.\nWe [wonder](benchmark:both).",
        "Gartner found [15 %][it] of them.\n\n[it]: benchmark:both",
        "Gartner found 15 % of them, see [it].\n\n[it]: benchmark:both",
        "Gartner: [15%](benchmark:both), HBR: [30%](benchmark:margins).",
    ],
)
def test_a_citation_in_the_same_paragraph_will_do(wiki, text):
    assert page(wiki, *text.split("\n")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gartner found 15 % of them.\n\nWe [wonder](benchmark:both).", ["1:15 15 %"]),
        ("Gartner found 15 % of them, see [it](benchmark:margins).", ["1:15 15 %"]),
        ("- [It](benchmark:both) is old.\n- Gartner found 15 %.", ["2:17 15 %"]),
        ("Gartner found [15 %](benchmark:both), and HBR 40 %.", ["1:47 40 %"]),
        ("Gartner: 15 %.\n<!-- [it](benchmark:both) -->", ["1:10 15 %"]),
    ],
)
def test_a_citation_elsewhere_or_of_another_will_not(wiki, text, found):
    assert page(wiki, *text.split("\n")) == found


@pytest.mark.parametrize(
    "text",
    [
        "Our rate was 15%. Gartner is a firm.",
        "自社は15%です。ガートナーは調査会社です。",
        "We do 15% of it.\n\nGartner is a firm.",
        "Gartner is a firm.",
        "Gartner counts 15 of them.",
        "Gartner was 15 percentage signs long.",
        "Gartnerian 15%",
        "MyGartner 15%",
        "gartner.com has 15%",
        "support@gartner has 15%",
        "ガートナーズの15%",
        "日経平均は15%上がった。",
        "HBRX 15%",
        "`Gartner 15%`",
        "Gartner `15%`",
        "```\nGartner 15%\n```",
        "~~~\nGartner 15%\n~~~",
        "<!-- Gartner 15% -->",
        "[Read it](https://www.example.com/gartner/15%) now: 15%.",
        "See https://www.example.com/Gartner for 15%.",
        "[it](https://www.example.com/15%25) by Gartner",
        "[a]: https://www.example.com/Gartner '15% Gartner'",
        "## Gartner and 15%",
        "Gartner and 15%\n===============",
        "Gartner2024 15%",
        "The x15% of Gartner",
        "Lead Lab was founded in 1942.",
        "Lead Lab waited 42.5 hours for 420 of them.",
        "Lead Labの42年の歴史",
        "Lead Lab 0.42",
    ],
)
def test_no_alarm(wiki, text):
    assert page(wiki, *text.split("\n")) == []


def test_a_benchmark_may_speak_of_its_own_source(wiki):
    wiki(
        ROLE
        + """
    benchmarks/both.md
    | ---
    | {title: Gartner 15%, summary: "Gartner found 15%.", owner: role:lead, claim: Of 100 only 15% have both says Gartner,
    | value: 15, unit: percent, source: A study by Gartner, publisher: Gartner, quality: second-hand,
    | via: An article on Gartner with 15%}
    | ---
    | Gartner found 15%.
"""
    )
    assert told(wiki) == []


def test_without_benchmarks_nothing_is_looked_for(wiki):
    wiki(ROLE)
    wiki.put("knowhow/a.md", "---\ntitle: A\n---\nGartner: 15%\n")
    assert told(wiki) == []


FIELD = (
    BENCHMARKS
    + """
    claims/a.yml
    | title:
    |   ja: ガートナーは15%
    |   en: Gartner says 15%
    | summary: Gartner says 15%
    | owner: role:lead
    | EVIDENCE
    playbooks/p.yml
    | title: P
    | owner: role:lead
    | steps:
    |   - title: Read
    |     role: lead
    |     note: As Gartner says, 15% do.
"""
)


def test_in_a_field_the_figure_has_its_place_too(wiki):
    wiki(FIELD.replace("EVIDENCE", "since: 2026-01-01"))
    places = [(one.path, one.line, one.col, one.variant) for one in wiki.study().problems]
    assert places == [
        ("claims/a.yml", 2, 13, "field"),
        ("claims/a.yml", 3, 20, "field"),
        ("claims/a.yml", 4, 23, "field"),
        ("playbooks/p.yml", 6, 28, "field"),
    ]


def test_a_field_is_cited_by_what_its_record_refers_to(wiki):
    wiki(FIELD.replace("EVIDENCE", "evidence: [benchmark:both]"))
    assert [one.path for one in wiki.study().problems] == ["playbooks/p.yml"]


def test_the_remedy_is_the_link_to_write(wiki):
    wiki(BENCHMARKS)
    wiki.put("knowhow/a.md", "---\ntitle: A\n---\nGartner: 15 %. HBR: 99 %.\n")
    assert wiki.problems() == [
        (
            "knowhow/a.md:4:10: uncited-figure `15 %` looks like a figure of Gartner, but no benchmark is cited "
            "(write `[15 %](benchmark:both)`, or make it a sentence of its own if it is not of Gartner)"
        ),
        (
            "knowhow/a.md:4:21: uncited-figure `99 %` looks like a figure of Harvard Business Review, but no benchmark is "
            "cited (no benchmark has this figure: add it in benchmarks/ and write `[99 %](benchmark:ID)`, or make it a "
            "sentence of its own if it is not of Harvard Business Review)"
        ),
    ]
    assert wiki.problems(language="ja")[0] == (
        "knowhow/a.md:4:10: uncited-figure `15 %` は Gartner の数字のようですが、ベンチマークが引用されていません"
        " (`[15 %](benchmark:both)` と書いてください。Gartner の数字でなければ、別の文に分けてください)"
    )


def test_in_the_translation_of_a_page_too(wiki):
    wiki(BENCHMARKS)
    wiki.put("knowhow/a.md", "---\ntitle: A\n---\n本文\n")
    wiki.put("knowhow/a.en.md", "---\ntitle: A\n---\n\nText.\n\nGartner: 15%\n")
    assert [(one.path, one.line, one.col) for one in wiki.study().problems] == [("knowhow/a.en.md", 7, 10)]


def test_the_body_of_a_record_in_yaml_too(wiki):
    wiki(
        BENCHMARKS
        + """
    goals/g.yml
    | title: G
    | owner: role:lead
    | level: company
    | body: |
    |   First.
    |
    |   Then Gartner says 15%.
"""
    )
    assert [(one.path, one.line, one.col) for one in wiki.study().problems] == [("goals/g.yml", 7, 21)]


def test_a_link_to_a_benchmark_is_a_reference(wiki):
    wiki(BENCHMARKS)
    wiki.put("knowhow/a.md", "---\ntitle: A\n---\nGartner: [15 %](benchmark:both)\n")
    assert "[15 %](../benchmarks/both.md)" in wiki.page("knowhow/a.md")
    assert ">A</a>" in wiki.page("benchmarks/both.md")
    wiki.put("knowhow/a.md", "---\ntitle: A\n---\nGartner: [15 %](benchmark:bothh)\n")
    assert any("no benchmark is called `bothh` (did you mean `both`?)" in one for one in wiki.problems())


def test_a_public_page_may_cite_what_the_site_does_not_show(wiki):
    wiki(BENCHMARKS.replace("id: margins,", "id: margins, visibility: internal,"))
    wiki.put("knowhow/a.md", "---\ntitle: A\n---\nHBR: 40%. Gartner: [15 %](benchmark:both)\n")
    assert wiki.study(visibility="public").problems == ()
    assert [one.col for one in wiki.study(visibility="internal").problems] == [6]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["summary: Gartner says 15% of them"], (3, 23)),
        (['summary: "Gartner says 15% of them"'], (3, 24)),
        (["summary: 'It''s Gartner: 15% of them'"], (3, 26)),
        (['summary: "\\"Gartner\\" says \\u3042 15%"'], (3, 35)),
        (["summary: >-", "  As Gartner says,", "  15% of them"], (5, 3)),
        (["summary: >", "", "    As Gartner says, in", "    fact 15% of them"], (6, 10)),
        (["summary: As Gartner", "  says, 15% of them"], (4, 9)),
        (['summary: "As Gartner', '   says, 15% of them"'], (4, 10)),
        (["summary: |", "  As Gartner says", "  of them 15%"], (5, 11)),
        (["summary:", "  ja: はい", "  en: 'Gartner 15%'"], (5, 16)),
        (["body: >", "  As Gartner says,", "  15% of them"], (5, 3)),
        (["body:", "  en: |", "    As Gartner says,", "    15% of them"], (6, 5)),
        (["summary: {en: 'Gartner 15%'}"], (3, 24)),
    ],
)
@pytest.mark.parametrize("is_list", [False, True])
def test_however_a_text_is_typed_the_place_is_that_of_the_figure(wiki, lines, place, is_list):
    wiki(BENCHMARKS)
    lines = ["title: G", "owner: role:lead", *lines, "level: company"]
    if is_list:
        lines = [f"{'  ' if n else '- '}{line}" for n, line in enumerate(["id: g", *lines])]
    wiki.put("goals/g.yml", "\n".join(lines) + "\n")
    down, right = (1, 2) if is_list else (0, 0)
    assert [(one.line, one.col) for one in wiki.study().problems] == [(place[0] + down, place[1] + right)]


def test_in_front_matter_too(wiki):
    wiki(BENCHMARKS)
    wiki.put("knowhow/a.md", "---\ntitle: A\nsummary: >\n  Gartner\n  says 15%\n---\nText.\n")
    assert [(one.line, one.col) for one in wiki.study().problems] == [(5, 8)]
