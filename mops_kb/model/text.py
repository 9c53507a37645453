"""Text: what people wrote, in one language or in several."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mops_kb.model.values import wrong

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]")


class Words(NamedTuple):
    """A text in one language; `fallback` says that who reads the one that was asked for may not read it."""

    text: str
    language: str
    fallback: bool


@dataclass(frozen=True)
class Text:
    """Written as a string (the wiki's default language) or as a mapping from language to string."""

    versions: tuple[tuple[str, str], ...]

    def words(self, language: str, default: str) -> Words:
        """The text in `language`, else in `default`, else in whatever language there is."""
        by_language = {code or default: text for code, text in self.versions}
        for code in (language, default):
            if code in by_language:
                return _words_in(by_language[code], code, language)
        code, text = next(iter(by_language.items()))
        return _words_in(text, code, language)

    def joined(self, other: "Text", default: str) -> "Text":
        """`self – other` in every language that either has."""
        codes = dict.fromkeys(code or default for text in (self, other) for code, _ in text.versions)
        return Text(
            tuple((code, f"{self.words(code, default).text} – {other.words(code, default).text}") for code in codes)
        )

    def plain(self) -> str | dict[str, str]:
        """As it is written in a source file."""
        if len(self.versions) == 1 and not self.versions[0][0]:
            return self.versions[0][1]
        return dict(self.versions)

    @classmethod
    def of(cls, written: object) -> "Text":
        """Read a string or a mapping; anything else is the contributor's mistake."""
        if isinstance(written, Text):
            return written
        if isinstance(written, Mapping) and written:
            return cls(tuple((_language(code), _words(text, code)) for code, text in written.items()))
        return cls((("", _words(written)),))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.of, serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.plain())
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        is_told = handler.mode == "serialization"  # the language that is not named is the wiki's own
        return {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^({_LANGUAGE.pattern})?$" if is_told else f"^{_LANGUAGE.pattern}$"},
                    "additionalProperties": {"type": "string", "minLength": 1},
                },
            ]
        }


def _words_in(text: str, code: str, language: str) -> Words:
    return Words(text, code, code != language and not is_alike(text, language))


def is_alike(text: str, language: str) -> bool:
    """Whether a text needs no version in that language: a name or a number that everybody writes alike. In Japanese
    that is one word in Latin letters, in other languages whatever has no Japanese letter."""
    return not _JAPANESE.search(text) and (language != "ja" or not any(sign.isspace() for sign in text))


def _language(code: str) -> str:
    if not code or _LANGUAGE.fullmatch(code):
        return code
    raise wrong("language-code", code, at=code)


def _words(text: object, at: str | None = None) -> str:
    """Without the space around it; where there are several lines the first keeps its indent, which Markdown reads."""
    if isinstance(text, str) and (words := text.strip()):
        return text.lstrip("\n").rstrip() if "\n" in words else words
    raise wrong("text-expected", at=at)
