"""What the bridge shows: our word, the word that IT uses, the tools where both meet and whom to ask there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mops_kb.kinds.term.model import Term
from mops_kb.model.catalog import Catalog
from mops_kb.model.kana import Sounded, sounded
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.bridge.counterpart import Counterpart, counterparts

PATH = "it-bridge.md"


@dataclass(frozen=True)
class Word:
    term: Term
    tools: tuple[Counterpart, ...]


@dataclass(frozen=True)
class BridgeView:
    """`tools` are those that IT must know, those without anybody there first."""

    words: tuple[Word, ...]
    tools: tuple[Counterpart, ...]
    missing: int


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    words = _words(wiki.catalog, wiki.settings)
    known = wiki.catalog.once(counterparts, wiki.settings)
    tools = sorted((one for one in known.values() if one.reasons), key=lambda one: (one.is_there, one.tool.id))
    if words or tools:
        view = BridgeView(words, tuple(tools), sum(not one.is_there for one in tools))
        yield View(PATH, "bridge/page.md", view, "it-bridge", "bridge.title")


def _words(catalog: Catalog, settings: Settings) -> tuple[Word, ...]:
    def sound(term: Term) -> tuple[Sounded, str]:
        title = term.title.words(settings.language, settings.default_language).text
        return sounded(title if title.isascii() else term.reading or title), term.id

    spoken = sorted((term for term in catalog.of(Term) if term.it_term), key=sound)
    return tuple(Word(term, _tools(term, catalog, settings)) for term in spoken)


def of_term(term: Term, wiki: Wiki) -> tuple[Counterpart, ...] | None:
    return _tools(term, wiki.catalog, wiki.settings) or None


def _tools(term: Term, catalog: Catalog, settings: Settings) -> tuple[Counterpart, ...]:
    known = catalog.once(counterparts, settings)
    return tuple(known[one.ref] for one in catalog.follow(term, "about") if one.ref in known)
