"""The doors: the plugin in MkDocs and ProperDocs, the exported tree in MkDocs and Zensical, the wheel on its own."""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from mkdocs_mops_kb.beside import Beside
from mops_kb import scaffold

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ENGINES = ("mkdocs", "properdocs")
every_engine = pytest.mark.parametrize("engine", ENGINES)
pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path, code: int = 0, **environment: str) -> str:
    """What a command says, after it has ended with the expected code."""
    said = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795316400", **environment},
        timeout=300,
        check=False,
    )
    assert said.returncode == code, said.stdout
    return said.stdout


def configure(wiki: Path, **options: object) -> None:
    """Change options of the plugin; `nav` and other upper options go to the top."""
    file = wiki / "mkdocs.yml"
    made = yaml.safe_load(file.read_text(encoding="utf-8"))
    made |= options.pop("top", {})
    made["plugins"]["mops-kb"] |= options
    file.write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new wiki that was built once, as everybody's was who edits one."""
    folder = tmp_path_factory.mktemp("begun")
    list(scaffold.init(folder, "Test & Wiki", "ja"))
    run(BIN / "mkdocs", "build", "--strict", "-q", cwd=folder)
    shutil.rmtree(folder / "site")
    return folder


@pytest.fixture
def wiki(tmp_path: Path, begun: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "wiki")


