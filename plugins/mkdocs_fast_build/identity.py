"""Identity: all that a template can ask a page about itself, but for where it stands in the navigation."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from mkdocs_fast_build import digest
from mkdocs_fast_build.later import waiting

_ELSEWHERE = frozenset(
    (
        *(
            "content",
            "toc",
            "markdown",
            "file",
            "parent",
            "children",
            "previous_page",
            "next_page",
            "title",
            "update_date",
        ),
        *("present_anchor_ids", "links_to_anchors", "_title_from_render", "_Page__active"),
    )
)
"""Of a page's fields, those that are told apart or that no template is for."""


def identity(page: Page) -> list[object]:
    """As values that `digest.of` takes. The date of a page counts if it is not just that of the build."""
    later = waiting(page)
    file = page.file
    return [
        later.word if later else digest.of_text(page.content or ""),
        [_entry(entry) for entry in page.toc],
        "" if page.update_date == get_build_date() else page.update_date,
        {name: value for name, value in vars(page).items() if name not in _ELSEWHERE},
        page.title,
        [file.src_uri, file.dest_uri, file.url, file.inclusion.value, file.edit_uri],
    ]


def _entry(entry: Any) -> list[Any]:
    own = {name: value for name, value in vars(entry).items() if name != "children"}
    return [own, [_entry(child) for child in entry.children]]
