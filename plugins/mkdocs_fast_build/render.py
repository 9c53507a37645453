"""Render: the stage at which pages go through the theme and are written. What was rendered before is kept by all that
the templates looked at."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from jinja2 import Environment
from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, templates

from mkdocs_fast_build import digest, index
from mkdocs_fast_build.convert import Report
from mkdocs_fast_build.facts import Facts
from mkdocs_fast_build.identity import identity
from mkdocs_fast_build.outputs import Outputs
from mkdocs_fast_build.plan import Plan
from mkdocs_fast_build.sets import Sets
from mkdocs_fast_build.setting import seldom, setting, time
from mkdocs_fast_build.store import Written, is_still, remove
from mkdocs_fast_build.told import Line, listening, tell
from mkdocs_fast_build.workers import share

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

STAGE, _NONE = "rendered", "[]"
log = logging.getLogger("mkdocs.commands.build")


class Outcome(NamedTuple):
    """Of a page that was rendered just now. `tallies` is what plugins gathered, as JSON if it is `told`; `seen` is a
    set of names, all that it looked at, and `sets` are those that are new; `content` is what is left of the page's
    where a plugin took something out. `file` holds what was written, unless the page came out empty; `text` is it where
    plugins have yet to see it."""

    lines: Sequence[Line]
    tallies: Mapping[str, Any]
    told: bool
    seen: str
    sets: Mapping[str, list[str]]
    own: frozenset[str]
    unstable: str
    content: str | None = None
    file: str | None = None
    written: Written | None = None
    text: str | None = None


class Turn:
    """A page on its way to be written."""

    def __init__(self, page: Page, key: str, kept: Any) -> None:
        self.page = page
        self.key = key
        self.kept = kept
        self.status: os.stat_result | None = None
        self.outcome: Outcome | None = None


class Renderer:
    """Takes the place of MkDocs' `_build_page`. Asked for the first page, it renders all that have changed; then each
    is told of in its turn and put in its place."""

    def __init__(
        self,
        config: MkDocsConfig,
        nav: Navigation,
        files: Sequence[File],
        env: Environment,
        plan: Plan,
        outputs: Outputs,
    ) -> None:
        self._config = config
        self._nav = nav
        self._files = files
        self._env = env
        self._plan = plan
        self._outputs = outputs
        self._store = outputs.store
        self._sets = Sets(outputs.store)
        self._facts = Facts(nav, files, env, time(), seldom(config), self._sets)
        self._turns: dict[int, Turn] = {}
        self._shared = ""
        self._today = get_build_date()
        self._joined = set[str]()
        self.made, self.kept = 0, 0
        if plan.renders:
            self._shared = self._setting()
            self._join()

    def _setting(self) -> str:
        try:
            return digest.of(digest.ours(), setting(self._config, self._env), self._plan.who())
        except digest.Unstable as what:
            self._plan.keeps = False
            self._plan.reasons.append(f"rendered pages are not kept: the configuration has {what}")
            return ""

    def _join(self) -> None:
        for name, hook, _ in self._plan.tallies() if self._plan.knows_all() else ():
            if index.may_join(hook):
                index.join(hook)
                self._joined.add(name)

    def begin(self, hands: int, report: Report) -> None:
        """Render every page that is not kept."""
        if not self._plan.renders:
            return
        pages = [file.page for file in self._files if file.page and not self._plan.is_own(file.page)]
        self._store.read_ahead(STAGE)
        turns = [self._turn(page) for page in pages]
        self._turns = {id(turn.page): turn for turn in turns}
        pending = [turn for turn in turns if not turn.kept]
        kept = len(turns) - len(pending)
        report("rendered", kept, len(turns))
        if pending:
            self._render(pending, hands, lambda done: report("rendered", kept + done, len(turns)))

    def _render(self, pending: Sequence[Turn], hands: int, done: Callable[[int], None]) -> None:
        self._look_on()
        for turn in pending:
            turn.page.content  # noqa: B018  # so that a fork need not read it
        with self._trace.hearing():
            for place, outcome in share(pending, self._rendered, hands, done):
                pending[place].outcome = outcome
                if outcome:
                    self._sets.add(outcome.sets)
                    self._keep(pending[place], outcome)

    def _look_on(self) -> None:
        """Where all is kept, there is nothing to look on at: then not even the code for that is read."""
        from mkdocs_fast_build import navigation
        from mkdocs_fast_build.parsers import quick_parsers
        from mkdocs_fast_build.trace import Trace

        self._quickly = quick_parsers
        self._trace = Trace(self._env, self._facts)
        if reason := navigation.install(self._env, self._trace, self._sets, self._nav):
            self._plan.reasons.append(f"the navigation is rendered for every page: {reason}")

    def _turn(self, page: Page) -> Turn:
        """A page with what is kept of it, if that is still right."""
        if not self._plan.keeps:
            return Turn(page, "", None)
        try:
            key = digest.of(
                self._shared, identity(page, self._today), self._context(page), self._plan.facts("page_context", page)
            )
        except digest.Unstable:
            return Turn(page, "", None)
        found = self._store.get(STAGE, page.file.dest_uri)
        if found and found["key"] == key and self._is_same(page, found):
            return self._kept(Turn(page, key, found))
        return Turn(page, key, None)

    def _kept(self, turn: Turn) -> Turn:
        """It is, if the page that was written is still there."""
        if turn.kept["written"]:
            turn.status = is_still(self._store.page(turn.page.file.dest_uri), Written(*turn.kept["written"]))
            turn.kept = turn.kept if turn.status else None
        return turn

    def _context(self, page: Page) -> dict[str, Any]:
        """What plugins add to the context of a page."""
        hooks = self._plan.hooks("page_context", "seen")
        if not hooks:
            return {}
        before = cast(dict[str, Any], self._given(page))
        after = _asked(hooks, dict(before), page, self._config, self._nav)
        return {name: value for name, value in after.items() if name not in before or before[name] is not value}

    def _given(self, page: Page) -> templates.TemplateContext:
        return get_context(self._nav, self._files, self._config, page)

    def _is_same(self, page: Page, found: dict[str, Any]) -> bool:
        try:
            is_there = found["own"] == self._own(page, found["own"])
            return bool(is_there and self._facts.of_set(found["set"]) == found["word"])
        except digest.Unstable:
            return False

    def _own(self, page: Page, names: Any) -> dict[str, str]:
        """Where the page stands, as far as its template asked."""
        return {name: self._beside(page, name) for name in names}

    def _beside(self, page: Page, name: str) -> str:
        there = getattr(page, name)
        found = there if isinstance(there, (list, tuple)) else [there]
        return "\0".join([self._facts.name(one) if one else "" for one in found])

    def _rendered(self, turn: Turn) -> Outcome | None:
        """None if it fails, which is then told in its turn."""
        page, config = turn.page, self._config
        config._current_page = page
        self._trace.begin(page)
        before = page.content
        try:
            with listening() as lines, self._quickly():
                page.active = True
                context, tallies = self._gathered(page)
                template = self._env.get_template(page.meta.get("template", "main.html"))
                if page.file.inclusion.is_excluded():
                    return None
                output = template.render(context)
        except Exception:  # noqa: BLE001
            return None
        finally:
            page.active = False
            config._current_page = None
        trace, told = self._trace, _told(tallies)
        gathered = tallies if told is None else told
        seen = self._sets.called(trace.seen)
        new = self._sets.take_new()
        outcome = Outcome(lines, gathered, told is not None, seen, new, frozenset(trace.own), trace.unstable)
        if page.content != before:
            outcome, page.content = outcome._replace(content=page.content), before
        if self._config.plugins.events["post_page"]:
            return outcome._replace(text=output)
        if not output.strip():
            return outcome
        content = output.encode("utf-8", errors="xmlcharrefreplace")
        self._outputs.make_room(page.file.abs_dest_path)
        file, written = self._store.write(content)
        return outcome._replace(file=file, written=written)

    def _gathered(self, page: Page) -> tuple[Any, dict[str, list[Any]]]:
        """The context of a page, and what plugins gathered from it."""
        config = self._config
        context = _asked(self._plan.hooks("page_context", "seen", "pure"), self._given(page), page, config, self._nav)
        tallies = {}
        for name, hook, entries in self._plan.tallies():
            start = len(entries)
            hook(context, page=page, config=config, nav=self._nav)
            tallies[name] = entries[start:]
            del entries[start:]
        return context, tallies

    def build(self, page: Page, plain: Callable[[], None]) -> None:
        """Write one page; `plain` is MkDocs' own way."""
        turn = self._turns.pop(id(page), None)
        if turn is None or not (turn.kept or turn.outcome):
            self._outputs.free(page.file.abs_dest_path)
            plain()
            self.made += 1
            return
        self._config._current_page = page
        try:
            if turn.kept:
                self._put_kept(turn)
            elif turn.outcome:
                self._put_new(turn, turn.outcome)
        except Exception as error:
            words = f"Error building page '{page.file.src_uri}':"
            log.error(words if isinstance(error, BuildError) else f"{words} {error}")
            raise
        finally:
            self._config._current_page = None

    def _put_kept(self, turn: Turn) -> None:
        found, file = turn.kept, turn.page.file
        tell(found["lines"])
        self._count(dict(zip(found["tallies"], found["texts"], strict=True)), told=True)
        if found["content"] is not None:
            turn.page.content = found["content"]
        if found["written"]:
            page = self._store.page(file.dest_uri)
            self._outputs.put(page, file.abs_dest_path, Written(*found["written"]), turn.status)
        else:
            log.info(f"Page skipped: '{file.src_uri}'. Generated empty output.")
        self.kept += 1

    def _put_new(self, turn: Turn, outcome: Outcome) -> None:
        file = turn.page.file
        tell(outcome.lines)
        self._count(outcome.tallies, outcome.told)
        self.made += 1
        if outcome.content is not None:
            turn.page.content = outcome.content
        if outcome.text is not None:
            output = self._config.plugins.on_post_page(outcome.text, page=turn.page, config=self._config)
            self._outputs.free(file.abs_dest_path)
            if output.strip():
                utils.write_file(output.encode("utf-8", errors="xmlcharrefreplace"), file.abs_dest_path)
                return
        if outcome.file and outcome.written:
            self._outputs.put(outcome.file, file.abs_dest_path, outcome.written)
            self._store.settle(outcome.file, file.dest_uri)
        else:
            log.info(f"Page skipped: '{file.src_uri}'. Generated empty output.")

    def _keep(self, turn: Turn, outcome: Outcome) -> None:
        """Keep what was found out. That is no matter of turns: it counts only if the whole build goes well."""
        if not (self._plan.keeps and turn.key) or outcome.unstable or not outcome.told:
            return
        try:
            found = {
                "key": turn.key,
                "own": self._own(turn.page, sorted(outcome.own)),
                "set": outcome.seen,
                "word": self._facts.of_set(outcome.seen),
                "written": outcome.written,
                "lines": outcome.lines,
                "tallies": [*outcome.tallies],
                "texts": [*outcome.tallies.values()],
                "content": outcome.content,
            }
        except digest.Unstable:
            return
        self._store.put(STAGE, turn.page.file.dest_uri, found)

    def _count(self, tallies: Mapping[str, Any], told: bool) -> None:
        for name, _, entries in self._plan.tallies():
            found = tallies[name]
            if not told:
                entries.extend(found)
            elif name not in self._joined:
                entries.extend(json.loads(found))
            elif found != _NONE:
                entries.append(index.Gathered(found))

    def forget(self) -> None:
        """Drop what is kept of pages that are no longer there."""
        here = {file.dest_uri for file in self._files}
        for name in self._store.names(STAGE):
            if name not in here:
                self._store.drop(STAGE, name)
                remove(Path(self._store.page(name)))
        self._sets.keep()


def _told(tallies: dict[str, list[Any]]) -> dict[str, str] | None:
    """As texts, if they come back from there as they were."""
    try:
        texts = {name: index.text(entries) for name, entries in tallies.items()}
    except (TypeError, ValueError):
        return None
    return texts if all(json.loads(text) == tallies[name] for name, text in texts.items()) else None


def _asked(hooks: Sequence[Callable[..., Any]], context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    for hook in hooks:
        context = hook(context, page=page, config=config, nav=nav) or context
    return context
