"""Plan: who has a say in the making of pages, and what follows from that for what may be kept and shared out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markdown.util import get_installed_extensions

from mkdocs_fast_build import digest
from mkdocs_fast_build.known import EXTENSIONS, PLUGINS, Known, Way

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_READING = ("pre_page", "page_read_source", "page_markdown", "page_content")
Hook = Callable[..., Any]


class Plan:
    """What follows from the plugins, hooks and extensions of a configuration.

    `reasons` tells, of each stage that is not kept or not shared out as it could be, why. The attributes:

    - `converts`: conversions are kept and shared out; `in_turn`: pages are read one after the other, as MkDocs does.
    - `renders`: rendered pages are shared out; `keeps`: and kept.
    """

    def __init__(self, config: MkDocsConfig, pure: Sequence[str], extensions: Sequence[str]) -> None:
        self._events = config.plugins.events
        self._plugins = dict(config.plugins)
        self._vouched = frozenset(pure)
        self._hooks: dict[tuple[str, tuple[Way, ...]], list[Hook]] = {}
        self.reasons: list[str] = []
        unknown = [*unknown_extensions(config, extensions)]
        self.converts = not unknown
        if unknown:
            self._because("conversion is not kept", unknown, "an extension of Markdown that is not known")
        self.in_turn = self._any("pages are read one by one", _READING, ("turns", None)) or not self.converts
        changes_env = self._any("rendering is neither kept nor shared out", ("env", "page_context"), (None,))
        changes_page = self._any("rendered pages are not kept", ("post_page",), ("seen", "turns", None))
        self.renders = not changes_env
        self.keeps = self.renders and not changes_page
        content = [self.way("page_content", hook) for hook in self._events["page_content"]]
        self.content_is_pure = not self.in_turn and all(way == "pure" for way in content)

    def knows_all(self) -> bool:
        """Whether all that takes part in the build, in whatever event, is known."""
        plugins = [getattr(hook, "__self__", None) for hooks in self._events.values() for hook in hooks]
        return all(_is_this(plugin) or _known(plugin) for plugin in plugins)

    def _any(self, what: str, events: Sequence[str], ways: Sequence[Way | None]) -> bool:
        found = [self._owner(hook) for event in events for hook in self._events[event] if self.way(event, hook) in ways]
        if found:
            self._because(what, found, "a plugin or hook that takes part in it")
        return bool(found)

    def _because(self, what: str, names: Sequence[str], why: str) -> None:
        self.reasons.append(f"{what}: {', '.join(dict.fromkeys(names))} is {why}")

    def _owner(self, hook: Hook) -> str:
        plugin = getattr(hook, "__self__", None)
        return next(
            (name for name, one in self._plugins.items() if one is plugin), getattr(hook, "__module__", repr(hook))
        )

    def way(self, event: str, hook: Hook) -> Way | None:
        """How a hook takes part in an event, None if that is not known."""
        plugin = getattr(hook, "__self__", None)
        if self._owner(hook) in self._vouched or _is_this(plugin):
            return "pure"
        if event in getattr(plugin, "fast_build_pure", ()):
            return "pure"
        known = _known(plugin)
        return known.ways.get(event) if known else None

    def hooks(self, event: str, *ways: Way) -> list[Hook]:
        if (found := self._hooks.get((event, ways))) is None:
            found = [hook for hook in self._events[event] if self.way(event, hook) in ways]
            self._hooks[event, ways] = found
        return found

    def facts(self, event: str, page: Any) -> list[Any]:
        """What pure hooks say that their answers depend on, apart from the page."""
        plugins = [getattr(hook, "__self__", None) for hook in self.hooks(event, "pure")]
        return [_said(plugin, event, page) for plugin in plugins]

    def tallies(self) -> Iterator[tuple[str, Hook, list[Any]]]:
        """The hooks that gather, with the name of the plugin and the list that it gathers into."""
        for hook in self.hooks("page_context", "tally"):
            known = _known(getattr(hook, "__self__", None))
            if known:
                entries = getattr(hook, "__self__", None)
                for attribute in known.entries.split("."):
                    entries = getattr(entries, attribute, None)
                if isinstance(entries, list):
                    yield self._owner(hook), hook, entries

    def is_own(self, page: Any) -> bool:
        """Whether a page is made by a plugin in its own way."""
        return any(known.own(page) for plugin in self._plugins.values() if (known := _known(plugin)))

    def who(self) -> Mapping[str, Any]:
        """Every plugin with its options and code, in order: part of what every page depends on."""
        return {name: _identity(plugin) for name, plugin in self._plugins.items() if not _is_this(plugin)}


def _is_this(plugin: object) -> bool:
    return type(plugin).__module__.partition(".")[0] == __name__.partition(".")[0]


def _known(plugin: object) -> Known | None:
    kinds = type(plugin).__mro__
    return next((PLUGINS[kind.__module__] for kind in kinds if kind.__module__ in PLUGINS), None)


def _said(plugin: object, event: str, page: Any) -> Any:
    facts = getattr(plugin, "fast_build_facts", None)
    return facts(event, page) if facts else None


def _identity(plugin: Any) -> list[Any]:
    kind = type(plugin)
    options = {key: value for key, value in getattr(plugin, "config", {}).items() if key not in ("cache", "cache_dir")}
    return [kind.__module__, kind.__qualname__, digest.of_code(kind.__module__), options]


def unknown_extensions(config: MkDocsConfig, vouched: Sequence[str]) -> Iterator[str]:
    """The extensions of which nobody can tell whether a page depends on more than its text."""
    for name, module in zip(config.markdown_extensions, extension_modules(config), strict=True):
        if name not in vouched and not f"{module}.".startswith(EXTENSIONS):
            yield name
    for name, options in config.mdx_configs.items():
        if name not in vouched and any(not f"{module}.".startswith(EXTENSIONS) for module in _functions(options)):
            yield f"{name} (a function of yours in its options)"


def extension_modules(config: MkDocsConfig) -> list[str]:
    """Where the extensions of Markdown come from."""
    installed = {entry.name: entry.value for entry in get_installed_extensions()}
    return [installed.get(name, name).partition(":")[0] for name in config.markdown_extensions]


def _functions(value: Any) -> Iterator[str]:
    """The modules of all functions in the options of an extension."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _functions(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _functions(part)
    elif callable(value):
        inner = getattr(value, "func", value)
        yield getattr(inner, "__module__", None) or type(inner).__module__
