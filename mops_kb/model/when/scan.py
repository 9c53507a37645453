"""Scan: the words of a date become the numbers that stand in them, one word after the other."""

import re
from dataclasses import dataclass, fields
from datetime import date, time
from typing import NamedTuple
from unicodedata import normalize
from zoneinfo import ZoneInfo

from mops_kb.model.values import wrong

_DASHES = str.maketrans(dict.fromkeys("〜∼～→⇒", "~") | dict.fromkeys("‐‑‒–—―−", "–") | {"’": "'"})
_LONG_MARK = re.compile(r"(?<=[\d日月年])\s*ー\s*(?=\d)")
"""The mark of a long vowel, which looks like a dash."""
_ERAS = {
    "明治": (date(1868, 1, 1), date(1912, 7, 29)),
    "大正": (date(1912, 7, 30), date(1926, 12, 24)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date.max),
}
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_JAPANESE_DAYS = "月火水木金土日"
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_CLOCK_WORDS = r"(?P<noon>正午|noon\b)"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
TIME = (
    r"(?:(?:午前|午後)\s*)?\d{1,2}(?::\d{2}(?::00)?(?:\s*[ap]\.?m\b\.?)?|時(?:半|\d{1,2}分)?|\s*[ap]\.?m\b\.?)"
    rf"|{_CLOCK_WORDS.replace('?P<noon>', '?:')}"
)
ZONE = (
    r"\(?(?:日本時間|東京時間|(?:UTC|GMT)(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?|(?-i:[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+)"
    r"|(?-i:[A-Z]{2,4}T)\b)\)?"
)
_KNOWN_ZONES = {
    "jst": "Asia/Tokyo",
    "日本時間": "Asia/Tokyo",
    "東京時間": "Asia/Tokyo",
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
}

_TOKENS = {
    "iso": r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)",
    "digits": r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)",
    "iso_month": r"(\d{4})[-/](\d{1,2})(?!\d)",
    "instant": r"T(?=\d)",
    "clock": rf"(?P<half_day>午前|午後)?\s*(?:(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::00)?|(?P<hj>\d{{1,2}})時(?:(?P<半>半)|(?P<mj>\d{{1,2}})分)?"
    rf"|(?P<hx>\d{{1,2}})(?=\s*[ap]\.?m\b))(?:\s*(?P<ap>[ap])\.?m\b\.?)?|{_CLOCK_WORDS}",
    "offset": r"(?:(?<=\d)Z\b|(?<=\d)([+-])(\d{2}):(\d{2})(?!\d))",
    "zone": ZONE,
    "slash": r"(\d{1,2})/(\d{1,2})(?!\d)",
    "era": r"(明治|大正|昭和|平成|令和)\s*(元|\d{1,2})\s*年(度)?",
    "fiscal": r"(?:FY|fiscal\s+year|fiscal)\s*'?(\d{4}|\d{2})(?!\d)|(\d{4}|\d{2})\s*年度",
    "year": r"(?:CY\s*)?(\d{4})(?!\d)(?:\s*年|-(?=[QH]\d))?",
    "short_year": r"\d{1,2}\s*年",
    "month": r"(\d{1,2})\s*月(?!曜)",
    "day": r"(\d{1,2})\s*日(?!曜)",
    "month_name": MONTH,
    "third": r"(上旬|初旬)|(中旬)|(下旬|末日?)",
    "third_name": r"(early|beginning\s+of|start\s+of)\b-?|(mid|middle\s+of)\b-?|(late|end\s+of)\b-?",
    "quarter": r"Q([1-4])(?!\d)|([1-4])Q\b|第?\s*([1-4一二三四])\s*四半期|(first|second|third|fourth)\s+quarter|([1-4])(?:st|nd|rd|th)\s+quarter",
    "half": r"H([12])(?!\d)|([12])H\b|(?:(上)|下)半期|(first|second)\s+half|([12])(?:st|nd)\s+half",
    "term": r"(上)期|下期",
    "ordinal": r"第\s*([1-4])(?=\s*[~–-])",
    "weekday": rf"\(([{_JAPANESE_DAYS}])(?:曜日?)?(?:[・/]?祝日?)?\)|([{_JAPANESE_DAYS}])(?:曜日?|(?=\s|$))|\(?({WEEKDAY})\b\.?\)?",
    "number": r"(\d{1,2})(?:st|nd|rd|th)?(?![\d])",
    "join": r"~|–|から|-(?![QH]\d)|\b(?:to|through|thru|until|till|and)\b|/(?=\d{4})",
    "about": r"頃|ごろ|\b(?:around|about)\b",
    "close": r"まで",
    "filler": r"[\s,、の]+|に\b|\b(?:of|the|on|in|at)\b",
}
_EACH = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _TOKENS.items())
_OPENING = re.compile(r"(from|between)\b", re.IGNORECASE)


