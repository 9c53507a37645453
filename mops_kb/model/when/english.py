"""English: `mid-November 2026`, `Q3 FY2026`, `2pm`, `every other Monday`."""

import re
from collections.abc import Callable

from mops_kb.model.when.tongue import Tongue, phrase, word

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_AND = r"\s*(?:,\s*and\b|,|\band\b|&)\s*(?:the\s+)?"
_LIST_OF_DAYS = rf"(?P<days>{WEEKDAY}s?(?:{_AND}{WEEKDAY}s?)*)\b"
_NTH = r"(?:first|second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th)?)"
_ITEM = rf"{_NTH}(?:\s+(?:{WEEKDAY}s?|day))?\b"
_ITEMS = rf"(?:the\s+)?(?P<items>{_ITEM}(?:{_AND}{_ITEM})*)"
_PLACE = r"(?:first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th))"
_WHICH = rf"{_PLACE}(?:{_AND}{_PLACE})*\s+{WEEKDAY}s?"
_EVERY_MONTH = (
    r"\b(?:monthly|(?:every|each|once\s+a)\s+month|(?P<other>every\s+(?:other|two)\s+months?)|every\s+(?P<n>[1-9]\d?)\s+months"
    r"|(?P<quarter>quarterly|(?:every|each|once\s+a)\s+quarter|every\s+three\s+months))\b"
)
_EVERY_WEEK = (
    r"\b(?:weekly|(?:every|each|once\s+a)\s+week|(?P<other>every\s+(?:other|two)\s+weeks?|bi-?weekly|fortnightly)"
    r"|every\s+(?P<n>[1-9]\d?)\s+weeks)\b"
)
_EVERY_YEAR = (
    r"\b(?:yearly|annually|(?:every|each|once\s+a)\s+year|(?P<other>every\s+other\s+year)"
    r"|every\s+(?P<n>[1-9]\d?)\s+years)\b"
)


def _in(names: tuple[str, ...]) -> Callable[[str], int]:
    return lambda name: names.index(name[:3].lower())


_weekday, _month_place = _in(_DAYS), _in(_MONTHS)


def _month(name: str) -> int:
    return _month_place(name) + 1


def _number(said: str) -> int:
    return _ORDINALS.get(said.lower()) or int(re.sub(r"\D", "", said))


def _which(match: re.Match[str]) -> int:
    """A number that the pattern catches in one of several groups."""
    return _number(next(group for group in match.groups() if group))


def _fiscal(match: re.Match[str]) -> dict[str, object]:
    return {"year": int(match[1]) + (2000 if len(match[1]) == 2 else 0), "fiscal": True}


