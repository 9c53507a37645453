"""`python -m mkdocs_mops_kb`: the wiki in all its languages, published together or not at all.

All languages are built beside the site, at the same time, and only when each is whole do they take its place in one
move. What is said after it (`--strict`) goes to every build; `--site-dir` is where the whole goes.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

from mkdocs_mops_kb.beside import Beside
from mops_kb import config as core

FIRST = "mkdocs.yml"


def main(options: Sequence[str]) -> int:
    """The exit code: that of the build that failed, if one did."""
    options, wanted = _taken(options, "--site-dir")
    try:
        listed, site = _asked()
    except (ConfigurationError, ValueError) as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    site = Path(wanted).resolve() if wanted else site
    places = {folder: Beside(site / folder, whole=site) for folder in listed}
    try:
        running = {folder: _begin(file, places[folder].building, options) for folder, file in listed.items()}
        code = max(_end(build) for build in running.values())
        if not code:
            for folder in listed:
                if folder:
                    places[folder].building.rename(places[""].building / folder)
            places[""].swap()
    finally:
        for place in places.values():
            place.drop()
    return code


def _taken(options: Sequence[str], name: str) -> tuple[Sequence[str], str]:
    """What stands after an option, and the options without both."""
    if name not in options[:-1]:
        return options, ""
    place = options.index(name)
    return [*options[:place], *options[place + 2 :]], options[place + 1]


def _asked() -> tuple[Mapping[str, Path], Path]:
    """Of each language the folder below the site and the configuration; and where the site is."""
    config = load_config(FIRST)
    own = config.plugins["mops-kb"].config
    editions = dict(core.editions(own["editions"], own["language"]) or ((own["language"], ""),))
    if editions[own["language"]]:
        raise ValueError(f"the language of {FIRST} is the one that has no folder in `editions`")
    files = {folder: Path(f"mkdocs.{language}.yml" if folder else FIRST) for language, folder in editions.items()}
    for file in files.values():
        if not file.is_file():
            raise ValueError(f"`editions` names a language whose configuration is not there: {file}")
    return files, Path(config.site_dir)


def _begin(file: Path, out: Path, options: Sequence[str]) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "mkdocs_fast_build",
        "build",
        *options,
        "--config-file",
        str(file),
        "--site-dir",
        str(out),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")


def _end(build: subprocess.Popen[str]) -> int:
    """What it said, told in one piece."""
    said, _ = build.communicate()
    sys.stderr.write(said)
    return abs(int(build.returncode))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
