"""Languages: what falls back is marked, what lacks a language is told, and what everybody writes alike is neither."""

import os
from pathlib import Path

import markdown
import pytest

from mkdocs_mops_kb.beside import Beside
from mops_kb.config import settings as configured
from mops_kb.model.text import Text
from mops_kb.render import in_language
from mops_kb.theme import EXTENSIONS

BOTH = (("ja", ""), ("en", "en"))
WIKI = """
    roles/lead.yml
    | title: {ja: リーダー, en: Lead}
    | summary: {ja: 全体を見ます, en: Looks after everything}
    | owner: role:lead
    people/ann.yml
    | {title: Ann, owner: role:lead, posts: [lead]}
"""


def told(wiki, code="untranslated", **settings):
    settings = {"editions": BOTH, "visibility": "draft", **settings}
    return [line for line in wiki.findings(**settings) if f" {code} " in line]


def section(page: str, anchor: str) -> str:
    return page.partition(f"{{ #{anchor} }}")[2].partition("\n## ")[0]


# What is the same for all


@pytest.mark.parametrize(
    ("text", "language", "falls_back"),
    [
        ("リード", "en", True),
        ("ﾘｰﾄﾞ", "en", True),
        ("商談", "en", True),
        ("Marketo", "en", False),
        ("2026-11", "en", False),
        ("Lead response time", "en", False),
        ({"en": "Marketo"}, "ja", False),
        ({"en": "Lead response time"}, "ja", True),
        ({"ja": "リード", "en": "Lead"}, "en", False),
    ],
)
def test_a_name_that_everybody_writes_alike_does_not_fall_back(text, language, falls_back):
    assert Text.of(text).words(language, "ja").fallback is falls_back


# What falls back


BODY = """
    knowhow/a.md
    | ---
    | title: 文字化けを直す
    | summary: 直し方です。
    | ---
    | ## 手順
    |
    | //////
    |
    | - 一つ目
"""


def test_title_summary_and_body_say_their_language(wiki):
    page = wiki(WIKI + BODY).page("knowhow/a.md", language="en")
    assert "{ .mk-title lang=ja }" in page
    assert '<p class="mk-summary"><span lang="ja">直し方です。</span></p>' in page
    assert "/////// html | div[lang=ja]\n\n## 手順\n\n//////\n\n- 一つ目\n\n///////\n" in page
    assert "lang" not in wiki.page("knowhow/a.md").replace("language", "")


@pytest.mark.parametrize(
    "text", ["# 題\n\n文[^1]。\n\n[^1]: 注", "```sql\n/////\n```", "1. 一\n2. 二", "<div>\n\n文\n\n</div>", "文"]
)
def test_a_body_stands_in_one_element_of_its_language(text):
    extensions = ["attr_list", "footnotes", "tables", "pymdownx.superfences", *EXTENSIONS]
    html = markdown.markdown(f"{in_language(text, 'ja')}\nEnd", extensions=extensions)
    assert html.startswith('<div lang="ja">\n')
    assert html.partition("\n<p>End</p>")[0].endswith("</div>")
    assert "div[lang" not in html


# The report


def test_one_language_has_nothing_to_translate(wiki):
    wiki(WIKI + "    tools/t.yml\n    | {title: 道具, owner: role:lead, category: crm}")
    assert told(wiki, editions=()) == told(wiki, editions=(("ja", ""),)) == []
    assert "untranslated.md" not in [page.path for page in wiki.site().pages]


def test_what_lacks_a_language_is_told_at_its_first_text(wiki):
    wiki(
        WIKI
        + """
    playbooks/p.yml
    | title: {ja: 手順, en: Steps}
    | owner: role:lead
    | trigger: {ja: 月初, en: Start of month}
    | steps:
    |   - {id: a, title: 集める, role: lead, output: 一覧}
    |   - {id: b, title: {ja: 直す}, role: lead, output: List}
    """
    )
    assert told(wiki) == [
        (
            "playbooks/p.yml:5:20: untranslated the playbook `p` lacks 3 texts in English: `steps.title`, `steps.output`"
            " (write each in both languages, as `title: {ja: …, en: …}`)"
        )
    ]
    japanese = told(wiki, language="ja")[0].partition("untranslated ")[2]
    assert japanese.startswith("プレイブック `p` には英語のない文章が3件あります")


def test_english_may_lack_its_japanese(wiki):
    wiki(WIKI + "    tools/t.yml\n    | {title: Our tool, owner: role:lead, category: crm}")
    [only] = told(wiki, language="en", default_language="en")
    assert "tools/t.yml:1:9: untranslated the tool `t` lacks a text in Japanese: `title`" in only


