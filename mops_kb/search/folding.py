"""Folding: one spelling for what a reader takes for the same, and the tokens that are looked up.

`overrides/assets/javascripts/search.js` does the same to what somebody types; `tests/search/folding.csv` holds both to
it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

_JAPANESE = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_KATAKANA, _HIRAGANA = "\u30a1-\u30fa\u30fc", "\u3041-\u3096\u30fc"
_DASH = re.compile(rf"(?<=[{_KATAKANA}])[-\u2010\u2011\u2015\u2212\u2500](?![-\u2010\u2011\u2015\u2212\u2500 ])")
_JOINTS = re.compile(
    rf"(?<=[{_KATAKANA}])\u30fb(?=[{_KATAKANA}])|(?<=[{_JAPANESE}])[ \t]+(?=[{_JAPANESE}])|(?<=\d),(?=\d{{3}})"
)
_LAST = re.compile(rf"(?<=[{_KATAKANA}]{{3}})\u30fc(?![{_KATAKANA}])|(?<=[{_HIRAGANA}]{{3}})\u30fc(?![{_HIRAGANA}])")
_SAME = {kana: kana - 0x60 for kana in (*range(0x30A1, 0x30F5), 0x30FD, 0x30FE)}
_SAME |= {ord(one): ord("か") for one in "ヵヶゕゖ"}
_SAME |= dict(zip(map(ord, "髙﨑邊邉齋齊斎濵澤廣國嶋"), "高崎辺辺斉斉斉浜沢広国島", strict=True))
_RUN = re.compile(rf"[{_JAPANESE}]+|(?:(?![{_JAPANESE}])[^\W_])+(?:(?<=\d)\.\d+)*")
_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WITHIN = re.compile(rf"(?=([{_KANJI}])[いきぎしちみりえけせてべめれわ]([{_KANJI}]))")
_WORD = re.compile(rf"[{_KATAKANA}]{{3,}}")
_TIES = ("", " ", "-")
_IS_NUMBER = re.compile(r"\d\Z")
_IS_JAPANESE = re.compile(rf"[{_JAPANESE}]")


def folded(text: str) -> str:
    """Width, case, hiragana and katakana, the long vowel that ends a longer word (サーバー, サーバ), dashes meant for
    one, the dots and spaces within a name, commas in numbers, and variants of characters in names."""
    return _plain(text).translate(_SAME)


def _plain(text: str) -> str:
    """Folded, but with katakana, which tell where a word begins and ends."""
    plain = _DASH.sub("ー", normalize("NFKC", text).lower())
    return _LAST.sub("", _JOINTS.sub("", plain))


def tokens(text: str) -> Iterator[str]:
    """Folded: words; pairs of Japanese characters, the last of a run alone, and across a kana that some write and some
    do not (取り込み, 取込); whole words in katakana; what stands side by side: two words, a word and a character."""
    plain = _plain(text)
    before, end = "", -1
    for match in _RUN.finditer(plain):
        run = match[0].translate(_SAME)
        if _IS_JAPANESE.match(run):
            yield from map("".join, pairwise(run))
            yield run[-1]
            yield from (first + last for first, last in _WITHIN.findall(run))
            yield from (word.translate(_SAME) for word in _WORD.findall(match[0]))
        else:
            yield run
        yield from _beside(before, plain[end : match.start()], run)
        before, end = run, match.end()


def _beside(before: str, between: str, run: str) -> Iterator[str]:
    """What ties a run to the one before it; numbers only to what they count."""
    if not before or between not in _TIES:
        return
    if _IS_JAPANESE.match(run):
        if not between:
            yield before + run[0]
    elif _IS_NUMBER.search(run):
        return
    elif not _IS_JAPANESE.match(before):
        yield f"{before} {run}"
    elif not between:
        yield before[-1] + run
