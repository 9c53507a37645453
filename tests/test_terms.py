"""The glossary: what a word means beside its first use, names that were given up, and words in two spellings."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.formats.tips import Tips
from mops_kb.kinds.term.model import Term
from mops_kb.model.catalog import Catalog
from mops_kb.model.kana import place, sounded
from mops_kb.model.naming import Names
from mops_kb.reports.wording import given_up, spelling
from mops_kb.reports.wording.spelling import sounding

LEAD = """
    roles/lead.yml
    | title: Lead of MOps
    | owner: role:lead
"""


@pytest.fixture
def glossary(wiki):
    """Two terms, one of them with a former name, and somebody who keeps them."""
    return wiki(
        f"""{LEAD}
        glossary/terms.yml
        | - id: mql
        |   title: MQL
        |   summary: A lead that marketing judges ready
        |   owner: role:lead
        |   aliases: [適格リード, Qualified lead]
        |   deprecated: [hot list]
        | - id: deal
        |   title: {{ja: 商談, en: Opportunity}}
        |   reading: しょうだん
        |   summary: Sales makes an offer
        |   owner: role:lead
    """
    )


def marked(text: str) -> str:
    """A page with each term in double brackets instead of its link."""
    return re.sub(r'<a class="mk-term" href="[^"]*" data-tip="[^"]*">(.*?)</a>', r"[[\1]]", text)


def body(wiki, text: str, **settings) -> str:
    """What comes out of a body of Markdown."""
    wiki.put("knowhow/page.md", f"---\ntitle: Page\nowner: role:lead\nabout: role:lead\n---\n\n{text}\n")
    assert wiki.problems() == []
    written = marked(wiki.page("knowhow/page.md", **settings)).partition('<div class="mk-rule"></div>\n\n')[2]
    return re.split(r'<section class="mk-related"|<p class="mk-foot"', written)[0].strip()


# Tooltips


def test_the_first_use_on_a_page_leads_to_the_term_and_says_what_it_means(glossary):
    body(glossary, "An MQL is handed over. Another MQL is not.")
    assert (
        'An <a class="mk-term" href="../../glossary/mql/" data-tip="A lead that marketing judges ready">MQL</a> '
        "is handed over. Another MQL is not."
    ) in glossary.page("knowhow/page.md")


def test_a_term_is_explained_once_whichever_of_its_names_comes_first(glossary):
    assert body(glossary, "適格リードはMQLです。hot list とも。") == "[[適格リード]]はMQLです。hot list とも。"


def test_a_name_that_was_given_up_leads_to_the_term_too(glossary):
    assert body(glossary, "The `x` and the hot list.") == "The `x` and the [[hot list]]."


def test_the_summary_of_a_page_comes_before_its_body(glossary):
    glossary("""
        knowhow/page.md
        | ---
        | title: Page
        | summary: All about the MQL & more
        | owner: role:lead
        | about: role:lead
        | ---
        |
        | An MQL.
    """)
    page = marked(glossary.page("knowhow/page.md"))
    assert '<p class="mk-summary">All about the [[MQL]] &amp; more</p>' in page
    assert "An MQL." in page


def test_the_page_of_a_term_does_not_lead_to_itself(glossary):
    glossary("""
        glossary/more.yml
        | - id: sal
        |   title: SAL
        |   summary: An SAL was an MQL before
        |   owner: role:lead
    """)
    assert "An SAL was an [[MQL]] before" in marked(glossary.page("glossary/sal.md"))


@pytest.mark.parametrize(
    "text",
    [
        "SMQL",
        "MQL2",
        "MQL_date",
        "mql",
        "post@MQL.example",
        "#MQL",
        "新商談",
        "商談化した",
        "超適格リード",
        "適格リードス",
        "unqualified leads",
    ],
)
def test_part_of_a_longer_word_is_another_word(glossary, text):
    assert body(glossary, text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MQLs", "[[MQLs]]"),
        ("MQLの数", "[[MQL]]の数"),
        ("MQL/SQL", "[[MQL]]/SQL"),
        ("「商談」と", "「[[商談]]」と"),
        ("いい商談がある", "いい[[商談]]がある"),
        ("商談、MQL", "[[商談]]、[[MQL]]"),
        ("**MQL** and *opportunity*", "**[[MQL]]** and *[[opportunity]]*"),
        ("Qualified leads", "[[Qualified leads]]"),
        ("- MQL\n- 商談", "- [[MQL]]\n- [[商談]]"),
        ("| a | b |\n| --- | --- |\n| MQL | 1 |", "| a | b |\n| --- | --- |\n| [[MQL]] | 1 |"),
    ],
)
def test_a_word_of_its_own_is_found(glossary, text, expected):
    assert body(glossary, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "## MQL",
        "MQL\n===",
        "`MQL`",
        "```\nMQL\n```",
        "~~~ text\nMQL\n~~~",
        "Code:\n\n    MQL = 1\n    MQL = 2",
        "<!-- MQL -->",
        "[the MQL page](https://example.com/)",
        "https://example.com/MQL",
        "<https://example.com/MQL>",
        '<span title="MQL">x</span>',
        "<code>MQL</code>",
        '<a href="https://example.com">MQL <b>MQL</b></a>',
        "<details><summary>MQL</summary>x</details>",
        "[MQL]\n\n[MQL]: https://example.com/",
        '!!! note "MQL"\n    x',
        "x { .MQL }",
    ],
)
def test_code_links_headings_and_tags_are_left_alone(glossary, text):
    assert "[[" not in body(glossary, text)


def test_what_is_indented_below_an_item_is_no_code(glossary):
    text = "- first\n\n    An MQL here.\n\nEnd.\n\n    MQL = 1"
    assert body(glossary, text) == "- first\n\n    An [[MQL]] here.\n\nEnd.\n\n    MQL = 1"


def test_what_the_author_links_is_not_marked_again(glossary):
    """An author who means something else by the word says so once."""
    text = "MQL first. See [MQL](role:lead)."
    assert "[[" not in body(glossary, text)


def test_the_meaning_is_safe_in_an_attribute_and_in_a_table(wiki):
    wiki(f"""{LEAD}
        glossary/mql.yml
        | title: MQL
        | summary: 'A "b" | <i> [x](y) `c` & *d*'
        | owner: role:lead
    """)
    body(wiki, "MQL")
    tip = re.search(r'data-tip="([^"]*)"', wiki.page("knowhow/page.md"))
    assert tip
    assert not set(tip[1]) & set("|<>[]`*")
    assert "&#34;b&#34;" in tip[1]


def test_a_hidden_term_explains_nothing_on_a_public_site(wiki):
    wiki(f"""{LEAD}
        glossary/mql.yml
        | title: MQL
        | summary: Not for everybody
        | owner: role:lead
        | visibility: internal
    """)
    assert body(wiki, "MQL") == "MQL"
    assert body(wiki, "MQL", visibility="internal") == "[[MQL]]"


def test_the_longest_name_wins():
    names = Names([("リード", 1), ("リード獲得", 2), ("SQL", 3), ("SQL statement", 4)])
    assert [(one.name, one.meaning) for one in names.said("リード獲得とリード。An SQL statement, two SQLs")] == [
        ("リード獲得", 2),
        ("リード", 1),
        ("SQL statement", 4),
        ("SQL", 3),
    ]


def test_a_wiki_without_terms_is_left_as_it_is(wiki):
    wiki(LEAD)
    tips = Tips(wiki.study().catalog, lambda entity, words: "")
    tips.begin(None, "")
    assert tips.markdown("MQL") == "MQL"
    assert tips.words("a & b") == "a &amp; b"


WORDS = st.lists(
    st.sampled_from(
        ["MQL", "商談", "hot list", " ", "\n", "\n\n", "    ", "`", "```\n", "[", "](x)", "<b>", "</b>", "<a>", "</a>", "# ", "- ", "{", "}", "|", "*", "<!--", "-->", "!!! "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(WORDS)
def test_whatever_is_written_stays_what_it_is(text):
    term = Term.model_validate(
        {"id": "mql", "title": "MQL", "summary": "x", "owner": "role:lead", "deprecated": ["hot list"]}
    )
    deal = Term.model_validate({"id": "deal", "title": "商談", "summary": "x", "owner": "role:lead"})
    records = {"term": {"mql": term, "deal": deal}}
    tips = Tips(Catalog(("term",), records, {}, {}, {}), lambda entity, words: f"\x01{words}\x02")
    tips.begin(None, "")
    made = tips.markdown(text)
    assert made.replace("\x01", "").replace("\x02", "") == text
    assert made.count("\x01") <= 2


@pytest.mark.parametrize(
    "sign",
    ["MQL ", "hot list ", "[MQL](role:lead) ", "[hot list](term:mql) ", "<a", "<a>", "[", "{", "`", "ア", "ア・", "ユーザ ユーザー ", "ﾕｰｻﾞ ", "    MQL\n\n", "HubSpot Hubspot "],
)  # fmt: skip
def test_a_large_page_is_read_in_time(glossary, sign):
    glossary.put("tools/hubspot.yml", "title: HubSpot\nowner: role:lead\ncategory: crm\n")
    page = "---\ntitle: Page\nowner: role:lead\nabout: role:lead\n---\n\n" + sign * (200_000 // len(sign))
    glossary.put("knowhow/page.md", page)
    found = glossary.study()
    tips = Tips(found.catalog, lambda entity, words: words)
    start = time.process_time()
    found.catalog.worked.clear()
    list(given_up.deprecated(found.catalog, found.settings))
    list(spelling.varies(found.catalog, found.settings))
    tips.begin(None, "")
    tips.markdown(page)
    assert time.process_time() - start < 2


# The index


def test_terms_stand_by_their_sound(wiki):
    wiki(f"""{LEAD}
        glossary/terms.yml
        | - {{id: a, title: MQL, summary: x, owner: role:lead}}
        | - {{id: b, title: 商談, reading: しょうだん, summary: x, owner: role:lead}}
        | - {{id: c, title: サーバー, summary: x, owner: role:lead}}
        | - {{id: d, title: ざせき, summary: x, owner: role:lead}}
        | - {{id: e, title: 謎, summary: x, owner: role:lead}}
        | - {{id: f, title: A/Bテスト, reading: エービーテスト, summary: x, owner: role:lead}}
    """)
    page = wiki.page("glossary/index.md", language="ja")
    order = re.findall(r"\{ #((?:row|letter|other)[a-z-]*) \}", page)
    assert order == ["row-sa", "letter-a", "letter-m", "other"]
    assert re.findall(r'<dt><a href="([a-f])/"', page) == ["c", "d", "b", "f", "a", "e"]


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("あ", "あ"),
        ("ヴァ", "あ"),
        ("ガ", "か"),
        ("ﾎﾟ", "は"),
        ("ん", "わ"),
        ("ゃ", "や"),
        ("Z", "Z"),
        ("9", ""),
        ("謎", ""),
    ],
)
def test_each_sound_has_its_row(word, row):
    assert place(word) == row


def test_words_are_in_the_order_of_a_dictionary():
    words = ["はな", "バス", "パス", "ハス", "ハーブ", "きゃく", "きやく", "きょう"]
    assert sorted(words, key=sounded) == ["きゃく", "きやく", "きょう", "ハーブ", "ハス", "バス", "パス", "はな"]


# Names that were given up


def wording(wiki) -> list[str]:
    """What is told of words, up to the remedy."""
    told = [one.partition(" (")[0] for one in wiki.findings()]
    return [one for one in told if "deprecated-name" in one or "spelling-varies" in one]


def test_a_name_that_was_given_up_is_found_wherever_it_stands(glossary):
    glossary("""
        tools/looker-studio.yml
        | title: Looker Studio
        | owner: role:lead
        | category: analytics
        | former_names: [Google Data Studio]
        | summary: Once called Google Data Studio
        knowhow/page.md
        | ---
        | title: Page
        | owner: role:lead
        | about: [tool:looker-studio]
        | summary: {ja: ホットな話, en: "The hot list: how to"}
        | ---
        |
        | Open Google Data Studio.
        |
        | `hot list` and [Google Data Studio](tool:looker-studio), formerly Google Data Studio.
        | ## The hot list
    """)
    assert wording(glossary) == [
        "knowhow/page.md:5:31: deprecated-name `hot list` is not used any more",
        "knowhow/page.md:8:6: deprecated-name `Google Data Studio` is not used any more",
        "knowhow/page.md:11:8: deprecated-name `hot list` is not used any more",
    ]
    assert [one for one in glossary.findings() if ":8:6:" in one] == [
        (
            "knowhow/page.md:8:6: deprecated-name `Google Data Studio` is not used any more (it is called `Looker Studio` "
            "now; of the past say “former Google Data Studio”, or link to the tool)"
        ),
    ]


def test_what_is_said_to_be_a_former_name_may_stay(wiki):
    wiki(f"""{LEAD}
        tools/ga.yml
        | title: GA4
        | owner: role:lead
        | category: analytics
        | former_names: [ユニバーサルアナリティクス]
    """)
    body(wiki, "旧ユニバーサルアナリティクスの数字。\n\n旧「ユニバーサルアナリティクス」も。")
    assert wording(wiki) == []
    body(wiki, "ユニバーサルアナリティクスの数字。")
    assert wording(wiki) == [
        "knowhow/page.md:7:1: deprecated-name `ユニバーサルアナリティクス` is not used any more",
    ]


@pytest.mark.parametrize(("until", "found"), [("2026-11-21", 1), ("2026-11-22", 0), ("2027-03-31", 0)])
def test_a_name_is_right_until_its_last_day(wiki, until, found):
    wiki(f"""{LEAD}
        glossary/mql.yml
        | title: MQL
        | summary: x
        | owner: role:lead
        | deprecated: {{name: hot list, until: {until}, note: People meant different things}}
    """)
    body(wiki, "The hot list.")
    assert len(wording(wiki)) == found


# Words in two spellings


def test_the_rarer_spelling_is_told_with_the_commoner(wiki):
    wiki(LEAD)
    body(wiki, "ユーザーの登録。ユーザーの数。\n\nユーザの登録、ﾕｰｻﾞｰ。`ユーザ` は別。")
    assert [one for one in wiki.findings() if "spelling-varies" in one] == [
        (
            "knowhow/page.md:9:1: spelling-varies it says `ユーザ` here and `ユーザー` elsewhere "
            "(write `ユーザー`, which stands 2 times in the wiki)"
        ),
        (
            "knowhow/page.md:9:8: spelling-varies it says `ﾕｰｻﾞｰ` here and `ユーザー` elsewhere "
            "(write `ユーザー`, which stands 2 times in the wiki)"
        ),
    ]


def test_the_spelling_of_the_glossary_is_right_however_rare_it_is(wiki):
    wiki(f"""{LEAD}
        glossary/user.yml
        | title: ユーザ
        | summary: x
        | owner: role:lead
    """)
    body(wiki, "ユーザーの登録。ユーザーの数。")
    assert [one.partition(" (")[0] for one in wiki.findings() if "spelling" in one] == [
        "knowhow/page.md:7:1: spelling-varies it says `ユーザー` here and `ユーザ` elsewhere",
        "knowhow/page.md:7:9: spelling-varies it says `ユーザー` here and `ユーザ` elsewhere",
    ]


def test_both_spellings_may_be_right(wiki):
    wiki(f"""{LEAD}
        glossary/user.yml
        | title: ユーザー
        | aliases: ユーザ
        | summary: x
        | owner: role:lead
    """)
    body(wiki, "ユーザとユーザー")
    assert wording(wiki) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバ", "サーバー"),
        ("ウェブサイト", "ウエブサイト"),
        ("マネジャー", "マネージャー"),
        ("インタフェース", "インターフェース"),
        ("マーケティング・オートメーション", "マーケティングオートメーション"),
        ("コミュニティ", "コミュニティー"),
        ("ﾘｰﾄﾞ", "リード"),
        ("ヴァイオリン", "バイオリン"),
    ],
)
def test_spellings_of_one_word_sound_alike(one, other):
    assert sounding(one) == sounding(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ビル", "ビール"), ("メーカー", "メカ"), ("カード", "カド"), ("バー", "バ")]
)
def test_other_words_do_not(one, other):
    assert sounding(one) != sounding(other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("HubSpot and HubSpots", []),
        ("Hubspot", ["Hubspot"]),
        ("hubspot", ["hubspot"]),
        ("Hub Spot", ["Hub Spot"]),
        ("ＨｕｂＳｐｏｔ", ["ＨｕｂＳｐｏｔ"]),
        ("ＭＱＬ", ["ＭＱＬ"]),
        ("mql and Mql", []),
        ("LookerStudio and Looker-Studio", ["LookerStudio", "Looker-Studio"]),
        ("LinkedIn ads", []),
        ("Linkedin ads", ["Linkedin ads"]),
        ("utm_source=hubspot, hubspot.com, `hubspot`, kpi-hubspot", []),
        ("outreach to customers", []),
        ("OutReach", ["OutReach"]),
    ],
)
def test_names_in_letters_are_spelled_as_their_owners_do(glossary, text, told):
    for id, title in (("a", "HubSpot"), ("b", "Looker Studio"), ("c", "LinkedIn Ads"), ("d", "Outreach")):
        glossary.put(f"tools/{id}.yml", f"title: {title}\nowner: role:lead\ncategory: crm\n")
    body(glossary, text)
    assert re.findall(r"it says `([^`]*)`", "\n".join(glossary.findings())) == told


# One name, two terms


def test_two_terms_do_not_claim_one_name(wiki):
    wiki(f"""{LEAD}
        glossary/sql.yml
        | title: SQL
        | summary: A qualified lead
        | owner: role:lead
        glossary/sql-language.yml
        | title: Query language
        | summary: Asks databases
        | owner: role:lead
        | aliases: [query, ｓｑｌ]
    """)
    assert wiki.problems() == [
        (
            "glossary/sql-language.yml:4:18: alias-twice `ｓｑｌ` is a name of `sql` (glossary/sql.yml:1) "
            "(a name belongs to one term: take it out of one of them, or tell the two apart)"
        ),
    ]
    assert wiki.problems(language="ja") == [
        (
            "glossary/sql-language.yml:4:18: alias-twice `ｓｑｌ` は `sql` の名前です（glossary/sql.yml:1） "
            "(1つの名前は1つの用語だけのものにします。どちらかから消すか、区別できる名前にしてください)"
        ),
    ]


@pytest.mark.parametrize(
    ("field", "line"),
    [("aliases: hot list", 5), ("english: Hot List", 5), ("deprecated: [hot list]", 5)],
)
def test_a_name_that_was_given_up_means_nothing_else(glossary, field, line):
    glossary.put("glossary/z.yml", f"id: z\ntitle: Zed\nsummary: x\nowner: role:lead\n{field}\n")
    assert len(glossary.problems()) == 1
    assert "alias-twice" in glossary.problems()[0]


def test_no_term_gives_up_the_name_that_it_uses(wiki):
    wiki(f"""{LEAD}
        glossary/mql.yml
        | title: MQL
        | summary: x
        | owner: role:lead
        | aliases: [hot list]
        | deprecated:
        |   - name: Hot list
    """)
    assert wiki.problems() == [
        (
            "glossary/mql.yml:6:11: alias-twice `Hot list` is a name of `mql` (glossary/mql.yml:4) "
            "(it is written both as a name to use and as one not to be used any more: take it out of one)"
        ),
    ]


def test_tools_do_not_share_a_former_name(wiki):
    wiki(f"""{LEAD}
        tools/a.yml
        | title: A1
        | owner: role:lead
        | category: crm
        | former_names: [Old]
        tools/b.yml
        | title: B1
        | owner: role:lead
        | category: crm
        | former_names: [Older, Old]
    """)
    assert [one.partition(" (a")[0] for one in wiki.problems()] == [
        "tools/b.yml:4:23: alias-twice `Old` is a name of `a` (tools/a.yml:4)"
    ]


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("reading: 商談", "glossary/a.yml:4:10: reading-form `商談` is no reading"),
        ("reading: shodan", "glossary/a.yml:4:10: reading-form `shodan` is no reading"),
        ("aliases: [x, '…']", "glossary/a.yml:4:14: name-form `…` is no name"),
        (
            "deprecated: [{until: 2026-01-01}]",
            "glossary/a.yml:4:14: missing-field a term needs the field `deprecated.name`",
        ),
        ("deprecated: [{name: x, until: soon}]", "glossary/a.yml:4:31: date-form `until` is not a date: `soon`"),
        ("not_to_confuse: [b]", "glossary/a.yml:4:18: dangling-ref no term is called `b`"),
        ("about: [mql]", "glossary/a.yml:4:9: "),
        ("alias: x", "glossary/a.yml:4:1: unknown-field a term has no field `alias`"),
    ],
)
def test_mistakes_are_told_where_they_are(wiki, field, problem):
    wiki(LEAD)
    wiki.put("glossary/a.yml", f"title: 商談\nsummary: x\nowner: role:lead\n{field}\n")
    assert len(wiki.problems()) == 1
    assert wiki.problems()[0].startswith(problem)


def test_a_term_without_a_meaning_is_no_term(wiki):
    wiki(LEAD)
    wiki.put("glossary/a.yml", "title: x\nowner: role:lead\n")
    assert [one.partition(" (")[0] for one in wiki.problems()] == [
        "glossary/a.yml:1:1: missing-field a term needs the field `summary`"
    ]


# Search finds them by each of their names


def test_other_names_are_known_to_search(wiki):
    wiki(f"""{LEAD}
        glossary/mql.yml
        | title: {{ja: 適格リード, en: MQL}}
        | reading: てきかくりーど
        | english: Marketing Qualified Lead
        | aliases: [渡せるリード]
        | it_term: {{ja: 状態がMQLのレコード, en: record with status MQL}}
        | deprecated: [hot list]
        | summary: x
        | owner: role:lead
        tools/ls.yml
        | title: Looker Studio
        | owner: role:lead
        | category: analytics
        | former_names: Google Data Studio
        people/hanako.yml
        | title: {{ja: 山田 花子, en: Hanako Yamada}}
        | owner: role:lead
        | reading: やまだ はなこ
    """)
    also = {entity.id: entity.also for entity in wiki.study().catalog.entities()}
    assert also["mql"] == (
        "てきかくりーど", "適格リード", "MQL", "渡せるリード", "Marketing Qualified Lead",
        "状態がMQLのレコード", "record with status MQL", "hot list",
    )  # fmt: skip
    assert also["ls"] == ("Google Data Studio",)
    assert also["hanako"] == ("やまだ はなこ", "山田花子", "やまだはなこ")


# The bridge to IT


def test_a_tool_that_it_must_know_has_somebody_there(wiki):
    wiki(f"""{LEAD}
        roles/it.yml
        | title: IT
        | owner: role:lead
        people/ann.yml
        | title: Ann
        | owner: role:lead
        | posts: lead
        teams/x.yml
        | - {{id: a, title: A, owner: role:lead}}
        | - {{id: b, title: B, owner: role:lead}}
        | - {{id: c, title: C, owner: role:lead}}
        tools/t.yml
        | - {{id: record, title: R1, owner: role:lead, category: crm}}
        | - {{id: vacant, title: R2, owner: role:lead, category: crm, used_by: [a, b, c], it_contact: role:it}}
        | - {{id: widely, title: R3, owner: role:lead, category: crm, used_by: [a, b, c]}}
        | - {{id: known, title: R4, owner: role:lead, category: crm, used_by: [a, b, c], it_contact: person:ann}}
        | - {{id: small, title: R5, owner: role:lead, category: crm, used_by: [a, b]}}
        | - {{id: gone, title: R6, owner: role:lead, category: crm, used_by: [a, b, c], state: retired}}
        | - {{id: passed, title: R7, owner: role:lead, category: crm}}
        data-fields/f.yml
        | - {{id: name, title: Name, owner: role:lead, object: lead, system_of_record: record, personal: true}}
        integrations/i.yml
        | - {{id: i, title: I, owner: role:lead, source: record, target: passed, fields: [name], cadence: daily}}
    """)
    told = [one for one in wiki.findings() if "no-it-counterpart" in one]
    assert told == [
        (
            "tools/t.yml:1:3: no-it-counterpart nobody in IT can be talked to about `record` "
            "(it is the system of record of data fields: name a role or a person in `it_contact`)"
        ),
        (
            "tools/t.yml:2:92: no-it-counterpart nobody in IT can be talked to about `vacant` "
            "(nobody holds `role:it` now: name somebody else)"
        ),
        (
            "tools/t.yml:3:3: no-it-counterpart nobody in IT can be talked to about `widely` "
            "(3 teams use it: name a role or a person in `it_contact`)"
        ),
        (
            "tools/t.yml:7:3: no-it-counterpart nobody in IT can be talked to about `passed` "
            "(personal data passes through it: name a role or a person in `it_contact`)"
        ),
    ]


def test_the_bridge_shows_words_tools_and_contacts_side_by_side(wiki):
    wiki(f"""{LEAD}
        people/ann.yml
        | title: Ann
        | owner: role:lead
        glossary/list.yml
        | title: List import
        | summary: Names into tools
        | owner: role:lead
        | it_term: Bulk load
        | about: tool:crm
        tools/crm.yml
        | title: Crm1
        | owner: role:lead
        | category: crm
        | it_contact: person:ann
    """)
    page = wiki.page("it-bridge.md")
    assert re.search(r">List import</a>.*Bulk load.*>Crm1</a>.*>Ann</a>", page)
    assert re.search(r">Crm1</a>.*>Ann</a>", wiki.page("glossary/list.md"))
