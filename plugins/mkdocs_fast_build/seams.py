"""Seams: the places of MkDocs that are taken over while a site is built.

They are functions that the build looks up by name: for every page, and to clean the folder of the site. MkDocs 1.6.1 is
the last of its line, and only that one is known; beside any other engine the plugin stands aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import mkdocs
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from mkdocs_fast_build.themes import add_files

KNOWN = "1.6.1"


def refusal() -> str:
    """Why the seams are not to be touched; empty where all is well."""
    if build.build.__module__ != "mkdocs.commands.build" or not hasattr(build, "_populate_page"):
        return "another engine than MkDocs is at work"
    found = mkdocs.__version__
    return "" if found == KNOWN else f"MkDocs {found} is not known, only {KNOWN} is"


@contextmanager
def taken(
    populate: Callable[..., None],
    build_page: Callable[..., None],
    clean: Callable[[Callable[[str], None], str], None],
    environment: Callable[[Any], None],
) -> Iterator[None]:
    """Meanwhile MkDocs calls these, for every page, to clean a folder, and with every environment of templates that it
    makes. They are given its own way, and what it would be given."""
    plain_add_files, plain_get_env = Files.add_files_from_theme, Theme.get_env
    plain_populate, plain_build_page, plain_clean = build._populate_page, build._build_page, utils.clean_directory

    def _populate_page(page: Any, config: Any, files: Any, dirty: bool = False) -> None:
        populate(plain_populate, page, config, files, dirty)

    def _build_page(
        page: Any, config: Any, doc_files: Any, nav: Any, env: Any, dirty: bool = False, excluded: bool = False
    ) -> None:
        def plain() -> None:
            plain_build_page(page, config, doc_files, nav, env, dirty, excluded)

        build_page(plain, page, config, doc_files, nav, env, dirty)

    def clean_directory(directory: str) -> None:
        clean(plain_clean, directory)

    def add_files_from_theme(self: Any, env: Any, config: Any) -> None:
        add_files(plain_add_files, self, env, config)

    def get_env(self: Any) -> Any:
        env = plain_get_env(self)
        environment(env)
        return env

    build._populate_page, build._build_page, utils.clean_directory = _populate_page, _build_page, clean_directory
    Files.add_files_from_theme, Theme.get_env = add_files_from_theme, get_env  # type: ignore[method-assign]
    try:
        yield
    finally:
        Files.add_files_from_theme, Theme.get_env = plain_add_files, plain_get_env  # type: ignore[method-assign]
        build._populate_page, build._build_page = plain_populate, plain_build_page
        utils.clean_directory = plain_clean
