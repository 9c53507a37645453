"""Facts that every entity has, whatever its kind."""

from typing import get_args

from mops_kb.model.address import absolute, address
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Freshness
from mops_kb.model.fact import Fact, Value
from mops_kb.model.ownership import responsible
from mops_kb.model.settings import Settings

ALL = "*"
"""In place of a kind: the fact is one of every entity."""


def _url(entity: Entity, _: Catalog, settings: Settings) -> Value:
    if not settings.site_url:
        return address(entity.path, settings.directory_urls)
    return absolute(entity.path, settings.site_url, settings.directory_urls)


def _owner_people(entity: Entity, catalog: Catalog, settings: Settings) -> Value:
    return responsible(catalog, entity, settings.as_of)


FACTS: tuple[Fact, ...] = (
    Fact(ALL, "kind", "choice", lambda entity, *_: entity.kind, choices_in="kind"),
    Fact(ALL, "url", "text", _url),
    Fact(ALL, "owner_people", "ref", _owner_people, knows_past=False),
    Fact(
        ALL,
        "freshness",
        "choice",
        lambda entity, _, settings: entity.freshness(settings.as_of),
        get_args(Freshness),
        knows_past=False,
        choices_in="freshness",
    ),
    Fact(ALL, "next_review", "date", lambda entity, *_: entity.next_review, knows_past=False),
    Fact(ALL, "changed_on", "date", lambda entity, catalog, _: catalog.changed_on(entity), knows_past=False),
)
