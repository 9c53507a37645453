"""Identity: all that a template can ask a page about itself, but for where it stands in the navigation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs.structure.pages import Page

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


def identity(page: Page, today: str) -> list[object]:
    """As values that `digest.of` takes. The date of a page counts if it is not just that of the build."""
    content, toc, file = waiting(page, "content"), waiting(page, "toc"), page.file
    return [
        content.word if content else digest.of_text(page.content or ""),
        toc.word if toc else of_toc(page.toc),
        "" if page.update_date == today else page.update_date,
        {name: value for name, value in vars(page).items() if name not in _ELSEWHERE},
        page.title,
        [file.src_uri, file.dest_uri, file.url, file.inclusion.value, file.edit_uri],
    ]


def of_toc(toc: Iterable[Any]) -> str:
    """Of a table of contents, whatever its entries carry."""
    return digest.of([_entry(entry) for entry in toc])


def _entry(entry: Any) -> list[Any]:
    own = {name: value for name, value in vars(entry).items() if name != "children"}
    return [own, [_entry(child) for child in entry.children]]