ENGLISH = Tongue(
    words=(
        word(r"(?:FY|fiscal\s+year|fiscal)\s*'?(\d{4}|\d{2})(?!\d)", _fiscal),
        word(
            rf"(\d{{1,2}})-({MONTH})-(\d{{4}})(?!\d)",
            lambda m: {"day": int(m[1]), "month": _month(m[2]), "year": int(m[3])},
        ),
        word(MONTH, lambda m: {"month": _month(m[0])}),
        word(
            r"(?:(early|beginning\s+of|start\s+of)|(mid|middle\s+of)|late|end\s+of)\b-?",
            lambda m: {"third": 0 if m[1] else 1 if m[2] else 2},
        ),
        word(
            r"Q([1-4])(?!\d)|([1-4])Q\b|(first|second|third|fourth)\s+quarter|([1-4])(?:st|nd|rd|th)\s+quarter",
            lambda m: {"quarter": _which(m)},
        ),
        word(r"H([12])(?!\d)|([12])H\b|(first|second)\s+half|([12])(?:st|nd)\s+half", lambda m: {"half": _which(m)}),
        word(rf"\(?({WEEKDAY})\b\.?\)?", lambda m: {"weekday": _weekday(m[1])}),
    ),
    phrases=(
        phrase("WEEKLY", r"(?P<working>\b(?:(?:every|each)\s+|on\s+)?weekdays?\b)"),
        phrase(
            "DAILY",
            r"\b(?:every|each)\s+day\b|\bdaily\b|(?P<other>\bevery\s+other\s+day\b)|\bevery\s+(?P<n>[1-9]\d?)\s+days\b",
        ),
        phrase(
            "MONTHLY",
            rf"(?:\b(?:on|every)\s+)?\b{_ITEMS}\s+of\s+(?:(?:the|every|each)\s+month|(?P<other>every\s+other\s+month)|every\s+(?P<n>[1-9]\d?)\s+months)\b",
        ),
        phrase("YEARLY", rf"{_EVERY_YEAR}\s+on\s+(?:the\s+)?(?P<month>{MONTH})\s*(?P<items>{_NTH})\b"),
        phrase("YEARLY", rf"{_EVERY_YEAR}\s+(?:in\s+)?(?P<month>{MONTH})\s+on\s+(?:the\s+)?(?P<items>{_ITEM})"),
        phrase("YEARLY", rf"\bevery\s+(?P<month>{MONTH})\s+on\s+(?:the\s+)?(?P<items>{_ITEM})"),
        phrase("YEARLY", rf"\bevery\s+(?P<month>{MONTH})\s*(?P<items>{_NTH})\b"),
        phrase("YEARLY", _EVERY_YEAR),
        phrase("MONTHLY", rf"{_EVERY_MONTH}\s+on\s+{_ITEMS}"),
        phrase("MONTHLY", _EVERY_MONTH),
        phrase("WEEKLY", rf"{_EVERY_WEEK}(?:\s+on\s+{_LIST_OF_DAYS})?"),
        phrase("WEEKLY", rf"\bevery\s+(?P<other>other)\s+{_LIST_OF_DAYS}"),
        phrase("MONTHLY", rf"\b(?:(?:every|on)\s+)?(?:the\s+)?(?P<items>{_WHICH}(?:{_AND}{_WHICH})*)\b(?:\s+of\b)?"),
        phrase("WEEKLY", rf"\b(?:(?:every|each)\s+|on\s+)?{_LIST_OF_DAYS}"),
    ),
    item=re.compile(
        rf"(?P<end>last\s+day)|(?P<last>last)|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+day\b"
        rf"|(?P<nth>first|second|third|fourth|fifth|\d{{1,2}})(?:st|nd|rd|th)?|(?P<weekday>{WEEKDAY})",
        re.IGNORECASE,
    ),
    weekdays=re.compile(WEEKDAY, re.IGNORECASE),
    weekday=_weekday,
    month=_month,
    number=_number,
    bare_days=True,
    doubtful=rf"\bevery\s+second\s+{WEEKDAY}s?\b(?!\s+of\b)",
    undecided=r"(?:TBD|TBC|TBA|to\s+be\s+(?:decided|confirmed|announced|determined)|(?:not\s+(?:yet\s+)?|un)decided)\b",
    deadline=r"(?:(?:to\s+be\s+)?(?:decide[ds]?|decision|confirm(?:ed)?|announced)?\s*by)\s+(.+?)",
    repeats=rf"RRULE|FREQ=|\b(?:every|each|once\s+a|daily|(?:bi-?)?weekly|monthly|quarterly|yearly|annually|fortnightly|weekdays|(?:business|working)\s+days?|{WEEKDAY}s|(?:{WEEKDAY}|day)\s+of\s+the\s+month)\b",
    which=rf"\b{_PLACE}\s+{WEEKDAY}s?\b",
    workday=r"\b(?:business|working)\s+days?\b",
    left_out=re.compile(
        r"[(,]?\s*\b(?:except(?:ing)?(?:\s+(?:for|on))?|excluding|but\s+not(?:\s+on)?)\s+([^()]+?)\s*\)?$",
        re.IGNORECASE,
    ),
)
