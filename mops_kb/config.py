"""Config: a site's settings, from the `mkdocs.yml` beside its docs, for doors that run without the engine."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml

from mops_kb.model.hours import business_hours
from mops_kb.model.problem import FINDINGS
from mops_kb.model.settings import LANGUAGES, Settings

PLUGIN = "mops-kb"
_FOLDER = re.compile(r"[a-z0-9-]*")


CACHE = ".cache/mops-kb"


class Configured(NamedTuple):
    """What a `mkdocs.yml` says: the plugin's options, the name and the address of the site, where its docs are; and the
    folder in which it stands, or would stand."""

    options: Mapping[str, Any]
    site_name: str
    site_url: str
    docs: Path
    home: Path


def today(time_zone: str) -> date:
    """SOURCE_DATE_EPOCH if the environment has it, else the day it is now in that time zone."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.astimezone(ZoneInfo(time_zone)).date()


def settings(options: Mapping[str, Any], **more: Any) -> Settings:
    """Settings from a plugin's options; what an option leaves out has its default."""
    known = {field.name for field in fields(Settings)}
    given = {name: value for name, value in {**options, **more}.items() if name in known and value is not None}
    given["person_fields"] = tuple(given.get("person_fields", Settings.person_fields))
    given["editions"] = editions(given.get("editions") or {}, str(given.get("language", Settings.language)))
    given["mute"] = _codes(given.get("mute") or ())
    given["labels"] = tuple(sorted(dict(given.get("labels") or {}).items()))
    if given.get("fiscal_year_start", 4) not in range(1, 13):
        raise ValueError(f"fiscal_year_start is a month, 1 to 12, not {given['fiscal_year_start']}")
    for name in ("merge_people", "merge_topics"):
        given[name] = _share(name, given.get(name, getattr(Settings, name)))
    given["campaign_pattern"] = _pattern("campaign_pattern", given.get("campaign_pattern", Settings.campaign_pattern))
    business_hours(str(given.get("business_hours", Settings.business_hours)))
    as_of = given.pop("as_of", None) or today(str(given.get("time_zone", Settings.time_zone)))
    return Settings(as_of=as_of if isinstance(as_of, date) else date.fromisoformat(str(as_of)), **given)


def editions(written: Any, language: str) -> tuple[tuple[str, str], ...]:
    """The languages in which a wiki is published, each with its folder; the first stands at the root."""
    found = tuple((str(code), str(folder or "").strip("/")) for code, folder in dict(written).items())
    folders = [folder for _, folder in found]
    if not found:
        return ()
    if not {code for code, _ in found} <= set(LANGUAGES):
        raise ValueError(f"editions takes languages, {' or '.join(LANGUAGES)}, each with its folder, not {written}")
    if language not in dict(found):
        raise ValueError(f"editions lacks the language of the site: {language}")
    if len(set(folders)) < len(folders) or "" not in folders or not all(map(_FOLDER.fullmatch, folders)):
        raise ValueError(
            f"of editions one has no folder, and each other one a name of its own, such as `en`: {written}"
        )
    return found


def _codes(mute: Sequence[str]) -> tuple[str, ...]:
    """Codes of findings; one that there is not would mute nothing, without a word."""
    if unknown := sorted(set(mute) - set(FINDINGS)):
        raise ValueError(f"mute takes codes of findings, and {unknown[0]} is none; there are: {', '.join(FINDINGS)}")
    return tuple(sorted(set(mute)))


def _share(name: str, written: Any) -> Decimal:
    share = Decimal(str(written))
    if not 0 < share <= 1:
        raise ValueError(f"{name} is a share above 0 and up to 1, such as 0.5, not {written}")
    return share


def _pattern(name: str, written: Any) -> str:
    try:
        return re.compile(str(written)).pattern
    except re.error as error:
        raise ValueError(f"{name} is a regular expression, and this is none: {written} ({error})") from None


def find(docs: Path) -> Configured:
    """Read the `mkdocs.yml` beside a docs folder; without one, everything has its default."""
    for folder in (docs.parent, docs):
        file = folder / "mkdocs.yml"
        if file.exists():
            return read(file)
    return Configured({}, Settings.site_name, Settings.site_url, docs, docs.resolve().parent)


def cache(docs: Path, configured: Configured) -> Path | None:
    """Where that is kept which saves work the next time; never among the docs."""
    folder = configured.home.resolve() / str(configured.options.get("cache") or CACHE)
    return None if folder.is_relative_to(docs.resolve()) else folder


def read(file: Path) -> Configured:
    """The parts of a `mkdocs.yml` that concern the core."""
    found = yaml.load(file.read_text(encoding="utf-8"), _Loader) or {}
    options: Mapping[str, Any] = {}
    plugins = found.get("plugins") or ()
    for plugin in [plugins] if isinstance(plugins, dict) else plugins:
        if isinstance(plugin, dict) and PLUGIN in plugin:
            options = plugin[PLUGIN] or {}
    docs = file.parent / found.get("docs_dir", "docs")
    name, address = found.get("site_name") or Settings.site_name, found.get("site_url") or Settings.site_url
    return Configured(options, name, address, docs, file.parent)


class _Loader(yaml.SafeLoader):
    """Reads `!ENV` as the engines do, and passes over their other tags (`!!python/name:`, `!relative`)."""

    def env(self, node: yaml.Node) -> Any:
        """`!ENV NAME`, or `!ENV [NAME, …, default]`: what the first variable that is set says."""
        names = [*node.value] if isinstance(node, yaml.SequenceNode) else [node]
        default = names.pop() if len(names) > 1 else None
        for name in names:
            if (value := os.environ.get(name.value)) is not None:
                tag = self.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
                return self.construct_object(yaml.ScalarNode(tag, value))
        return self.construct_object(default) if default else None


_Loader.add_constructor("!ENV", _Loader.env)
_Loader.add_multi_constructor("!", lambda *_: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
