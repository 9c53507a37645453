"""The plugin: options, and when what begins. It changes how a site is built, and nothing of the site."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import InclusionLevel

from mkdocs_fast_build import digest, seams, verify
from mkdocs_fast_build.convert import Converter
from mkdocs_fast_build.later import fields_may_wait
from mkdocs_fast_build.outputs import Outputs
from mkdocs_fast_build.plan import Plan
from mkdocs_fast_build.progress import Progress
from mkdocs_fast_build.render import STAGE as RENDERED
from mkdocs_fast_build.render import Renderer
from mkdocs_fast_build.store import Store
from mkdocs_fast_build.templates import Compiled
from mkdocs_fast_build.workers import cores, leave_quickly, rarely_collected

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

log = get_plugin_logger("fast-build")


class FastBuildConfig(Config):
    """The options of the plugin; README tells what each does. Each can be set for one build in the environment, as
    FAST_BUILD_ENABLED and so on."""

    enabled = option.Type(bool, default=True)
    cache = option.Type(bool, default=True)
    cache_dir = option.Type(str, default=".cache/fast-build")
    processes = option.Type(int, default=0)
    verify = option.Type(bool, default=False)
    timings = option.Type(bool, default=False)
    timings_file = option.Type(str, default="")
    pure_plugins = option.ListOfItems(option.Type(str), default=[])
    pure_extensions = option.ListOfItems(option.Type(str), default=[])


class FastBuildPlugin(BasePlugin[FastBuildConfig]):
    """Lives as long as `mkdocs serve` does; what belongs to one build is made in `on_config` and gone after it."""

    def __init__(self) -> None:
        self._serves = False
        self._open = ExitStack()
        self._build: Build | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._serves = command == "serve"
        if command == "build":
            leave_quickly()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        self._open.close()
        self._build = None
        options = _set(self.config)
        if not options["enabled"]:
            return
        if refusal := seams.refusal():
            log.info(f"the site is built as always: {refusal}")
            return
        self._build = Build(config, options, self._serves)
        self._open.enter_context(rarely_collected())
        self._open.enter_context(fields_may_wait())
        build = self._build
        self._open.enter_context(seams.taken(build.populate, build.build_page, build.clean, build.environment))
        self._open.callback(self._build.end)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if self._build:
            self._build.config = config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        self._ended("data")

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        self._ended("reading")
        if self._build:
            self._build.expect(files)
            self._build.environment(env)

    @event_priority(-1_000_000)  # what others read of pages and write into the site comes first
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        build = self._build
        if not build:
            return
        build.good()
        self._open.close()
        if build.options["verify"] and (differing := verify.differing(config)):
            raise PluginError(f"fast-build: the site is not what a plain build makes of it: {differing}")

    def on_build_error(self, *, error: Exception) -> None:
        self._open.close()

    def _ended(self, stage: str) -> None:
        if self._build:
            self._build.progress.ended(stage)


def _set(given: Any) -> dict[str, Any]:
    """The options as the configuration has them, but for those that the environment sets."""
    options = dict(given)
    for name, value in options.items():
        said = os.environ.get(f"FAST_BUILD_{name.upper()}")
        if said is not None and isinstance(value, bool):
            options[name] = said.lower() not in ("", "0", "no", "off", "false")
        elif said is not None and isinstance(value, int):
            options[name] = int(said)
        elif said is not None and isinstance(value, str):
            options[name] = said
    return options


class Build:
    """One build, from the configuration to the last page."""

    def __init__(self, config: MkDocsConfig, options: dict[str, Any], serves: bool) -> None:
        self.options = options
        self.progress = Progress()
        self.config = config
        self._serves = serves
        self._hands = options["processes"] or cores()
        self._plan: Plan | None = None
        self._converter: Converter | None = None
        self._renderer: Renderer | None = None
        self._passing = "" if options["cache"] else tempfile.mkdtemp(prefix="fast-build-")
        self.store = self.stored()
        self._compiled = Compiled(self.store)
        self._outputs = Outputs(self.store)

    def stored(self) -> Store:
        config = self.config
        name = Path(config.config_file_path or "site").stem + ("-serve" if self._serves else "")
        beside = Path(config.config_file_path).parent if config.config_file_path else Path()
        store = Store(Path(self._passing) if self._passing else beside / self.options["cache_dir"], name, digest.ours())
        store.open()
        if store.refusal and not self._passing:
            log.info(f"nothing is kept in this build: {store.refusal}")
            self._passing = tempfile.mkdtemp(prefix="fast-build-")
            store = Store(Path(self._passing), name, digest.ours())
            store.open()
        return store

    def environment(self, env: Environment) -> None:
        """Templates are compiled once."""
        if env.bytecode_cache is None:
            env.bytecode_cache = self._compiled

    def clean(self, plain: Callable[[str], None], folder: str) -> None:
        if folder == self.config.site_dir and not self._passing:
            self._outputs.clean(folder, self.store.names(RENDERED))
        else:
            plain(folder)

    def populate(self, plain: Callable[..., None], page: Any, config: MkDocsConfig, files: Files, dirty: bool) -> None:
        if self._converter is None:
            self._plan = Plan(config, self.options["pure_plugins"], self.options["pure_extensions"])
            self._converter = Converter(config, files, self._plan, self.store, self._hands, self.progress.report)
            if not dirty:
                self._converter.begin(InclusionLevel.is_in_serve if self._serves else InclusionLevel.is_included)
        self._converter.populate(page, plain, dirty)

    def expect(self, files: Files) -> None:
        """The pages are known now, and nothing is written yet."""
        inclusion = InclusionLevel.is_in_serve if self._serves else InclusionLevel.is_included
        self._outputs.expect(file.abs_dest_path for file in files.documentation_pages(inclusion=inclusion))

    def build_page(
        self, plain: Callable[[], None], page: Any, config: MkDocsConfig, files: Any, nav: Any, env: Any, dirty: bool
    ) -> None:
        if dirty or not self._plan:
            plain()
            return
        if self._renderer is None:
            self.progress.ended("static files")
            self._renderer = Renderer(config, nav, files, env, self._plan, self._outputs)
            self._renderer.begin(self._hands, self.progress.report)
        self._renderer.build(page, plain)

    def good(self) -> None:
        """All went well: what was made is kept, and what it took is told."""
        self.progress.ended("rendering")
        if self._converter and self._renderer and self._plan:
            self._outputs.finish()
            self._renderer.forget()
            self._converter.forget()
            self.store.close()
            self.progress.ended("keeping")
            self._tell(self._converter, self._renderer, self._plan)

    def _tell(self, converter: Converter, renderer: Renderer, plan: Plan) -> None:
        for reason in plan.reasons:
            log.info(reason)
        converted = f"{converter.made} converted, {converter.kept} kept"
        log.info(f"pages: {converted}; {renderer.made} rendered, {renderer.kept} kept")
        if self.options["timings"]:
            for stage, seconds in self.progress.seconds.items():
                log.info(f"{seconds:8.2f} s {stage}")
        if self.options["timings_file"]:
            facts = {
                "converted": {"made": converter.made, "kept": converter.kept},
                "rendered": {"made": renderer.made, "kept": renderer.kept},
                "seconds": self.progress.seconds,
                "reasons": plan.reasons,
            }
            Path(self.options["timings_file"]).write_text(json.dumps(facts, indent=1), encoding="utf-8")

    def end(self) -> None:
        """However it went: let go of everything."""
        self.store.abandon()
        if self._passing:
            shutil.rmtree(self._passing, ignore_errors=True)
