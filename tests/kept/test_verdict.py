"""A check of records that have not changed says what it said before, without the core; after any change, what is true."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from mops_kb.cli import commands, judge
from mops_kb.query import Asking
from tests.conftest import Wiki

RECORDS = """
    teams/ops.yml
    | title: Ops
    | owner: role:lead
    | reviewed_on: 2026-11-01
    | review_cycle: 1 year
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    kpis/all.csv
    | id,title,owner,group,unit
    | mql,MQLs,role:lead,demand,count
    | sql,SQLs,role:lead,demand,count
    knowhow/page.md
    | # Page
    |
    | A [link](../teams/ops.yml).
"""
CONFIG = "site_name: W\nplugins:\n  - mops-kb:\n      language: en\n      as_of: 2026-11-22\n"


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    return Wiki(tmp_path / "docs")(RECORDS)


@pytest.fixture
def judged(monkeypatch) -> list[str]:
    """The formats of the checks that were really made."""
    made = []
    real = judge.judge

    def counted(docs, settings, form, *rest):
        made.append(form)
        return real(docs, settings, form, *rest)

    monkeypatch.setattr(judge, "judge", counted)
    return made


def check(wiki: Wiki, *words: str) -> tuple[int, str]:
    said = CliRunner().invoke(commands, ["check", str(wiki.docs), *words])
    assert said.exit_code in (0, 1), said.output
    return said.exit_code, said.output


def cache(wiki: Wiki) -> Path:
    return wiki.docs.parent / ".cache/mops-kb/verdicts.sqlite"


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_it_is_said_again(wiki, judged, form):
    first = check(wiki, "--format", form)
    assert [check(wiki, "--format", form) for _ in range(3)] == [first] * 3
    assert judged == [form]


def test_problems_fail_again(wiki, judged):
    wiki.put("teams/x.yml", "titel: X\n")
    first = check(wiki)
    assert first[0] == 1
    assert check(wiki) == first
    assert len(judged) == 1


def test_the_core_is_not_even_loaded(wiki):
    first = check(wiki)
    door = (
        "import sys\ntry:\n    from mops_kb.cli import main; main()\nfinally:\n"
        "    print({'pydantic', 'mops_kb.build', 'mops_kb.kinds', 'jinja2'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", door, "check", str(wiki.docs)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert "'" not in said.stdout.splitlines()[-1], said
    assert said.stdout == f"{first[1]}set()\n"


EDITS = {
    "body": lambda docs: (docs / "knowhow/page.md").write_text("# Page\n\nA [link](nowhere.md).\n"),
    "title": lambda docs: (docs / "teams/ops.yml").write_text("title: Operations\nowner: role:none\n"),
    "row": lambda docs: (docs / "kpis/all.csv").write_text(
        "id,title,owner,group,unit\nmql,MQLs,role:none,demand,count\n"
    ),
    "added": lambda docs: (docs / "teams/new.yml").write_text("title: Ops\nlead: nobody\n"),
    "deleted": lambda docs: (docs / "teams/ops.yml").unlink(),
    "renamed": lambda docs: (docs / "teams/ops.yml").rename(docs / "teams/op.yml"),
    "empty folder": lambda docs: (docs / "a?b").mkdir(),
    "link to a folder": lambda docs: (docs / "linked").symlink_to(docs / "teams"),
    "pipe": lambda docs: os.mkfifo(docs / "teams/pipe.yml"),
    "picture": lambda docs: (docs / "a.svg").write_text("<svg/>"),
    "option": lambda docs: (docs.parent / "mkdocs.yml").write_text(f"{CONFIG}      fail_on: [no-figures]\n"),
    "day": lambda docs: (docs.parent / "mkdocs.yml").write_text(CONFIG.replace("2026", "2036")),
    "label": lambda docs: (docs.parent / "mkdocs.yml").write_text(f"{CONFIG}      labels: {{check.fine: FINE!}}\n"),
    "language": lambda docs: (docs.parent / "mkdocs.yml").write_text(CONFIG.replace("en", "ja")),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_any_change_what_is_true_is_said(wiki, judged, edit):
    before = check(wiki)
    edit(wiki.docs)
    after = check(wiki)
    assert after != before
    assert after == check(wiki, "--no-cache")
    assert check(wiki) == after
    assert len(judged) == 3


def test_after_a_change_of_our_own_code_nothing_is_said_again(wiki, judged, monkeypatch, tmp_path):
    check(wiki)
    (tmp_path / "code").mkdir()
    monkeypatch.setattr("mops_kb.fingerprint._HERE", tmp_path / "code")
    check(wiki)
    assert len(judged) == 2


@pytest.mark.parametrize(
    "words", [("--format", "json"), ("--fail-on", "no-figures"), ("--language", "ja"), ("--as-of", "2036-01-01")]
)
def test_what_is_asked_otherwise_is_answered_otherwise(wiki, judged, words):
    assert check(wiki) != check(wiki, *words)
    assert check(wiki, *words) == check(wiki, *words, "--no-cache")


def test_the_way_to_the_docs_counts(wiki, monkeypatch):
    wiki.put("teams/x.yml", "titel: X\n")
    check(wiki)
    monkeypatch.chdir(wiki.docs)
    assert "./teams/x.yml:1:1" in check(wiki)[1]


def test_without_a_cache_nothing_is_read_and_nothing_kept(wiki, judged):
    check(wiki, "--no-cache")
    assert not cache(wiki).parent.exists()
    check(wiki)
    check(wiki, "--no-cache")
    assert len(judged) == 3


def test_timings_are_of_real_work(wiki, judged):
    check(wiki)
    assert "resolve" in check(wiki, "--timings")[1]
    assert len(judged) == 2


@pytest.mark.parametrize("told", ['"x"', '[2, "x"]', "[0]", '{"code": 0, "text": "x"}', "[0, 1]"])
def test_a_verdict_that_is_none_is_not_said(wiki, judged, told, monkeypatch):
    first = check(wiki)
    monkeypatch.setattr("mops_kb.kept._seal", lambda *_: "x")
    with closing(sqlite3.connect(cache(wiki))) as opened, opened:
        opened.execute("UPDATE kept SET seal = 'x', told = ?", [told])
    assert check(wiki) == first
    assert len(judged) == 2


def test_nothing_is_kept_among_the_docs(wiki, monkeypatch):
    (wiki.docs.parent / "mkdocs.yml").rename(wiki.docs / "mkdocs.yml")
    before = sorted(wiki.docs.rglob("*"))
    check(wiki)
    assert sorted(wiki.docs.rglob("*")) == before
    (wiki.docs / "mkdocs.yml").unlink()
    monkeypatch.chdir(wiki.docs)
    said = CliRunner().invoke(commands, ["check", "."])
    assert said.exit_code in (0, 1)
    assert not (wiki.docs / ".cache").exists()


def test_it_is_kept_where_the_site_says(wiki, judged):
    (wiki.docs.parent / "mkdocs.yml").write_text(f"{CONFIG}      cache: build/kept\n")
    check(wiki)
    assert (wiki.docs.parent / "build/kept/verdicts.sqlite").is_file()


def test_what_the_machine_was_too_slow_for_is_asked_again(wiki, judged, monkeypatch):
    monkeypatch.setattr(Asking, "is_lasting", False, raising=False)
    monkeypatch.setattr(Asking, "__init__", lambda *_: None)
    check(wiki)
    check(wiki)
    assert len(judged) == 2


def test_a_file_that_changes_in_the_meantime_spoils_nothing(wiki, judged, monkeypatch):
    real = judge.judge

    def meanwhile(*given):
        wiki.put("teams/ops.yml", "titel: X\n")
        return real(*given)

    monkeypatch.setattr(judge, "judge", meanwhile)
    assert check(wiki)[0] == 1
    monkeypatch.setattr(judge, "judge", real)
    wiki(RECORDS)
    assert check(wiki) == check(wiki, "--no-cache")
