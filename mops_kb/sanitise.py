"""Sanitise: the last word on HTML. What contributors write may look like anything, but it may not act."""

import nh3

_SVG = {
    "svg": {"viewbox", "viewBox", "preserveAspectRatio", "width", "height"},
    "g": {"transform", "fill", "stroke", "stroke-miterlimit", "opacity"},
    "path": {"d", "transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"},
    "line": {"transform", "x1", "x2", "y1", "y2", "stroke", "stroke-width", "stroke-dasharray", "opacity"},
    "rect": {"x", "y", "width", "height", "fill", "rx", "stroke"},
    "circle": {"cx", "cy", "r", "fill"},
    "polyline": {"points", "fill", "stroke"},
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
    "button",
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
        "aria-labelledby",
        "aria-hidden",
        "aria-current",
        "tabindex",
    },
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "loading"},
    "details": {"open"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
    "ol": {"start", "type"},
    "li": {"value"},
    "th": {"scope", "colspan", "rowspan", "align", "style", "data-label"},
    "td": {"colspan", "rowspan", "align", "style", "data-label"},
    "div": {"data-answer", "data-tabs"},
    "time": {"datetime"},
    **_SVG,
}
_TAGS = set(nh3.ALLOWED_TAGS) | _MORE
_NAMED = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
_PROPERTIES = {"text-align"}
SCHEMES = {"http", "https", "mailto", "tel"}


def sanitise(html: str) -> str:
    """The HTML without scripts, event attributes, frames, forms that send, styles that cover the page, or odd links."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_NAMED,
        url_schemes=SCHEMES,
        link_rel=None,
        filter_style_properties=_PROPERTIES,
        strip_comments=True,
    )
