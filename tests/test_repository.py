"""The repository itself: what is pinned, locked and kept out of it, and what a fork cannot reach."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"})
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-test.lock"]

# Joined here, so that this file does not name one either.
REGISTRIES = [
    ".".join(labels)
    for labels in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("static", "crates", "io"),
    )
]
MACHINE_PATHS = re.compile(
    r"(?<![\w.~/-])/(?:home|Users|root|work|tmp|private|mnt)/[\w.-]|(?<!\w)[A-Z]:\\(?:Users|Documents)|file:///[a-z]"
)

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def workflow(path: Path) -> dict[str, Any]:
    """Every scalar as it was typed: `on` would be true otherwise."""
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return read


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


def tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sysconfig.get_path("scripts"), name)), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def files_of_the_project() -> list[Path]:
    """What is tracked or would be with the next `git add`."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name)
    return sorted(path for path in paths if path.is_file() and not path.is_symlink())


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files_of_the_project()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


# Workflows


@each_workflow
def test_every_action_is_pinned_by_commit_and_says_its_version(path):
    uses = re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))
    assert uses
    assert [line for line in uses if not re.fullmatch(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_an_action_has_one_pin():
    pins = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@each_workflow
def test_nothing_is_permitted_at_the_top(path):
    assert workflow(path)["permissions"] == {}
    assert all(job["permissions"] for job in workflow(path)["jobs"].values())


@each_workflow
def test_no_job_runs_for_ever(path):
    assert all(int(job["timeout-minutes"]) <= 60 for job in workflow(path)["jobs"].values())
    assert workflow(path)["concurrency"]


@each_workflow
def test_no_credentials_are_left_behind(path):
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)
    asking = [step for step in steps(path) if "secrets." in str(step)]
    assert path.read_text(encoding="utf-8").count("secrets.") == sum(
        str(step.get("env")).count("secrets.") for step in asking
    )
    assert [step["name"] for step in asking] in ([], ["Pull"])


def test_secrets_are_for_the_warehouse_alone():
    """One step of main has them, and it holds no token of GitHub's; a fork has neither the variable nor the environment."""
    path = GITHUB / "workflows/pull.yml"
    (job,) = workflow(path)["jobs"].values()
    assert job["if"] == "github.ref == 'refs/heads/main' && vars.WAREHOUSE == 'true'"
    assert job["environment"] == "warehouse"
    assert workflow(path)["on"].keys() == {"schedule", "workflow_dispatch"}
    (pulling,) = [step for step in steps(path) if "secrets." in str(step)]
    assert "token" not in str(pulling["env"]).lower()


@each_workflow
def test_no_stranger_starts_a_workflow_with_rights(path):
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & workflow(path)["on"].keys()
    if "pull_request" in workflow(path)["on"]:
        assert all(job["permissions"] == {"contents": "read"} for job in workflow(path)["jobs"].values())


def test_only_main_is_published():
    jobs = workflow(GITHUB / "workflows/pages.yml")["jobs"]
    assert {job["if"] for job in jobs.values()} == {"github.ref == 'refs/heads/main'"}


def taking_docs_alone() -> list[dict[str, Any]]:
    """In each job that a pull request starts, the step after the checkout."""
    return [job["steps"][1] for job in workflow(GITHUB / "workflows/check.yml")["jobs"].values()]


def test_every_job_takes_only_docs_from_a_fork():
    assert {step["if"] for step in taking_docs_alone()} == {"env.FORK == 'true'"}


@pytest.mark.parametrize("step", taking_docs_alone(), ids=["check", "test"])
def test_of_a_fork_only_docs_is_used(step, tmp_path):
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    def write(**contents: str) -> None:
        for name, text in contents.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        git("add", "--all")

    git("init", "-q", "-b", "main")
    write(Makefile="ours", config="ours", docs__a="ours", docs__b="ours", src__docs__c="ours")
    git("commit", "-q", "-m", "base")
    git("checkout", "-q", "-b", "fork")
    (tmp_path / "config").unlink()
    (tmp_path / "docs/b").unlink()
    write(Makefile="theirs", conftest="theirs", docs__a="theirs", docs__d__e="theirs", src__docs__c="theirs")
    git("commit", "-q", "-m", "fork")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "--no-edit", "fork")

    said = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, check=True, capture_output=True, text=True)

    left = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    ours = dict.fromkeys(["Makefile", "config", "src/docs/c"], "ours")
    assert left == ours | dict.fromkeys(["docs/a", "docs/d/e"], "theirs")
    assert ("::warning" in said.stdout) == ("::warning" in step["run"])


