"""Setting: what every page of a site depends on: configuration, theme and environment of templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.utils import get_build_datetime

from mkdocs_fast_build import digest

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

_SELDOM = frozenset(
    ("docs_dir", "site_dir", "config_file_path", "watch", "nav", "dev_addr", "strict", "validation", "hooks")
)
"""Options that name places on this machine, that say again what the navigation says, or that change what is told
and not what is made: only a template that asks for one of these depends on it."""
_ELSEWHERE = frozenset((*_SELDOM, "plugins", "theme", "_current_page"))


def setting(config: MkDocsConfig, env: Environment) -> list[Any]:
    """Raises:
    Unstable: an option that nobody can tell the like of.
    """
    options = {name: value for name, value in config.items() if name not in _ELSEWHERE}
    theme = config.theme
    code = [_package(folder) for folder in theme.dirs]
    return [options, theme.name, str(theme.locale), {name: theme[name] for name in theme}, code, _environment(env)]


def time() -> str:
    """What changes without a change."""
    return repr(get_build_datetime())


def seldom(config: MkDocsConfig) -> dict[str, Any]:
    """The options that hardly any template shows."""
    return {name: config.get(name) for name in sorted(_SELDOM)}


def _package(folder: str) -> str:
    """Of a theme that is installed, what its installer wrote down; what is in other folders is told template by
    template."""
    parts = Path(folder).parts
    for site in ("site-packages", "dist-packages"):
        if site in parts:
            return digest.of_code(parts[parts.index(site) + 1])
    return ""


def _environment(env: Environment) -> list[Any]:
    return [_named(env.filters), _named(env.tests), _named(env.globals), sorted(env.extensions)]


def _named(things: Mapping[str, Any]) -> list[Any]:
    return sorted((name, *_told(value)) for name, value in things.items())


def _told(value: Any) -> tuple[str, str]:
    module = getattr(value, "__module__", None) or type(value).__module__
    return f"{module}.{getattr(value, '__qualname__', type(value).__qualname__)}", digest.of_code(module)
