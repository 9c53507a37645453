"""Values as marketers write them: each type says what it accepts, and names the mistake when it does not.

Source files keep every scalar as it was typed (`8:30`, `no`, `012` are text); the types here decide what it means.
"""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that change the direction of text, and so what an address seems to be; for a class in a pattern."""
YEARS = range(1900, 2200)
"""Further away, days cannot be reckoned with; `9999-12-31` mostly means that there is no end."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SPAN = re.compile(r"([1-9][0-9]{0,2}) (day|week|month|year)s?")
_URL = re.compile(rf"(https?://|mailto:|tel:)[^\s<>\"'`\\{BIDI}]+", re.IGNORECASE)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](-([01][0-9]|2[0-3]):[0-5][0-9])?")
_ID_LENGTH = 80
_SLUG_LENGTH = 40
LEVELS = ("1", "2", "3", "4")
"""Of a skill: knows the basics, does it with help, does it alone, can teach it. For experience they mean years."""
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def wrong(code: str, written: object = "", at: str | int | None = None) -> PydanticCustomError:
    """A contributor's mistake in a value; `code` is the problem's, `at` a key or a place in a list below the value."""
    context: dict[str, Any] = {"written": str(written)} | ({} if at is None else {"at": at})
    return PydanticCustomError(code, "{written}", context)


def day_of(written: str, year: int, month: int, day: int) -> date:
    """That day of the calendar, if there is such a day and it is not too far away."""
    if year not in YEARS:
        raise wrong("far-year", written)
    try:
        return date(year, month, day)
    except ValueError:
        raise wrong("impossible-date", written) from None


def _id(written: object) -> object:
    if isinstance(written, str) and not (_ID.fullmatch(written) and len(written) <= _ID_LENGTH):
        raise wrong("id-form", written)
    return written


def id_of(words: str, named: str = "") -> str:
    """An id for words of any form, the same for the same: themselves where they are one already, else what is left of
    them (or of `named`) in plain letters with something of their hash."""
    if _ID.fullmatch(words) and len(words) <= _SLUG_LENGTH:
        return words
    plain = unicodedata.normalize("NFKD", named or words).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG_LENGTH].strip("-")
    return "-".join([*([slug] if slug else []), sha256(words.encode()).hexdigest()[:8]])


def number(written: object) -> object:
    """A plain decimal number; thousands separators, units, signs of currency and full-width digits are refused."""
    if isinstance(written, Decimal | int):
        return written
    if not isinstance(written, str):
        raise wrong("number-expected")
    if not _NUMBER.fullmatch(written):
        raise wrong("number-form", written)
    return Decimal(written)


def _whole(written: object) -> object:
    value = number(written)
    if isinstance(value, Decimal):
        if value != int(value):
            raise wrong("whole-number", written)
        return int(value)
    return value


def _level(written: object) -> object:
    if str(written) not in LEVELS:
        raise wrong("level-range", written)
    return int(str(written))


def _flag(written: object) -> object:
    if isinstance(written, str):
        if written not in ("true", "false"):
            raise wrong("true-or-false", written)
        return written == "true"
    return written


def _day(written: object) -> object:
    if not isinstance(written, str):
        return written
    form = _DAY.fullmatch(written)
    if not form:
        raise wrong("date-form", written)
    return day_of(written, *map(int, form.groups()))


def _span(written: object) -> object:
    if not isinstance(written, str):
        return written
    form = _SPAN.fullmatch(written)
    if not form:
        raise wrong("span-form", written)
    return timedelta(days=int(form[1]) * _DAYS[form[2]])


def _url(written: object) -> object:
    if isinstance(written, str) and not _URL.fullmatch(written):
        raise wrong("url-form", written)
    return written


def _clock(written: object) -> object:
    if isinstance(written, str) and not _CLOCK.fullmatch(written):
        raise wrong("clock-form", written)
    return written


def _name(written: object) -> object:
    """A name as people say it: on one line, and with some letter in it."""
    if isinstance(written, str):
        if "\n" in written.strip() or len(written) > _ID_LENGTH or not any(sign.isalnum() for sign in written):
            raise wrong("name-form", written)
        return written.strip()
    return written


def _schema(pattern: re.Pattern[str], mode: Literal["validation"] | None = None) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"}, mode)


NUMERIC = WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}]})

Id = Annotated[
    str,
    BeforeValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": _ID_LENGTH}),
]
Number = Annotated[Decimal, BeforeValidator(number), NUMERIC]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Count = Annotated[int, Field(ge=0), BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Level = Annotated[int, BeforeValidator(_level), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 4})]
Money = Annotated[Decimal, Field(ge=0), BeforeValidator(number), NUMERIC]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Span = Annotated[timedelta, BeforeValidator(_span), _schema(_SPAN, "validation")]
Url = Annotated[str, BeforeValidator(_url), _schema(_URL)]
Name = Annotated[
    str, BeforeValidator(_name), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": _ID_LENGTH})
]
Clock = Annotated[str, BeforeValidator(_clock), _schema(_CLOCK)]


class _OneOrMany:
    """Before a tuple: lets a contributor write one value where a list is meant."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.of, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}

    @staticmethod
    def of(written: Any) -> Any:
        return [written] if isinstance(written, str | dict) else written


ONE_OR_MANY = _OneOrMany()
