"""Theme: where our templates, styles and partials are, installed or in a checkout."""

import re
from pathlib import Path

STYLES = "assets/stylesheets/mops-kb.css"
_NAMES = (
    "mops-kb",
    "filter",
    "ticks",
    "flow",
    "layers",
    "calendar",
    "utm",
    "search",
    "terms",
    "cells",
    "tables",
    "language",
    "updates",
)
SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in _NAMES)
"""In the order in which a page takes them: the first is what the others share."""

EXTENSIONS = ("pymdownx.blocks.html",)
"""Of Markdown, which our pages need: a body that is in another language stands in an element that says so."""

_HERE = Path(__file__).parent
_SAID = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def folder() -> Path:
    """The folder that goes on top of Material."""
    packaged = _HERE / "overrides"
    return packaged if packaged.is_dir() else _HERE.parent / "overrides"


def lean(styles: str) -> str:
    """A style sheet without its comments and indents, which are a fifth of what a reader would load."""
    return _INDENT.sub("\n", _SAID.sub("", styles)).lstrip()
