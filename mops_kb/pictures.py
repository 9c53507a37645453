"""Pictures on pages load when they are needed, and have their room before they come."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

_PICTURE = re.compile(r"<img [^>]*>")
_SOURCE = re.compile(r'\ssrc="([^"]+)"')
Size = tuple[int, int]


def roomy(html: str, size: Callable[[str], Size | None]) -> str:
    """Clean HTML whose pictures are lazy and say how large they are; `size` knows it by what a page calls a picture."""

    def told(match: re.Match[str]) -> str:
        tag = match[0]
        more = "" if " loading=" in tag else ' loading="lazy"'
        source = _SOURCE.search(tag)
        if source and not re.search(r"\s(width|height)=", tag) and (known := size(unescape(source[1]))):
            more += ' width="{}" height="{}"'.format(*known)
        return f"{tag[:-1]}{more}>"

    return _PICTURE.sub(told, html)


def size(file: Path) -> Size | None:
    """Width and height as the head of the file says; None where it does not."""
    import imagesize  # most wikis have few pictures

    try:
        width, height = imagesize.get(str(file))
    except (OSError, ValueError):
        return None
    return (width, height) if width > 0 and height > 0 else None
