"""The frozen queries, and what of them still holds for the wiki as it is today."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.search.text import Seen, address, folded

FILE = Path(__file__).parent / "golden.csv"
TYPED = Path(__file__).parent / "typed.csv"
TODAY = ("every title", "every alias", "typed")
"""Classes that are not frozen; of them one asks only what stands first."""
NAMES = ("aliases", "deprecated", "english", "former_names", "reading")
"""Fields of `catalog.json` in which entities bear names beside their titles."""
HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


class Query(NamedTuple):
    language: str
    sort: str
    text: str
    sought: frozenset[str]
    pages: frozenset[str]


class Today(NamedTuple):
    """A query, judged by today's pages."""

    query: Query
    sought: frozenset[str]
    """Any of them is what is meant: the page that was, and a term that bears the name by now."""
    relevant: frozenset[str]
    lost: frozenset[str]
    """Pages that have gone, or that the words have gone from."""
    also: frozenset[str]
    """New pages that hold the words: nobody must find them, but nobody is wrong who does."""
    holding: frozenset[str]
    """All pages of today with these letters, within other words too."""

    @property
    def counts(self) -> bool:
        return bool(self.relevant)


def queries(language: str) -> list[Query]:
    with FILE.open(encoding="utf-8", newline="") as rows:
        return [
            Query(row["language"], row["class"], row["query"], _set(row["sought"]), _set(row["pages"]))
            for row in csv.DictReader(rows)
            if row["language"] == language
        ]


def today(asked: Iterable[Query], live: Mapping[str, Seen], entities: Iterable[Mapping[str, Any]]) -> list[Today]:
    """`entities` as `catalog.json` tells them."""
    asked = list(asked)
    spelled = {name: _spelled(f"{page.title}\n{page.text}") for name, page in live.items()}
    known = frozenset().union(*(query.pages for query in asked))
    terms = _terms(entities)
    return [_today(query, spelled, known, terms) for query in asked]


def names(language: str, live: Mapping[str, Seen], entities: Sequence[Mapping[str, Any]]) -> list[Today]:
    """Every title and every other name of today's entities: one of its bearers must stand first.

    In English those in Latin letters: `catalog.json` has no titles of other languages, so it knows not all bearers of others.
    """
    borne = _bearers(entities, lambda entity: [entity["title"], entity["title"].partition("（")[0], *_aliases(entity)])
    for page, seen in live.items():
        borne.setdefault(_spelled(seen.title), set()).add(page)
    titles = dict.fromkeys(entity["title"] for entity in entities)
    aliases = dict.fromkeys(name for entity in entities for name in _aliases(entity) if name not in titles)
    return [
        Today(Query("", sort, name, bearers, bearers), bearers, bearers, frozenset(), frozenset(), bearers)
        for sort, some in (("every title", titles), ("every alias", aliases))
        for name in some
        if (language == "ja" or name.isascii())
        if (bearers := frozenset(borne[_spelled(name)] & live.keys()))
    ]


def typed(live: Mapping[str, Seen], entities: Iterable[Mapping[str, Any]]) -> list[Today]:
    """What people type who do not know our words: any of the right pages will do, and a term that bears the name."""
    terms = _terms(entities)
    with TYPED.open(encoding="utf-8", newline="") as rows:
        found = [
            (row["query"], _set(row["right"]) | terms.get(_spelled(row["query"]), set()))
            for row in csv.DictReader(rows)
        ]
    return [
        Today(Query("", "typed", text, there, there), there, there, frozenset(), frozenset(), there)
        for text, right in found
        if (there := right & live.keys())
    ]


def _today(query: Query, spelled: Mapping[str, str], known: frozenset[str], terms: Mapping[str, set[str]]) -> Today:
    word = _spelled(query.text)
    still = frozenset(page for page in query.pages if word in spelled.get(page, ""))
    stays = query.sought & spelled.keys()
    holding = frozenset(page for page in spelled if word in spelled[page])
    namesakes = terms.get(word, set()) if query.sought else set()
    return Today(
        query,
        stays | namesakes if stays else stays,
        still | stays,
        query.pages - still - stays,
        holding - known,
        holding,
    )


def _terms(entities: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """The pages of the glossary by their ids and by each name that they explain."""
    terms = [entity for entity in entities if entity["kind"] == "term"]
    return _bearers(terms, lambda term: [term["id"], term["title"], *_aliases(term)])


def _bearers(
    entities: Iterable[Mapping[str, Any]], named: Callable[[Mapping[str, Any]], Iterable[str]]
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entity in entities:
        for name in named(entity):
            found.setdefault(_spelled(name), set()).add(address(entity["url"]))
    return found


def _aliases(entity: Mapping[str, Any]) -> list[str]:
    told = [entity["fields"].get(field, ()) for field in NAMES]
    listed = [name for names in told for name in ([names] if isinstance(names, str) else names)]
    return [name if isinstance(name, str) else name["name"] for name in listed]


def _spelled(text: str) -> str:
    """Without spaces: a name is the same with and without one. Kana are one script, as before conversion."""
    return folded(text).replace(" ", "").translate(HIRAGANA)


def _set(addresses: str) -> frozenset[str]:
    return frozenset(addresses.split())
