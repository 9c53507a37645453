"""Export: the wiki as plain Markdown, with assets, styles and a configuration that needs no plugin of ours."""

import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

from mops_kb import scaffold, theme
from mops_kb.build import Site
from mops_kb.model.settings import Settings
from mops_kb.parcel import Branch


def export(site: Site, docs: Path, out: Path, settings: Settings) -> None:
    """Fill the folder `out`: `docs/`, `overrides/`, `mkdocs.yml`.

    What contributors wrote as HTML is not cleaned here as it is behind the plugin: export what you trust.
    """
    for page in site.pages:
        _write(out / "docs" / page.path, page.text)
    for file in site.files:
        _write(out / "docs" / file.path, file.content)
    for asset in site.assets:
        (out / "docs" / asset).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(docs / asset, out / "docs" / asset)
    shutil.copytree(theme.folder(), out / "overrides", ignore=shutil.ignore_patterns(".*"))
    configuration = yaml.safe_load(scaffold.configuration(settings.site_name, settings.language))
    if settings.site_url:
        configuration["site_url"] = settings.site_url
    configuration["plugins"] = []
    configuration["theme"]["custom_dir"] = "overrides"
    configuration["extra_css"] = [theme.STYLES]
    configuration["extra_javascript"] = list(theme.SCRIPTS)
    configuration["nav"] = _nav(site.navigation)
    _write(out / "mkdocs.yml", yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False))


def _nav(branches: Sequence[Branch]) -> list[Any]:
    return [branch.path or {escape(branch.title): _nav(branch.branches)} for branch in branches]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
