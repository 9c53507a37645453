"""Places outside the wiki where knowledge stands: `places.yml`, and which of them an address leads to."""

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args
from urllib.parse import SplitResult, parse_qs, urlsplit

import yaml

Sort = Literal["spreadsheet", "document", "slides", "wiki", "storage"]
SORTS: tuple[Sort, ...] = get_args(Sort)
_ACCOUNT = re.compile(r"^/(?:a/[^/]+|u/[0-9]+)(?=/)")
"""Google puts before the path whose account it is."""


class Place(NamedTuple):
    """One line of the table."""

    sort: Sort
    name: str
    host: str = ""
    paths: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


@cache
def places() -> tuple[Place, ...]:
    lines = yaml.load((Path(__file__).parent / "places.yml").read_bytes(), yaml.CSafeLoader)
    return tuple(
        Place(
            line["sort"],
            line["name"],
            line.get("host", ""),
            tuple(line.get("paths", ())),
            tuple(line.get("endings", ())),
        )
        for line in lines
    )


def place(address: str) -> Place | None:
    """Where an address leads, if that is such a place. The front page of a service is none: nothing is kept there."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = _ACCOUNT.sub("", parts.path).lower()
    if not parts.hostname or not path.strip("/"):
        return None
    files = _files(parts, path)
    return next((one for one in places() if _fits(one, parts.hostname, path, files)), None)


def _files(parts: SplitResult, path: str) -> tuple[str, ...]:
    """The path, and the file that SharePoint names behind it (`Doc.aspx?file=Plan.xlsx`)."""
    return (path, *(name.lower() for name in parse_qs(parts.query).get("file", ())))


def _fits(one: Place, host: str, path: str, files: tuple[str, ...]) -> bool:
    if one.host and not (host == one.host or host.endswith(f".{one.host}") or host.partition(".")[0] == one.host):
        return False
    if one.paths and not path.startswith(one.paths):
        return False
    return not one.endings or any(file.endswith(one.endings) for file in files)
