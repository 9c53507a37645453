"""Recurrence: what repeats, as people say it (毎週火曜, every other Monday) or as an RRULE; from when, until when."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from mops_kb.model.values import wrong
from mops_kb.model.when.rule import LAST, WORKING_WEEK, Rule, Unreadable
from mops_kb.model.when.said import LAST_DAY, Said
from mops_kb.model.when.scan import MONTH, TIME, WEEKDAY, ZONE, refused, scan

Period = Callable[[str, str], Said]
"""Reads a date that does not repeat."""

_JAPANESE_DAYS = "月火水木金土日"
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}

_REPEATS = re.compile(
    r"毎|隔週|隔月|ごと|平日|第\s*[\d一二三四五](?:\s*[・、と,]\s*第?\s*\d)*\s*[月火水木金土日]曜|RRULE|FREQ=|営業日"
    r"|\b(?:every|each|daily|(?:bi)?weekly|monthly|quarterly|yearly|annually|fortnightly|weekdays|business\s+day"
    rf"|{WEEKDAY}s|(?:{WEEKDAY}|day)\s+of\s+the\s+month)\b",
    re.IGNORECASE,
)
_WORKDAY = re.compile(r"営業日|\b(?:business|working)\s+days?\b", re.IGNORECASE)
_LEFT_OUT = r"[^()、・;]*?(?:日|\d)(?:\s*\([月火水木金土日]\))?"
_EXCEPT = (
    re.compile(
        rf"(?:[(、,]|ただし|但し)\s*(?:ただし|但し)?\s*({_LEFT_OUT}(?:\s*[、・;]\s*{_LEFT_OUT})*)\s*(?:は|を)?(?:除く|除外|休み)\s*\)?"
    ),
    re.compile(
        r"[(,]?\s*\b(?:except(?:ing)?(?:\s+(?:for|on))?|excluding|but\s+not(?:\s+on)?)\s+([^()]+?)\s*\)?$",
        re.IGNORECASE,
    ),
)
_LIST = re.compile(
    rf"\s*(?:、|・|;|\band\b|,(?=\s*(?:\d{{4}}[-/年.]|(?:{WEEKDAY},?\s+)?{MONTH}\s*\d|\d{{1,2}}\s+{MONTH})))\s*",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"(?:\bat\s+)?(?:{TIME})(?:\s*(?:[~–-]|から|\bto\b)\s*(?:{TIME})(?:まで)?)?(?:\s*{ZONE})?", re.IGNORECASE
)
_OPEN = re.compile(
    r"(?:from|starting(?:\s+(?:on|from|in))?|since|beginning(?:\s+(?:on|in))?)\s+(.+)|(.+?)\s*(?:から|以降|より|開始|~|–)",
    re.IGNORECASE,
)
_START = re.compile(r"^(?:starting(?:\s+(?:on|from|in))?|since|beginning(?:\s+(?:on|in))?)\b", re.IGNORECASE)
_UNTIL = re.compile(r"UNTIL=(\d{4})(\d{2})(\d{2})(?:T\d{6})?", re.IGNORECASE)
_COUNT = re.compile(r"COUNT=(\d{1,4})", re.IGNORECASE)
_RRULE = re.compile(r"(?:RRULE\s*:\s*)?((?:[A-Z]+=[A-Z0-9,+-]*)(?:;[A-Z]+=[A-Z0-9,+-]*)*);?", re.IGNORECASE)

_JA_DAY = r"[月火水木金土日](?:曜日?)?"
_JA_DAYS = rf"({_JA_DAY}(?:\s*(?:[・、,と/]|および)\s*{_JA_DAY})*)"
_JA_ITEM = rf"(?:第\s*[1-6一二三四五]\s*(?:{_JA_DAY})?|[1-6](?=\s*[月火水木金土日]曜?)\s*(?:{_JA_DAY})?|最終\s*(?:{_JA_DAY})|\d{{1,2}}日|月?末日?)"
_JA_ITEMS = rf"({_JA_ITEM}(?:\s*(?:[・、,と/]|および)\s*{_JA_ITEM})*)"
_JA_WEEKS = r"(?:毎週|(隔)週|([1-9]\d?)週間?(?:ごと|に1回))"
_JA_MONTHS = r"(?:毎月|(隔)月|([1-9]\d?)(?:か|ヶ|カ|ケ|ヵ|箇)月(?:ごと|に1回)|(四半期)(?:ごと|に1回)|毎(四半期))"
_JA_YEARS = r"(?:毎年|(隔)年|([1-9]\d?)年ごと)"
_EN_DAY = rf"{WEEKDAY}s?"
_EN_DAYS = rf"({_EN_DAY}(?:\s*(?:,\s*and|,|and|&)\s*{_EN_DAY})*)\b"
_EN_ORDINAL = r"(?:first|second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th)?)"
_EN_ITEM = rf"{_EN_ORDINAL}(?:\s+(?:{_EN_DAY}|day))?\b"
_EN_ITEMS = rf"(?:the\s+)?({_EN_ITEM}(?:\s*(?:,\s*and|,|and|&)\s*(?:the\s+)?{_EN_ITEM})*)"
_EN_MONTHS = r"(?:monthly|(?:every|each)\s+month|every\s+(other)\s+month|every\s+([1-9]\d?)\s+months|(quarterly)|every\s+(quarter))"
_EN_WEEKS = r"(?:weekly|(?:every|each)\s+week|(?:every\s+(other|two|second)\s+week|(biweekly|bi-weekly|fortnightly))|every\s+([1-9]\d?)\s+weeks)"
_EN_YEARS = r"(?:yearly|annually|every\s+year|every\s+(other)\s+year|every\s+([1-9]\d?)\s+years)"


class _Bounds(NamedTuple):
    first: date | None
    last: date | None
    within: Said | None
    first_is_day: bool


def recurring(text: str, written: str, period: Period) -> Said | None:
    """What it says if it repeats; None if it does not."""
    if not _REPEATS.search(text):
        return None
    if _WORKDAY.search(text):
        raise wrong("when-workday", written)
    text, exceptions = _cut_exceptions(text, written, period)
    text, rule, until, count = _cut_rule(text, written)
    text, said = _cut_hours(text, written)
    bounds = _bounds(text, written, period)
    if until:
        bounds = bounds._replace(last=min(until, bounds.last or until))
    return _series(said, rule, bounds, count, exceptions)


def _cut_exceptions(text: str, written: str, period: Period) -> tuple[str, list[Said]]:
    for pattern in _EXCEPT:
        if match := pattern.search(text):
            rest, parts = f"{text[: match.start()]} {text[match.end() :]}", _LIST.split(match[1])
            if len(parts) > 1 and not re.search(r"\d{4}", rest):
                rest = f"{rest} {parts.pop(0)}"
            listed = [period(part, written) for part in parts if part]
            if any(one.precision not in ("day", "range") for one in listed):
                raise refused(written)
            return rest, listed
    return text, []


def _cut_rule(text: str, written: str) -> tuple[str, Rule, date | None, int | None]:
    if "FREQ=" in text.upper() or "RRULE" in text.upper():
        return _cut_rrule(text, written)
    for pattern, make in _PHRASES:
        if match := pattern.search(text):
            try:
                return f"{text[: match.start()]} {text[match.end() :]}", make(match), None, None
            except Unreadable:
                raise wrong("when-rule", written) from None
    raise refused(written)


def _cut_rrule(text: str, written: str) -> tuple[str, Rule, date | None, int | None]:
    match = _RRULE.search(text)
    if not match:
        raise wrong("when-rule", written)
    parts, until, count = match[1].split(";"), None, None
    kept = []
    for part in parts:
        if found := _UNTIL.fullmatch(part):
            until = _day(found, written)
        elif found := _COUNT.fullmatch(part):
            count = int(found[1])
        else:
            kept.append(part)
    try:
        rule = Rule.of(";".join(kept))
    except Unreadable:
        raise wrong("when-rule", written) from None
    if (until and count is not None) or count == 0:
        raise wrong("when-rule", written)
    return f"{text[: match.start()]} {text[match.end() :]}", rule, until, count


def _day(match: re.Match[str], written: str) -> date:
    try:
        return date(*map(int, match.groups()[:3]))
    except ValueError:
        raise wrong("impossible-date", written) from None


def _cut_hours(text: str, written: str) -> tuple[str, Said]:
    match = _HOURS.search(text)
    if not match:
        return text, Said(written, "recurring")
    scanned = scan(match[0].strip(), written)
    start, end = scanned.first.clock, scanned.last.clock if scanned.last else None
    if start is None or (scanned.last and end is None):
        raise refused(written)
    if end and end <= start:
        raise wrong("end-before-start", written)
    return f"{text[: match.start()]} {text[match.end() :]}", Said(
        written, "recurring", start=start, end=end, zone=scanned.zone
    )


def _bounds(text: str, written: str, period: Period) -> _Bounds:
    text = " ".join(re.sub(r"[()]", " ", text).split()).strip(" ,、;の")
    text = re.sub(r"(?:の間|に|in|during|,)$|^(?:in|during|の)\b", "", text, flags=re.IGNORECASE).strip(" ,、;")
    text = _START.sub("from", text)
    if not text:
        raise wrong("when-start", written)
    if open_ended := _opened(text, written, period):
        span = _span(open_ended)
        if not span or open_ended.fiscal:
            raise wrong("when-start", written)
        return _Bounds(span[0], None, None, open_ended.precision == "day")
    said = period(text, written)
    if said.precision in ("day", "moment", "tbd"):
        raise wrong("when-start", written)
    if said.fiscal or (said.ends and said.ends[1].fiscal):
        return _Bounds(None, None, said, False)
    span = _span(said)
    assert span
    first_is_day = said.precision == "range" or (said.ends is not None and said.ends[0].precision == "day")
    return _Bounds(*span, None, first_is_day)


def _opened(text: str, written: str, period: Period) -> Said | None:
    """The date from which on it repeats without an end; None if there is an end too."""
    match = _OPEN.fullmatch(text)
    if not match:
        return None
    said = period(match[1] or match[2], written)
    return None if said.precision in ("range", "months") else said


def _span(said: Said) -> tuple[date, date] | None:
    return said.span(1)


def _series(said: Said, rule: Rule, bounds: _Bounds, count: int | None, exceptions: list[Said]) -> Said:
    written = said.written
    if not rule.says_its_day:
        if not (bounds.first and bounds.first_is_day):
            raise wrong("when-start", written)
        rule = rule.on(bounds.first)
    if bounds.first and bounds.last and bounds.last < bounds.first:
        raise wrong("end-before-start", written)
    if bounds.within:
        if count:
            raise wrong("when-rule", written)
        said = replace(said, rule=str(rule), within=replace(bounds.within, written=""))
    else:
        assert bounds.first
        first = rule.first(bounds.first, bounds.last or LAST_DAY)
        if not first:
            raise wrong("when-never", written)
        last = bounds.last
        if count:
            days = [day for day, _ in zip(rule.dates(first, first, last or LAST_DAY), range(count), strict=False)]
            last = days[-1]
        said = replace(said, rule=str(rule), first_day=first, last_day=last)
    said = replace(said, exceptions=_excepted(said, rule, exceptions))
    if not any(_happens(said, rule, start) for start in (range(1, 13) if said.within else (1,))):
        raise wrong("when-never", written)
    return said


def _excepted(said: Said, rule: Rule, exceptions: list[Said]) -> tuple[date, ...]:
    """The days that are left out. One on which it would not happen anyway is a slip of the pen."""
    days: set[date] = set()
    for one in exceptions:
        assert one.first_day
        assert one.last_day
        found: set[date] = set()
        for start in range(1, 13) if said.within else (1,):
            span = said.span(start)
            assert span
            begins, ends = max(span[0], one.first_day), min(span[1], one.last_day)
            if begins <= ends:
                found |= set(rule.dates(span[0], begins, ends))
        if not found:
            raise wrong("when-exception", said.written)
        days |= found
    return tuple(sorted(days))


def _happens(said: Said, rule: Rule, fiscal_year_start: int) -> bool:
    span = said.span(fiscal_year_start)
    assert span
    return any(day not in said.exceptions for day in rule.dates(span[0], *span))


def _interval(*groups: str | None) -> int:
    word = next((group for group in groups if group), "1")
    if word.isdigit():
        return int(word)
    return 3 if word.lower() in ("四半期", "quarterly", "quarter") else 2


def _weekdays(text: str | None) -> tuple[tuple[int, int], ...]:
    if not text:
        return ()
    if re.search(r"[月火水木金土日]", text):
        found = {_JAPANESE_DAYS.index(day) for day in re.findall(r"([月火水木金土日])(?:曜日?)?", text)}
    else:
        found = {_ENGLISH_DAYS.index(day[:3].lower()) for day in re.findall(WEEKDAY, text, re.IGNORECASE)}
    return tuple((0, day) for day in sorted(found))


def _weekly(days: str | None, *interval: str | None) -> Rule:
    return _checked(Rule("WEEKLY", _interval(*interval), days=_weekdays(days)))


def _monthly(items: str | None, *interval: str | None) -> Rule:
    days, month_days = _items(items or "")
    return _checked(Rule("MONTHLY", _interval(*interval), month_days=month_days, days=days))


def _yearly(month: str | None, items: str | None, *interval: str | None) -> Rule:
    days, month_days = _items(items or "")
    months: tuple[int, ...] = ()
    if month:
        months = (int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1,)
    return _checked(Rule("YEARLY", _interval(*interval), months, month_days, days))


def _checked(rule: Rule) -> Rule:
    return Rule.of(str(rule))


_ITEM = re.compile(
    r"(?P<last_ja>最終)|(?P<end>月?末日?|last\s+day)|第?\s*(?P<n>\d{1,2}|[一二三四五])(?:st|nd|rd|th)?(?P<day>日|\s+day)?(?!\d)"
    rf"|(?P<ordinal>first|second|third|fourth|fifth|last)|(?P<weekday>[月火水木金土日]曜?日?|{WEEKDAY})",
    re.IGNORECASE,
)


def _items(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Which weekdays of the month, and which days; a weekday goes with all the numbers before it."""
    days: set[tuple[int, int]] = set()
    month_days: set[int] = set()
    waiting: list[int] = []
    for match in _ITEM.finditer(text):
        if match["weekday"]:
            word = match["weekday"]
            day = (_JAPANESE_DAYS.find(word[0]) + 1 or _ENGLISH_DAYS.index(word[:3].lower()) + 1) - 1
            days |= {(nth, day) for nth in waiting}
            waiting = []
        elif match["end"]:
            month_days.add(LAST)
        elif match["day"]:
            month_days.add(int(match["n"]))
        elif match["n"]:
            waiting.append(_DIGITS.get(match["n"]) or int(match["n"]))
        else:
            waiting.append(LAST if match["last_ja"] else _ORDINALS[match["ordinal"].lower()])
    if LAST in waiting or any(number not in range(1, 32) for number in (*waiting, *(month_days - {LAST}))):
        raise Unreadable(text)
    return tuple(days), (*month_days, *waiting)