@dataclass
class Side:
    """One side of a date as far as it has been read."""

    year: int | None = None
    fiscal: bool = False
    era: tuple[date, date] | None = None
    month: int | None = None
    day: int | None = None
    third: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None
    clock: time | None = None
    number: int | None = None
    """Read without a word that says whether it is a day, a month or a quarter."""

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, field.name) in (None, False) for field in fields(self))


class Scanned(NamedTuple):
    first: Side
    last: Side | None
    zone: str | None
    about: bool


def plain(written: str) -> str:
    """Side width, one sort of tilde, one sort of dash, and single spaces."""
    text = normalize("NFKC", written.translate(_DASHES)).translate(_DASHES)
    return " ".join(_LONG_MARK.sub("~", text).split())


def scan(text: str, written: str) -> Scanned:
    """Read a plain text as a date or as two with a word between them."""
    return _Scan(text, written).scanned()


def refused(written: str) -> Exception:
    return wrong("when-form", written)


class _Scan:
    def __init__(self, text: str, written: str) -> None:
        self.text, self.written = text, written
        self.side = self.first = Side()
        self.last: Side | None = None
        self.zone: str | None = None
        self.about = self.afternoon = self.slashes = self.dashes = self.instant = self.term = False

    def scanned(self) -> Scanned:
        opening = _OPENING.match(self.text)
        place = opening.end() if opening else 0
        while place < len(self.text):
            place = self._step(place)
        if self.side.is_empty or (opening and not self.last):
            raise refused(self.written)
        if self.term and not (self.first.fiscal or (self.last and self.last.fiscal)):
            missing = self.first.year is None and (self.last is None or self.last.year is None)
            raise wrong("when-year" if missing else "when-ambiguous", self.written)
        return Scanned(self.first, self.last, self.zone, self.about)

    def _step(self, place: int) -> int:
        for name, pattern in _EACH:
            match = pattern.match(self.text, place)
            if match and match.end() > place and getattr(self, f"_{name}")(match) is not False:
                return match.end()
        raise refused(self.written)

    def _set(self, **values: int | time) -> None:
        for name, value in values.items():
            if getattr(self.side, name) is not None:
                raise refused(self.written)
            setattr(self.side, name, value)

    def _iso(self, match: re.Match[str]) -> None:
        self.slashes, self.dashes = match[2] == "/", match[2] == "-"
        self._set(year=int(match[1]), month=int(match[3]), day=int(match[4]))

    def _digits(self, match: re.Match[str]) -> None:
        raise wrong("when-ambiguous", self.written)

    def _iso_month(self, match: re.Match[str]) -> None:
        self._set(year=int(match[1]), month=int(match[2]))

    def _instant(self, match: re.Match[str]) -> bool:
        self.instant = self.side.day is not None
        return self.instant

    def _clock(self, match: re.Match[str]) -> None:
        if match["noon"]:
            self._set(clock=time(12))
            return
        hour = int(match["h"] or match["hj"] or match["hx"])
        minute = 30 if match["半"] else int(match["m"] or match["mj"] or 0)
        self._set(clock=self._time(hour, minute, match["half_day"], (match["ap"] or "").lower()))

    def _time(self, hour: int, minute: int, half_day: str | None, letter: str) -> time:
        if half_day or letter:
            if hour > 12 or (letter and hour == 0):
                raise wrong("when-time", self.written)
            self.afternoon = half_day == "午後" or letter == "p"
            if letter:
                hour %= 12
                if self.last and self.first.clock is None and self.first.number is not None:
                    self.first.clock = time(self.first.number % 12 + 12 * self.afternoon)
                    self.first.number = None
            hour += 12 * (self.afternoon and hour < 12)
        elif self.last and self.afternoon and hour < 12 and not letter:
            hour += 12
        if hour > 23 or minute > 59:
            raise wrong("when-time", self.written)
        return time(hour, minute)

    def _offset(self, match: re.Match[str]) -> bool:
        if self.side.clock is None or (match[1] == "-" and not self.instant):
            return False
        self._zoned("UTC" if not match[1] else _offset(match[1], match[2], match[3], self.written))
        return True

    def _zone(self, match: re.Match[str]) -> bool:
        if self.first.clock is None and self.side.clock is None:
            return False
        self._zoned(zone_of(match[0], self.written))
        return True

    def _zoned(self, zone: str) -> None:
        if self.zone:
            raise refused(self.written)
        self.zone = zone

    def _slash(self, match: re.Match[str]) -> None:
        if not (self.last and self.slashes):
            raise wrong("when-ambiguous", self.written)
        self._set(month=int(match[1]), day=int(match[2]))

    def _era(self, match: re.Match[str]) -> None:
        self.side.era = _ERAS[match[1]]
        self._set(year=self.side.era[0].year + (1 if match[2] == "元" else int(match[2])) - 1)
        self.side.fiscal = bool(match[3])

    def _fiscal(self, match: re.Match[str]) -> None:
        digits = match[1] or match[2]
        self._set(year=int(digits) + (2000 if len(digits) == 2 else 0))
        self.side.fiscal = True

    def _year(self, match: re.Match[str]) -> None:
        self._set(year=int(match[1]))

    def _short_year(self, match: re.Match[str]) -> None:
        raise wrong("when-ambiguous", self.written)

    def _month(self, match: re.Match[str]) -> None:
        self._set(month=int(match[1]))

    def _day(self, match: re.Match[str]) -> None:
        self._set(day=int(match[1]))

    def _month_name(self, match: re.Match[str]) -> None:
        self._set(month=_MONTHS.index(match[0][:3].lower()) + 1)
        if self.side.day is None and self.side.number is not None:
            self.side.day, self.side.number = self.side.number, None

    def _third(self, match: re.Match[str]) -> None:
        self._set(third=(match.lastindex or 1) - 1)

    _third_name = _third

    def _quarter(self, match: re.Match[str]) -> None:
        self._set(quarter=_number(match))

    def _half(self, match: re.Match[str]) -> None:
        self._set(half=1 if match[3] else 2 if match[0].endswith("半期") else _number(match))

    def _term(self, match: re.Match[str]) -> None:
        self.term = True
        self._set(half=1 if match[1] else 2)

    def _ordinal(self, match: re.Match[str]) -> None:
        self._set(number=int(match[1]))

    def _weekday(self, match: re.Match[str]) -> None:
        japanese = match[1] or match[2]
        if japanese:
            self._set(weekday=_JAPANESE_DAYS.index(japanese))
        else:
            self._set(weekday=_ENGLISH_DAYS.index(match[3][:3].lower()))

    def _number(self, match: re.Match[str]) -> None:
        is_day = self.side.month is not None and self.side.day is None and self.side.number is None
        self._set(**{"day" if is_day else "number": int(match[1])})

    def _join(self, match: re.Match[str]) -> None:
        if self.last and any(side.clock for side in (self.first, self.last)):
            raise wrong("when-hours", self.written)
        spaced = self.text[match.start() - 1 : match.start()] == " "
        if self.last or self.side.is_empty or (match[0] == "-" and self.dashes and not spaced and not self.side.clock):
            raise refused(self.written)
        self.side = self.last = Side()

    def _about(self, match: re.Match[str]) -> None:
        self.about = True

    def _close(self, match: re.Match[str]) -> None:
        if not self.last or self.last.is_empty:
            raise refused(self.written)

    def _filler(self, match: re.Match[str]) -> None:
        """Words that change nothing."""


def _number(match: re.Match[str]) -> int:
    word = next(group for group in match.groups() if group).lower()
    return _ORDINALS.get(word) or _DIGITS.get(word) or int(word)


def zone_of(text: str, written: str) -> str:
    """The name of a time zone; what means several zones, or none, is refused."""
    name = text.strip("() ")
    if known := _KNOWN_ZONES.get(name.lower()):
        return known
    if offset := re.fullmatch(r"(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", name, re.IGNORECASE):
        return _offset(offset[1], offset[2], offset[3] or "00", written)
    if "/" in name:
        try:
            return ZoneInfo(name).key
        except (ValueError, KeyError, OSError):
            pass
    raise wrong("when-zone", written)


def _offset(sign: str, hours: str, minutes: str, written: str) -> str:
    number = int(f"{sign}{hours}")
    if minutes != "00" or not -12 <= number <= 14:
        raise wrong("when-zone", written)
    return f"Etc/GMT{-number:+d}" if number else "UTC"
