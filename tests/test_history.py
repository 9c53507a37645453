"""What changed: real repositories, with commits of fixed dates, and what pages, the feed and the fingerprint make of them."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from mops_kb.fingerprint import fingerprint
from mops_kb.load.history import recall
from mops_kb.model.history import Change
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

TEAM = "title: {}\nowner: team:ops\n"
PLACE = "https://example.com/wiki/"


class Repository:
    """The docs in a repository; each commit is at noon UTC of its day."""

    def __init__(self, wiki, folder: Path) -> None:
        self.wiki = wiki
        self.folder = folder
        self.git("init", "-q", "-b", "main")

    def git(self, *command: str, day: str = "2026-11-01", time: str = "12:00:00", at: Path | None = None) -> str:
        moment = f"{day}T{time}+00:00"
        who = {f"GIT_{one}_{what}": "zzname" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        env = {**os.environ, **who, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00+00:00", "GIT_COMMITTER_DATE": moment}
        env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *command], cwd=at or self.folder, env=env, capture_output=True, check=True, text=True
        )
        return done.stdout.strip()

    def commit(self, day: str, time: str = "12:00:00", **files: str | None) -> None:
        """Write files (`teams__ops` is `teams/ops.yml`; None takes one away) and commit everything."""
        for name, text in files.items():
            path = name.replace("__", "/").replace("_", "-") + ("" if "." in name else ".yml")
            if text is None:
                (self.wiki.docs / path).unlink()
            else:
                self.wiki.put(path, text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "zzsubject", day=day, time=time)

    def told(self, docs: Path | None = None) -> dict[str, list[str]]:
        """Record → its changes, the latest first: `2026-11-02 new`."""
        history = self.history(docs)
        return {
            ref.id: [f"{one.day}{' new' if one.is_new else ''}" for one in those]
            for ref, those in history.changes.items()
        }

    def history(self, docs: Path | None = None):
        catalog = self.wiki.study().catalog
        placed = {entity.ref: catalog.documents[entity.ref] for entity in catalog.entities()}
        return recall(docs or self.wiki.docs, placed, "Asia/Tokyo")


@pytest.fixture
def repository(wiki) -> Repository:
    return Repository(wiki, wiki.docs.parent)


def test_records_come_and_change(repository):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"))
    repository.commit("2026-11-03", teams__ops=TEAM.format("Operations"), teams__it=TEAM.format("IT"))
    assert repository.told() == {"ops": ["2026-11-03", "2026-11-01 new"], "it": ["2026-11-03 new"]}


def test_days_are_those_of_the_sites_time_zone(repository):
    repository.commit("2026-11-01", "14:59:59", teams__ops=TEAM.format("Ops"))
    repository.commit("2026-11-01", "15:00:00", teams__it=TEAM.format("IT"))
    assert repository.told() == {"ops": ["2026-11-01 new"], "it": ["2026-11-02 new"]}


def test_a_rename_is_followed_and_is_no_change(repository):
    text = TEAM.format("Ops") + "id: ops\nsummary: What we do all day, every day.\n"
    repository.commit("2026-11-01", teams__ops=text)
    repository.commit("2026-11-02", teams__ops=None, teams__operations=text)
    repository.commit("2026-11-03", teams__operations=None, teams__o=text + "tags: [a]\n")
    assert repository.told() == {"ops": ["2026-11-03", "2026-11-01 new"]}


def test_a_file_that_took_an_old_name_has_a_history_of_its_own(repository):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"), teams__it=TEAM.format("IT"))
    repository.commit("2026-11-02", teams__ops=None)
    repository.commit("2026-11-04", teams__ops=TEAM.format("Ops again"))
    assert repository.told() == {"ops": ["2026-11-04 new"], "it": ["2026-11-01 new"]}


ROWS = """
- id: ops
  title: Ops
  owner: team:ops

- id: it
  title: IT
  owner: team:ops
