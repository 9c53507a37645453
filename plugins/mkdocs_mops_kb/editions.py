"""Editions: the languages of one wiki, where each stands, and how its pages lead to the same page in the others."""

from pathlib import Path
from typing import NamedTuple

from mkdocs_mops_kb.beside import Beside

NAMES = {"ja": "日本語", "en": "English"}
"""As their readers call them."""
Editions = tuple[tuple[str, str], ...]


class Edition(NamedTuple):
    """One language as a template needs it: `way` leads from the root of this site to the root of that; `url` is its
    address, empty where that is not known."""

    language: str
    name: str
    way: str
    url: str
    is_here: bool


def editions(listed: Editions, here: str, address: str) -> list[Edition]:
    """All of them as they are seen from the one in the language `here`; `address` is that of the first."""
    if len(listed) < 2:
        return []
    up = "../" if dict(listed)[here] else ""
    return [
        Edition(
            language,
            NAMES[language],
            f"{up}{folder}/" if folder else up,
            address_of(address, folder),
            language == here,
        )
        for language, folder in listed
    ]


def address_of(address: str, folder: str) -> str:
    """Of the site in that folder, where `address` is that of the whole."""
    return f"{address.rstrip('/')}/{folder}/" if address and folder else address


def beside(site_dir: Path, listed: Editions, here: str) -> Beside:
    """The place of one language, which leaves the others where they are."""
    folder = dict(listed).get(here, "")
    if folder:
        return Beside(site_dir, whole=site_dir.parent if site_dir.name == folder else None)
    return Beside(site_dir, [other for _, other in listed if other])
