"""What all tests share: small wikis in the margin-bar notation, and folders of blessed output (`--bless` accepts anew)."""

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings as property_tests
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from xdist.scheduler import LoadScopeScheduling

from mops_kb import scaffold
from mops_kb.build import TEMPLATES, Site, Study, build, columns, study, words
from mops_kb.cli import commands
from mops_kb.kinds import KINDS
from mops_kb.labels import Labels
from mops_kb.model.settings import Settings
from mops_kb.query import Asking
from mops_kb.render import Pen

# How long an example takes says something of the machine, not of the code.
property_tests.register_profile("mops-kb", deadline=None)
property_tests.register_profile("quick", deadline=None, max_examples=25)

LONG = (
    *("test_equal", "test_doors", "test_edits", "test_kept_showcase", "test_same_bytes", "test_bad_input"),
    *("test_editions", "test_visibility", "test_our_guides", "test_query_guard"),
)
_SIZE = re.compile(r"-(desk|phone)\]$")
AS_OF = date(2026, 11, 22)
Bless = Callable[[Path, Mapping[str, str]], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="accept what comes out now as expected")


def pytest_configure(config: pytest.Config) -> None:
    """`make check` tries fewer examples than `make test`."""
    property_tests.load_profile("quick" if "not slow" in config.option.markexpr else "mops-kb")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first, so that no worker is left alone with it."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


class ByModule(LoadScopeScheduling):
    """What tests of a module share is made by one worker, and so are the warehouses; pages are looked at by all.

    Told by the ids of tests, as marks of groups do not reach xdist 3.8 from pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, test = nodeid.partition("::")
        if path.endswith("browser/test_pages.py"):
            return _SIZE.sub("]", test.partition("[")[2])
        return "warehouse" if "/warehouse/" in path else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule:
    return ByModule(config, log)


class Compiled(BytecodeCache):
    """What Jinja makes of the templates, kept for a run of tests: most of the time of a small build goes there."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()
ANSWERS = tempfile.TemporaryDirectory(prefix="mops-kb-answers-")
"""What DuckDB answered to one wiki, others may ask again: starting it takes longer than most tests."""


def _asking(settings: Settings) -> Asking:
    return Asking(Path(ANSWERS.name), settings.time_zone)


class Wiki:
    """A folder of docs, written by calls and looked at after."""

    as_of = AS_OF

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self.docs.mkdir(parents=True, exist_ok=True)

    def __call__(self, notation: str) -> "Wiki":
        """Write files: a path on a line of its own, and below it the file's lines, each behind `| `."""
        files: dict[str, list[str]] = {}
        for line in notation.split("\n"):
            margin, bar, text = line.partition("|")
            if bar and not margin.strip():
                files[next(reversed(files))].append(text.removeprefix(" "))
            elif line.strip():
                files[line.strip()] = []
        for path, lines in files.items():
            self.put(path, "".join(f"{line}\n" for line in lines))
        return self

    def put(self, path: str, content: str | bytes) -> Path:
        """Write one file as it is."""
        file = self.docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def study(self, **settings: Any) -> Study:
        made = Settings(**{"as_of": AS_OF, **settings})
        return study(self.docs, made, ask=_asking(made))

    def site(self, **settings: Any) -> Site:
        made = Settings(**{"as_of": AS_OF, **settings})
        return build(self.docs, made, _asking(made), compiled=COMPILED)

    def problems(self, **settings: Any) -> list[str]:
        """`path:line:col: CODE message (remedy)`, in English unless told otherwise."""
        return self.told(self.study(**settings), settings.get("language", "en"))

    def findings(self, **settings: Any) -> list[str]:
        found = self.study(**settings)
        return self.told(replace(found, problems=found.findings), settings.get("language", "en"))

    def page(self, path: str, **settings: Any) -> str:
        """The Markdown of one page, without writing the others."""
        made = Settings(**{"as_of": AS_OF, **settings})
        found = study(self.docs, made, ask=_asking(made))
        paths = frozenset([*(view.path for view in found.views), *(feed.path for feed in found.feeds)])
        pen = Pen(found.catalog, words(found.kinds, made), made, paths, columns=columns(found.kinds))
        view = next(view for view in found.views if view.path == path)
        return pen.write(view, pen.environment(TEMPLATES, COMPILED)).text

    @staticmethod
    def outputs(site: Site) -> dict[str, str]:
        """Everything that comes out and can be read, by its path."""
        files = {file.path: file.content for file in site.files if not file.path.startswith("search/tokens/")}
        return {page.path: page.text for page in site.pages} | files

    @staticmethod
    def looks(site: Site) -> dict[str, str]:
        """The same without what only repeats the pages, for search."""
        return {path: text for path, text in Wiki.outputs(site).items() if not path.startswith("search/")}

    def check(self, *options: str) -> Result:
        """What `mops-kb check` says. A mistake of ours is raised."""
        command = ["check", str(self.docs), "--as-of", AS_OF.isoformat(), *options]
        return CliRunner().invoke(commands, command, catch_exceptions=False)

    def another(self, name: str) -> "Wiki":
        """An empty wiki of its own."""
        return Wiki(self.docs.parent / name / "docs")

    @staticmethod
    def told(found: Study, language: str) -> list[str]:
        """The problems in words."""
        labels = _labels(language) if found.kinds == KINDS else words(found.kinds, Settings(AS_OF, language=language))
        return [f"{one.path}:{one.line}:{one.col}: {labels.problem(one)}" for one in found.problems]


@cache
def _labels(language: str) -> Labels:
    return words(KINDS, Settings(AS_OF, language=language))


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    """An empty wiki; call it to write files."""
    return Wiki(tmp_path / "docs")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """A new wiki as `mops-kb init` makes it, with one sample of each kind."""
    folder = tmp_path_factory.mktemp("samples")
    list(scaffold.init(folder, "MOps Wiki", "ja"))
    return Wiki(folder / "docs")


@pytest.fixture
def blessed(request: pytest.FixtureRequest) -> Bless:
    """Compare what comes out with a folder of what is expected; with `--bless`, write it there."""

    def compare(folder: Path, made: Mapping[str, str]) -> None:
        if request.config.getoption("--bless"):
            shutil.rmtree(folder, ignore_errors=True)
            for path, text in made.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8", newline="")
        files = [file for file in folder.rglob("*") if file.is_file()]
        expected = {file.relative_to(folder).as_posix(): file.read_bytes().decode() for file in files}
        assert sorted(made) == sorted(expected)
        for path, text in made.items():
            assert text == expected[path], path

    return compare
