"""Views that people write into their pages: what they show, in which order, in which shape, and to whom."""

import re

import pytest

from mops_kb.sanitise import sanitise

WIKI = """
    teams/ops.yml
    | title: {ja: オペレーション, en: Operations}
    | owner: role:lead
    | group: marketing
    teams/demand.yml
    | title: {ja: 需要創出, en: Demand}
    | owner: role:lead
    | group: marketing
    | parent: ops
    roles/lead.yml
    | title: {ja: リーダー, en: Lead}
    | owner: role:lead
    | team: ops
    people/abe.yml
    | title: 安部 愛
    | reading: あべ あい
    | owner: role:lead
    | team: ops
    | location: 福岡
    | posts: lead
    people/ito.yml
    | title: 井藤 樹
    | reading: いとう いつき
    | owner: role:lead
    | team: demand
    tools/anvil.yml
    | title: Anvil
    | summary: {ja: 叩くもの, en: To hammer on}
    | owner: role:lead
    | category: crm
    | state: adopted
    | reviewed_on: 2026-10-01
    | review_cycle: 1 year
    tools/bellows.yml
    | title: Bellows
    | owner: role:lead
    | category: seo
    | state: trial
    | reviewed_on: 2026-01-10
    | review_cycle: 90 days
    tools/crucible.yml
    | title: Crucible
    | owner: role:lead
    | category: crm
    | state: candidate
    | visibility: internal
    calendar/webinar.yml
    | title: ウェビナー
    | owner: role:lead
    | category: webinar
    | status: confirmed
    | when: 2026-12-03
    | budget: 1234567
    calendar/fair.yml
    | title: 展示会
    | owner: role:lead
    | category: exhibition
    | status: planned
    | when: 2026年12月中旬
    | budget: 500000
    calendar/past.yml
    | title: 終わった会
    | owner: role:lead
    | category: webinar
    | status: done
    | when: 2026-10-05
    calendar/someday.yml
    | title: いつかの会
    | owner: role:lead
    | category: webinar
    | status: idea
    | when: 未定
    goals/grow.yml
    | title: 伸びる
    | owner: role:lead
    | level: company
    goals/leads.yml
    | title: リードを増やす
    | owner: role:lead
    | level: marketing
    | serves: grow
"""


@pytest.fixture
def show(wiki):
    """What a block of these lines makes in a page, in Japanese unless told otherwise."""
    wiki(WIKI)

    def shown(*lines: str, above: str = "", **settings):
        block = "\n".join(["```view", *lines, "```"])
        wiki.put("knowhow/page.md", f"---\ntitle: メモ\nowner: role:lead\n---\n{above}\n\n{block}\n")
        assert wiki.problems(**settings) == []
        text = wiki.page("knowhow/page.md", **settings).partition('<div class="mk-rule"></div>')[2]
        return text.partition('<p class="mk-foot">')[0].partition('<section class="mk-related"')[0]

    return shown


def names(html: str) -> list[str]:
    """The words of links, in order."""
    return re.findall(r"<a [^>]*>([^<]*)</a>", html)


