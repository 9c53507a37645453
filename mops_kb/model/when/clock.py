"""Clock: times of day and time zones as people write them."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mops_kb.model.values import wrong

_NOON = r"正午|noon\b"
TIME = (
    r"(?P<half>午前|午後)?\s*(?:(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::00)?|時(?:(?P<thirty>半)|(?P<minutes>\d{1,2})分)?"
    rf"|(?=\s*[ap]\.?m\b))(?:\s*(?P<letter>[ap])\.?m\b\.?)?|(?P<noon>{_NOON}))"
)
"""One time of day, with groups; `PLAIN_TIME` is the same without."""
PLAIN_TIME = re.sub(r"\?P<\w+>", "?:", TIME)
OFFSET = r"(?<=\d)Z\b|(?<=\d)([+-])(\d{2}):(\d{2})(?!\d)"
ZONE = (
    r"\(?(?:日本時間|東京時間|(?:UTC|GMT)(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?|(?-i:[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+)"
    r"|(?-i:(?!SEPT|OCT)[A-Z]{2,4}T)\b)\)?"
)
_KNOWN = {
    "jst": "Asia/Tokyo",
    "日本時間": "Asia/Tokyo",
    "東京時間": "Asia/Tokyo",
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
}
_FROM_UTC = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)


def said(match: re.Match[str]) -> dict[str, object]:
    """What a match of `TIME` says: `hour`, `minute`, and `noon`, on which side of noon it is if that is written."""
    if match["noon"]:
        return {"hour": 12, "minute": 0}
    minute = 30 if match["thirty"] else int(match["minute"] or match["minutes"] or 0)
    noon = {"午前": "am", "午後": "pm", None: None}[match["half"]] or (
        match["letter"] and f"{match['letter'].lower()}m"
    )
    return {"hour": int(match["hour"]), "minute": minute, "noon": noon, "letters": bool(match["letter"])}


def at(hour: int, minute: int, noon: str | None, letters: bool, written: str) -> time:
    """That time of day. `12pm` is noon, and 午後0時 is too."""
    if noon:
        if hour > 12 or (letters and hour == 0):
            raise wrong("when-time", written)
        if letters:
            hour %= 12
        hour += 12 if noon == "pm" and hour < 12 else 0
    if hour > 23 or minute > 59:
        raise wrong("when-time", written)
    return time(hour, minute)


def zone(text: str, written: str) -> str:
    """The name of a time zone; what means several zones, or none, is refused."""
    name = text.strip("() ")
    if known := _KNOWN.get(name.lower()):
        return known
    if offset := _FROM_UTC.fullmatch(name):
        hours = int(f"{offset[1]}{offset[2]}")
        if offset[3] in (None, "00") and -12 <= hours <= 14:
            return f"Etc/GMT{-hours:+d}" if hours else "UTC"
    elif "/" in name:
        try:
            return ZoneInfo(name).key
        except (ValueError, KeyError, OSError):
            pass
    raise wrong("when-zone", written)


def exists(day: date, clock: time, zone: str) -> bool:
    """Whether clocks there show that time on that day: where they are put forward, an hour is left out."""
    there = datetime.combine(day, clock, ZoneInfo(zone))
    return there.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == there.replace(
        tzinfo=None
    )
