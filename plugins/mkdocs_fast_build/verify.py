"""Verify: the same site, built by MkDocs alone, and what differs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_SHOWN = 5


def differing(config: MkDocsConfig) -> str:
    """The files that are not the same in both, or what MkDocs said if it could not build the site; empty if all is
    well.

    Raises:
        OSError: there is no room for a second site.
    """
    with tempfile.TemporaryDirectory(prefix="fast-build-") as folder:
        plain = Path(folder) / "plain" / Path(config.site_dir).name
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config.config_file_path, "-d", str(plain)]
        done = subprocess.run(
            command, env={**os.environ, "FAST_BUILD_ENABLED": "0"}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            return done.stderr.strip()
        names = compared(Path(config.site_dir), plain)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def compared(one: Path, other: Path) -> list[str]:
    """The paths of files that are in one folder only or have other bytes there."""
    names = _files(one) | _files(other)
    return sorted(name for name in names if not _same(one / name, other / name))


def _files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