def _phrase(
    pattern: str, make: Callable[[re.Match[str]], Rule]
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], Rule]]:
    return re.compile(pattern, re.IGNORECASE), make


_working: Callable[[re.Match[str]], Rule] = lambda match: Rule("WEEKLY", days=WORKING_WEEK)  # noqa: E731
_PHRASES = (
    _phrase(r"平日(?:は)?\s*(?:毎日)?|毎平日|\b(?:every\s+|on\s+)?weekdays?\b", _working),
    _phrase(r"毎日|\b(?:every|each)\s+day\b|\bdaily\b", lambda m: Rule("DAILY")),
    _phrase(
        r"([1-9]\d?)日ごと|\bevery\s+(?:([1-9]\d?)\s+days|(other)\s+day)\b",
        lambda m: Rule("DAILY", _interval(m[1], m[2], m[3])),
    ),
    _phrase(rf"{_JA_WEEKS}(?:の)?\s*(?:{_JA_DAYS})?", lambda m: _weekly(m[3], m[1], m[2])),
    _phrase(
        rf"{_JA_YEARS}\s*(?:の)?\s*(\d{{1,2}})月(?:の)?\s*{_JA_ITEM.join(['(', ')'])}",
        lambda m: _yearly(m[3], m[4], m[1], m[2]),
    ),
    _phrase(rf"{_JA_YEARS}(?!度)", lambda m: _yearly(None, None, m[1], m[2])),
    _phrase(rf"{_JA_MONTHS}\s*(?:の)?\s*{_JA_ITEMS}", lambda m: _monthly(m[5], m[1], m[2], m[3], m[4])),
    _phrase(_JA_MONTHS, lambda m: _monthly(None, m[1], m[2], m[3], m[4])),
    _phrase(
        r"((?:第\s*[1-6一二三四五]|最終)[1-6一二三四五第最終・、,と/月火水木金土日曜\s]*曜日?)",
        lambda m: _monthly(m[1]),
    ),
    _phrase(
        rf"(?:\b(?:on|every)\s+)?\b{_EN_ITEMS}\s+of\s+(?:(?:the|every|each)\s+month|every\s+(other)\s+month|every\s+([1-9]\d?)\s+months)\b",
        lambda m: _monthly(m[1], m[2], m[3]),
    ),
    _phrase(
        rf"\b{_EN_YEARS}\s+on\s+(?:the\s+)?({MONTH})\s*({_EN_ORDINAL})\b",
        lambda m: _yearly(m[3], f"{m[4]} day", m[1], m[2]),
    ),
    _phrase(
        rf"\b{_EN_YEARS}\s+(?:in\s+)?({MONTH})\s+on\s+(?:the\s+)?({_EN_ITEM})",
        lambda m: _yearly(m[3], m[4], m[1], m[2]),
    ),
    _phrase(rf"\bevery\s+({MONTH})\s+on\s+(?:the\s+)?({_EN_ITEM})", lambda m: _yearly(m[1], m[2])),
    _phrase(rf"\b{_EN_YEARS}\b", lambda m: _yearly(None, None, m[1], m[2])),
    _phrase(rf"\b{_EN_MONTHS}\s+on\s+{_EN_ITEMS}", lambda m: _monthly(m[5], m[1], m[2], m[3], m[4])),
    _phrase(rf"\b{_EN_MONTHS}\b", lambda m: _monthly(None, m[1], m[2], m[3], m[4])),
    _phrase(rf"\b{_EN_WEEKS}\b(?:\s+on\s+{_EN_DAYS})?", lambda m: _weekly(m[4], m[1], m[2], m[3])),
    _phrase(rf"\bevery\s+(other)\s+{_EN_DAYS}", lambda m: _weekly(m[2], m[1])),
    _phrase(rf"\b(?:(?:every|each)\s+|on\s+)?{_EN_DAYS}", lambda m: _weekly(m[1])),
)
