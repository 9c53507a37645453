"""Kana: in which row of the fifty sounds a word stands, and in which order words are told."""

import unicodedata
from typing import NamedTuple

ROWS = dict(zip("あかさたなはまやらわ", ("a", "ka", "sa", "ta", "na", "ha", "ma", "ya", "ra", "wa"), strict=True))
"""The rows of the fifty sounds by their first sign, and how that is said in letters."""
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_VOWELS = {
    **dict.fromkeys("あかさたなはまやらわ", "あ"),
    **dict.fromkeys("いきしちにひみり", "い"),
    **dict.fromkeys("うくすつぬふむゆる", "う"),
    **dict.fromkeys("えけせてねへめれ", "え"),
    **dict.fromkeys("おこそとのほもよろを", "お"),
}
_TO_HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)})


class Sounded(NamedTuple):
    """By `bare` words are in order as in a Japanese dictionary: a long vowel as the vowel itself, voiced and small
    signs as plain ones. `full` tells apart what is then alike."""

    bare: str
    full: str


def hiragana(text: str) -> str:
    """Katakana, half-width too, as hiragana; everything else as it is."""
    return unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA)


def sounded(text: str) -> Sounded:
    full = hiragana(text).casefold()
    plain = "".join(one for one in unicodedata.normalize("NFD", full) if not unicodedata.combining(one))
    bare: list[str] = []
    for sign in plain.translate(_SMALL):
        bare.append(_VOWELS.get(bare[-1], "") if sign == "ー" and bare else sign)
    return Sounded("".join(sign for sign in bare if sign.isalnum()), full)


def place(text: str) -> str:
    """The letter from A to Z or the row of the fifty sounds under which it stands; empty for what has no sound."""
    first = sounded(text).bare[:1]
    if first.isascii() and first.isalpha():
        return first.upper()
    if "あ" <= first <= "ん":
        return next((row for row in reversed(ROWS) if row <= first), "")
    return ""
