"""What programs get, the fingerprint of a wiki, and the shelves of its navigation."""

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mops_kb import scaffold
from mops_kb.build import Site, build
from mops_kb.fingerprint import fingerprint
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
    keys = {"kind", "id", "ref", "title", "summary", "url", "source", "fields", "relations"}
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
