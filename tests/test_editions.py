"""Editions: one wiki in two languages, built by the engine, published together or not at all."""

import json
import re
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from mops_kb import scaffold
from mops_kb.cli import commands
from tests.test_doors import BIN, configure, run

pytestmark = pytest.mark.slow
ADDRESS = "https://example.org/wiki/"
HOOKS = {
    "warns": "import logging\n\ndef on_post_page(output, **_):\n    logging.getLogger('mkdocs').warning('half')\n",
    "is killed": "import os, signal\n\ndef on_post_page(output, **_):\n    os.kill(os.getpid(), signal.SIGKILL)\n",
}


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    list(scaffold.init(tmp_path / "wiki", "Test & Wiki", "ja"))
    return tmp_path / "wiki"


def build(wiki: Path, code: int = 0) -> str:
    return run(sys.executable, "-m", "mkdocs_mops_kb", "--strict", cwd=wiki, code=code)


def files(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_pages_lead_to_themselves_in_the_other_language(wiki):
    configure(wiki, top={"site_url": ADDRESS})
    build(wiki)
    pages = {path for path in files(wiki / "site") if path.endswith(".html") and not path.startswith("en/")}
    assert {path.removeprefix("en/") for path in files(wiki / "site") if path.startswith("en/")} >= pages
    for page, way in {
        "index.html": "./en/",
        "kpis/mql/index.html": "../../en/kpis/mql/",
        "404.html": "/wiki/en/",
    }.items():
        text = (wiki / "site" / page).read_text(encoding="utf-8")
        assert f' lang="en" hreflang="en" rel="alternate" href="{way}"' in text
    for page in ("kpis/mql/index.html", "en/kpis/mql/index.html"):
        text = (wiki / "site" / page).read_text(encoding="utf-8")
        assert re.findall(r'<link rel="alternate " hreflang="([\w-]+)" href="(.*?)">', text) == [
            ("ja", f"{ADDRESS}kpis/mql/"),
            ("x-default", f"{ADDRESS}kpis/mql/"),
            ("en", f"{ADDRESS}en/kpis/mql/"),
        ]
    english = (wiki / "site/en/kpis/mql/index.html").read_text(encoding="utf-8")
    assert ' lang="ja" hreflang="ja" rel="alternate" href="../../../kpis/mql/"' in english
    assert f'<link rel="canonical" href="{ADDRESS}en/kpis/mql/">' in english
    sitemap = (wiki / "site/en/sitemap.xml").read_text(encoding="utf-8")
    assert f'<xhtml:link rel="alternate" hreflang="ja" href="{ADDRESS}kpis/mql/"/>' in sitemap
    assert json.loads((wiki / "site/en/catalog.json").read_text(encoding="utf-8"))["language"] == "en"


@pytest.mark.parametrize("file", ["mkdocs.yml", "mkdocs.en.yml"])
@pytest.mark.parametrize("hook", HOOKS)
def test_if_one_language_fails_both_stay_as_they_were(wiki, file, hook):
    build(wiki)
    before = files(wiki / "site")
    (wiki / "hook.py").write_text(HOOKS[hook], encoding="utf-8")
    plain = (wiki / file).read_text(encoding="utf-8")
    (wiki / file).write_text(f"hooks: [hook.py]\n{plain}", encoding="utf-8")
    if file == "mkdocs.yml":
        with (wiki / "mkdocs.en.yml").open("a", encoding="utf-8") as english:
            english.write("\nhooks: []\n")
    assert build(wiki, code=9 if hook == "is killed" else 1)
    assert files(wiki / "site") == before
    assert list(wiki.glob(".site*")) == []


def test_a_problem_is_told_and_leaves_both_as_they_were(wiki):
    build(wiki)
    before = files(wiki / "site")
    record = next((wiki / "docs/kpis").glob("*.yml"))
    record.write_text(record.read_text(encoding="utf-8") + "taget: 3\n", encoding="utf-8")
    said = build(wiki, code=1)
    assert re.search(r"docs/kpis/\w+\.yml:\d+:1: unknown-field", said)
    assert files(wiki / "site") == before


def test_one_language_alone_leaves_the_other_as_it_was(wiki):
    build(wiki)
    before = files(wiki / "site/en")
    (wiki / "docs/knowhow/new.md").write_text("---\ntitle: {ja: 新, en: New}\n---\n", encoding="utf-8")
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert (wiki / "site/knowhow/new/index.html").exists()
    assert files(wiki / "site/en") == before
    whole = files(wiki / "site")
    run(BIN / "mkdocs", "build", "--strict", "-f", "mkdocs.en.yml", cwd=wiki)
    assert (wiki / "site/en/knowhow/new/index.html").exists()
    after = files(wiki / "site")
    assert {path: after[path] for path in after if not path.startswith("en/")} == {
        path: whole[path] for path in whole if not path.startswith("en/")
    }


def test_serve_shows_one_language_and_leads_to_no_other(wiki):
    script = (
        "from mkdocs.config import load_config\n"
        "config = load_config('mkdocs.yml')\n"
        "config.plugins.on_startup(command='{}', dirty=False)\n"
        "print([one.language for one in config.plugins.on_config(config).extra.get('editions', ())])\n"
    )
    assert run(sys.executable, "-c", script.format("serve"), cwd=wiki).strip() == "[]"
    assert run(sys.executable, "-c", script.format("build"), cwd=wiki).strip() == "['ja', 'en']"


def test_one_language_needs_no_editions(wiki):
    configure(wiki, editions={})
    build(wiki)
    assert not (wiki / "site/en").exists()
    assert "mk-language" not in (wiki / "site/index.html").read_text(encoding="utf-8")


def test_a_configuration_that_is_not_there_is_named(wiki):
    (wiki / "mkdocs.en.yml").unlink()
    assert "mkdocs.en.yml" in build(wiki, code=2)


def test_a_wiki_may_be_english_first(tmp_path):
    list(scaffold.init(tmp_path / "w", "W", "en"))
    assert yaml.safe_load((tmp_path / "w/mkdocs.ja.yml").read_text(encoding="utf-8"))["site_dir"] == "site/ja"
    build(tmp_path / "w")
    assert '<html lang="en"' in (tmp_path / "w/site/index.html").read_text(encoding="utf-8")
    assert '<html lang="ja"' in (tmp_path / "w/site/ja/index.html").read_text(encoding="utf-8")


def test_an_export_is_in_one_language_and_says_so(wiki, tmp_path):
    said = CliRunner().invoke(commands, ["export", str(tmp_path / "out"), "--docs", str(wiki / "docs")])
    assert "mops-kb export OUT --language en" in said.output
    assert "editions" not in (tmp_path / "out/mkdocs.yml").read_text(encoding="utf-8")
