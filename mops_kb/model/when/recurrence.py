"""Recurrence: what repeats, as people say it (毎週火曜, every other Monday) or as an RRULE; from when, until when."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from mops_kb.model.values import day_of, wrong
from mops_kb.model.when import clock
from mops_kb.model.when.english import ENGLISH, MONTH, WEEKDAY
from mops_kb.model.when.japanese import JAPANESE
from mops_kb.model.when.rule import Rule, Unreadable
from mops_kb.model.when.said import LAST_DAY, Said
from mops_kb.model.when.scan import refused, scan
from mops_kb.model.when.side import settle

Period = Callable[[str, str], Said]
"""Reads a date that does not repeat."""

_TONGUES = (JAPANESE, ENGLISH)
_EVERY = re.compile("|".join(tongue.repeats for tongue in _TONGUES), re.IGNORECASE)
_WHICH = re.compile("|".join(tongue.which for tongue in _TONGUES), re.IGNORECASE)
_WORKDAY = re.compile("|".join(tongue.workday for tongue in _TONGUES), re.IGNORECASE)
_DOUBTFUL = re.compile("|".join(tongue.doubtful for tongue in _TONGUES), re.IGNORECASE)
_COMMA = re.compile(
    rf"\s*(?:、|・|;|\band\b|,(?=\s*(?:\d{{4}}[-/年.]|(?:{WEEKDAY},?\s+)?{MONTH}\s*\d|\d{{1,2}}\s+{MONTH})))\s*",
    re.IGNORECASE,
)
"""Between two dates, not within `May 5, 2026`."""
_HOURS = re.compile(
    rf"(?:\bat\s+)?(?<!\d)(?:\d{{1,2}}\s*[–-]\s*(?=\d{{1,2}}\s*[ap]\.?m))?{clock.PLAIN_TIME}"
    rf"(?:\s*(?:[~–-]|から|\bto\b)\s*{clock.PLAIN_TIME}(?:まで)?)?(?:\s*{clock.ZONE})?",
    re.IGNORECASE,
)
_AROUND = re.compile(r"^(?:in|during|of)\b|(?:の間|に|\bin|\bduring)$", re.IGNORECASE)
_START = re.compile(r"^(?:starting(?:\s+(?:on|from|in))?|since|beginning(?:\s+(?:on|in))?)\b", re.IGNORECASE)
_OPEN = re.compile(r"from\s+(.+)|(.+?)\s*(?:から|以降|より|開始|~|–)", re.IGNORECASE)
_ONLY_END = re.compile(r"(?:until|till|to|by)\b.*|(?:(?!から).)*まで", re.IGNORECASE)
_RRULE = re.compile(r"(?:RRULE\s*:\s*)?([A-Z]+=[A-Z0-9,+-]*(?:;[A-Z]+=[A-Z0-9,+-]*)*);?", re.IGNORECASE)
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6})?")


class _Bounds(NamedTuple):
    """From when until when; `first` is a day that was written if `is_day`, else the first one of a month or year."""

    first: date | None
    last: date | None
    is_day: bool = False
    is_month: bool = False
    within: Said | None = None


class _Rhythm(NamedTuple):
    rule: Rule
    until: date | None = None
    times: int | None = None


def recurring(text: str, written: str, period: Period) -> Said | None:
    """What it says if it repeats; None if it does not. The second Thursday of one month is a day."""
    every = _EVERY.search(text)
    if not every and not _WHICH.search(text):
        return None
    if _DOUBTFUL.search(text):
        raise wrong("when-rule", written)
    if _WORKDAY.search(text):
        raise wrong("when-workday", written)
    text, left_out = _cut_left_out(text, written, period)
    text, said = _cut_hours(text, written)
    text, rhythm = _cut_rhythm(text, written)
    bounds = _bounds(text, written, period)
    said = _series(said, rhythm, bounds)
    if bounds.is_month and not every and not left_out:
        return _in_that_month(said)
    return _checked(replace(said, exceptions=_exceptions(said, left_out)))


def _in_that_month(said: Said) -> Said:
    first, *more = _days(said, 1)
    if more:
        return said
    if said.start and said.zone and not clock.exists(first, said.start, said.zone):
        raise wrong("when-gap", said.written)
    return replace(said, precision="moment" if said.start else "day", first_day=first, last_day=first, rule=None)


def _cut_left_out(text: str, written: str, period: Period) -> tuple[str, list[Said]]:
    match = next((found for tongue in _TONGUES if (found := tongue.left_out.search(text))), None)
    if not match:
        return text, []
    rest, parts = _without(text, match), _COMMA.split(match[1])
    if len(parts) > 1 and not re.search(r"\d{4}", rest):  # 毎週火曜（2026-04-07〜2027-03-30、2026-05-05を除く）
        rest = f"{rest} {parts.pop(0)}"
    days = [period(part, written) for part in parts if part]
    if any(one.precision not in ("day", "range") for one in days):
        raise refused(written)
    return rest, days


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _cut_rhythm(text: str, written: str) -> tuple[str, _Rhythm]:
    try:
        if "RRULE" in text.upper() or "FREQ=" in text.upper():
            return _cut_rrule(text, written)
        rule, rest = next(found for tongue in _TONGUES if (found := tongue.rule(text)))
    except Unreadable:
        raise wrong("when-rule", written) from None
    except StopIteration:
        raise refused(written) from None
    return rest, _Rhythm(rule)


def _cut_rrule(text: str, written: str) -> tuple[str, _Rhythm]:
    match = _RRULE.search(text)
    if not match:
        raise Unreadable(text)
    parts = dict(part.partition("=")[::2] for part in match[1].upper().split(";"))
    until, count = parts.pop("UNTIL", None), parts.pop("COUNT", None)
    rule = Rule.of(";".join("=".join(part) for part in parts.items()))
    last = _UNTIL.fullmatch(until) if until else None
    if (until and not last) or (until and count) or (count and not re.fullmatch(r"[1-9]\d{0,3}", count)):
        raise Unreadable(text)
    day = day_of(written, *map(int, last.groups())) if last else None
    return _without(text, match), _Rhythm(rule, day, int(count) if count else None)


def _cut_hours(text: str, written: str) -> tuple[str, Said]:
    match = _HOURS.search(text)
    if not match:
        return text, Said(written, "recurring")
    first, last, zone, _ = scan(match[0].strip(), written)
    if last:
        settle(first, last)
    start, end = first.clock(written), last.clock(written) if last else None
    if start and end and end <= start:
        raise wrong("end-before-start", written)
    return _without(text, match), Said(written, "recurring", start=start, end=end, zone=zone)


def _bounds(text: str, written: str, period: Period) -> _Bounds:
    text = " ".join(re.sub(r"[()]", " ", text).split()).strip(" ,、;の")
    text = _START.sub("from", _AROUND.sub("", text).strip(" ,、;"))
    if not text or _ONLY_END.fullmatch(text):
        raise wrong("when-start", written)
    match = _OPEN.fullmatch(text)
    text = (match[1] or match[2]) if match else text
    has_end = bool(scan(text, written).last)
    is_open = bool(match) and not has_end
    said = period(text, written)
    if said.precision == "moment" or (said.precision == "day" and not match and not has_end):
        raise wrong("when-start", written)
    if said.is_fiscal:
        if is_open:
            raise wrong("when-start", written)
        return _Bounds(None, None, within=replace(said, written=""))
    first, last = said.days(1)
    is_day = said.first_day is not None or (said.ends is not None and said.ends[0].first_day is not None)
    return _Bounds(first, None if is_open else last, is_day, said.precision == "month" and not is_open)


def _series(said: Said, rhythm: _Rhythm, bounds: _Bounds) -> Said:
    rule, first = rhythm.rule, bounds.first
    if not rule.says_its_day:
        if not (first and bounds.is_day):
            raise wrong("when-start", said.written)
        rule = rule.on(first)
    if rule.is_impossible:
        raise wrong("when-never", said.written)
    if not first:
        if rhythm.times or rhythm.until:
            raise wrong("when-rule", said.written)
        return replace(said, rule=str(rule), within=bounds.within)
    last = min((day for day in (bounds.last, rhythm.until) if day), default=None)
    if last and last < first:
        raise wrong("end-before-start", said.written)
    begins = rule.first(first, last or LAST_DAY)
    if not begins:
        raise wrong("when-never", said.written)
    if rhythm.times:
        last = [*islice(rule.dates(begins, begins, last or LAST_DAY), rhythm.times)][-1]
    return replace(said, rule=str(rule), first_day=begins, last_day=last)


def _exceptions(said: Said, left_out: list[Said]) -> tuple[date, ...]:
    """The days that are left out. One on which it would not happen anyway is a slip of the pen."""
    days: set[date] = set()
    for one in left_out:
        first, last = one.days(1)
        found = {day for start in _starts(said) for day in _days(said, start, first, last)}
        if not found:
            raise wrong("when-exception", said.written)
        days |= found
    return tuple(sorted(days))


def _checked(said: Said) -> Said:
    """As it is, if it happens at all."""
    if any(day not in said.exceptions for start in _starts(said) for day in _days(said, start)):
        return said
    raise wrong("when-never", said.written)


def _starts(said: Said) -> range:
    """Where fiscal years may start, for what depends on it."""
    return range(1, 13) if said.within else range(1, 2)


def _days(said: Said, fiscal_year_start: int, since: date = date.min, until: date = date.max) -> Iterator[date]:
    first, last = said.days(fiscal_year_start)
    assert said.rule
    return Rule.of(said.rule).dates(first, max(first, since), min(last, until))