def cells(html: str) -> list[list[str]]:
    """The rows of the tables, without their HTML."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [
        [
            re.sub("<[^>]*>|^[✓△✕◇–] (?=.)", "", re.sub("<[^>]*>", "", cell))
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        ]
        for row in rows
    ]


def test_a_table_spells_values_in_the_words_of_the_page(show):
    assert cells(show("of: tool", "show: [state, owner, next_review, summary]")) == [
        ["ツール", "状態", "オーナー", "次の見直し", "概要"],
        ["Anvil", "利用中", "リーダー", "2027年10月1日", "叩くもの"],
        ["Bellows", "試用中", "リーダー", "2026年4月10日", "–"],
    ]
    assert cells(show("of: tool", "show: [state, owner, next_review, summary]", language="en")) == [
        ["tool", "State", "Owner", "Next review", "Summary"],
        ["Anvil", "Adopted", "Lead", "Oct 1, 2027", "To hammer on"],
        ["Bellows", "On trial", "Lead", "Apr 10, 2026", "–"],
    ]


def test_cells_carry_what_a_table_sorts_by_where_that_differs_from_what_is_read(show):
    html = show("of: event", "show: [when, status, budget]", "sort: when")
    assert re.findall(r'data-sort="([^"]*)"', html) == [
        *("2026-10-05", "3"),
        *("2026-12-03", "2", "1234567"),
        *("2026-12-11", "1", "500000"),
        "0",
    ]
    assert 'data-sort="あべ あい"' in show("of: person", "show: [team]")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", ["Anvil", "Bellows"]),
        ("-title", ["Bellows", "Anvil"]),
        ("next_review", ["Bellows", "Anvil"]),
        ("-next_review", ["Anvil", "Bellows"]),
        ("state", ["Bellows", "Anvil"]),
        ("[owner, -state]", ["Anvil", "Bellows"]),
    ],
)
def test_rows_are_sorted_by_what_values_mean(show, sort, order):
    assert names(show("of: tool", f"sort: {sort}", "show: [category]")) == order


def test_people_are_sorted_by_their_reading(show):
    assert names(show("of: person", "sort: -title", "show: [location]")) == ["井藤 樹", "安部 愛"]


def test_dates_sort_by_their_first_day_and_what_has_none_stands_last(show):
    expected = ["終わった会", "ウェビナー", "展示会", "いつかの会"]
    assert names(show("of: event", "sort: when", "show: [status]")) == expected


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("state: adopted", ["Anvil"]),
        ("state: [adopted, trial]", ["Anvil", "Bellows"]),
        ("state: {none_of: adopted}", ["Bellows"]),
        ("id: [bellows]", ["Bellows"]),
        ("owner: role:lead", ["Anvil", "Bellows"]),
        ("owner: lead", ["Anvil", "Bellows"]),
        ("freshness: stale", ["Bellows"]),
        ("reviewed_on: {within_days: 60}", ["Anvil"]),
        ("summary: {none_of: nothing}", ["Anvil", "Bellows"]),
    ],
)
def test_where_asks_fields_facts_and_references(show, where, found):
    assert names(show("of: tool", "where:", f"  {where}", "show: [category]")) == found


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("when: {next_days: 30}", ["展示会", "ウェビナー"]),
        ("when: {within_days: 60}", ["終わった会"]),
        ("budget: {at_least: 600000}", ["ウェビナー"]),
        ("budget: {at_most: 600000}", ["展示会"]),
    ],
)
def test_where_asks_days_and_amounts(show, where, found):
    assert names(show("of: event", "where:", f"  {where}", "sort: -when", "show: [status]")) == found


def test_where_asks_who_refers_to_a_record_and_how_many_they_are(show):
    assert names(show("of: team", "where:", "  members: person:abe", "show: [channel]")) == ["オペレーション"]
    assert names(show("of: team", "where:", "  members: {at_least: 2}", "show: [channel]")) == []


def test_a_limit_says_how_many_it_leaves_out(show):
    html = show("of: event", "limit: 3", "show: [status]")
    assert len(names(html)) == 3
    assert "全4件のうち、残り1件" in html


def test_groups_stand_in_the_order_of_the_choices_below_the_heading_of_the_page(show):
    html = show("of: event", "group: status", "as: list", above="## 予定\n\n### 今年")
    assert re.findall(r"^(#+) (\S+)", html, re.MULTILINE) == [
        *(("##", "予定"), ("###", "今年")),
        *(("####", "構想"), ("####", "計画"), ("####", "確定"), ("####", "完了")),
    ]


def test_a_title_is_a_heading_and_groups_stand_below_it(show):
    html = show("of: team", "group: group", "title: {ja: 仲間, en: Friends}", "as: cards")
    assert re.findall(r"^(#+) (\S+)", html, re.MULTILINE) == [("##", "仲間"), ("###", "マーケティング")]


def test_groups_of_a_day_are_months(show):
    html = show("of: event", "group: when", "as: list")
    assert re.findall(r"^## ([^<]*\S) <", html, re.MULTILINE) == ["2026年10月", "2026年12月", "なし"]


def test_several_kinds_in_one_table(show):
    rows = cells(show("of: [tool, team]", "show: [kind, state]", "sort: kind"))
    assert rows[0] == ["タイトル", "種類", "状態"]
    assert ["Anvil", "ツール", "利用中"] in rows
    assert ["オペレーション", "チーム", "–"] in rows


def test_nothing_found_is_said_kindly_in_the_language_of_the_page(show):
    assert "当てはまるものはまだありません。" in show("of: playbook")
    assert "Nothing here yet." in show("of: playbook", language="en")
    assert "No plays." in show("of: playbook", "empty: {ja: なし, en: No plays.}", language="en")


def test_a_board_has_a_column_for_each_state(show):
    html = show("of: tool", "as: board")
    assert re.findall(r'<section [^>]*aria-label="([^"]*)"', html) == ["試用中", "利用中"]


def test_a_calendar_has_a_grid_and_beside_it_what_has_no_day(show):
    html = show("of: event", "as: calendar")
    assert re.findall(r"<caption[^>]*>([^<]*)<", html) == ["2026年12月"]
    assert re.search(r"<b>3<i[^>]*> \(木\)</i></b><a [^>]*>ウェビナー</a>", html)
    vague, others, undated = (html.index(words) for words in ("日までは決まって", "ほかの日付", "日付のないもの"))
    assert vague < html.index("展示会") < others < html.index("終わった会") < undated < html.index("いつかの会")


def test_a_timeline_has_today_between_what_was_and_what_comes(show):
    html = show("of: event", "as: timeline", "show: [when]")
    assert html.index("終わった会") < html.index("2026年11月22日（きょう）") < html.index("ウェビナー")
    turned = show("of: event", "as: timeline", "sort: -when")
    assert turned.index("ウェビナー") < turned.index("（きょう）") < turned.index("終わった会")


def test_a_chart_counts_groups_or_adds_up(show):
    counted = cells(show("of: event", "group: status", "as: chart"))
    assert counted[1:] == [["構想", "1", ""], ["計画", "1", ""], ["確定", "1", ""], ["完了", "1", ""]]
    summed = cells(show("of: event", "group: owner", "show: [budget]", "as: chart"))
    assert summed[1][:2] == ["リーダー", "1,734,567"]


def test_a_chart_by_days_is_the_course_over_months(show):
    html = show("of: event", "group: when", "as: chart")
    assert html.count("<svg") >= 2
    assert "2026年10月から2026年12月まで、3期間の推移。" in html


def test_a_tree_stands_by_the_field_that_leads_to_the_same_kind(show):
    html = show("of: goal", "as: tree")
    assert re.search(r"伸びる</a></span></span><ul><li[^>]*><span[^>]*><span[^>]*><a [^>]*>リードを増やす", html)
    assert re.search(r"オペレーション</a></span></span><ul>.*需要創出", show("of: team", "as: tree"))


def test_a_matrix_holds_records_or_counts_them(show):
    assert cells(show("of: tool", "group: [category, state]", "as: matrix")) == [
        ["分野", "試用中", "利用中"],
        ["CRM・顧客管理", "–", "Anvil"],
        ["SEO", "Bellows", "–"],
    ]
    counted = cells(show("of: event", "group: [category, status]", "show: [count]", "as: matrix"))
    assert [row[1:].count("1") for row in counted[1:]] == [3, 1]
    summed = cells(show("of: event", "group: [owner, status]", "show: [budget]", "as: matrix"))
    assert summed[1] == ["リーダー", "–", "500,000", "1,234,567", "–"]


def test_a_whole_text_stands_below_a_heading_of_its_own(wiki):
    wiki(WIKI)
    wiki("""
        knowhow/told.md
        | ---
        | title: 語り
        | owner: role:lead
        | ---
        | 初めに。
        |
        | ## 細目 { #detail }
        |
        | 続き。
        knowhow/page.md
        | ---
        | title: メモ
        | owner: role:lead
        | ---
        | ## まとめ
        |
        | ```view
        | of: note
        | where: {id: knowhow/told}
        | show: [body]
        | as: list
        | ```
    """)
    assert wiki.problems() == []
    headings = re.findall(r"^(#+) (.*)$", wiki.page("knowhow/page.md"), re.MULTILINE)
    assert [(marks, re.sub("<[^>]*>|{.*", "", words).strip()) for marks, words in headings[1:]] == [
        ("##", "まとめ"),
        ("###", "語り"),
        ("####", "細目"),
    ]


def test_values_stand_within_a_sentence(wiki):
    wiki(WIKI)
    wiki("""
        knowhow/page.md
        | ---
        | title: メモ
        | owner: role:lead
        | ---
        | Anvilは[状態](tool:anvil.state)、次は[日](tool:anvil.next_review)、[誰](tool:anvil.owner)に。
        | [チーム](person:abe.team)の[場所](person:abe.location)、[概要](tool:bellows.summary)。
    """)
    assert wiki.problems() == []
    text = wiki.page("knowhow/page.md")
    assert (
        re.sub("<[^>]*>", "", text).partition("Anvilは")[2].split("\n")[0] == "利用中、次は2027年10月1日、リーダーに。"
    )
    assert "[オペレーション]" not in text
    assert "概要。" in text  # what it has none of keeps its words
    assert 'title="Anvil: 次の見直し"' in text


def test_a_figure_in_a_sentence_has_its_unit_and_nothing_else(wiki):
    wiki(WIKI)
    wiki("""
        kpis/reach.yml
        | {title: 到達, owner: role:lead, group: demand, unit: people, goal: grow}
        figures/reach.csv
        | kpi,period,value
        | reach,2026-09,1200
        | reach,2026-10,1300
        knowhow/page.md
        | ---
        | title: メモ
        | owner: role:lead
        | ---
        | いま[人数](kpi:reach.latest)です。
    """)
    assert wiki.problems() == []
    assert "いま1,300人です。" in re.sub("<[^>]*>", "", wiki.page("knowhow/page.md").replace("&#44;", ","))


def test_a_block_in_code_or_in_a_comment_is_left_alone(wiki):
    wiki(WIKI)
    body = "````\n```view\nof: tool\n```\n````\n\n<!--\n```view\nof: nonsense\n```\n-->\n"
    wiki.put("knowhow/page.md", f"---\ntitle: メモ\nowner: role:lead\n---\n{body}")
    assert wiki.problems() == []
    assert "```view\nof: tool\n```" in wiki.page("knowhow/page.md")


def test_each_language_has_views_of_its_own(wiki):
    wiki(WIKI)
    wiki("""
        knowhow/page.md
        | ---
        | title: {ja: メモ, en: Memo}
        | owner: role:lead
        | ---
        | 道具。
        knowhow/page.en.md
        | Tools.
        |
        | ```view
        | of: tool
        | as: list
        | ```
    """)
    assert wiki.problems() == []
    assert "Anvil" not in wiki.page("knowhow/page.md")
    assert "Anvil" in wiki.page("knowhow/page.md", language="en")


@pytest.mark.parametrize(
    "shape", ["table", "list", "cards", "board", "tree", "matrix", "chart", "calendar", "timeline"]
)
def test_what_is_hidden_is_neither_shown_nor_counted(wiki, shape):
    wiki(WIKI)
    group = {"matrix": "[category, state]", "chart": "state"}.get(shape, "")
    of = "tool" if shape not in ("tree", "calendar", "timeline") else {"tree": "goal"}.get(shape, "event")
    for name in ("goals/hidden", "calendar/hidden"):
        more = "level: marketing\nserves: grow" if "goals" in name else "category: webinar\nwhen: 2026-12-04"
        wiki.put(f"{name}.yml", f"title: Crucible\nowner: role:lead\nvisibility: internal\n{more}\n")
    block = f"```view\nof: {of}\nas: {shape}\n{f'group: {group}' if group else ''}\n```"
    wiki.put("knowhow/page.md", f"---\ntitle: メモ\nowner: role:lead\n---\n{block}\n")
    told = wiki.page("knowhow/page.md")
    with_all = wiki.page("knowhow/page.md", visibility="internal")
    assert "Crucible" not in told
    assert "検討中" not in told or of != "tool"
    assert told != with_all
    assert "Crucible" in with_all or shape == "chart"


def test_what_is_for_colleagues_is_said_to_be_so(show):
    told = show("of: team", "where:", "  days_since_told: {at_least: 1}")
    assert "社内向けサイトでだけ" in told
    assert "オペレーション" not in told
    assert "社内向けの列は" in show("of: team", "show: [group, days_since_told]")
    assert "社内向けの列は" not in show("of: team", "show: [group, days_since_told]", visibility="internal")


def test_personal_fields_are_told_only_where_the_site_tells_them(show):
    lines = ("of: person", "show: [team, location]")
    assert "福岡" in show(*lines)
    assert "福岡" not in show(*lines, person_fields=())
    assert "社内向けサイトでだけ" in show("of: person", "where: {location: 福岡}", person_fields=())


def test_a_hidden_record_keeps_the_words_of_a_link_to_its_value(wiki):
    wiki(WIKI)
    wiki.put(
        "knowhow/page.md", "---\ntitle: メモ\nowner: role:lead\n---\nいまは[この状態](tool:crucible.state)です。\n"
    )
    assert "いまはこの状態です。" in wiki.page("knowhow/page.md")
    assert wiki.problems() == []


def test_nothing_of_a_view_is_lost_where_html_is_cleaned(show):
    html = show("of: tool", "show: [state]")
    table = re.search(r"<table.*</table>", html, re.DOTALL)[0]
    for name in ("data-table", "data-sort", "data-label"):
        assert sanitise(table).count(name) == table.count(name)
