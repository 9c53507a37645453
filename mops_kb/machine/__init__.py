"""Machine: the wiki as data, for programs that want the facts and not the pages.

One visibility for all: what is told is worked out of the catalog that the pages are made of, or of the pages.
"""

from collections.abc import Sequence

from mops_kb.kept import NOWHERE, Kept
from mops_kb.labels import Labels
from mops_kb.machine import atom, forms, llms, plain, schemas, table
from mops_kb.machine.entities import told
from mops_kb.model.address import data_path, schema_path
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import File, Page
from mops_kb.model.settings import Settings
from mops_kb.show import Columns

__all__ = ["files"]


def files(
    catalog: Catalog,
    pages: Sequence[Page],
    kinds: Sequence[Kind],
    columns: Columns,
    labels: Labels,
    settings: Settings,
    kept: Kept = NOWHERE,
) -> list[File]:
    """`catalog.json` first, then the collections, their entities and schemas, what language models read, the feed."""
    facts = {entity.ref: told(entity, catalog, columns, settings) for entity in catalog.entities()}
    texts = {ref: forms.text(one) for ref, one in facts.items()}
    described = schemas.every([kind for kind in kinds if catalog.named(kind.name)], columns, labels, settings, kept)
    made = [forms.catalog(texts.values(), settings), schemas.of_catalog()]
    for kind in kinds:
        those = [entity for entity in catalog.named(kind.name) if isinstance(entity, Entity)]
        if those:
            made.append(forms.collection(kind, [texts[entity.ref] for entity in those], settings))
            made.append(table.csv(kind, those, catalog, columns, settings))
            made.append(File(schema_path(kind.folder), described[kind.name]))
            made.extend(forms.entity(entity, texts[entity.ref], settings) for entity in those)
    words = plain.texts(catalog, pages, settings, kept)
    made.extend(
        File(data_path(entity.folder, entity.id, ".md.txt"), words[entity.ref])
        for entity in catalog.entities()
        if entity.ref in words
    )
    made += [llms.short(catalog, kinds, labels, settings), llms.full(catalog, words, labels, settings)]
    return made + ([atom.feed(catalog, labels, settings)] if settings.site_url else [])
