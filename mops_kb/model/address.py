"""Addresses: where a page of the site's source comes out, below its root and in the world."""

from urllib.parse import quote


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


def absolute(path: str, site_url: str, directory_urls: bool = True) -> str:
    """The whole address, from where the site stands: `https://example.com/wiki/kpis/mql/`."""
    return f"{site_url.rstrip('/')}/{quote(address(path, directory_urls))}"
