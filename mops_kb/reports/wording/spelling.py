"""Spelling: one word that is spelled in two ways across the wiki (表記ゆれ)."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.wording.corpus import Corpus, corpus
from mops_kb.reports.wording.latin import names, varied
from mops_kb.reports.wording.right import Right, Wrong

_PART = r"[ァ-ヺｦ-ﾟ][ァ-ヺーｦ-ﾟ]*"
_KATAKANA = re.compile(rf"{_PART}(?:・{_PART})*")
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_VU = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
_SHORTEST = 3
_LONG_ENDING, _LONG_INSIDE = 3, 4
"""Shorter words, told without their long vowels, are others: バー and バ, メーカー and メカ."""


def varies(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the rarer spelling of a word, wherever it stands; the glossary's own is right however rare it is."""
    texts = catalog.once(corpus, settings)
    terms = frozenset(name for entity in catalog.entities() for name in entity.spoken)
    former = frozenset(old.name for entity in catalog.entities() for old in entity.outdated)
    problems = Problems()
    for offset, written, right in sorted([*_katakana(texts, terms, former), *varied(texts, names(catalog), former)]):
        if problems.has_enough(texts.path(offset)):
            continue
        path, place = texts.place(offset)
        at, _ = texts.at(offset)
        given = {"id": at.record.id, "written": written, "right": right.spelling, "n": right.times}
        problems.add(problem(path, place, "spelling-varies", "known" if right.is_known else "remedy", **given))
    yield from problems.found


def _katakana(texts: Corpus, terms: frozenset[str], former: frozenset[str]) -> Iterator[Wrong]:
    counts = _counted(_KATAKANA.findall(texts.text))
    rights = {written: right for written, right in _rights(counts, terms) if written not in former}
    if rights:
        either = "|".join(re.escape(one) for one in sorted(rights, key=lambda one: (-len(one), one)))
        for match in re.finditer(rf"(?<![ァ-ヺーｦ-ﾟ])(?:{either})(?![ァ-ヺーｦ-ﾟ])", texts.text):
            yield Wrong(match.start(), match[0], rights[match[0]])


def _counted(found: Iterable[str]) -> Counter[str]:
    """Words that `・` joins count each for itself, and all together as one."""
    counts = Counter(found)
    for joined, count in [*counts.items()]:
        for part in joined.split("・") if "・" in joined else ():
            counts[part] += count
    return counts


def _rights(counts: Mapping[str, int], terms: frozenset[str]) -> Iterator[tuple[str, Right]]:
    """Wrong spelling → the right one."""
    alike: dict[str, list[str]] = defaultdict(list)
    for spelling in counts:
        if len(spelling) >= _SHORTEST:
            alike[sounding(spelling)].append(spelling)
    for spellings in alike.values():
        if len(spellings) > 1:
            known = [one for one in spellings if one in terms]
            best = min(known or spellings, key=lambda one: (-counts[one], -len(one), one))
            right = Right(best, counts[best], bool(known))
            yield from ((one, right) for one in spellings if one not in (known or [best]))


def sounding(word: str) -> str:
    """The same for all spellings of a katakana word."""
    plain = unicodedata.normalize("NFKC", word).replace("・", "")
    for strange, usual in _VU:
        plain = plain.replace(strange, usual)
    plain = plain.translate(_LARGE)
    bare = plain.replace("ー", "")
    if len(bare) >= _LONG_INSIDE:
        return bare
    stem = plain.rstrip("ー")
    return stem if len(stem) >= _LONG_ENDING else plain
