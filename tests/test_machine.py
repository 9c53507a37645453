"""What programs get, the fingerprint of a wiki, and the shelves of its navigation."""

import csv
import io
import json
import os
import re
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from mops_kb import fingerprint as of_code
from mops_kb import scaffold
from mops_kb.build import Site, build
from mops_kb.fingerprint import edition, fingerprint
from mops_kb.machine import llms
from mops_kb.machine.plain import plain
from mops_kb.model.settings import Settings
from mops_kb.parcel import Branch
from tests.conftest import COMPILED

SETTINGS = Settings(date(2026, 11, 22))


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wiki") / "w"
    list(scaffold.init(folder, "W", "ja"))
    return folder / "docs"


@pytest.fixture(scope="module")
def site(docs: Path) -> Site:
    return build(docs, SETTINGS, compiled=COMPILED)


@pytest.fixture(scope="module")
def facts(site: Site) -> dict:
    return json.loads(site.files[0].content)


def entity(facts: dict, ref: str) -> dict:
    return next(one for one in facts["entities"] if one["ref"] == ref)


def test_the_catalog_says_what_it_is(facts):
    assert {key: facts[key] for key in ("version", "as_of", "language")} == {
        "version": 1,
        "as_of": "2026-11-22",
        "language": "ja",
    }


def test_every_entity_has_every_key(facts):
    keys = {"kind", "id", "ref", "title", "summary", "url", "markdown", "source", "fields", "facts", "relations"}
    assert all(set(one) == keys for one in facts["entities"])


def test_every_url_is_a_page(facts, site):
    pages = {page.path.removesuffix(".md") + "/" for page in site.pages}
    assert {one["url"] for one in facts["entities"]} <= pages


def test_sources_lead_to_the_record(facts, docs):
    for one in facts["entities"]:
        if not one["source"]["path"].startswith("("):
            lines = (docs / one["source"]["path"]).read_text(encoding="utf-8").splitlines()
            assert 1 <= one["source"]["line"] <= len(lines)


def test_relations_go_both_ways(facts):
    assert "role:mops-lead" in entity(facts, "kpi:mql")["relations"]["owner"]
    assert "kpi:mql" in entity(facts, "role:mops-lead")["relations"]["owns"]


def test_every_relation_leads_somewhere(facts):
    refs = {one["ref"] for one in facts["entities"]}
    assert {ref for one in facts["entities"] for refs_ in one["relations"].values() for ref in refs_} <= refs


def test_references_of_parts_are_told(facts):
    step = entity(facts, "playbook:lead-handover")["fields"]["steps"][0]
    assert all(ref.startswith("role:") for ref in step["role"])


def test_private_fields_of_people_stay_private(facts, docs):
    assert "email" in (docs / "people/hanako-yamada.yml").read_text(encoding="utf-8")
    assert "email" not in entity(facts, "person:hanako-yamada")["fields"]
    assert "@example.com" not in json.dumps(facts)


def test_markup_is_escaped_in_json(docs, tmp_path):
    shutil.copytree(docs, tmp_path / "docs")
    (tmp_path / "docs/teams/x.yml").write_text("title: </script><b>&\nowner: team:x\n", encoding="utf-8")
    text = build(tmp_path / "docs", SETTINGS, compiled=COMPILED).files[0].content
    assert "</script>" not in text
    assert "\\u003c/script\\u003e" in text


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, str]:
    return {file.path: file.content for file in site.files if not file.path.startswith("search/")}


@pytest.fixture(scope="module", params=["ja", "en"])
def forms(request, docs: Path) -> dict[str, str]:
    """All that is for programs, of a site for colleagues."""
    site = build(docs, replace(SETTINGS, language=request.param, visibility="draft"), compiled=COMPILED)
    return {file.path: file.content for file in site.files if not file.path.startswith("search/")}


