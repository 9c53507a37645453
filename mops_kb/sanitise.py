"""Sanitise: the last word on HTML. What contributors write may look like anything, but it may not act."""

import re

import nh3

from mops_kb.model.flow import refused

_SVG = {
    "svg": {"viewbox", "viewBox", "preserveAspectRatio", "width", "height"},
    "g": {"font-size", "transform", "fill", "stroke", "stroke-miterlimit", "opacity"},
    "path": {"d", "transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"},
    "line": {"transform", "x1", "x2", "y1", "y2", "stroke", "stroke-width", "stroke-dasharray", "opacity"},
    "rect": {"x", "y", "width", "height", "fill", "rx", "stroke"},
    "circle": {"cx", "cy", "r", "fill", "stroke", "stroke-width"},
    "polyline": {"points", "fill", "stroke"},
    "title": set(),
    "desc": set(),
    "text": {"transform", "text-anchor", "font-family", "font-size", "fill", "opacity", "x", "y"},
}
_MORE = {
    "details",
    "summary",
    "section",
    "nav",
    "figure",
    "figcaption",
    "input",
    "label",
    "mark",
    "caption",
    *_SVG,
}
_ATTRIBUTES = {
    "*": {
        "class",
        "id",
        "lang",
        "role",
        "title",
        "aria-label",
        "aria-describedby",
        "aria-labelledby",
        "aria-hidden",
        "aria-current",
        "tabindex",
        "data-group",
        "data-is",
    },
    "a": {"href", "name", "data-tip"},
    "img": {"src", "alt", "width", "height", "loading"},
    "details": {"open"},
    "input": {"type", "checked", "disabled"},
    "figure": {"data-flow", "data-draw"},
    "ol": {"start", "type", "data-ticks"},
    "li": {"value", "data-days", "data-at"},
    "th": {"scope", "colspan", "rowspan", "align", "style", "data-label", "data-sort", "data-csv"},
    "td": {"colspan", "rowspan", "align", "style", "data-label", "data-sort", "data-csv"},
    "table": {"data-table"},
    "tr": {"data-words"},
    "div": {
        "data-answer",
        "data-tabs",
        "data-filter",
        "data-none",
        "data-calendar",
        "data-title",
        "data-all",
        "data-clear",
        "data-told",
        "data-layer",
        "data-utm",
        "data-seen",
        "data-mark",
    },
    "span": {"data-choose", "data-label"},
    "i": {"data-value", "data-words"},
    "time": {"datetime"},
    **_SVG,
}
_TAGS = set(nh3.ALLOWED_TAGS) | _MORE
_NAMED = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
_PROPERTIES = {"text-align"}
SCHEMES = {"http", "https", "mailto", "tel"}
_CALENDARS = "webcal"
"""Opens a calendar program. Only links to calendars of the site itself may have it."""


_THEMES = re.compile(r"md-(?!typeset__)|mermaid|__")
"""Words of the theme's own parts, which a body might imitate or wake."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_PAINT = re.compile(r"none|#[0-9a-fA-F]{3,8}|[a-z]+|var\(--[a-z0-9-]+(, ?var\(--[a-z0-9-]+\))?\)")


def sanitise(html: str, site_url: str = "") -> str:
    """The HTML without scripts, event attributes, frames, forms that send, styles that cover the page, or odd links.

    `site_url` is where the site stands: calendars of its own may be subscribed to.
    """
    calendars = f"{_CALENDARS}://{site_url.partition('://')[2].rstrip('/')}/" if site_url else ""

    def kept(tag: str, name: str, value: str) -> str | None:
        if tag == "a" and name == "href" and _plain(value).startswith(f"{_CALENDARS}:"):
            is_own = bool(calendars) and value.startswith(calendars) and value.endswith(".ics") and ".." not in value
            return value if is_own else None
        return _kept(tag, name, value)

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_NAMED,
        url_schemes={*SCHEMES, _CALENDARS},
        link_rel=None,
        filter_style_properties=_PROPERTIES,
        strip_comments=True,
        attribute_filter=kept,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """What is left of an attribute: nothing that scripts of the theme listen to, nothing from another host."""
    if name in ("id", "name"):
        return None if value.startswith("__") else value
    if name == "class":
        return " ".join(word for word in value.split() if not _THEMES.match(word)) or None
    if tag == "img" and name == "src":
        return value if _is_here(value) else None
    if name == "data-flow":
        return None if refused(value) is not None else value
    if name in ("fill", "stroke"):
        return value if _PAINT.fullmatch(value) else None
    if tag == "input" and name == "type":
        return value if value == "checkbox" else None
    if tag == "a" and name == "href" and value.strip().startswith(("//", "\\", "/\\")):
        return None
    return value


def _plain(address: str) -> str:
    """As a browser reads how it begins."""
    return re.sub(r"[\x00-\x20]", "", address).lower()


def _is_here(address: str) -> bool:
    """Relative to the page: no scheme, no host."""
    return not _ELSEWHERE.match("".join(address.split()))
