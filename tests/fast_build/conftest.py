"""A wiki of Markdown that MkDocs builds twice: with the plugin, going on from what it kept, and without it, anew."""

import logging
import os
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from material.extensions import emoji
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks, Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

sys.dont_write_bytecode = True  # else hooks that are edited twice in a second would be the old ones
EPOCH = "1795316400"
_PASSING = re.compile(r"(?<=/tmp/)tmp\w+")
_HURRIED = ("Documentation built in", "Building documentation to", "Cleaning site")


class Compiled(BytecodeCache):
    """What Jinja makes of templates, shared by the plain builds: most of the time of a small one goes there."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class Built(NamedTuple):
    """A site: its files, what was said in the order in which it was, and the error that ended the build."""

    files: dict[str, bytes]
    said: list[tuple[str, str]]
    error: str
    ours: list[str]

    def differs(self, other: "Built") -> list[str]:
        """Where two sites are not the same: files, lines, error."""
        names = sorted(name for name in {*self.files, *other.files} if self.files.get(name) != other.files.get(name))
        lines = [
            f"{mark} {line}"
            for mark, ours, theirs in (("+", self, other), ("-", other, self))
            for line in ours.said
            if line not in theirs.said
        ]
        if not lines and self.said != other.said:
            lines = ["the same is said in another order or number", *map(str, self.said), "---", *map(str, other.said)]
        if self.error != other.error:
            lines.append(f"{self.error!r} is not {other.error!r}")
        return names + lines

    @property
    def kept(self) -> tuple[int, int]:
        """How many conversions and how many rendered pages were kept."""
        words = next(line for line in reversed(self.ours) if line.startswith("pages: "))
        converted, rendered = words.removeprefix("pages: ").split("; ")
        return int(converted.split(", ")[1].split()[0]), int(rendered.split(", ")[1].split()[0])


class _Ear(logging.Handler):
    """Hears what MkDocs shows: a warehouse of other tests in this process may be talking too."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[tuple[str, str]] = []
        self.ours: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage()
        if "fast_build" in record.name or "fast-build" in record.name:
            self.ours.append(words.removeprefix("fast-build: "))
        elif record.name.partition(".")[0] == "mkdocs" and not words.startswith(_HURRIED):
            self.said.append((record.levelname, _PASSING.sub("TEMPORARY", words)))


class Wiki:
    """A folder with `mkdocs.yml` and `docs`, written by calls and built at will. `config` may be changed in between."""

    def __init__(self, folder: Path, **config: Any) -> None:
        self.folder = folder
        self.docs = folder / "docs"
        self.docs.mkdir(parents=True, exist_ok=True)
        self.config: dict[str, Any] = {
            "site_name": "Wiki",
            "site_url": "https://example.org/wiki/",
            "theme": {"name": "material", "custom_dir": "overrides", "font": False},
            "plugins": [],
            **config,
        }
        self.options: dict[str, Any] = {"processes": 1}
        (folder / "overrides").mkdir(exist_ok=True)

    @property
    def cache(self) -> Path:
        return self.folder / ".cache/fast-build"

    def put(self, path: str, content: str | bytes) -> Path:
        """Write one file, told from the folder of the wiki."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def drop(self, path: str) -> None:
        (self.folder / path).unlink()

    def move(self, old: str, new: str) -> None:
        (self.folder / new).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / old).rename(self.folder / new)

    def written(self, fast: bool, **changes: Any) -> Path:
        """The configuration as a file."""
        config = {**deepcopy(self.config), **changes}
        if fast:
            config["plugins"] = [*config["plugins"], {"fast-build": self.options}]
        config.setdefault("site_dir", "site" if fast else "plain")
        text = yaml.dump(config, sort_keys=False, allow_unicode=True)
        text = re.sub(r"'?%(python/\S+?|relative)%'?", _tagged, text)
        return self.put("mkdocs.yml", text)

    def fast(self, **changes: Any) -> Built:
        """Build with the plugin, into the site of the time before."""
        return self._built(fast=True, **changes)

    def plain(self, **changes: Any) -> Built:
        """Build without the plugin, into an empty folder."""
        shutil.rmtree(self.folder / "plain", ignore_errors=True)
        return self._built(fast=False, **changes)

    def both(self, **changes: Any) -> Built:
        """Build both ways and see that they are the same."""
        fast = self.fast(**changes)
        assert fast.differs(self.plain(**changes)) == []
        return fast

    def _built(self, fast: bool, **changes: Any) -> Built:
        _forget()
        ear, logger, error = _Ear(), logging.getLogger(), ""
        level, logger.level = logger.level, logging.INFO
        logger.addHandler(ear)
        before = Path.cwd()
        os.chdir(self.folder)
        plain_env = Theme.get_env
        try:
            if not fast:
                Theme.get_env = _compiled  # type: ignore[method-assign]
            config = load_config(str(self.written(fast, **changes)))
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        except (Exception, SystemExit) as problem:  # noqa: BLE001
            error = f"{type(problem).__name__}: {problem}"
        finally:
            Theme.get_env = plain_env  # type: ignore[method-assign]
            os.chdir(before)
            logger.removeHandler(ear)
            logger.setLevel(level)
        site = self.folder / changes.get("site_dir", "site" if fast else "plain")
        return Built(contents(site), ear.said, error, ear.ours)

    def process(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build with the plugin in a process of its own."""
        self.written(fast=True)
        return subprocess.run(
            self.command(*options),
            cwd=self.folder,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @staticmethod
    def command(*options: str) -> list[str]:
        return [sys.executable, "-m", "mkdocs", "build", *options]


def _forget() -> None:
    """What lives on in a process, a new one has not."""
    emoji._load.cache_clear()
    Hooks._load_hook.cache_clear()
    for _, option in MkDocsConfig._schema:
        if isinstance(option, Plugins):
            option.plugin_cache.clear()


def _tagged(found: re.Match[str]) -> str:
    """The tags of MkDocs' own YAML, which stand between percent signs as others would not write them."""
    return "!relative" if found[1] == "relative" else f"!!{found[1]} ''"


def _compiled(theme: Theme) -> Any:
    env = _plain_env(theme)
    env.bytecode_cache = COMPILED
    return env


_plain_env = Theme.get_env


def contents(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


@pytest.fixture(autouse=True)
def _same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    """A wiki with a page or two."""
    made = Wiki(tmp_path)
    made.put("docs/index.md", "# Home\n\nSee [one](one.md).\n")
    made.put("docs/one.md", "# One\n\nSee [home](index.md).\n")
    return made