def test_every_file_fits_its_schema(forms):
    """And no schema takes just anything: a field of another name is refused."""
    checkers = {
        path: Draft202012Validator(json.loads(text), format_checker=FormatChecker())
        for path, text in forms.items()
        if path.endswith(".schema.json")
    }
    for checker in checkers.values():
        checker.check_schema(checker.schema)
    told = [path for path in forms if path.endswith(".json") and path not in checkers]
    assert len(told) > 2 * len(checkers)
    for path in told:
        facts = json.loads(forms[path])
        schema = normpath(join(dirname(path), facts["$schema"]))
        assert [error.message for error in checkers[schema].iter_errors(facts)] == [], path
        (facts["entities"][0] if "entities" in facts else facts["entity"])["zz"] = 1
        assert not checkers[schema].is_valid(facts), path


def test_each_form_tells_the_same(files):
    catalog = json.loads(files["catalog.json"])["entities"]
    for one in catalog:
        path = one["markdown"].removesuffix(".md.txt")
        assert json.loads(files[f"{path}.json"])["entity"] == one
        listed = json.loads(files[f"data/{PurePosixPath(path).relative_to('data').parts[0]}.json"])["entities"]
        assert one in listed
        assert one["markdown"] in files
    assert sum(len(json.loads(text)["entities"]) for path, text in files.items() if re.fullmatch(r"data/[^/]*\.json", path)) == len(catalog)  # fmt: skip


def test_a_table_has_a_row_for_each(files):
    rows = list(csv.DictReader(io.StringIO(files["data/kpis.csv"].removeprefix("\ufeff"))))
    assert {row["id"] for row in rows} == {one["id"] for one in json.loads(files["data/kpis.json"])["entities"]}
    [mql] = [row for row in rows if row["id"] == "mql"]
    assert (mql["owner"], mql["url"], mql["freshness"]) == ("role:mops-lead", "kpis/mql/", "fresh")
    assert files["data/kpis.csv"].endswith("\r\n")


def test_excel_reads_a_table(files):
    """Without the mark it takes UTF-8 for Shift_JIS."""
    assert all(text.startswith("\ufeffid,title,") for path, text in files.items() if path.endswith(".csv"))


@pytest.mark.parametrize("sign", ["=1+1", "+1+1", "-1+1", "@a", "＝1", "＋1", "－1", "＠a", "-", "=HYPERLINK(1)"])
def test_no_cell_is_a_formula(wiki, sign):
    wiki.put("teams/ops.yml", f"title: '{sign}'\nowner: team:ops\ntags: ['{sign}', b]\n")
    text = next(file.content for file in wiki.site().files if file.path == "data/teams.csv")
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["title"], row["tags"]) == (f"'{sign}", f"'{sign}; b")


def test_a_number_below_zero_stays_one(wiki):
    wiki.put("teams/ops.yml", "title: '-12.5'\nowner: team:ops\n")
    text = next(file.content for file in wiki.site().files if file.path == "data/teams.csv")
    assert next(csv.DictReader(io.StringIO(text)))["title"] == "-12.5"


