"""The page of UTM: a builder, the registry with the links that use it, all links, and parameters to copy by hand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from mops_kb.compute import introduction
from mops_kb.kinds.event.utm import UtmValue
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.utm.tagged import SORTS, Registry, Tagged, registry, tagged

PATH = "utm/index.md"


@dataclass(frozen=True)
class Row:
    """A value and the pages whose links carry it; `event` is the one that a campaign is for."""

    value: UtmValue
    event: Record | None
    users: tuple[Entity, ...]
    links: int
    is_valid: bool


@dataclass(frozen=True)
class Ready:
    """What a link of this source and medium carries, up to the campaign."""

    source: UtmValue
    medium: UtmValue
    parameters: str


@dataclass(frozen=True)
class Choice:
    """One option of the builder; `mediums` go with a source."""

    value: str
    title: str
    mediums: tuple[str, ...] = ()


@dataclass(frozen=True)
class UtmView:
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    links: tuple[Tagged, ...]
    pages: int
    ready: tuple[Ready, ...]
    builder: Mapping[str, Sequence[Mapping[str, object]]]
    intro: Entity | None
    """What somebody wrote about it by hand."""
    has_builder: bool
    """Whether there are sources, mediums and campaigns to choose from today."""


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing in a wiki that keeps no registry."""
    if wiki.catalog.of(UtmValue):
        yield View(PATH, "utm/page.md", _page(wiki.catalog, wiki.settings), "utm", "utm.title")


def build(address: str, parameters: Mapping[str, str]) -> str:
    """The link that the builder makes: what the address carries stays, but for what it says of UTM already."""
    rest, mark, fragment = address.partition("#")
    path, _, query = rest.partition("?")
    kept = [part for part in query.split("&") if part and not part.lower().startswith("utm_")]
    said = urlencode([(f"utm_{name}", value) for name, value in parameters.items() if value])
    return f"{path}?{'&'.join([*kept, said])}{mark}{fragment}"


def _page(catalog: Catalog, settings: Settings) -> UtmView:
    known, found = _shown(catalog, settings), catalog.once(tagged, settings)
    choices = {sort: _choices(known, sort, settings) for sort in SORTS}
    return UtmView(
        tuple((sort, tuple(_rows(sort, known, found, catalog, settings))) for sort in SORTS if known[sort]),
        found,
        len({link.entity.ref for link in found}),
        tuple(_ready(known, settings)),
        {sort: [vars(choice) for choice in those] for sort, those in choices.items()},
        introduction(catalog, PATH),
        all(choices[sort] for sort in ("source", "medium", "campaign")),
    )


def _shown(catalog: Catalog, settings: Settings) -> Registry:
    """The registry without the campaigns of events that are not shown: they mostly have the name of the event."""
    return {
        sort: {value: row for value, row in rows.items() if not row.event or catalog.follow(row, "event")}
        for sort, rows in catalog.once(registry, settings).items()
    }


def _rows(sort: str, known: Registry, found: Sequence[Tagged], catalog: Catalog, settings: Settings) -> Iterable[Row]:
    """In the order of the registry."""
    using: dict[str, list[Entity]] = defaultdict(list)
    for link in found:
        if value := link.values.get(sort):
            using[value].append(link.entity)
    for row in known[sort].values():
        users = using[row.value]
        event = next(iter(catalog.follow(row, "event")), None)
        pages = tuple({entity.ref: entity for entity in users}.values())
        yield Row(row, event, pages, len(users), row.is_valid(settings.as_of))


def _ready(known: Registry, settings: Settings) -> Iterable[Ready]:
    """Every source with each of its mediums, of those that are valid today."""
    for source in known["source"].values():
        for medium in known["medium"].values():
            fits = not source.mediums or medium.value in source.mediums
            if fits and source.is_valid(settings.as_of) and medium.is_valid(settings.as_of):
                said = urlencode({"utm_source": source.value, "utm_medium": medium.value})
                yield Ready(source, medium, f"{said}&utm_campaign=")


def _choices(known: Registry, sort: str, settings: Settings) -> list[Choice]:
    """What a link that is made today may carry; campaigns that begin later too, as links are made before."""
    rows = (row for row in known[sort].values() if row.until is None or row.until >= settings.as_of)
    return [Choice(row.value, _title(row, settings), row.mediums) for row in rows]


def _title(row: UtmValue, settings: Settings) -> str:
    """The builder is made in the browser, so that its words must be chosen before."""
    return row.title.words(settings.language, settings.default_language).text if row.title else ""
