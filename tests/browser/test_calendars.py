"""Calendars: the library of Thunderbird reads in Chromium what ours reads in Python, entry by entry and time by time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event
from playwright.sync_api import Browser, Page

from mops_kb.formats.ics.write import ics
from mops_kb.kinds import KINDS
from mops_kb.kinds.event.model import Event as Marketing
from mops_kb.labels import Labels
from mops_kb.model.feed import Feed
from mops_kb.model.settings import Settings
from mops_kb.reports import REPORTS
from mops_kb.reports.feeds import marketing

pytestmark = pytest.mark.browser

LIBRARY = Path(__file__).parent / "vendor/ical.js/ical.min.js"
LOAD = """source => import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})))
    .then(module => { window.ICAL = module.default; })"""
FIRST = 20
READ = f"""texts => texts.map(text => {{
    const spelled = time => time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();
    const calendar = new ICAL.Component(ICAL.parse(text));
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents("vtimezone"))
        ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    return calendar.getAllSubcomponents("vevent").map(component => {{
        const event = new ICAL.Event(component);
        const times = event.isRecurring() ? event.iterator() : [event.startDate][Symbol.iterator]();
        const next = () => event.isRecurring() ? times.next() : times.next().value;
        const first = [];
        for (let time = next(); time && first.length < {FIRST}; time = next()) first.push(spelled(time));
        return {{
            uid: event.uid,
            summary: event.summary,
            description: event.description ?? "",
            place: event.location ?? "",
            status: component.getFirstPropertyValue("status") ?? "",
            allDay: event.startDate.isDate,
            start: spelled(event.startDate),
            end: component.hasProperty("dtend") ? spelled(event.endDate) : "",
            rule: (component.getFirstPropertyValue("rrule")?.toString() ?? "").split(";").sort().join(";"),
            sequence: event.sequence,
            first,
        }};
    }});
}})"""

EVENTS = (
    {"when": "2027-04-13/2027-04-15", "title": "ウェビナー、展示会; そのほか\\" * 10},
    {"when": "2027-04-13", "time": "22:00-01:00", "title": "🎉👩‍👩‍👧‍👦" * 20},
    {"when": "2027-04-13/2027-04-15", "time": "10:00-17:00"},
    {"when": "2027-04-13 10:00 - 2027-04-15 17:00 Europe/Berlin"},
    {"when": "毎週火曜 2027-04-06から（2027-04-13、2027-05-04を除く）"},
    {"when": "毎月第2木曜 2027-04-01から2028-03-31まで", "time": "14:00-15:00"},
    {"when": "隔週水曜 2027-04-07から2027-09-30まで"},
    {"when": "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1 from 2027-01-31 except 2027-02-28"},
    {"when": "every weekday from 2027-04-01 until 2027-04-30", "time": "09:00-09:15"},
    # over both changes of the clock in New York
    {"when": "RRULE:FREQ=WEEKLY;BYDAY=SU;INTERVAL=4 from 2027-02-07 01:30-02:30 America/New_York"},
    {"when": "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 from 2028-02-29"},
)


@pytest.fixture(scope="module")
def thunderbird(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_page() as page:
        page.goto(f"{home}catalog.json")
        page.evaluate(LOAD, LIBRARY.read_text(encoding="utf-8"))
        yield page


def read(text: str) -> list[dict[str, Any]]:
    """What our own library reads."""
    return [
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event.get("DESCRIPTION", "")),
            "place": str(event.get("LOCATION", "")),
            "status": str(event.get("STATUS", "")),
            "allDay": not isinstance(event.start, datetime),
            "start": spelled(event.start),
            "end": spelled(event["DTEND"].dt) if "DTEND" in event else "",
            "rule": ";".join(sorted(event["RRULE"].to_ical().decode().split(";"))) if "RRULE" in event else "",
            "sequence": int(event["SEQUENCE"]),
            "first": [spelled(time) for time in islice(times(event), FIRST)],
        }
        for event in Calendar.from_ical(text).events
    ]


def spelled(time: date | datetime) -> str:
    if not isinstance(time, datetime):
        return time.isoformat()
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def times(event: Event) -> Iterator[date | datetime]:
    """When it happens, by a third library."""
    if "RRULE" not in event:
        yield event.start
        return
    left_out = {spelled(part.dt) for part in event["EXDATE"].dts} if "EXDATE" in event else set()
    is_timed = isinstance(event.start, datetime)
    for time in rrulestr(event["RRULE"].to_ical().decode(), dtstart=event.start):
        day = time if is_timed else time.date()
        if spelled(day) not in left_out:
            yield day


def test_every_calendar_of_the_wiki_reads_the_same(thunderbird, site):
    files = sorted(site.rglob("*.ics"))
    texts = [file.read_bytes().decode() for file in files]
    assert {file.relative_to(site).as_posix() for file in files} >= {"calendar/all.ics", "channels/meetings.ics", "health/reviews.ics"}  # fmt: skip
    for file, text, theirs in zip(files, texts, thunderbird.evaluate(READ, texts), strict=True):
        assert theirs == read(text), file.relative_to(site)
        assert theirs, file.relative_to(site)


def test_what_a_calendar_may_hold_reads_the_same(thunderbird):
    settings = Settings(date(2026, 11, 22))
    words = Labels("ja", [*(kind.room for kind in KINDS), *(report.room for report in REPORTS)])
    whole = [
        {"id": f"e{n}", "title": "E", "owner": "role:x", "category": "press", **one} for n, one in enumerate(EVENTS)
    ]
    entries = tuple(marketing.entry(Marketing.model_validate(one), settings) for one in whole)
    assert all(entries)
    (text,) = ics([Feed("a.ics", "feeds.calendar-all", entries)], words, settings)
    (theirs,) = thunderbird.evaluate(READ, [text])
    assert len(theirs) == len(EVENTS)
    for one, other in zip(theirs, read(text), strict=True):
        assert one == other
