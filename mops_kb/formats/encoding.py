"""Bytes become text: UTF-8 only, and every other encoding is called by its name."""

import re
from pathlib import Path

from mops_kb.model.problem import Problem, problem

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_OTHERS = (("ISO-2022-JP", "iso2022_jp"), ("EUC-JP", "euc_jp"), ("Shift_JIS", "cp932"))


def decode(raw: bytes, path: str) -> tuple[str, Problem | None]:
    """The text of a file with `\\n` line ends, or the reason why it cannot be read."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(raw) > 1 and 0 in raw[:2] and any(raw[:2])):
        return "", problem(path, (1, 1), "encoding", encoding="UTF-16")
    if b"\x1b$" in raw or b"\x1b(" in raw:
        return "", problem(path, _place(raw, raw.find(b"\x1b")), "encoding", encoding="ISO-2022-JP")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", problem(path, _place(raw, error.start), "encoding", encoding=_guess(raw))
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        return "", problem(path, _position(text, text.index("\r")), "line-ends")
    if found := FORBIDDEN.search(text):
        code = f"U+{ord(found[0]):04X}"
        return "", problem(path, _position(text, found.start()), "control-character", character=code)
    return text, None


def read(file: Path, path: str, limit: int) -> tuple[str, Problem | None]:
    """The text of a file of at most `limit` bytes."""
    size = file.stat().st_size
    if size > limit:
        return "", problem(path, (1, 1), "too-large", size=f"{size / 1e6:.1f}", limit=f"{limit / 1e6:.0f}")
    return decode(file.read_bytes(), path)


def _guess(raw: bytes) -> str:
    """The encoding whose text has no half-width katakana, which mostly come of taking one encoding for another."""
    fallback = "?" if b"\x00" in raw else "Windows-1252"
    for name, codec in _OTHERS:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if not any("\uff61" <= character <= "\uff9f" for character in text):
            return name
        fallback = name
    return fallback


def _place(raw: bytes, at: int) -> tuple[int, int]:
    return raw.count(b"\n", 0, at) + 1, at - raw.rfind(b"\n", 0, at)


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
