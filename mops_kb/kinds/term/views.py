"""What the pages about terms show: what else it is called, what IT calls it, where it is used; and the index."""

from dataclasses import dataclass
from string import ascii_uppercase

from mops_kb.kinds.term.model import Term
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.kana import ROWS, place, sounded
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class TermView:
    """`called` are its other names as they may be used; `tools` are those of what it is about."""

    term: Term
    called: tuple[str, ...]
    about: tuple[Record, ...]
    tools: tuple[Record, ...]
    not_to_confuse: tuple[Term, ...]


@dataclass(frozen=True)
class Group:
    """The terms of one letter or row; `letter` is empty for those of which nobody has written the reading."""

    letter: str
    anchor: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True)
class GlossaryView:
    """`letters` are all that the row to jump by shows, with the groups that there are."""

    kana: tuple[tuple[str, str | None], ...]
    latin: tuple[tuple[str, str | None], ...]
    groups: tuple[Group, ...]
    count: int
    bridged: int
    given_up: int


def page(term: Term, catalog: Catalog, settings: Settings) -> TermView:
    title = term.title.words(settings.language, settings.default_language).text
    about = catalog.follow(term, "about")
    others = (*catalog.follow(term, "not_to_confuse"), *catalog.who(term, "confused-with"))
    return TermView(
        term,
        tuple(name for name in term.spoken if name != title),
        tuple(record for record in about if record.kind != "tool"),
        tuple(record for record in about if record.kind == "tool"),
        tuple({one.id: one for one in others if isinstance(one, Term)}.values()),
    )


def index(catalog: Catalog, settings: Settings) -> GlossaryView:
    """By sound: the rows of the fifty sounds, then A to Z; in English the letters first."""
    found: dict[str, list[TermView]] = {}
    for term in sorted(catalog.of(Term), key=lambda term: (sounded(_said(term, settings)), term.id)):
        found.setdefault(place(_said(term, settings)), []).append(page(term, catalog, settings))
    order = (*ROWS, *ascii_uppercase) if settings.language == "ja" else (*ascii_uppercase, *ROWS)
    groups = tuple(Group(one, _anchor(one), tuple(found[one])) for one in (*order, "") if one in found)
    terms = catalog.of(Term)
    return GlossaryView(
        tuple((row, _anchor(row) if row in found else None) for row in ROWS),
        tuple((letter, _anchor(letter) if letter in found else None) for letter in ascii_uppercase),
        groups,
        len(terms),
        sum(term.it_term is not None for term in terms),
        sum(len(term.deprecated) for term in terms),
    )


def _said(term: Term, settings: Settings) -> str:
    """How its title is said: a title in letters as it is written, all others by their reading."""
    title = term.title.words(settings.language, settings.default_language).text
    return title if place(title) in ascii_uppercase and place(title) else (term.reading or title)


def _anchor(letter: str) -> str:
    if letter in ROWS:
        return f"row-{ROWS[letter]}"
    return f"letter-{letter.lower()}" if letter else "other"
