"""How golden.csv was drawn. It is frozen: kept to show what was done, never run again to suit an engine.

    python -m venv draw && draw/bin/pip install sudachipy sudachidict_core
    draw/bin/python tests/search/draw.py SITE_JA SITE_EN > tests/search/golden.csv

SudachiPy, which no engine here uses, reads every page as a reader sees it, in Japanese: single nouns are its shortest
units (mode A), compounds and words of mixed scripts are runs of its longest (mode C). A page is relevant when the query
stands on it from the beginning of a unit to the end of one; a prefix need not reach an end. Words are drawn with a
fixed seed, equally often from those on 1, 2-4, 5-14, 15-49 and 50-200 pages; entities in turn from every kind. Names,
ids and titles come from the catalog. Nothing was chosen by hand but the words of the issue that asked for this.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.search.text import Seen, address, folded, pages

ISSUE = ("リード獲得", "見込み客", "オペレーション", "ナーチャリング", "セキュリティ対策", "MA", "SQL", "商談")
STRATA = ((1, 1), (2, 4), (5, 14), (15, 49), (50, 200))
"""How many pages a word is on."""
KANJI, KATAKANA, LATIN = r"[々〆一-龥]", r"[ァ-ヺー]", r"[a-z]"
NUMBER = "0"
HALF = {unicodedata.normalize("NFKC", half): half for half in map(chr, range(0xFF61, 0xFFA0)) if half not in "ﾞﾟ"} | {
    "\u3099": "ﾞ",
    "\u309a": "ﾟ",
}


class Query(NamedTuple):
    sort: str
    text: str
    sought: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


@dataclass
class Page:
    """Folded text; `edges` are the places where a unit begins or ends."""

    address: str
    title: str
    text: str
    edges: set[int] = field(default_factory=set)


@dataclass
class Words:
    """Each word with the pages that it was met on."""

    noun: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    katakana: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    compound: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    mixed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    english: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def draw(japanese: Path, english: Path) -> Iterator[tuple[str, Query]]:
    for query in _japanese(*_sudachi(pages(japanese)), _entities(japanese), Random(7)):
        yield "ja", query
    for query in _english(*_spaces(pages(english)), _entities(english), Random(8)):
        yield "en", query


def _japanese(read: list[Page], words: Words, entities: list[dict[str, Any]], random: Random) -> Iterator[Query]:
    holding = lambda text: _holding(read, text)  # noqa: E731
    of_sort = {
        "noun": _drawn(words.noun, 14, random, holding),
        "compound": _drawn(words.compound, 14, random, holding),
        "katakana": _drawn(words.katakana, 10, random, holding),
        "mixed": _drawn(words.mixed, 12, random, holding),
        "english": _drawn(words.english, 8, random, holding),
    }
    for sort, drawn in of_sort.items():
        yield from (Query(sort, text, (), holding(text)) for text in drawn)
    yield from _ids(read, entities, 30, random)
    yield from _titles(read, entities, 60, random)
    yield from _aliases(read, entities, 30, random)
    yield from _people(read, [entity for entity in entities if entity["kind"] == "person"], random)
    yield from _widths(of_sort, entities, read, random)
    yield from _prefixes(words, read, random)
    named = {"SQL": ("stages/sql",), "商談": ("stages/opportunity",)}
    yield from (Query("issue", text, named.get(text, ()), holding(text)) for text in ISSUE)


def _english(read: list[Page], words: Words, entities: list[dict[str, Any]], random: Random) -> Iterator[Query]:
    holding = lambda text: _holding(read, text)  # noqa: E731
    for sort, found, each in (("word", words.english, 5), ("phrase", words.compound, 4)):
        yield from (Query(sort, text, (), holding(text)) for text in _drawn(found, each, random, holding))
    yield from _ids(read, entities, 10, random)
    yield from _titles(read, entities, 25, random)
    for word in _drawn(words.english, 3, random, holding, lambda word: len(word) > 4):
        start = word[: random.randint(3, len(word) - 1)]
        if len(found := _holding(read, start, whole=False)) <= STRATA[-1][1]:
            yield Query("prefix", start, (), found)


def _drawn(
    words: Mapping[str, set[str]],
    each: int,
    random: Random,
    holding: Callable[[str], Sequence[str]],
    fits: Callable[[str], bool] = lambda _: True,
) -> list[str]:
    """So many words of every stratum, as far as there are."""
    drawn = []
    for least, most in STRATA:
        some = [word for word in sorted(words) if fits(word) and len(words[word]) <= most]
        random.shuffle(some)
        fitting = (word for word in some if least <= len(holding(word)) <= most)
        drawn += [word for word, _ in zip(fitting, range(each), strict=False)]
    return drawn


def _holding(read: Iterable[Page], text: str, whole: bool = True) -> tuple[str, ...]:
    sought, found = folded(text), []
    for page in read:
        at = page.text.find(sought)
        while at >= 0 and not (at in page.edges and (not whole or at + len(sought) in page.edges)):
            at = page.text.find(sought, at + 1)
        if at >= 0:
            found.append(page.address)
    return tuple(found)


def _in_turn(entities: Iterable[dict[str, Any]], random: Random) -> Iterator[dict[str, Any]]:
    """The first of every kind, then the second, …"""
    of_kind = defaultdict(list)
    for entity in entities:
        of_kind[entity["kind"]].append(entity)
    for some in of_kind.values():
        random.shuffle(some)
    while of_kind:
        for kind in sorted(of_kind):
            yield of_kind[kind].pop()
        of_kind = {kind: some for kind, some in of_kind.items() if some}


def _ids(read: list[Page], entities: list[dict[str, Any]], count: int, random: Random) -> list[Query]:
    """Those that one entity alone has."""
    ids = [entity["id"] for entity in entities]
    own = _in_turn([entity for entity in entities if ids.count(entity["id"]) == 1 and "/" not in entity["id"]], random)
    return [
        Query("id", entity["id"], (address(entity["url"]),), _with(entity, _apart(read, entity["id"])))
        for entity, _ in zip(own, range(count), strict=False)
    ]


def _apart(read: Iterable[Page], id: str) -> list[str]:
    pattern = re.compile(rf"(?<![\w-]){re.escape(folded(id))}(?![\w-])")
    return [page.address for page in read if pattern.search(page.text)]


def _titles(read: list[Page], entities: list[dict[str, Any]], count: int, random: Random) -> list[Query]:
    names = _names(read, entities)
    own = _in_turn([entity for entity in entities if names[folded(entity["title"])] == {_url(entity)}], random)
    return [
        Query("title", entity["title"], (_url(entity),), _with(entity, _holding(read, entity["title"])))
        for entity, _ in zip(own, range(count), strict=False)
    ]


def _aliases(read: list[Page], entities: list[dict[str, Any]], count: int, random: Random) -> list[Query]:
    """What is written as an alias, and of a title with an abbreviation or word in parentheses each part."""
    names = _names(read, entities)
    own = [
        (alias, entity) for entity in entities for alias in _others(entity) if names[folded(alias)] == {_url(entity)}
    ]
    random.shuffle(own)
    return [
        Query("alias", alias, (_url(entity),), _with(entity, _holding(read, alias))) for alias, entity in own[:count]
    ]


def _others(entity: dict[str, Any]) -> list[str]:
    parts = re.fullmatch(r"(.+)（([^（）]+)）", entity["title"])
    if not parts or entity["kind"] not in ("tool", "kpi", "stage", "team", "role", "stakeholder", "sponsor"):
        return list(entity["fields"].get("aliases", ()))
    return [part for part in parts.groups() if parts[1] == part or part.isascii() or parts[1].isascii()][
        : 2 if parts[2].isascii() else 1
    ]


def _names(read: Iterable[Page], entities: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """Whose title or alias it is."""
    found = defaultdict(set)
    for page in read:
        found[folded(page.title)].add(page.address)
    for entity in entities:
        for name in (entity["title"], *_others(entity)):
            found[folded(name)].add(_url(entity))
    return found


def _people(read: list[Page], people: list[dict[str, Any]], random: Random) -> Iterator[Query]:
    families = [person["title"].split()[0] for person in people]
    some = random.sample(people, 40)
    for person in some[:10]:
        yield Query("name", person["title"], (_url(person),), _named(read, person))
    for person in some[10:20]:
        yield Query("name", person["title"].replace(" ", ""), (_url(person),), _named(read, person))
    for person in some[20:30]:
        family = person["title"].split()[0]
        only = (_url(person),) if families.count(family) == 1 else ()
        yield Query("name", family, only, tuple(page.address for page in read if family in page.text))
    for number, person in enumerate(some[30:]):
        reading = person["fields"]["reading"]
        found = tuple(page.address for page in read if reading in page.text)
        yield Query(
            "reading", reading.replace(" ", "") if number % 2 else reading, (_url(person),), _with(person, found)
        )


def _named(read: Iterable[Page], person: dict[str, Any]) -> tuple[str, ...]:
    pattern = re.compile(" ?".join(map(re.escape, person["title"].split())))
    return _with(person, [page.address for page in read if pattern.search(page.text)])


def _widths(
    words: Mapping[str, list[str]], entities: list[dict[str, Any]], read: list[Page], random: Random
) -> Iterator[Query]:
    for word in random.sample(words["katakana"], 12):
        yield Query("width", _half(word), (), _holding(read, word))
    for word in random.sample(words["english"], 8):
        yield Query("width", _full(word), (), _holding(read, word))
    for word in random.sample(words["english"], 5):
        yield Query("width", word.upper(), (), _holding(read, word))
    for query in _ids(read, entities, 5, random):
        yield query._replace(sort="width", text=_full(query.text))
    for person in random.sample([entity for entity in entities if entity["kind"] == "person"], 5):
        yield Query("width", person["title"].replace(" ", "\u3000"), (_url(person),), _named(read, person))


def _half(word: str) -> str:
    return "".join(HALF.get(mark, mark) for letter in word for mark in unicodedata.normalize("NFD", letter))


def _full(word: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in word)


def _prefixes(words: Words, read: list[Page], random: Random) -> Iterator[Query]:
    """What stands in the field before a word is typed to its end: as written, and in kana before it is converted."""
    begun = lambda text: _holding(read, text, whole=False)  # noqa: E731
    hiragana = [Page(page.address, page.title, _hiragana(page.text), page.edges) for page in read]
    for found, each, least in (
        (words.compound, 3, 2),
        (words.mixed, 3, 3),
        (words.katakana, 3, 3),
        (words.english, 2, 3),
    ):
        for word in _drawn(found, each, random, begun, lambda word, least=least: len(word) > least):
            start = word[: random.randint(least, len(word) - 1)]
            if len(begun(start)) <= STRATA[-1][1]:
                yield Query("prefix", start, (), begun(start))
    for word in _drawn(words.katakana, 5, random, begun, lambda word: len(word) > 3):
        start = _hiragana(word)[: random.randint(3, len(word))]
        yield Query("kana", start, (), _holding(hiragana, start, whole=False))


def _hiragana(text: str) -> str:
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in text)


def _with(entity: dict[str, Any], found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({_url(entity), *found}))


def _url(entity: dict[str, Any]) -> str:
    return address(entity["url"])


def _entities(site: Path) -> list[dict[str, Any]]:
    entities: list[dict[str, Any]] = json.loads((site / "catalog.json").read_text(encoding="utf-8"))["entities"]
    return entities


def _sudachi(seen: Mapping[str, Seen]) -> tuple[list[Page], Words]:
    from sudachipy import Dictionary, SplitMode

    analyser = Dictionary().tokenizer()
    read, words = [], Words()
    for name, page in seen.items():
        now = Page(name, page.title, folded(page.text), {0})
        at = 0
        for line in now.text.split("\n"):
            for unit in analyser.tokenize(line, SplitMode.A):
                now.edges |= {at, at + len(unit.surface())}
                at += len(unit.surface())
                _single(words, unit.surface(), unit.part_of_speech(), name)
            longest = [(long.surface(), long.part_of_speech()) for long in analyser.tokenize(line, SplitMode.C)]
            _longest(words, longest, name)
            at += 1
            now.edges |= {at - 1, at}
        read.append(now)
    return read, words


def _is_noun(speech: Sequence[str]) -> bool:
    return speech[0] == "名詞" and speech[1] != "数詞" and speech[2] != "人名"


def _single(words: Words, unit: str, speech: Sequence[str], page: str) -> None:
    if _is_noun(speech) and re.fullmatch(f"(?:{KANJI}|[ぁ-ゖ]){{2,}}", unit) and re.search(KANJI, unit):
        words.noun[unit].add(page)
    if re.fullmatch(LATIN + "{3,}", unit):
        words.english[unit].add(page)


def _longest(words: Words, longest: Iterable[tuple[str, Sequence[str]]], page: str) -> None:
    run: list[str] = []
    for word, speech in longest:
        is_noun = _is_noun(speech)
        if is_noun and re.fullmatch(KATAKANA + "{3,}", word):
            words.katakana[word].add(page)
        if is_noun or (run and speech[0] == "接尾辞"):
            run.append(word)
        elif speech[1] == "数詞":
            run.append(NUMBER)
        else:
            _run(words, run, page)
            run = []
    _run(words, run, page)


def _run(words: Words, run: Sequence[str], page: str) -> None:
    """A run with a number in it is no word."""
    text = "".join(run)
    if not 1 < len(run) < 5 or not re.fullmatch(f"(?:{KANJI}|{KATAKANA}|{LATIN}|[ぁ-ゖ])+", text):
        return
    scripts = sum(bool(re.search(script, text)) for script in (KANJI, KATAKANA, LATIN))
    (words.mixed if scripts > 1 else words.compound)[text].add(page)


def _spaces(seen: Mapping[str, Seen]) -> tuple[list[Page], Words]:
    read, words = [], Words()
    for name, page in seen.items():
        now = Page(name, page.title, folded(page.text))
        units = list(re.finditer(r"\w+", now.text))
        now.edges = {edge for unit in units for edge in unit.span()}
        for unit, after in zip(units, [*units[1:], None], strict=True):
            if re.fullmatch(LATIN + "{4,}", unit[0]):
                words.english[unit[0]].add(name)
                if after and re.fullmatch(" " + LATIN + "{4,}", now.text[unit.end() : after.end()]):
                    words.compound[f"{unit[0]} {after[0]}"].add(name)
        read.append(now)
    return read, words


if __name__ == "__main__":
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("language", "class", "query", "sought", "pages"))
    known: set[tuple[str, str]] = set()
    for language, query in draw(Path(sys.argv[1]), Path(sys.argv[2])):
        if (language, query.text) not in known:
            known.add((language, query.text))
            rows.writerow((language, query.sort, query.text, " ".join(query.sought), " ".join(query.found)))