"""


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (ROWS.replace("title: IT", "title: I.T."), {"ops": "2026-11-01 new", "it": "2026-11-05"}),
        (ROWS.replace("title: Ops", "title: O"), {"ops": "2026-11-05", "it": "2026-11-01 new"}),
        (ROWS + "\n- id: pr\n  title: PR\n  owner: team:ops\n", {"ops": "2026-11-01 new", "it": "2026-11-01 new", "pr": "2026-11-05 new"}),
        ("\n- id: pr\n  title: PR\n  owner: team:ops\n" + ROWS, {"ops": "2026-11-01 new", "it": "2026-11-01 new", "pr": "2026-11-05 new"}),
        (ROWS.replace("\n- id: it", "\n# and\n- id: pr\n  title: PR\n  owner: team:ops\n\n- id: it"), {"ops": "2026-11-01 new", "it": "2026-11-01 new", "pr": "2026-11-05 new"}),
        (ROWS.partition("\n\n")[0] + "\n", {"ops": "2026-11-01 new"}),
        (ROWS.replace("  owner: team:ops\n\n", "  owner: team:ops\n  tags: [a]\n\n"), {"ops": "2026-11-05", "it": "2026-11-01 new"}),
        ("# Teams\n" + ROWS + "\n# The end\n", {"ops": "2026-11-01 new", "it": "2026-11-01 new"}),
    ],
    ids=["last changed", "first changed", "added below", "added above", "added between", "taken away", "longer", "comments"],
)  # fmt: skip
def test_of_a_file_with_many_records_each_has_its_own_days(repository, now, expected):
    repository.commit("2026-11-01", teams__all=ROWS)
    repository.commit("2026-11-05", teams__all=now)
    assert {id: days[0] for id, days in repository.told().items()} == expected


def test_lines_are_followed_through_renames_and_later_changes(repository):
    repository.commit("2026-11-01", teams__all=ROWS)
    repository.commit("2026-11-02", teams__all=None, teams__every=ROWS.replace("title: IT", "title: I.T."))
    repository.commit(
        "2026-11-03",
        teams__every="# More\n# lines\n" + ROWS.replace("title: IT", "title: I.T.").replace("title: Ops", "title: O"),
    )
    assert repository.told() == {
        "ops": ["2026-11-03", "2026-11-01 new"],
        "it": ["2026-11-02", "2026-11-01 new"],
    }


def test_the_end_of_a_record_that_is_taken_away_is_a_change_of_it(repository):
    repository.commit(
        "2026-11-01", teams__all=ROWS.replace("  owner: team:ops\n\n", "  owner: team:ops\n  tags: [a]\n\n")
    )
    repository.commit("2026-11-02", teams__all=ROWS)
    assert repository.told()["ops"] == ["2026-11-02", "2026-11-01 new"]


def test_rows_of_a_table_have_their_own_days(repository):
    head = "id,title,owner,category,when\n"
    repository.commit(
        "2026-11-01", **{"teams__ops": TEAM.format("Ops"), "events/all.csv": head + "a,A,team:ops,webinar,2026-12-01\n"}
    )
    repository.commit(
        "2026-11-02", **{"events/all.csv": head + "b,B,team:ops,webinar,2026-12-02\na,A,team:ops,webinar,2026-12-01\n"}
    )
    repository.commit(
        "2026-11-03", **{"events/all.csv": head + "b,B,team:ops,webinar,2026-12-09\na,A,team:ops,webinar,2026-12-01\n"}
    )
    assert repository.told() == {
        "ops": ["2026-11-01 new"],
        "a": ["2026-11-01 new"],
        "b": ["2026-11-03", "2026-11-02 new"],
    }


def test_a_translation_changes_its_page(repository):
    repository.commit("2026-11-01", **{"knowhow/how.md": "# How\n\nBody.\n"})
    repository.commit("2026-11-04", **{"knowhow/how.en.md": "---\ntitle: How\n---\nBody.\n"})
    assert repository.told() == {"knowhow/how": ["2026-11-04", "2026-11-01 new"]}


def test_a_merge_counts_on_its_own_day(repository):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"))
    repository.git("switch", "-q", "-c", "aside")
    repository.commit("2026-11-02", teams__it=TEAM.format("IT"))
    repository.git("switch", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "zzmerge", "aside", day="2026-11-06")
    assert repository.told() == {"ops": ["2026-11-01 new"], "it": ["2026-11-06 new"]}


def test_what_is_not_committed_has_no_day(repository):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"), teams__all=ROWS.replace("id: ops", "id: pr"))
    repository.wiki.put("teams/ops.yml", TEAM.format("Operations"))
    repository.wiki.put(
        "teams/all.yml", "# Teams\n" + ROWS.replace("id: ops", "id: pr").replace("title: IT", "title: I.T.")
    )
    repository.wiki.put("teams/new.yml", TEAM.format("New"))
    assert repository.told() == {"ops": ["2026-11-01 new"], "pr": ["2026-11-01 new"], "it": ["2026-11-01 new"]}
    assert {ref.id for ref in repository.history().edited} == {"ops", "it", "new"}
    page = repository.wiki.page("teams/ops.md", language="en")
    assert "changed Nov 1, 2026 (with changes that are not committed yet)" in page
    assert "not committed" not in repository.wiki.page("teams/pr.md", language="en")
    assert "not committed" in repository.wiki.page("teams/new.md", language="en")


def test_a_shallow_clone_says_so(repository, tmp_path):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"))
    repository.commit("2026-11-02", teams__it=TEAM.format("IT"))
    repository.commit("2026-11-03", teams__pr=TEAM.format("PR"))
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.folder}", str(tmp_path / "shallow"), at=tmp_path)
    shallow = repository.wiki.another("shallow")
    found = shallow.study().catalog.history
    assert (found.reach, found.begins, [ref.id for ref in found.changes]) == ("shallow", date(2026, 11, 2), ["pr"])
    assert "last changed before Nov 2, 2026" in shallow.page("teams/it.md", language="en")
    assert "what changed after Nov 2, 2026 is known" in shallow.page("changes.md", language="en")


def test_a_worktree_and_a_folder_within_a_repository_will_do(repository, tmp_path):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"))
    repository.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "deep/tree"))
    assert repository.told(tmp_path / "deep/tree/docs") == {"ops": ["2026-11-01 new"]}


def test_without_git_the_page_says_so(wiki):
    wiki.put("teams/ops.yml", TEAM.format("Ops"))
    assert wiki.study().catalog.history.reach == "none"
    assert "no git history can be read" in wiki.page("changes.md", language="en")
    assert "changed" not in wiki.page("teams/ops.md", language="en")


@pytest.mark.parametrize("broken", ["no git", "no commit", "not a repository"])
def test_what_git_cannot_tell_is_no_mistake(repository, monkeypatch, broken):
    repository.wiki.put("teams/ops.yml", TEAM.format("Ops"))
    if broken == "no git":
        repository.commit("2026-11-01")
        monkeypatch.setenv("PATH", "/nowhere")
    elif broken == "not a repository":
        shutil.rmtree(repository.folder / ".git")
        (repository.folder / ".git").write_text("gitdir: /nowhere\n")
    assert repository.wiki.problems() == []
    assert "no git history can be read" in repository.wiki.page("changes.md", language="en")


def test_settings_of_the_machine_change_nothing(repository):
    repository.commit("2026-11-01", teams__all=ROWS)
    repository.commit("2026-11-02", teams__all=None, teams__every=ROWS.replace("title: IT", "title: I.T."))
    before = repository.told()
    for name, value in {
        "diff.renames": "false", "log.showRoot": "false", "diff.context": "9", "diff.noprefix": "true", "diff.algorithm": "patience",
        "log.showSignature": "true", "core.quotePath": "true", "diff.mnemonicPrefix": "true", "log.diffMerges": "combined",
        "diff.orderFile": "/nowhere", "color.ui": "always", "diff.external": "false", "log.date": "relative", "format.pretty": "oneline",
    }.items():  # fmt: skip
        repository.git("config", name, value)
    assert repository.told() == before


def test_variables_of_a_hook_do_not_lead_astray(repository, monkeypatch):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"))
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert repository.told() == {"ops": ["2026-11-01 new"]}


def test_odd_names_and_contents_are_read(repository):
    body = "# 展示会\n\n--- a/b\n+++ b/b\n@@ -1 +1 @@\ndiff --git a/x b/x\n"
    repository.commit("2026-11-01", **{"knowhow/展示会 の「準備」.md".replace(" ", ""): body, "teams__all": ROWS})
    text = ROWS.replace("title: IT", "title: IT\n  body: |\n    -- a\n    @@ -1 +1 @@\n    diff --git a/x b/x")
    repository.commit("2026-11-02", teams__all=text)
    repository.commit("2026-11-03", teams__all=text.replace("diff --git", "diff"))
    told = repository.told()
    assert told["knowhow/展示会の「準備」"] == ["2026-11-01 new"]
    assert told["it"] == ["2026-11-03", "2026-11-02", "2026-11-01 new"]
    assert told["ops"] == ["2026-11-01 new"]


def test_the_page_lists_by_day_and_kind(repository):
    repository.commit("2026-08-01", teams__old=TEAM.format("Old"))
    repository.commit("2026-10-01", teams__it=TEAM.format("IT"))
    repository.commit("2026-11-20", teams__ops=TEAM.format("Ops"), roles__lead="title: Lead\nowner: team:ops\n")
    repository.commit("2026-11-21", teams__it=TEAM.format("I.T."))
    page = repository.wiki.page("changes.md", language="en")
    order = ["Last 7 days", "Nov 21, 2026", "Teams", "Changed 1", "I.T.", "Nov 20, 2026", "Teams", "Ops", "Roles", "Lead", "31 to 90", "Oct 1, 2026"]  # fmt: skip
    rest = page.partition("</ul>")[2]
    for words in order:
        assert words in rest, words
        rest = rest.partition(words)[2]
    assert "Old" not in page
    latest = repository.wiki.page("index.md", language="en").partition("Latest changes")[2]
    assert 0 < latest.index("teams/it/") < latest.index("teams/ops/")


def test_nobodys_name_and_no_subject_comes_out(repository):
    repository.commit("2026-11-20", teams__ops=TEAM.format("Ops"))
    assert "zz" not in str(repository.wiki.outputs(repository.wiki.site(site_url=PLACE)))


def test_of_hidden_and_deleted_records_nothing_is_told(repository):
    rows = "- id: ops\n  title: Ops\n  owner: team:ops\n- id: zzinside\n  title: Zz\n  owner: team:ops\n  visibility: internal\n"
    repository.commit("2026-11-01", teams__all=rows, teams__zzgone=TEAM.format("Zz"))
    repository.commit("2026-11-20", teams__all=rows.replace("title: Zz", "title: Zz2"), teams__zzgone=None)
    outputs = repository.wiki.outputs(repository.wiki.site(site_url=PLACE))
    assert "zz" not in str(outputs).lower()
    assert "Nov 20" not in repository.wiki.page("teams/ops.md", language="en")
    assert "zzinside" in repository.wiki.page("changes.md", visibility="internal")


def test_a_commit_changes_the_fingerprint_if_it_is_about_the_docs(repository):
    def print_() -> str:
        return fingerprint(repository.wiki.docs, Settings(AS_OF), [])

    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"))
    first = print_()
    (repository.folder / "README").write_text("x")
    repository.commit("2026-11-02")
    assert print_() == first
    repository.wiki.put("teams/ops.yml", TEAM.format("Operations"))
    edited = print_()
    repository.commit("2026-11-03")
    assert len({first, edited, print_()}) == 3


def test_the_same_commit_gives_the_same_bytes(repository, tmp_path):
    repository.commit("2026-11-01", teams__all=ROWS)
    repository.commit("2026-11-02", teams__all=ROWS.replace("title: IT", "title: I.T."))
    repository.git("clone", "-q", str(repository.folder), str(tmp_path / "clone"), at=tmp_path)
    one, other = repository.wiki, repository.wiki.another("clone")
    assert one.outputs(one.site(site_url=PLACE)) == other.outputs(other.site(site_url=PLACE))


def test_a_change_knows_its_day(repository):
    repository.commit("2026-11-01", teams__ops=TEAM.format("Ops"))
    catalog = repository.wiki.study().catalog
    [team] = catalog.named("team")
    [change] = catalog.history.of(team.ref)
    assert isinstance(change, Change)
    assert (change.at.isoformat(), catalog.changed_on(team)) == ("2026-11-01T21:00:00+09:00", date(2026, 11, 1))