def test_a_body_is_told_apart(wiki):
    wiki(
        WIKI
        + """
    knowhow/a.md
    | ---
    | title: {ja: 文字化け, en: Garbled text}
    | ---
    | 本文です。
    """
    )
    assert told(wiki) == []
    assert told(wiki, "untranslated-body") == [
        (
            "knowhow/a.md:4:1: untranslated-body the note `knowhow/a` has no body in English"
            " (write `body: {ja: …, en: …}`, or for a page in Markdown a second file beside it, such as `page.en.md`)"
        )
    ]
    wiki.put("knowhow/a.en.md", "A body.\n")
    assert told(wiki, "untranslated-body") == []


def test_findings_can_be_muted_and_stand_on_no_page_of_a_record(wiki):
    wiki(WIKI + "    tools/t.yml\n    | {title: 道具, owner: role:lead, category: crm}")
    assert len(told(wiki)) == 1
    assert told(wiki, mute=("untranslated",)) == []
    assert "untranslated" not in wiki.page("tools/t.md", editions=BOTH)
    assert "lacks a text" not in wiki.page("tools/t.md", editions=BOTH, language="en")
    assert "lacks a text" in wiki.page("health.md", editions=BOTH, language="en")


def test_the_page_counts_by_kind_and_leads_to_the_line(wiki):
    wiki(WIKI + "    tools/t.yml\n    | {title: 道具, owner: role:lead, category: crm}")
    page = wiki.page("untranslated.md", editions=BOTH, language="en", edit_url="https://example.org/edit/docs/")
    assert "Nothing is missing" in section(page, "ja")
    english = section(page, "en")
    assert '<a href="#en-tool">Tools</a>' in english
    assert 'data-label="Titles"><strong>1</strong> <span class="mk-quiet">/ 1</span>' in english
    assert '<a href="https://example.org/edit/docs/tools/t.yml"><code>tools/t.yml:1</code></a>' in english
    assert "1 title, summary or other short text" in wiki.page("health.md", editions=BOTH, language="en")
    assert "<code>tools/t.yml:1</code>" in wiki.page("untranslated.md", editions=BOTH)


def test_names_of_declared_kinds_are_counted(wiki):
    wiki(
        WIKI
        + """
    shows/_kind.yml
    | kind: show
    | title: {ja: 番組, en: Show}
    | plural: 番組
    | fields:
    |   host: {type: text, title: 司会}
    shows/morning.yml
    | {title: {ja: 朝, en: Morning}, owner: role:lead, host: Ann}
    """
    )
    english = section(wiki.page("untranslated.md", editions=BOTH, language="en"), "en")
    assert 'data-label="Other texts"><strong>2</strong>' in english
    assert "<code>shows/_kind.yml:3</code>" in english
    assert "<code>plural</code>" in english
    assert "<code>fields.host.title</code>" in english


CALENDAR = """
    calendar/partners.ics
    | BEGIN:VCALENDAR
    | VERSION:2.0
    | PRODID:-//x//x//EN
    | BEGIN:VEVENT
    | UID:1@example.org
    | DTSTART;VALUE=DATE:20261201
    | SUMMARY:協業先のセミナー
    | END:VEVENT
    | END:VCALENDAR
    calendar/_defaults.yml
    | partners.ics: {owner: role:lead, category: seminar, tags: [協業]}
"""
WORDS = """
    words/calendar.csv
    | word,title.en
    | 協業先のセミナー,A seminar of a partner
    | 協業,partners
"""


def test_what_a_record_can_say_only_once_stands_in_words(wiki):
    [only] = told(wiki(WIKI + CALENDAR))
    assert only.startswith("calendar/_defaults.yml:1:60: untranslated the calendar event")
    assert only.endswith(
        "lacks 2 texts in English: `tags`, `title`"
        " (write each with its English in a CSV file in `words`, whose columns are `word` and `title.en`)"
    )
    wiki(WORDS)
    assert told(wiki) == []


def test_words_speak_for_tags_and_imported_records(wiki):
    wiki(WIKI + CALENDAR + WORDS)
    event = next(page for page in wiki.site(language="en").pages if page.path.startswith("events/1"))
    assert event.title == "A seminar of a partner"
    assert '<span class="mk-tag">partners</span>' in event.text
    assert "協業" in wiki.page(event.path)
    assert 'lang="ja"' not in event.text


