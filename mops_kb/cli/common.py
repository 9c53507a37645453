"""What the commands share: exit codes, arguments, the settings of a site. It loads nothing heavy."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mops_kb import config
from mops_kb.config import Configured
from mops_kb.fingerprint import edition
from mops_kb.kept import Cache
from mops_kb.model.settings import LANGUAGES, LEVELS, Settings

F = TypeVar("F", bound=Callable[..., Any])

FINE, CONTENT, OURS, ELSEWHERE = 0, 1, 2, 3
"""Exit codes: nothing to mend, a contributor's mistake, a mistake of ours, a warehouse or a browser that failed."""
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
docs_ = click.argument("docs", type=FOLDER, default="docs")
no_cache_ = click.option("--no-cache", is_flag=True, help="Work everything out anew, and keep nothing.")


def language_of(what: str) -> Callable[[F], F]:
    """The option `--language`."""
    return click.option("--language", type=click.Choice(LANGUAGES), help=f"Of the {what}; the site's, if not given.")


def settings_of(
    configured: Configured, language: str | None, as_of: str | None, visibility: str | None = LEVELS[-1]
) -> Settings:
    """`check` looks at everything, drafts too."""
    more: dict[str, Any] = {"site_name": configured.site_name, "site_url": configured.site_url}
    given = {"language": language, "as_of": as_of, "visibility": visibility}
    try:
        return config.settings(configured.options, **more, **{key: value for key, value in given.items() if value})
    except ValueError as refused:
        raise click.UsageError(str(refused)) from None


def cache_of(docs: Path, configured: Configured, no_cache: bool = False) -> Cache:
    folder = None if no_cache else config.cache(docs, configured)
    return Cache(folder, edition()) if folder else Cache()


def prefix(docs: Path) -> str:
    """What goes before a problem's path so that it leads there from here."""
    return f"{Path(os.path.relpath(docs)).as_posix()}/"