def test_the_workflow_auditor_finds_nothing():
    audit = tool("zizmor", "--offline", "--pedantic", "--no-config", "--strict-collection", "--no-progress", GITHUB)
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert lines_with(re.compile("zizmor" + ": *ignore")) == []


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_github_will_understand(schema, paths):
    checked = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_is_japanese_first_and_english(path):
    form = workflow(path)
    labels = [form["name"], *(field["attributes"]["label"] for field in form["body"] if field["type"] != "markdown")]
    assert [label for label in labels if not re.match(r"[^ -~]", label) or not re.search(r"[A-Za-z]{2}", label)] == []


# The lock


each_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)


def locked(lock: Path) -> dict[str, list[str]]:
    """Package → its entries; there are two where the Python version decides."""
    entries: dict[str, list[str]] = {}
    for entry in re.split(r"^(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        entries.setdefault(re.split(r"[=@<> ]", entry)[0], []).append(entry)
    return entries


@each_lock
def test_everything_locked_has_a_version_and_hashes(lock):
    assert len(locked(lock)) > 20
    whole = re.compile(
        r"""[a-z0-9-]+==[\w.+!]+(?:\ ;\ [^\n]+)?
            (?:\ \\\n\ {4}--hash=sha256:[0-9a-f]{64})+
            (?:\n\ {4}\#[^\n]*)+\n""",
        re.VERBOSE,
    )
    assert [entry for entries in locked(lock).values() for entry in entries if not whole.fullmatch(entry)] == []


@each_lock
def test_a_lock_has_no_address_and_no_trace_of_a_machine(lock):
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|git\+| @ |--(?:index|extra-index|find-links)|^-|/", text, flags=re.MULTILINE)
    assert text.startswith("# This file was autogenerated by uv via the following command:\n#    make lock\n")


@pytest.mark.parametrize(
    ("lock", "extras"),
    [*zip(LOCKS, (["dev"], ["dev", "warehouse", "warehouse-spark", "servers"]), strict=True)],
)
def test_a_lock_is_for_this_pyproject(lock, extras):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]:
        wanted = Requirement(line)
        if wanted.name == project["name"]:
            continue
        versions = [entry.split("==")[1].split()[0] for entry in locked(lock).get(wanted.name.lower(), [])]
        assert versions, f"{line} is not locked: make lock"
        assert all(wanted.specifier.contains(version) for version in versions), f"{line} is locked as {versions}"


def test_what_is_tested_is_what_is_locked():
    """The second lock has all of the first and more, so that the tests see what sites are built with."""
    sites, tests = map(locked, LOCKS)
    pins = {name: [entry.split(" ")[0] for entry in entries] for name, entries in tests.items()}
    assert {name: pins.get(name) for name in sites} == {
        name: [entry.split(" ")[0] for entry in entries] for name, entries in sites.items()
    }
    assert {"pyspark", "ibis-framework"} <= tests.keys() - sites.keys()


# What is in the repository


def test_no_file_names_a_registry():
    assert lines_with(re.compile("|".join(map(re.escape, REGISTRIES)))) == []


def test_no_file_names_a_place_on_a_machine():
    here = re.escape(f"{ROOT}/")
    assert lines_with(re.compile(f"{MACHINE_PATHS.pattern}|{here}")) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("see /home/" + "hanako/wiki", True),
        ("cd /work" + "/x", True),
        ("C:" + r"\Users\hanako", True),
        ("file://" + "/etc", True),
        ("https://example.org/home/news", False),
        ("executable /usr/bin/chromium", False),
        ("docs/work/plan.md", False),
        ("../tmp/x", False),
    ],
)
def test_what_a_place_on_a_machine_looks_like(text, named):
    assert bool(MACHINE_PATHS.search(text)) == named


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode that makes a file a program; CI runs on Linux")
def test_ci_can_be_run():
    assert os.access(ROOT / ".ci/run", os.X_OK)


@pytest.mark.slow
def test_the_wheel_has_the_core_the_plugin_and_the_theme(tmp_path):
    built = tool("hatchling", "build", "--target", "wheel", "--directory", tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {
        "mops_kb",
        "mkdocs_mops_kb",
        "mkdocs_fast_build",
    }
    ours = {path.relative_to(ROOT).as_posix() for path in files_of_the_project()}
    expected = {
        re.sub(r"^(plugins/|overrides/)", lambda top: "" if top[1] == "plugins/" else "mops_kb/overrides/", path)
        for path in ours
        if path.startswith(("mops_kb/", "plugins/", "overrides/"))
    }
    assert expected - set(names) == set()
