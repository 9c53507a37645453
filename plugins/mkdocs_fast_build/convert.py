"""Convert: the stage at which pages are read and their Markdown becomes HTML. What was converted before is kept by its
text, by the links that it resolved and by the files that it opened."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_fast_build import digest, reads
from mkdocs_fast_build.again import asked_once
from mkdocs_fast_build.identity import of_toc
from mkdocs_fast_build.inline import only_what_may_match
from mkdocs_fast_build.later import Later
from mkdocs_fast_build.links import Asked, Targets
from mkdocs_fast_build.plan import Plan, extension_modules
from mkdocs_fast_build.store import Store
from mkdocs_fast_build.told import Line, listening, tell
from mkdocs_fast_build.workers import share

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

STAGE, BODIES = "converted", "bodies"
Report = Callable[[str, int, int], None]
"""Told of a stage how many pages are done, of how many."""
log = logging.getLogger("mkdocs.commands.build")


class Reading:
    """A page between its reading and its turn: what was said, and what it is converted by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: Sequence[Line] = ()
        self.error: Exception | None = None
        self.key = ""
        self.found: Any = None
        self.is_new = False
        self.content = ""


class Converter:
    """Takes the place of MkDocs' `_populate_page`. Asked for the first page, it converts all of them; then each in turn
    is told of as if it had been made just now."""

    def __init__(
        self, config: MkDocsConfig, files: Files, plan: Plan, store: Store, hands: int, report: Report
    ) -> None:
        self._config = config
        self._files = files
        self._plan = plan
        self._store = store
        self._hands = hands
        self._report = report
        self._root = Path(config.config_file_path or config.docs_dir).parent.resolve()
        self._known_files: dict[str, str | None] = {}
        self._targets = Targets(files)
        self._setting = self._set()
        self._ahead: dict[int, Reading] = {}
        self.made, self.kept = 0, 0

    def _set(self) -> str:
        """What every conversion depends on."""
        config = self._config
        here = os.path.relpath(os.curdir, self._root)  # from which extensions tell the paths in their options
        names = ("markdown", "pymdownx", "material", "pygments", *extension_modules(config))
        modules = [*map(digest.of_code, names), digest.of_additions("pygments")]
        links = dict(config.validation.links)
        parts = (config.markdown_extensions, config.mdx_configs, links, config.use_directory_urls, modules, here)
        try:
            who = self._plan.who() if self._plan.hooks("page_content", "pure") else {}
            return digest.of(digest.ours(), *parts, self._icons(), who)
        except digest.Unstable as what:
            self._plan.converts = False
            self._plan.reasons.append(f"conversion is not kept: the options of Markdown have {what}")
            return ""

    def _icons(self) -> list[object]:
        """The site's own icons, which a page shows as they are."""
        folders = [Path(folder) / ".icons" for folder in [self._config.theme.custom_dir] if folder]
        for options in self._config.mdx_configs.values():
            own = options.get("options", {}).get("custom_icons", ())
            folders += [Path(folder) for folder in own]
        files = [file for folder in folders if folder.is_dir() for file in sorted(folder.rglob("*.svg"))]
        return [(file.as_posix(), digest.of_bytes(file.read_bytes())) for file in files]

    def begin(self, inclusion: Callable[[InclusionLevel], bool]) -> None:
        """Read and convert all pages that can be read ahead of their turn."""
        if self._plan.in_turn or not self._plan.converts:
            return
        readings = []
        with listening() as heard:
            for file in self._files.documentation_pages(inclusion=inclusion):
                start = len(heard)
                page = self._page(file)
                if page is None:
                    continue
                reading = Reading(page)
                self._ahead[id(page)] = reading
                self._read(reading)
                reading.lines = heard[start:]
                if reading.error:
                    break
                readings.append(reading)
        self._store.read_ahead(STAGE)
        self._convert([one for one in readings if not self._is_kept(one)], len(readings))

    def _page(self, file: File) -> Page | None:
        """A draft in a preview gets its page in its turn: MkDocs names it then."""
        if file.page is None and file.inclusion.is_not_in_nav() and not file.inclusion.is_excluded():
            Page(None, file, self._config)
        return file.page

    def _read(self, reading: Reading) -> None:
        config, page = self._config, reading.page
        config._current_page = page
        try:
            page = reading.page = config.plugins.on_pre_page(page, config=config, files=self._files)
            page.read_source(config)
            assert page.markdown is not None
            page.markdown = config.plugins.on_page_markdown(page.markdown, page=page, config=config, files=self._files)
        except Exception as error:  # noqa: BLE001  # told when it is this page's turn
            reading.error = error
        finally:
            config._current_page = None

    def _is_kept(self, reading: Reading) -> bool:
        page = reading.page
        try:
            facts = self._plan.facts("page_content", page) if self._plan.content_is_pure else []
            where = (page.file.src_uri, page.file.dest_uri, page.file.inclusion.value)
            asked = [page.meta, page.title] if self._plan.hooks("page_content", "pure") else []
            known = self._plan.converts and type(page).render is Page.render
            text = digest.of_text(page.markdown or "")
            reading.key = digest.of(self._setting, where, text, asked, facts) if known else ""
        except digest.Unstable:
            return False
        found = self._store.get(STAGE, page.file.src_uri) if reading.key else None
        if not found or found["key"] != reading.key:
            return False
        if found["files"] != self._word() and (found["all"] or not self._leads_there(found)):
            return False
        if not reads.are(found["reads"], self._root, self._known_files):
            return False
        reading.found = found
        return True

    def _leads_there(self, found: Any) -> bool:
        """Whether the links of a kept page lead to what they led to."""
        *_, links = found["texts"]
        return self._targets.are(json.loads(links))

    def _word(self) -> str:
        """Of all files, where they stay what they are: pages that are read one by one may bring some along."""
        return self._targets.now() if self._plan.in_turn else self._targets.word

    def _convert(self, pending: Sequence[Reading], count: int) -> None:
        kept = count - len(pending)
        self._report("read", kept, count)
        shared = share(pending, self._converted, self._hands, lambda done: self._report("read", kept + done, count))
        for place, found in shared:
            self._take(pending[place], found)

    def _take(self, reading: Reading, found: Any) -> None:
        """Keep what was found out of a page; that counts only if the whole build goes well."""
        reading.found, reading.is_new = found, True
        if found:
            reading.content = found.pop("content")
        if found and found["key"]:
            self._store.put(BODIES, reading.page.file.src_uri, reading.content)
            self._store.put(STAGE, reading.page.file.src_uri, found)

    def _converted(self, reading: Reading) -> Any:
        """What becomes of a page; None if it fails, which is then told in its turn."""
        page, config = reading.page, self._config
        if type(page).render is not Page.render:
            return None
        asked = Asked(self._files)
        config._current_page = page
        try:
            with reads.noting() as opened, listening() as lines, only_what_may_match(), asked_once():
                page.render(config, asked)
                content = page.content or ""
                if self._plan.content_is_pure:
                    content = config.plugins.on_page_content(content, page=page, config=config, files=self._files)
        except Exception:  # noqa: BLE001
            return None
        finally:
            config._current_page = None
        toc = [_entry(entry) for entry in page.toc]
        return {
            "key": "" if reads.FAR in opened else reading.key,
            "content": content,
            "word": digest.of_text(content),
            "toc": of_toc(_toc(toc)),
            "title": page._title_from_render,
            "to": [[file.src_uri, anchors] for file, anchors in (page.links_to_anchors or {}).items()],
            "lines": lines,
            "texts": [_text(toc), _text(sorted(page.present_anchor_ids or ())), _text(asked.paths)],
            "all": asked.everything,
            "files": self._word(),
            "reads": reads.contents(opened, self._root),
        }

    def populate(self, page: Page, plain: Callable[..., None], dirty: bool) -> None:
        """Bring one page to where MkDocs expects it; `plain` is MkDocs' own way."""
        if dirty or not self._plan.converts:
            plain(page, self._config, self._files, dirty)
            self.made += 1
            return
        reading = self._ahead.pop(id(page), None) or self._in_turn(page)
        tell(reading.lines)
        page = reading.page
        self._config._current_page = page
        try:
            if reading.error:
                raise reading.error
            self._finish(reading)
        except Exception as error:
            words = f"Error reading page '{page.file.src_uri}':"
            log.error(words if isinstance(error, BuildError) else f"{words} {error}")
            raise
        finally:
            self._config._current_page = None

    def _in_turn(self, page: Page) -> Reading:
        reading = Reading(page)
        self._read(reading)
        if not reading.error and not self._is_kept(reading):
            self._take(reading, self._converted(reading))
        return reading

    def _finish(self, reading: Reading) -> None:
        page, config = reading.page, self._config
        if not reading.found:  # it failed elsewhere, and will again
            page.render(config, self._files)
            self.made += 1
        else:
            self._restore(page, reading)
        if not (reading.found and self._plan.content_is_pure):
            page.content = config.plugins.on_page_content(
                page.content or "", page=page, config=config, files=self._files
            )

    def _restore(self, page: Page, reading: Reading) -> None:
        found, is_new = reading.found, reading.is_new
        tell(found["lines"])
        if is_new:
            page.content = reading.content
        else:
            page.content = Later(found["word"], lambda: self._body(page))  # type: ignore[assignment]
        toc, anchors, _ = found["texts"]
        page.toc = Later(found["toc"], lambda: _toc(json.loads(toc)))  # type: ignore[assignment]
        page._title_from_render = found["title"]
        page.present_anchor_ids = Later("", lambda: set(json.loads(anchors)))  # type: ignore[assignment]
        if log.getEffectiveLevel() > logging.DEBUG:
            targets = ((self._files.get_file_from_path(to), anchors) for to, anchors in found["to"])
            page.links_to_anchors = {file: anchors for file, anchors in targets if file}
        self.made += is_new
        self.kept += not is_new

    def _body(self, page: Page) -> str:
        """The content of a kept page; should it be gone, as it is made now."""
        kept = self._store.get(BODIES, page.file.src_uri)
        if isinstance(kept, str):
            return kept
        with listening():
            page.render(self._config, self._files)
            content = page.content
            if self._plan.content_is_pure:
                content = self._config.plugins.on_page_content(
                    content or "", page=page, config=self._config, files=self._files
                )
        return content or ""

    def forget(self) -> None:
        """Drop what is kept of pages that are no longer there."""
        for stage in (STAGE, BODIES):
            for name in self._store.names(stage):
                if name not in self._files.src_uris:
                    self._store.drop(stage, name)


def _entry(link: AnchorLink) -> list[Any]:
    return [link.title, link.id, link.level, [_entry(child) for child in link.children]]


def _text(value: Any) -> str:
    """As text within what is kept: it is made by those who share the work, and read only if it is asked for."""
    return json.dumps(value, separators=(",", ":"))


def _toc(entries: Iterable[Any]) -> TableOfContents:
    toc = TableOfContents([_link(entry) for entry in entries])
    if toc.items:
        toc.items[0].active = True  # type: ignore[attr-defined]
    return toc


def _link(entry: Any) -> AnchorLink:
    link = AnchorLink(*entry[:3])
    link.children = [_link(child) for child in entry[3]]
    return link
