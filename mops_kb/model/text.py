"""Text: what people wrote, in one language or in several."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")


class Words(NamedTuple):
    """A text in one language; `fallback` says that it is not the language that was asked for."""

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
                return Words(by_language[code], code, code != language)
        code, text = next(iter(by_language.items()))
        return Words(text, code, True)

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
        if isinstance(written, str) and written.strip():
            return cls((("", written.strip()),))
        if isinstance(written, Mapping) and written:
            return cls(tuple((_language(code), _words(text)) for code, text in written.items()))
        raise PydanticCustomError("text-expected", "text expected")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.of, serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.plain())
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^{_LANGUAGE.pattern}$"},
                    "additionalProperties": {"type": "string", "minLength": 1},
                },
            ]
        }


def _language(code: object) -> str:
    if isinstance(code, str) and (not code or _LANGUAGE.fullmatch(code)):
        return code
    raise PydanticCustomError("language-code", "not a language", {"written": str(code)})


def _words(text: object) -> str:
    if isinstance(text, str) and text.strip():
        return text.strip()
    raise PydanticCustomError("text-expected", "text expected")
