"""The plugin: hands the core a docs folder, and the engine what comes back. Nothing about marketing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urljoin
from uuid import uuid4

import nh3
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

import mops_kb
from mkdocs_mops_kb.beside import Beside, has_warned, is_beside
from mkdocs_mops_kb.editions import address_of, beside, editions
from mkdocs_mops_kb.nav import expand, listed
from mops_kb import config as core
from mops_kb import theme
from mops_kb.fingerprint import edition, fingerprint
from mops_kb.kept import Cache
from mops_kb.memory import unsearched
from mops_kb.model.settings import LEVELS, Settings
from mops_kb.parcel import Leaf, Parcel, keep, kept, page
from mops_kb.pictures import Size, roomy, size
from mops_kb.sanitise import sanitise

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

log = get_plugin_logger("mops-kb")


class MopsKbConfig(Config):
    """The options of the plugin; README tells what each does."""

    language = option.Choice(("ja", "en"), default="ja")
    default_language = option.Choice(("ja", "en"), default="ja")
    editions = option.Type(dict, default={})
    as_of = option.Optional(option.Type(str))
    fiscal_year_start = option.Choice(tuple(range(1, 13)), default=4)
    time_zone = option.Type(str, default="Asia/Tokyo")
    country = option.Type(str, default="JP")
    currency = option.Type(str, default="JPY")
    visibility = option.Choice(LEVELS, default="public")
    person_fields = option.Optional(option.ListOfItems(option.Type(str)))
    merge_people = option.Type((int, float), default=0.5)
    merge_topics = option.Type((int, float), default=0.5)
    business_hours = option.Type(str, default=Settings.business_hours)
    campaign_pattern = option.Type(str, default=Settings.campaign_pattern)
    labels = option.Type(dict, default={})
    fail_on = option.ListOfItems(option.Type(str), default=[])
    mute = option.ListOfItems(option.Type(str), default=[])
    cache = option.Type(str, default=".cache/mops-kb")


class MopsKbPlugin(BasePlugin[MopsKbConfig]):
    """`on_files` puts the wiki's pages in place of its sources; `on_page_content` has the last word on HTML."""

    fast_build_pure = ("page_content",)
    """For `fast-build`: here the answer depends on the page and on `fast_build_facts` alone."""

    def __init__(self) -> None:
        self.own_nav: list[Any] | None = None
        self.parcel: Parcel | None = None
        self.folder = Path()
        self.beside: Beside | None = None
        self.swaps = False
        self.facts: object = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Being here keeps the plugin alive between the builds of `serve`, which has a folder of its own."""
        self.swaps = command != "serve" and not dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        place = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(place, str(theme.folder()))
        if theme.STYLES not in config.extra_css:
            config.extra_css.insert(0, theme.STYLES)
            config.extra_javascript[:0] = theme.SCRIPTS
        config.markdown_extensions.extend(set(theme.EXTENSIONS).difference(config.markdown_extensions))
        self.own_nav = config.nav
        self._name_editions(config)
        return config

    def _name_editions(self, config: MkDocsConfig) -> None:
        """`site_url` is the address of the whole, so that every language says the same. `serve` has one language, and
        leads to no other."""
        try:
            listed = core.editions(self.config.editions, self.config.language)
        except ValueError as refused:
            raise PluginError(str(refused)) from None
        if not self.swaps:
            return
        address = config.site_url or ""
        config.extra["editions"] = editions(listed, self.config.language, address)
        config.site_url = address_of(address, dict(listed).get(self.config.language, ""))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """The wiki is made before the engine clears the old site: with `--strict`, a problem leaves that as it was."""
        docs = Path(config.docs_dir)
        settings = core.settings(
            self.config,
            site_name=config.site_name,
            site_url=config.site_url or "",
            directory_urls=config.use_directory_urls,
            edit_url=_edited(config),
        )
        self.parcel, self.folder = self._parcel(docs, settings, config)
        grave = self._tell(self.parcel)
        if grave and config.strict:
            raise PluginError(self.parcel.refusal)
        if self.swaps and not is_beside(Path(config.site_dir)):
            self.beside = beside(Path(config.site_dir), settings.editions, settings.language)
            config.site_dir = str(self.beside.building)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self.parcel
        docs = Path(config.docs_dir)
        self.facts = (mops_kb, nh3, config.site_url, [(path, size(docs / path)) for path in sorted(self.parcel.assets)])
        navigation = self.parcel.navigation
        config.nav = expand(self.own_nav, navigation) if self.own_nav else listed(navigation)
        return _files(self.parcel, self.folder, files, config)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        docs = Path(config.docs_dir)
        return roomy(sanitise(html, config.site_url or ""), lambda source: self._size(docs, page.url, source))

    def fast_build_facts(self, event: str, page: Page) -> object:
        """What the HTML of a page depends on but for its text: code, the address of the site, sizes of pictures."""
        return self.facts

    def _size(self, docs: Path, page: str, source: str) -> Size | None:
        """Of a picture of ours, as a page calls it."""
        path = unquote(urljoin(f"/{page}", source)).lstrip("/")
        return size(docs / path) if self.parcel and path in self.parcel.assets else None

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.beside:
            config.site_dir = str(self.beside.final)
            self._drop() if has_warned() else self.beside.swap()

    def on_build_error(self, *, error: Exception) -> None:
        self._drop()

    def _drop(self) -> None:
        if self.beside:
            self.beside.drop()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        for folder in [*self._templates(config), Path(core.__file__).parent]:
            server.watch(str(folder))
        return server

    def _templates(self, config: MkDocsConfig) -> list[Path]:
        own = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        return [*own, theme.folder()]

    def _parcel(self, docs: Path, settings: Settings, config: MkDocsConfig) -> tuple[Parcel, Path]:
        """The wiki as it was kept, if nothing it depends on has changed, else a new one; and where its pages are."""
        cache = Path(config.config_file_path or docs).parent / self.config.cache
        templates = self._templates(config)
        folder = cache / "wiki" / fingerprint(docs, settings, templates)
        return (found, folder) if (found := kept(folder)) else _made(docs, settings, templates, cache, folder)

    def _tell(self, parcel: Parcel) -> bool:
        """Problems, and findings that the site fails on, are warnings: `--strict` stops at them, `serve` goes on."""
        grave = [told for told in parcel.told if not told.is_finding or told.code in self.config.fail_on]
        for told in parcel.told:
            log.log(logging.WARNING if told in grave else logging.DEBUG, told.line)
        log.info(parcel.summary)
        return bool(grave)


def _edited(config: MkDocsConfig) -> str:
    """What goes before the path of a source, to edit it."""
    return urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri) if config.repo_url and config.edit_uri else ""


def _made(docs: Path, settings: Settings, templates: list[Path], cache: Path, folder: Path) -> tuple[Parcel, Path]:
    """Anew, and where its pages are. No other build finds what may come out otherwise the next time, or what was made
    while somebody wrote."""
    with unsearched():
        from jinja2 import FileSystemBytecodeCache

        from mops_kb.build import build, pack  # a build of an unchanged wiki does without the core
        from mops_kb.query import Asking

        compiled = cache / "templates"
        compiled.mkdir(parents=True, exist_ok=True)
        ask = Asking(cache / "answers", settings.time_zone)
        kept = Cache(cache, edition())
        site = build(docs, settings, ask, templates, FileSystemBytecodeCache(str(compiled)), kept)
        parcel = pack(site, settings, docs.name)
    if not (ask.is_lasting and fingerprint(docs, settings, templates) == folder.name):
        folder = folder.with_name(uuid4().hex)
    keep(parcel, folder)
    return parcel, folder


def _files(parcel: Parcel, folder: Path, given: Files, config: MkDocsConfig) -> Files:
    """Pages from the core and what may be published from docs; the sources themselves stay at home."""
    docs = Path(config.docs_dir)
    kept_files = [file for file in given if _is_themes(file, docs) or file.src_uri in parcel.assets]
    for file in kept_files:
        if file.src_uri == theme.STYLES:
            file.content_string = theme.lean(file.content_string)
    return Files([*kept_files, *(_file(leaf, folder, config) for leaf in parcel.leaves)])


def _file(leaf: Leaf, folder: Path, config: MkDocsConfig) -> File:
    text = str(page(folder, leaf))
    file = File.generated(config, leaf.path, abs_src_path=text, inclusion=InclusionLevel.INCLUDED)
    file.edit_uri = leaf.source
    return file


def _is_themes(file: File, docs: Path) -> bool:
    return file.src_dir is not None and Path(file.src_dir) != docs and not file.src_uri.endswith(".md")
