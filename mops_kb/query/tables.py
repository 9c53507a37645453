"""Tables: the catalog as tables that SQL may ask, one for each kind and each table of rows."""

from collections.abc import Sequence

from mops_kb.model.catalog import Catalog
from mops_kb.model.question import Column, Source
from mops_kb.model.settings import Settings


def tables(catalog: Catalog, settings: Settings) -> Sequence[Source]:
    """The records of the catalog, drafts left out, and `settings` with the day that the wiki speaks of."""
    return (
        Source(
            "settings", (Column("as_of", "day"), Column("language", "text")), ((settings.as_of, settings.language),)
        ),
        *(_table(kind, catalog) for kind in catalog.kinds),
    )


def _table(kind: str, catalog: Catalog) -> Source:
    rows = tuple((record.id,) for record in catalog.named(kind) if record.seen_by != "draft")
    return Source(kind.replace("-", "_"), (Column("id", "text"),), rows)