def test_nobody_translates_what_a_respondent_said(wiki):
    wiki(
        WIKI
        + """
    surveys/s.yml
    | title: {ja: 満足度, en: Satisfaction}
    | owner: role:lead
    | sort: csat
    | waves: [{id: w1, period: 2026-10}]
    | question: {ja: いかがでしたか, en: How was it}
    replies/s.csv
    | survey,wave,number,score,comment
    | s,w1,1,5,とてもよかった
    """
    )
    assert wiki.problems() == []
    assert told(wiki) == []


# The way of the other languages


@pytest.mark.parametrize("path", ["en/page.md", "en.md"])
def test_no_page_stands_where_another_language_does(wiki, path):
    wiki(WIKI).put(path, "---\ntitle: {ja: 英, en: E}\n---\n")
    assert [line for line in wiki.problems(editions=BOTH) if "language-folder" in line] == [
        (
            f"{path}:1:1: language-folder the page comes out in `en/`, where another language of the wiki stands"
            " (give it another id, or the language another folder in `editions`)"
        )
    ]
    assert [line for line in wiki.problems() if "language-folder" in line] == []


@pytest.mark.parametrize(
    ("editions", "fault"),
    [
        ({"ja": "", "fr": "fr"}, "editions takes languages"),
        ({"en": ""}, "lacks the language of the site: ja"),
        ({"ja": "", "en": ""}, "one has no folder"),
        ({"ja": "ja", "en": "en"}, "one has no folder"),
        ({"ja": "", "en": "../en"}, "one has no folder"),
    ],
)
def test_editions_that_cannot_be(editions, fault):
    with pytest.raises(ValueError, match=fault):
        configured({"editions": editions, "as_of": "2026-11-22"})


def test_editions_are_languages_with_folders():
    assert configured({"editions": {"ja": None, "en": "en/"}, "as_of": "2026-11-22"}).editions == BOTH


# One site inside of the other


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What is published: `old` in both languages."""
    for file in ("index.html", "en/index.html", "en/kpis/mql.html"):
        _write(tmp_path / "site" / file, "old")
    return tmp_path / "site"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _published(site: Path) -> dict[str, str]:
    return {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in site.rglob("*") if file.is_file()}


def test_the_other_language_stays_when_the_whole_site_is_replaced(site):
    beside = Beside(site, ["en"])
    _write(beside.building / "index.html", "new")
    beside.swap()
    assert _published(site) == {"index.html": "new", "en/index.html": "old", "en/kpis/mql.html": "old"}
    assert [folder.name for folder in site.parent.iterdir()] == ["site"]


def test_it_stays_where_a_file_cannot_be_in_two_places(site, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    test_the_other_language_stays_when_the_whole_site_is_replaced(site)


def test_the_whole_site_stays_when_what_is_inside_is_replaced(site):
    beside = Beside(site / "en", whole=site)
    _write(beside.building / "index.html", "new")
    assert beside.building.parent == site.parent
    beside.swap()
    assert _published(site) == {"index.html": "old", "en/index.html": "new"}
    assert [folder.name for folder in site.parent.iterdir()] == ["site"]


def test_two_languages_that_are_built_at_once_are_both_new(site):
    whole, inside = Beside(site, ["en"]), Beside(site / "en", whole=site)
    for beside in (whole, inside):
        _write(beside.building / "index.html", "new")
    inside.swap()
    whole.swap()
    assert _published(site) == {"index.html": "new", "en/index.html": "new"}


def test_what_is_inside_may_come_first(tmp_path):
    beside = Beside(tmp_path / "site/en", whole=tmp_path / "site")
    _write(beside.building / "index.html", "new")
    beside.swap()
    assert _published(tmp_path / "site") == {"en/index.html": "new"}


def test_a_build_that_was_killed_between_two_sites_brings_what_was_inside_back(site):
    (site / "en").rename(site.parent / ".site-en.old-999999999")
    (site.parent / ".site-en.building-999999999").mkdir()
    Beside(site / "en", whole=site)
    assert _published(site) == {"index.html": "old", "en/index.html": "old", "en/kpis/mql.html": "old"}
    assert [folder.name for folder in site.parent.iterdir()] == ["site"]


def test_a_build_of_one_language_leaves_what_another_has_left(site):
    left = [site.parent / ".site-en.old-999999999", site.parent / ".site-en.building-999999999"]
    for folder in left:
        folder.mkdir()
    Beside(site, ["en"])
    assert all(folder.exists() for folder in left)
