"""Latin: names in letters that are not spelled as the glossary or the tool spells them: Hubspot, ＭＱＬ."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.naming import is_capital
from mops_kb.reports.wording.corpus import Corpus
from mops_kb.reports.wording.right import Right, Wrong

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_GAP = "[ ・‐‑–-]?"
_BEFORE = "a-z0-9_@#=/.-"
"""What makes it part of a longer word, an address or a name of something else."""
_BRACKET = re.compile("[（(]")
_FEWEST = 4
"""Shorter names are too often other words: only their width is looked at."""


class Spelled(dict[str, tuple[str, ...]]):
    """What is left of a name without gaps and capitals → the spellings that are right."""


def names(catalog: Catalog) -> Spelled:
    """Of tools their titles, of terms the names that are one word: the words of others are written as any words are."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in catalog.entities():
        for name in _of(entity):
            if name.isascii() and len(name) > 1 and _PIECES.search(name):
                found[_bare(name)].append(name)
    return Spelled({key: tuple(dict.fromkeys(those)) for key, those in found.items()})


def _of(entity: Entity) -> Iterator[str]:
    if entity.kind == "tool":
        yield from (_BRACKET.split(title)[0].strip() for _, title in entity.title.versions)
    yield from (name for name in entity.spoken if " " not in name)


def varied(texts: Corpus, spelled: Spelled, former: frozenset[str]) -> Iterator[Wrong]:
    """Names that are spelled otherwise; `former` are told of elsewhere."""
    if not spelled:
        return
    matches = [(match.start(), match.end()) for match in _pattern(spelled).finditer(_small(texts.plain))]
    counts = Counter(texts.text[start:end] for start, end in matches)
    for start, end in matches:
        written, plain = texts.text[start:end], texts.plain[start:end]
        rights = spelled.get(_bare(plain)) or spelled[_bare(plain)[:-1]]
        if written not in former and _is_wrong(written, plain, rights):
            best = max(rights, key=lambda one: (counts[one], one))
            yield Wrong(start, written, Right(best, counts[best], True))


def _is_wrong(written: str, plain: str, rights: Sequence[str]) -> bool:
    stem = plain.removesuffix("s")
    if any({plain, stem} & {one, _with_common_words(one)} for one in rights):
        return written != plain
    if len(_bare(rights[0])) < _FEWEST:
        return False
    return any(is_capital(one) for one in rights) or is_capital(plain)


def _with_common_words(name: str) -> str:
    """LinkedIn ads: all but the first word may be written as the common words that they are."""
    first, gap, rest = name.partition(" ")
    return first + gap + rest.lower()


def _small(text: str) -> str:
    """In small letters, as long as before."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(one.lower() if one.isascii() else one for one in text)


def _bare(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum()).casefold()


def _pattern(spelled: Spelled) -> re.Pattern[str]:
    """For small letters: first letters decide, so that most of a text is passed over at once."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for key, rights in spelled.items():
        pieces = max((_PIECES.findall(one) for one in rights), key=len)
        by_first[key[0]].append(_GAP.join(pieces).lower() if "".join(pieces).lower() == key else re.escape(key))
    begun = (f"{first}(?<![{_BEFORE}]{first})(?:{_either(those)})" for first, those in sorted(by_first.items()))
    return re.compile(f"(?:{'|'.join(begun)})s?(?![a-z0-9_=]|[.@/-][a-z0-9])")


def _either(names: list[str]) -> str:
    return "|".join(one[1:] for one in sorted(names, key=lambda one: (-len(one), one)))
