"""Themes: which files a theme has, found without a walk through the thousands of icons that no site is given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Environment, FileSystemLoader


def add_files(plain: Callable[..., None], files: Any, env: Environment, config: Any) -> None:
    """In the place of MkDocs' own way, which is `plain`: it drops whatever has a dot first in its path."""
    if type(env.loader) is not FileSystemLoader:
        plain(files, env, config)
        return

    def list_templates(filter_func: Callable[[str], bool]) -> list[str]:
        names = {name for folder in env.loader.searchpath for name in _below(folder)}  # type: ignore[union-attr]
        return sorted(filter(filter_func, names))

    env.list_templates = list_templates  # type: ignore[assignment,method-assign]
    try:
        plain(files, env, config)
    finally:
        del env.list_templates


def _below(folder: str) -> Iterator[str]:
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        above = path[len(folder) :].strip(os.path.sep).replace(os.path.sep, "/")
        yield from (f"{above}/{name}" if above else name for name in names if not name.startswith("."))