@pytest.fixture(scope="module")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of a small wiki with every kind, by each engine with the plugin, and of its export by engines without."""
    folder = tmp_path_factory.mktemp("showcase")
    list(scaffold.init(folder, "Every kind", "ja"))
    shutil.rmtree(folder / "docs")
    shutil.copytree(ROOT / "tests/wikis/small/docs", folder / "docs")
    for engine in ENGINES:
        run(BIN / engine, "build", "--strict", "-q", "-d", engine, cwd=folder, SITE_URL="")
    run(BIN / "mops-kb", "export", "tree", "--as-of", "2026-11-22", cwd=folder)
    run(BIN / "mkdocs", "build", "--strict", "-q", "-d", folder / "exported", cwd=folder / "tree")
    run(BIN / "zensical", "build", "--strict", cwd=folder / "tree")
    return {name: folder / name for name in (*ENGINES, "exported")} | {"zensical": folder / "tree/site"}


def pages(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*.html")} - {"404.html"}


def words(html: str) -> str:
    """What a reader reads in the article, without the marks of either engine."""
    article = re.search(r"<article.*?</article>", html, re.DOTALL)
    assert article
    text = re.sub(
        r"<(script|style|svg).*?</\1>|<a[^>]*class=\"md-content__button.*?</a>", "", article[0], flags=re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize("other", ["properdocs", "exported", "zensical"])
def test_every_engine_makes_the_same_pages(showcase, other):
    assert pages(showcase["mkdocs"]) == pages(showcase[other])
    assert len(pages(showcase["mkdocs"])) > 100


@pytest.mark.parametrize("other", ["properdocs", "exported", "zensical"])
@pytest.mark.parametrize(
    "page", ["index.html", "org-chart/index.html", "events/index.html", "kpis/index.html", "tools/crm/index.html"]
)
def test_every_engine_says_the_same(showcase, other, page):
    first = words((showcase["mkdocs"] / page).read_text(encoding="utf-8"))
    second = words((showcase[other] / page).read_text(encoding="utf-8"))
    assert first == second
    assert len(first) > 60


def test_no_source_is_published(showcase):
    """What is in `data/` was made for programs."""
    site = showcase["mkdocs"]
    files = [file.relative_to(site) for file in site.rglob("*") if file.is_file() and "assets" not in file.parts]
    assert not {file.suffix for file in files} & {".yml", ".yaml", ".md"}
    assert {file.parts[0] for file in files if file.suffix == ".csv"} == {"data"}


def test_nothing_is_written_into_docs(wiki):
    before = {file: file.read_bytes() for file in (wiki / "docs").rglob("*") if file.is_file()}
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert {file: file.read_bytes() for file in (wiki / "docs").rglob("*") if file.is_file()} == before


@every_engine
def test_a_problem_is_a_warning_and_strict_leaves_the_old_site(wiki, engine):
    run(BIN / engine, "build", "--strict", cwd=wiki)
    before = {file: file.read_bytes() for file in (wiki / "site").rglob("*") if file.is_file()}
    record = next((wiki / "docs/kpis").glob("*.yml"))
    record.write_text(record.read_text(encoding="utf-8") + "taget: 3\n", encoding="utf-8")
    for _ in range(2):  # the second time it comes from what was kept
        said = run(BIN / engine, "build", "--strict", cwd=wiki, code=1)
        assert re.search(r"docs/kpis/\w+\.yml:\d+:1: unknown-field", said)
        assert "Traceback" not in said
    assert {file: file.read_bytes() for file in (wiki / "site").rglob("*") if file.is_file()} == before
    said = run(BIN / engine, "build", cwd=wiki)
    assert "unknown-field" in said


@every_engine
def test_a_warning_of_the_engine_leaves_the_old_site_too(wiki, engine):
    run(BIN / engine, "build", "--strict", cwd=wiki)
    before = {file: file.read_bytes() for file in (wiki / "site").rglob("*") if file.is_file()}
    (wiki / "docs/knowhow/new.md").write_text("# New\n\n[there](#nowhere)\n", encoding="utf-8")
    said = run(BIN / engine, "build", "--strict", cwd=wiki, code=1)
    assert "nowhere" in said
    assert {file: file.read_bytes() for file in (wiki / "site").rglob("*") if file.is_file()} == before
    assert not list(wiki.glob(".site.*"))
    run(BIN / engine, "build", cwd=wiki)
    assert (wiki / "site/knowhow/new/index.html").exists()


def test_a_build_that_is_killed_leaves_the_old_site(wiki):
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    before = {file: file.read_bytes() for file in (wiki / "site").rglob("*") if file.is_file()}
    (wiki / "hook.py").write_text(
        "import os, signal\n\ndef on_post_page(output, **_):\n    os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    configure(wiki, top={"hooks": ["hook.py"]})
    run(BIN / "mkdocs", "build", cwd=wiki, code=-9)
    assert {file: file.read_bytes() for file in (wiki / "site").rglob("*") if file.is_file()} == before
    configure(wiki, top={"hooks": []})
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert not list(wiki.glob(".site.*"))


def test_a_build_that_was_killed_between_two_sites_brings_the_old_one_back(tmp_path):
    (tmp_path / ".site.old-999999999").mkdir()
    (tmp_path / ".site.building-999999999").mkdir()
    Beside(tmp_path / "site")
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["site"]


def test_a_kept_wiki_is_the_same_wiki(wiki):
    run(BIN / "mkdocs", "build", cwd=wiki)
    first = {file.relative_to(wiki): file.read_bytes() for file in (wiki / "site").rglob("*.html")}
    run(BIN / "mkdocs", "build", cwd=wiki)
    assert {file.relative_to(wiki): file.read_bytes() for file in (wiki / "site").rglob("*.html")} == first
    assert len(list((wiki / ".cache/mops-kb/wiki").iterdir())) == 1


def test_a_spoiled_cache_is_ignored(wiki):
    run(BIN / "mkdocs", "build", cwd=wiki)
    kept = next((wiki / ".cache/mops-kb/wiki").glob("*/parcel.json"))
    kept.write_text('{"leaves": [{"path"', encoding="utf-8")
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert (wiki / "site/kpis/mql/index.html").exists()


def test_edit_links_lead_to_the_record(wiki):
    configure(wiki, top={"repo_url": "https://example.com/r/w", "edit_uri": "edit/main/docs/"})
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    page = (wiki / "site/kpis/mql/index.html").read_text(encoding="utf-8")
    assert 'href="https://example.com/r/w/edit/main/docs/kpis/mql.yml"' in page


def test_the_language_is_an_option(wiki):
    configure(wiki, language="en")
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    page = (wiki / "site/kpis/index.html").read_text(encoding="utf-8")
    assert "Target" in page
    assert "目標" not in page


@every_engine
def test_calendars_come_out_as_they_were_written(wiki, engine):
    configure(wiki, top={"site_url": "https://example.com/w/"})
    for _ in range(2):  # the second time they come from what was kept
        run(BIN / engine, "build", "--strict", cwd=wiki)
        calendar = (wiki / "site/channels/meetings.ics").read_bytes()
        assert calendar.count(b"\n") == calendar.count(b"\r\n") == calendar.count(b"\r") > 10
        assert b"\r\nURL:https://example.com/w/channels/mops-weekly/\r\n" in calendar


def test_labels_can_be_overridden(wiki):
    configure(wiki, labels={"kpi.target": "めざす値"})
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert "めざす値" in (wiki / "site/kpis/index.html").read_text(encoding="utf-8")


def test_a_page_template_can_be_replaced(wiki):
    (wiki / "own/note").mkdir(parents=True)
    (wiki / "own/note/page.md").write_text("# {{ title | md }}\n\nour own\n", encoding="utf-8")
    configure(wiki, top={"theme": {"name": "material", "custom_dir": "own"}})
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert "our own" in (wiki / "site/knowhow/clone-from-template/index.html").read_text(encoding="utf-8")


def test_the_day_and_the_fiscal_year_are_options(wiki):
    configure(wiki, as_of="2026-02-03", fiscal_year_start=1, country="DE", time_zone="Europe/Berlin")
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    facts = json.loads((wiki / "site/catalog.json").read_text(encoding="utf-8"))
    assert facts["as_of"] == "2026-02-03"
    calendar = (wiki / "site/events/index.html").read_text(encoding="utf-8")
    assert 'id="m-2026-01"' in calendar
    assert 'id="m-2025-12"' not in calendar


def test_the_day_comes_from_the_environment_in_the_sites_time_zone(wiki):
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki, SOURCE_DATE_EPOCH="1764000000")  # 2025-11-24 16:00 UTC
    assert json.loads((wiki / "site/catalog.json").read_text(encoding="utf-8"))["as_of"] == "2025-11-25"


def test_a_wrong_option_is_named(wiki):
    configure(wiki, fiscal_year_start=13)
    said = run(BIN / "mkdocs", "build", "--strict", cwd=wiki, code=1)
    assert "fiscal_year_start" in said


def test_visibility_is_an_option(wiki):
    note = wiki / "docs/knowhow/secret.md"
    note.write_text("---\ntitle: 社外秘のメモ\nvisibility: internal\n---\n本文\n", encoding="utf-8")
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert not (wiki / "site/knowhow/secret").exists()
    configure(wiki, visibility="internal")
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert (wiki / "site/knowhow/secret/index.html").exists()


def test_a_finding_fails_where_the_site_says_so(wiki):
    (wiki / "docs/roles/empty.yml").write_text(
        "title: {ja: 空席, en: Vacant}\nowner: role:mops-lead\nreports_to: mops-lead\n", encoding="utf-8"
    )
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    configure(wiki, fail_on=["vacancy"])
    said = run(BIN / "mkdocs", "build", "--strict", cwd=wiki, code=1)
    assert "docs/roles/empty.yml:1:1: vacancy" in said
    run(BIN / "mops-kb", "check", "docs", cwd=wiki, code=1)


def test_a_finding_that_the_site_mutes_fails_nothing(wiki):
    (wiki / "docs/roles/empty.yml").write_text(
        "title: {ja: 空席, en: Vacant}\nowner: role:mops-lead\nreports_to: mops-lead\n", encoding="utf-8"
    )
    configure(wiki, fail_on=["vacancy"], mute=["vacancy"])
    run(BIN / "mkdocs", "build", "--strict", cwd=wiki)
    assert "roles/empty" not in (wiki / "site/health/index.html").read_text(encoding="utf-8")


@every_engine
def test_hand_made_navigation(wiki, engine):
    configure(wiki, top={"nav": ["index.md", {"数字": "kpis/"}, {"組織": ["org-chart.md", "people/"]}]})
    said = run(BIN / engine, "build", "--strict", cwd=wiki)
    assert "WARNING" not in said
    home = (wiki / "site/index.html").read_text(encoding="utf-8")
    assert "数字" in home


def test_a_script_in_a_body_does_not_act(wiki):
    body = "---\ntitle: x\n---\n<img src=x onerror=alert(1)> <script>alert(2)</script> [a](javascript:alert(3))\n"
    (wiki / "docs/knowhow/evil.md").write_text(body, encoding="utf-8")
    run(BIN / "mkdocs", "build", cwd=wiki)
    article = re.search(
        r"<article.*?</article>", (wiki / "site/knowhow/evil/index.html").read_text(encoding="utf-8"), re.DOTALL
    )
    assert article
    assert not re.search(r"onerror|<script|javascript:", article[0])


def test_serve_follows_records_labels_and_templates(wiki):
    """What `serve` watches, asked of the engine itself."""
    script = (
        "from mkdocs.config import load_config\n"
        "config = load_config('mkdocs.yml')\n"
        "class Server:\n"
        "    seen = []\n"
        "    def watch(self, path, *more): self.seen.append(path)\n"
        "config.plugins.on_config(config)\n"
        "config.plugins.on_serve(Server(), config=config, builder=None)\n"
        "print('\\n'.join(Server.seen))\n"
    )
    watched = run(sys.executable, "-c", script, cwd=wiki)
    assert str(ROOT / "mops_kb") in watched
    assert str(ROOT / "overrides") in watched


def test_the_wheel_alone_begins_a_wiki(tmp_path):
    """Built, installed into an empty environment, `init`, strict build, check, new."""
    run(BIN / "python", "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path, ROOT, cwd=tmp_path)
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "env", with_pip=True)
    site = Path(run(sys.executable, "-c", "import pydantic; print(pydantic.__path__[0])", cwd=tmp_path).strip()).parent
    env_bin = tmp_path / "env/bin"
    run(env_bin / "python", "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    packages = next((tmp_path / "env/lib").glob("python*/site-packages"))
    (packages / "libraries.pth").write_text(f"{site}\n", encoding="utf-8")
    run(env_bin / "python", "-m", "mkdocs", "--version", cwd=tmp_path)
    run(env_bin / "mops-kb", "init", "w", "--name", "私たちの wiki", cwd=tmp_path)
    said = run(env_bin / "python", "-m", "mkdocs", "build", "--strict", cwd=tmp_path / "w")
    assert str(ROOT) not in said
    assert (tmp_path / "w/site/assets/stylesheets/mops-kb.css").exists()
    where = run(env_bin / "python", "-c", "import mops_kb; print(mops_kb.__file__)", cwd=tmp_path)
    assert str(packages) in where
    run(env_bin / "mops-kb", "check", "docs", cwd=tmp_path / "w")
    run(env_bin / "mops-kb", "new", "tool", "my-tool", cwd=tmp_path / "w")
    run(env_bin / "mops-kb", "check", "docs", cwd=tmp_path / "w")


def test_the_workflows_of_a_new_wiki_are_safe(wiki):
    assert shutil.which("zizmor", path=str(BIN))
    said = run(BIN / "zizmor", "--offline", "--pedantic", "--no-progress", wiki / ".github", cwd=wiki)
    assert "No findings" in said
