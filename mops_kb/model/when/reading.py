"""Reading: what a contributor wrote as a date, in Japanese or English, becomes what it says."""

import re
from dataclasses import replace

from mops_kb.model.values import day_of, wrong
from mops_kb.model.when import clock, recurrence
from mops_kb.model.when.english import ENGLISH
from mops_kb.model.when.japanese import JAPANESE
from mops_kb.model.when.said import Precision, Said
from mops_kb.model.when.scan import plain, refused, scan
from mops_kb.model.when.side import Side, settle

_SHORT = re.compile(
    r"(?P<fiscal>FY)?(?P<year>[0-9]{4})(?:"
    r" Q(?P<quarter>[1-4])| H(?P<half>[12])"
    r"|(?<!FY[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})|(?: (?P<third>上旬|中旬|下旬|early|mid|late)))?)?"
)
"""The forms that are written most are read without a scan."""
_THIRDS = {"上旬": 0, "early": 0, "中旬": 1, "mid": 1, "下旬": 2, "late": 2}
_UNDECIDED = re.compile(rf"{ENGLISH.undecided}|{JAPANESE.undecided}", re.IGNORECASE)
_DEADLINES = tuple(
    re.compile(rf"[(,、;:\s]*{tongue.deadline}\s*[)。]?", re.IGNORECASE) for tongue in (ENGLISH, JAPANESE)
)
_LONGEST = 1000
"""In characters. Whoever has more to except writes two series."""
PATTERNS = (
    r"[0-9０-９]{4}",
    r"([Ff][Yy]|[Ff]iscal ([Yy]ear )?) ?'?[0-9０-９]{2}",
    r"[0-9０-９]{2} ?年度",
    r"(明治|大正|昭和|平成|令和) ?(元|[0-9０-９]+) ?年|[MTSHR][0-9]{1,2}[./]",
    r"^([Tt][Bb][DCAdca]|[Tt]o be |[Uu]ndecided|[Nn]ot )",
    r"(未定|未確定|調整中|検討中)",
)
"""What an editor can tell of a date: it names a year, or says that it is not decided."""


def read(written: str) -> Said:
    """What it says; raises the contributor's mistake."""
    kept = " ".join(written.split())
    if match := _SHORT.fullmatch(kept):
        return _short(match)
    text = plain(kept)
    if not text or len(text) > _LONGEST:
        raise refused(kept)
    return _undecided(text, kept) or recurrence.recurring(text, kept, period) or period(text, kept)


def _short(match: re.Match[str]) -> Said:
    text, month, third = match[0], match["month"], match["third"]
    year = day_of(text, int(match["year"]), int(month or 1), 1).year
    if match["day"]:
        day = day_of(text, year, int(month), int(match["day"]))
        return Said(text, "day", first_day=day, last_day=day)
    if month:
        return Said(text, "part" if third else "month", False, year, int(month), _THIRDS[third] if third else 0)
    number = match["quarter"] or match["half"]
    precision: Precision = "quarter" if match["quarter"] else "half" if number else "year"
    return Said(text, precision, bool(match["fiscal"]), year, int(number or 0))


def _undecided(text: str, written: str) -> Said | None:
    match = _UNDECIDED.match(text)
    if not match:
        return None
    rest = text[match.end() :].strip()
    if not rest:
        return Said(written, "tbd")
    deadline = next((found for pattern in _DEADLINES if (found := pattern.fullmatch(rest))), None)
    said = period(deadline[1], written) if deadline else None
    if not said or said.precision != "day":
        raise refused(written)
    return Said(written, "tbd", decide_by=said.first_day)


def period(text: str, written: str) -> Said:
    """A date that neither repeats nor is undecided."""
    first, last, zone, about = scan(text, written)
    if last:
        settle(first, last)
    said = _two(first, last, written) if last else _one(first, written)
    if (about and said.first_day) or (zone and said.precision != "moment"):
        raise refused(written)
    return _zoned(said, zone) if zone else said


def _one(side: Side, written: str) -> Said:
    said, start = side.dated(written), side.clock(written)
    if start and said.precision != "day":
        raise wrong("when-hours", written)
    return replace(said, precision="moment", start=start) if start else said


def _two(first: Side, last: Side, written: str) -> Said:
    one, other = first.dated(written), last.dated(written)
    start, end = first.clock(written), last.clock(written)
    if (start or end) and not (start and end and one.first_day and other.first_day):
        raise wrong("when-hours", written)
    if not (one.first_day and other.first_day):
        return _ends(one, other, written)
    if other.first_day < one.first_day or (start and end and one.first_day == other.first_day and end <= start):
        raise wrong("end-before-start", written)
    precision: Precision = "moment" if start else "range" if one.first_day < other.first_day else "day"
    return Said(written, precision, first_day=one.first_day, last_day=other.first_day, start=start, end=end)


def _ends(one: Said, other: Said, written: str) -> Said:
    if all(other.days(start)[1] < one.days(start)[0] for start in range(1, 13)):
        raise wrong("end-before-start", written)
    return Said(written, "months", ends=(replace(one, written=""), replace(other, written="")))


def _zoned(said: Said, zone: str) -> Said:
    for day, time in ((said.first_day, said.start), (said.last_day, said.end)):
        if day and time and not clock.exists(day, time, zone):
            raise wrong("when-gap", said.written)
    return replace(said, zone=zone)
