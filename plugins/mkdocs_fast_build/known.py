"""Known: the plugins and extensions whose ways we have read, and what may be kept beside each.

A plugin has a say in events. For what it does in those where pages are made, there are these ways:

- *seen*: it is asked for every page in every build, kept or not, in the order of the pages; what it answers counts.
- *pure*: its answer depends on the page and on what it says itself (`fast_build_facts`); kept with the page.
- *tally*: it gathers something from every page and changes nothing else; what it gathered is kept with the page.
- *turns*: it depends on the order in which pages are read, so that they are read one after the other.

What is not listed is not known, and is asked exactly as MkDocs would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Way = Literal["seen", "pure", "tally", "turns"]


@dataclass(frozen=True)
class Known:
    """What is known of a plugin, by the events of pages that it hooks; `own` tells pages that are its own from others:
    they are made as MkDocs makes them, every time."""

    ways: Mapping[str, Way]
    entries: str = ""
    """Of a tally: where the list is that it gathers, as attributes of the plugin."""
    own: Callable[[Any], bool] = field(default=lambda _: False)


def _is_blogs(page: Any) -> bool:
    return any(kind.__module__.startswith("material.plugins.blog") for kind in type(page).__mro__)


PLUGINS: Mapping[str, Known] = {
    "mkdocs.contrib.search": Known({"page_context": "tally"}, "search_index._entries"),
    "material.plugins.search.plugin": Known({"page_context": "tally"}, "search_index.entries"),
    "material.plugins.tags.plugin": Known({"page_markdown": "seen", "env": "seen", "page_context": "seen"}),
    "material.plugins.meta.plugin": Known({"page_markdown": "seen"}),
    "material.plugins.blog.plugin": Known(
        {"page_markdown": "turns", "page_content": "seen", "env": "seen", "page_context": "seen"}, own=_is_blogs
    ),
    "material.plugins.social.plugin": Known({"page_markdown": "seen", "post_page": "seen"}),
    "material.plugins.info.plugin": Known({}),
    "material.plugins.offline.plugin": Known({}),
    "material.plugins.group.plugin": Known({}),
    "mkdocs_redirects.plugin": Known({}),
    "mkdocs_git_revision_date_localized_plugin.plugin": Known({"page_markdown": "seen"}),
    "mkdocs_rss_plugin.plugin": Known({"page_content": "seen"}),
    "mkdocs_awesome_nav.plugin": Known({}),
}
"""By the module that a plugin's class is from."""

EXTENSIONS = ("markdown.extensions.", "pymdownx.", "material.extensions.")
"""Where Markdown extensions come from that change a page by its text alone, and by files that they open."""
