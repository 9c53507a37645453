"""Reading: what a contributor wrote as a date, in Japanese or English, becomes what it says."""

import re
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mops_kb.model.values import day_of, wrong
from mops_kb.model.when import recurrence
from mops_kb.model.when.said import Precision, Said
from mops_kb.model.when.scan import Scanned, Side, plain, refused, scan

_PLAIN = re.compile(
    r"(?:(?P<fy>FY)?(?P<year>[0-9]{4})(?:"
    r" Q(?P<quarter>[1-4])| H(?P<half>[12])"
    r"|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})|(?: (?P<third>上旬|中旬|下旬|early|mid|late)))?)?)"
)
"""The forms that are written most, read without a scan."""
_THIRDS = {"上旬": 0, "early": 0, "中旬": 1, "mid": 1, "下旬": 2, "late": 2}
_UNDECIDED = re.compile(
    r"(?:TBD|TBC|TBA|to\s+be\s+(?:decided|confirmed|announced|determined)|(?:not\s+(?:yet\s+)?|un)decided"
    r"|(?:開催)?(?:日程|日時|時期|日付|日)?(?:は|、)?\s*(?:未定|未確定|調整中|検討中))\b",
    re.IGNORECASE,
)
_DECIDE_BY = re.compile(
    r"[(,、;:\s]*(?:(?:to\s+be\s+)?(?:decide[ds]?|decision|confirm(?:ed)?|announced)?\s*by|決定期限|期限)?[:は\s]*(.+?)\s*"
    r"(?:までに?(?:決定|確定|決める)?(?:する|します|予定)?)?\s*[)。]?",
    re.IGNORECASE,
)
PATTERNS = (
    r"[0-9０-９]{4}",
    r"^.*([Ff][Yy]|[Ff]iscal ([Yy]ear )?)'?[0-9０-９]{2}",
    r"[0-9０-９]{2} ?年度",
    r"(明治|大正|昭和|平成|令和) ?(元|[0-9０-９]+) ?年",
    r"^([Tt][Bb][DCAdca]|[Tt]o be |[Uu]ndecided|[Nn]ot )",
    r"(未定|未確定|調整中|検討中)",
)
"""What an editor can tell of a date: it names a year, or says that it is not decided."""


def read(written: str) -> Said:
    """What it says; raises the contributor's mistake."""
    kept = " ".join(written.split())
    if said := _plain(kept):
        return said
    text = plain(kept)
    if not text:
        raise refused(kept)
    said = _undecided(text, kept) or recurrence.recurring(text, kept, period) or period(text, kept)
    return replace(said, written=kept)


def _plain(text: str) -> Said | None:
    match = _PLAIN.fullmatch(text)
    if not match or (match["fy"] and match["month"]):
        return None
    year, fiscal = day_of(text, int(match["year"]), 1, 1).year, bool(match["fy"])
    if match["day"]:
        day = day_of(text, year, int(match["month"]), int(match["day"]))
        return Said(text, "day", first_day=day, last_day=day)
    if match["month"]:
        month = day_of(text, year, int(match["month"]), 1).month
        third = match["third"]
        return Said(text, "part" if third else "month", False, year, month, _THIRDS[third] if third else 0)
    if match["quarter"]:
        return Said(text, "quarter", fiscal, year, int(match["quarter"]))
    if match["half"]:
        return Said(text, "half", fiscal, year, int(match["half"]))
    return Said(text, "year", fiscal, year)


def _undecided(text: str, written: str) -> Said | None:
    match = _UNDECIDED.match(text)
    if not match:
        return None
    rest = text[match.end() :].strip()
    if not rest:
        return Said(written, "tbd")
    deadline = _DECIDE_BY.fullmatch(rest)
    said = period(deadline[1], written) if deadline else None
    if not said or said.precision != "day":
        raise refused(written)
    return Said(written, "tbd", decide_by=said.first_day)


def period(text: str, written: str) -> Said:
    """A date that neither repeats nor is undecided."""
    scanned = scan(text, written)
    first, last = scanned.first, scanned.last
    if last is None:
        if first.number is not None:
            raise refused(written)
        said = _single(first, written)
    else:
        _settle(first, last, written)
        said = _pair(first, last, written)
    if scanned.about and (said.precision in ("day", "range", "moment")):
        raise refused(written)
    if scanned.zone and said.precision != "moment":
        raise refused(written)
    return _zoned(said, scanned) if scanned.zone else said


