"""Llms: where language models begin (https://llmstxt.org), and what all pages say, as far as there is room."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from mops_kb.labels import Labels
from mops_kb.model.address import absolute, address, data_path, schema_path
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import File
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

SHORT, FULL = "llms.txt", "llms-full.txt"
LISTED = 20
"""Pages of a kind that the short file names; the collection's JSON has all."""
ROOM = 1_500_000
"""Characters."""


def short(catalog: Catalog, kinds: Sequence[Kind], labels: Labels, settings: Settings) -> File:
    """A title, a summary, and sections of links, each with a few words."""

    def link(title: str, path: str, words: str = "") -> str:
        title = " ".join(title.split()).replace("[", "\\[").replace("]", "\\]")
        return f"- [{title}]({_address(path, settings)})" + (f": {' '.join(words.split())}" if words else "")

    made = [f"# {settings.site_name}", "", f"> {labels('programs.llms')}", ""]
    made += [labels("programs.llms.more", day=settings.as_of.isoformat()), "", f"## {labels('programs.files')}", ""]
    for path in ("catalog.json", schema_path("catalog"), FULL):
        made.append(link(path, path, labels(f"programs.file.{path.rpartition('/')[2]}")))
    for kind in kinds:
        those = [one for one in catalog.named(kind.name) if isinstance(one, Entity)]
        if those:
            made += ["", f"## {labels(f'kind.{kind.name}.plural')}", ""]
            if kind.index_path:
                made.append(
                    link(labels(f"kind.{kind.name}.plural"), kind.index_path, labels(f"kind.{kind.name}.summary"))
                )
            made.append(link(data_path(kind.folder), data_path(kind.folder), labels("programs.all-of", n=len(those))))
            for one in those[:LISTED]:
                words = _words(one, settings)
                made.append(link(words[0], data_path(one.folder, one.id, ".md.txt"), words[1]))
    return File(SHORT, "\n".join(made) + "\n")


def full(catalog: Catalog, texts: Mapping[Ref, str], labels: Labels, settings: Settings) -> File:
    """Of each kind in turn as many pages as there is room for, kind by kind; what had none is counted at the end."""
    room = ROOM
    told: set[Ref] = set()
    for entity in _in_turn(catalog):
        if entity.ref in texts and len(texts[entity.ref]) <= room:
            room -= len(texts[entity.ref])
            told.add(entity.ref)
    made = [f"# {settings.site_name}\n\n> {labels('programs.llms')}\n"]
    for entity in catalog.entities():
        if entity.ref in told:
            made += ["---\n", f"{entity.ref} {_address(entity.path, settings)}\n", texts[entity.ref]]
    if left := len(texts) - len(told):
        made.append(f"---\n\n{labels('programs.cut', n=left, file=SHORT)}\n")
    return File(FULL, "\n".join(made))


def _in_turn(catalog: Catalog) -> Iterator[Entity]:
    """The first of each kind, the second of each, and so on."""
    kinds = [[one for one in catalog.named(kind) if isinstance(one, Entity)] for kind in catalog.kinds]
    for those in zip_longest(*kinds):
        yield from (one for one in those if one)


def _words(entity: Entity, settings: Settings) -> tuple[str, str]:
    title, summary = (
        text.words(settings.language, settings.default_language).text if text else ""
        for text in (entity.title, entity.summary)
    )
    return title, summary


def _address(path: str, settings: Settings) -> str:
    if not settings.site_url:
        return address(path, settings.directory_urls)
    return absolute(path, settings.site_url, settings.directory_urls)
