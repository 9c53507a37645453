"""Labels: our own words in each language, flat dotted keys; a site may override any of them."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from mops_kb.model.problem import Problem
from mops_kb.model.settings import LANGUAGES as LANGUAGES
from mops_kb.model.values import BIDI

_TRANSLATED = {"kind": "kind.{}", "expected": "type.{}", "language": "language.{}"}
"""Parameters of problems whose value is itself a label."""
_LONGEST = 1_000
_UNSEEN = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{BIDI}]")


class Labels:
    """The words of one language.

    `rooms` are folders that hold a `ja.yml` and an `en.yml` each; later ones and then `overrides` win.
    What is `beneath` takes the place of nothing: words of kinds that contributors declare.
    A missing key is our mistake, so it raises.
    """

    def __init__(
        self,
        language: str,
        rooms: Iterable[Path] = (),
        overrides: Mapping[str, str] | None = None,
        beneath: Mapping[str, str] | None = None,
    ) -> None:
        self.language = language
        self.words: dict[str, str] = dict(beneath or {})
        for room in (Path(__file__).parent, *rooms):
            self.words |= read(room / f"{language}.yml")
        self.words |= overrides or {}

    def __call__(self, key: str, /, **params: object) -> str:
        """The words for a key, filled in; `n` chooses `KEY.one` where the language has it and n is 1.

        Where `kind` is filled in, `a_kind` has its article in English: a tool, an evaluation.
        """
        if params.get("n") in (1, "1") and f"{key}.one" in self.words:
            key = f"{key}.one"
        words = self.words[key]
        if kind := params.get("kind"):
            params["a_kind"] = f"{'an' if str(kind)[0] in 'aeio' else 'a'} {kind}"
        return words.format_map(params) if params else words

    def __contains__(self, key: str) -> bool:
        return key in self.words

    def problem(self, found: Problem) -> str:
        """A problem in one line: `CODE message (remedy)`."""
        params = {name: self._param(name, value) for name, value in found.params}
        message = self(f"problem.{found.code}", **params)
        remedy = self(f"problem.{found.code}.{found.variant}", **params)
        return f"{found.code} {message} ({remedy})"

    def _param(self, name: str, value: str) -> str:
        key = _TRANSLATED.get(name, "").format(value)
        return _plain(self.words.get(key, value) if key else value)


def _plain(value: str) -> str:
    """What somebody else wrote, in one line and in signs that can be seen: a message may stand in a terminal, or in a
    log in which lines can be commands."""
    line = " ".join(value.split()) if "\n" in value or "\r" in value else value
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…")


def read(file: Path) -> Mapping[str, str]:
    """A label file; empty where the room has none."""
    return _parsed(file.read_bytes()) if file.exists() else {}


@lru_cache(maxsize=256)
def _parsed(written: bytes) -> Mapping[str, str]:
    """By what the file says, so that `serve` follows a change of it."""
    return {key: str(words) for key, words in (yaml.load(written, yaml.CSafeLoader) or {}).items()}
