"""Addresses: where a page of the site's source comes out, below its root and in the world."""

from urllib.parse import quote

DATA = "data"
"""The folder of what is made for programs."""


def address(path: str, directory_urls: bool = True) -> str:
    """`kpis/mql.md` → `kpis/mql/` (or `kpis/mql.html`), `kpis/index.md` → `kpis/`; files as they are."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if not directory_urls:
        return f"{stem}.html"
    base = folder if name == "index" else stem
    return f"{base}/" if base else ""


def way(here: str, there: str) -> str:
    """From one address to another: `kpis/mql/`, `tools/` → `../../tools/`."""
    start, end = here.split("/")[:-1], there.split("/")
    shared = 0
    while shared < min(len(start), len(end) - 1) and start[shared] == end[shared]:
        shared += 1
    return "../" * (len(start) - shared) + "/".join(end[shared:]) or "./"


def absolute(path: str, site_url: str, directory_urls: bool = True) -> str:
    """The whole address, from where the site stands: `https://example.com/wiki/kpis/mql/`."""
    return f"{site_url.rstrip('/')}/{quote(address(path, directory_urls))}"


def data_path(folder: str, id: str = "", suffix: str = ".json") -> str:
    """`data/tools.json` of a collection, `data/tools/marketo.json` of one entity; hand-written pages, which stand
    anywhere, have a folder of their own."""
    return f"{DATA}/{folder or 'hand-written'}{'/' if id else ''}{id}{suffix}"


def schema_path(name: str) -> str:
    """Where the schema of a collection is, by its folder; that of everything is called `catalog`."""
    return f"{DATA}/schema/{name or 'hand-written'}.schema.json"