def _settle(first: Side, last: Side, written: str) -> None:
    """What one side does not say is as on the other; a number alone means what stands beside it."""
    for one, other in ((first, last), (last, first), (first, last)):
        if one.number is not None and (unit := _unit(other)) and getattr(one, unit) is None:
            setattr(one, unit, one.number)
            one.number = None
    if first.number is not None or last.number is not None:
        raise refused(written)
    for one, other in ((last, first), (first, last)):
        if one.year is None and one is not other:
            one.year, one.fiscal = other.year, other.fiscal
        if one.month is None and one.quarter is None and one.half is None:
            if one.day is not None or one.third is not None or one.clock:
                one.month = other.month
            if one.clock and one.day is None:
                one.day = other.day


def _unit(side: Side) -> str | None:
    return next((unit for unit in ("day", "month", "quarter", "half") if getattr(side, unit) is not None), None)


def _single(side: Side, written: str) -> Said:
    said = _dated(side, written)
    if not side.clock:
        return said
    if said.precision != "day":
        raise wrong("when-hours", written)
    return replace(said, precision="moment", start=side.clock)


def _dated(side: Side, written: str) -> Said:
    """What it says apart from the time of day. An era has no days before its first and after its last."""
    said = _without_time(side, written)
    if side.era and not side.fiscal:
        first, last = _days(said, 1)
        if last < side.era[0] or side.era[1] < first:
            raise wrong("impossible-date", written)
    return said


def _without_time(side: Side, written: str) -> Said:
    finer = [name for name in ("day", "third", "quarter", "half") if getattr(side, name) is not None]
    if len(finer) > 1 or (side.month and finer and finer[0] in ("quarter", "half")):
        raise refused(written)
    if side.month is not None and side.month not in range(1, 13):
        raise wrong("impossible-date", written)
    if side.year is None or (side.fiscal and side.day is not None):
        if finer or side.month:
            raise wrong("when-year", written)
        raise refused(written)
    if finer and finer[0] in ("day", "third") and side.month is None:
        raise refused(written)
    if side.weekday is not None and side.day is None:
        raise refused(written)
    year = day_of(written, side.year, 1, 1).year
    if side.day is not None:
        day = day_of(written, year, side.month or 0, side.day)
        if side.weekday not in (None, day.weekday()):
            raise wrong("when-weekday", written)
        return Said(written, "day", first_day=day, last_day=day)
    precision: Precision = "year"
    if side.third is not None:
        precision = "part"
    elif side.month is not None:
        precision = "month"
    elif side.quarter is not None:
        precision = "quarter"
    elif side.half is not None:
        precision = "half"
    return Said(written, precision, side.fiscal, year, side.month or side.quarter or side.half or 0, side.third or 0)


def _pair(first: Side, last: Side, written: str) -> Said:
    one, other = _dated(first, written), _dated(last, written)
    if one.precision != "day" or other.precision != "day":
        return _months(one, other, bool(first.clock or last.clock), written)
    assert one.first_day
    assert other.first_day
    if first.clock is None and last.clock is None:
        if other.first_day < one.first_day:
            raise wrong("end-before-start", written)
        return Said(written, "range", first_day=one.first_day, last_day=other.first_day)
    if first.clock is None or last.clock is None:
        raise wrong("when-hours", written)
    if (other.first_day, last.clock) <= (one.first_day, first.clock):
        raise wrong("end-before-start", written)
    return Said(written, "moment", first_day=one.first_day, last_day=other.first_day, start=first.clock, end=last.clock)


def _months(one: Said, other: Said, has_time: bool, written: str) -> Said:
    if has_time:
        raise wrong("when-hours", written)
    if all(_days(other, start)[1] < _days(one, start)[0] for start in range(1, 13)):
        raise wrong("end-before-start", written)
    return Said(written, "months", one.fiscal, ends=(replace(one, written=""), replace(other, written="")))


def _days(said: Said, fiscal_year_start: int) -> tuple[date, date]:
    span = said.span(fiscal_year_start)
    assert span
    return span


def _zoned(said: Said, scanned: Scanned) -> Said:
    """With its zone, in which there must be such a time: where clocks are put forward, an hour is left out."""
    assert scanned.zone
    for day, clock in ((said.first_day, said.start), (said.last_day, said.end)):
        if day and clock:
            there = datetime.combine(day, clock, ZoneInfo(scanned.zone))
            if (there.astimezone(ZoneInfo("UTC"))).astimezone(ZoneInfo(scanned.zone)).replace(tzinfo=None) != (
                datetime.combine(day, clock)
            ):
                raise wrong("when-gap", said.written)
    return replace(said, zone=scanned.zone)