def test_decisions_are_told(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        people/ann.yml
        | title: Ann
        | owner: role:lead
        | posts: lead
        tools/crm.yml
        | title: CRM
        | owner: role:lead
        | category: crm
        contracts/crm.yml
        | title: CRM
        | owner: role:lead
        | tool: crm
        | price: 1200
        | starts_on: 2026-04-01
        | ends_on: 2026-12-31
        | decision: {what: renew, on: 2026-11-02, by: ann, reason: Good}
    """)
    facts = {}
    for file in wiki.site().files:
        if file.path == "data/contracts/crm.json":
            facts = json.loads(file.content)["entity"]
    assert facts["fields"]["decision"] == {"what": "renew", "on": "2026-11-02", "by": ["person:ann"], "reason": "Good"}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("---\ntitle: x\n---\n<p class=\"mk-eyebrow\">Tools</p>\n\n# A { .mk-title }\n\nText.\n", "# A\n\nTools\n\nText.\n"),
        ('# A\n\n<dl><div><dt>Owner</dt><dd><a href="../b/">B</a></dd></div></dl>\n', "# A\n\n- **Owner**: [B](<../b/>)\n"),
        ("# A\n\n<ul><li>x</li>\n<li>y</li></ul>\n", "# A\n\n- x\n- y\n"),
        ("# A\n\n<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1|2</td><td><ul><li>x</li><li>y</li></ul></td></tr></tbody></table>", "# A\n\n| a | b |\n| --- | --- |\n| 1\\|2 | x; y |\n"),
        ('# A\n\n<p><span class="x" aria-hidden="true">✓</span> done &amp; &#42;well&#42;</p>', "# A\n\ndone & *well*\n"),
        ("# A\n\n<script>alert(1)</script><!-- zz -->b\n", "# A\n\nb\n"),
        ('# A\n\n<svg role="img" aria-label="Up 3"><path d="x"/></svg>\n', "# A\n\nUp 3\n"),
        ("# A\n\n```html\n<p>&amp;</p>\n```\n\n<p>b</p>\n", "# A\n\n```html\n<p>&amp;</p>\n```\n\nb\n"),
        ("# A\n\n[B](../b.md) and [C](https://c.example/) and `[D](d.md)`\n", "# A\n\n[B](<../b.md>) and [C](<https://c.example/>) and `[D](d.md)`\n"),
        ("# A\n\n<td>lost</p> <b>b\n", "# A\n\nlost b\n"),
        ('# A\n\nx\n\n<p class="mk-foot">zz <a href="y">JSON</a></p>\n', "# A\n\nx\n"),
    ],
    ids=["title first", "facts", "list", "table", "signs", "script", "drawing", "code", "links", "broken", "foot"],
)  # fmt: skip
def test_a_page_becomes_plain_markdown(page, expected):
    assert plain(page, lambda href: f"<{href}>") == expected


def test_plain_pages_have_no_html_and_every_link_leads_somewhere(forms):
    pages = {path: text for path, text in forms.items() if path.endswith(".md.txt")}
    for path, text in pages.items():
        bare = re.sub(r"^(```+).*?^\1$|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)
        assert not re.search(r"</?(p|div|span|td|tr|li|dl|dd|a|ul|section)\b", bare), path
        assert bare.startswith("# "), path
        for target in re.findall(r"\]\(([^)\s]+\.md\.txt)\)", bare):
            assert normpath(join(dirname(path), target)) in pages, (path, target)


def test_language_models_find_everything_from_one_file(docs):
    site = build(
        docs, replace(SETTINGS, language="en", site_url="https://example.com/wiki/", site_name="W"), compiled=COMPILED
    )
    files = {file.path: file.content for file in site.files}
    there = {f"https://example.com/wiki/{path}" for path in files}
    there |= {
        f"https://example.com/wiki/{page.path.removesuffix('index.md').removesuffix('.md')}" for page in site.pages
    }
    lines = files["llms.txt"].splitlines()
    assert lines[0] == "# W"
    assert lines[2].startswith("> ")
    links = [re.fullmatch(r"- \[.+?\]\((\S+?)\)(: .+)?", line) for line in lines if line.startswith("-")]
    assert len(links) > 40
    assert all(
        link and (link[1] in there or link[1].rstrip("/") in {one.rstrip("/") for one in there}) for link in links
    )
    assert {line for line in lines if line.startswith("#")} >= {"## KPIs", "## Tools"}
    assert "kpi:mql https://example.com/wiki/kpis/mql/" in files["llms-full.txt"]
    assert "There was no room" not in files["llms-full.txt"]


def test_the_full_text_is_cut_fairly_and_says_so(docs, monkeypatch):
    monkeypatch.setattr(llms, "ROOM", 20_000)
    site = build(docs, replace(SETTINGS, language="en"), compiled=COMPILED)
    text = next(file.content for file in site.files if file.path == "llms-full.txt")
    assert len(text) < 25_000
    cut = re.search(r"There was no room for (\d+) pages", text)
    assert cut
    told = re.findall(r"(?m)^[a-z-]+:\S+ \S+$", text)
    assert len(told) + int(cut[1]) == sum(1 for page in site.pages if page.subject)
    assert len({line.partition(":")[0] for line in told}) > 5


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_is_atom(wiki):
    """What RFC 4287 asks of a feed and its entries."""
    wiki.put("teams/ops.yml", "title: <b>&\nowner: team:ops\n")
    files = {file.path: file.content for file in wiki.site(site_url="https://example.com/w/", site_name="A & B").files}
    feed = ElementTree.fromstring(files["changes.xml"].encode())
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A & B"
    assert feed.findtext(f"{ATOM}id") == "tag:example.com,2026:/w/changes"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "self": "https://example.com/w/changes.xml",
        "alternate": "https://example.com/w/changes/",
    }
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "").tzinfo
    assert "changes.xml" not in {file.path for file in wiki.site().files}


def test_navigation_has_every_page_once(site):
    def paths(branches: tuple[Branch, ...]) -> list[str]:
        return [path for branch in branches for path in ([branch.path] if branch.path else paths(branch.branches))]

    found = paths(site.navigation)
    assert sorted(found) == sorted(page.path for page in site.pages)
    assert found[0] == "index.md"


def test_the_same_wiki_has_the_same_fingerprint_wherever_it_is(docs, tmp_path):
    shutil.copytree(docs, tmp_path / "elsewhere")
    os.utime(tmp_path / "elsewhere/kpis/mql.yml", (0, 0))
    assert fingerprint(tmp_path / "elsewhere", SETTINGS, []) == fingerprint(docs, SETTINGS, [])


@pytest.mark.parametrize(
    "change",
    [
        lambda docs: (docs / "kpis/mql.yml").write_text("title: X\n", encoding="utf-8"),
        lambda docs: (docs / "kpis/mql.yml").rename(docs / "kpis/mql2.yml"),
        lambda docs: (docs / "kpis/mql.yml").unlink(),
        lambda docs: (docs / "new.md").write_text("", encoding="utf-8"),
        lambda docs: os.mkfifo(docs / "pipe"),
    ],
    ids=["edit", "rename", "delete", "add", "fifo"],
)
def test_any_change_of_the_docs_changes_it(docs, tmp_path, change):
    shutil.copytree(docs, tmp_path / "docs")
    before = fingerprint(tmp_path / "docs", SETTINGS, [])
    change(tmp_path / "docs")
    assert fingerprint(tmp_path / "docs", SETTINGS, []) != before


@pytest.mark.parametrize("change", [{"as_of": date(2026, 11, 23)}, {"language": "en"}, {"labels": (("a", "b"),)}])
def test_any_change_of_the_settings_changes_it(docs, change):
    assert fingerprint(docs, replace(SETTINGS, **change), []) != fingerprint(docs, SETTINGS, [])


def test_a_template_of_the_site_changes_it(docs, tmp_path):
    before = fingerprint(docs, SETTINGS, [tmp_path])
    (tmp_path / "page.md").write_text("x", encoding="utf-8")
    assert fingerprint(docs, SETTINGS, [tmp_path]) != before


def test_code_that_changed_since_it_was_loaded_is_neither_the_old_nor_the_new(monkeypatch, tmp_path):
    """What `serve` makes after an edit of our own code is not taken by builds that run that code."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "a.py").write_text("old")
    monkeypatch.setattr(of_code, "_HERE", code)
    monkeypatch.setattr(of_code, "_LOADED", tuple(of_code._states(code)))
    old = edition()
    (code / "a.py").write_text("newer")
    mixed = edition()
    monkeypatch.setattr(of_code, "_LOADED", tuple(of_code._states(code)))
    assert len({old, mixed, edition()}) == 3
    (code / "__pycache__").mkdir()
    assert edition() not in (old, mixed)
