"""Feeds of the marketing calendar: which days an event has there, in which feeds it stands, and that nothing is lost."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from mops_kb.formats.ics.write import ics
from mops_kb.kinds import KINDS
from mops_kb.kinds.event.model import Event
from mops_kb.labels import LANGUAGES, Labels
from mops_kb.model.feed import Feed
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports import REPORTS
from mops_kb.reports.feeds import marketing
from tests.conftest import AS_OF

TOKYO = ZoneInfo("Asia/Tokyo")
SETTINGS = Settings(AS_OF)
WORDS = Labels("ja", [*(kind.room for kind in KINDS), *(report.room for report in REPORTS)])
WIKI = """
    roles/lead.yml
    | title: {ja: リード, en: Lead}
    | owner: role:lead
    teams/ops.yml
    | title: {ja: オペ, en: Ops}
    | owner: role:lead
    teams/field.yml
    | title: Field
    | owner: role:lead
    teams/zzsecret.yml
    | title: Zz
    | owner: role:lead
    | visibility: internal
    events/all.yml
    | - {id: expo, title: {ja: 展示会, en: Expo}, owner: role:lead, when: 2027-04-13/2027-04-15, team: field, category: exhibition,
    |    status: confirmed, channel: [offline, email], place: {ja: 東京, en: Tokyo}, landing_page: "https://example.com/expo",
    |    summary: {ja: 春の展示会, en: Spring fair}, changed_on: 2026-11-15, reviewed_on: 2026-11-02}
    | - {id: talk, title: Talk, owner: role:lead, when: 2027-04-20, time: 14:00-15:30, team: ops, category: webinar,
    |    channel: [email, 展示パネル], reviewed_on: 2026-11-02}
    | - {id: weekly, title: Weekly, owner: role:lead, when: "毎週火曜 2027-04-06から2027-04-27まで（2027-04-13を除く）", time: 10:00-10:30,
    |    team: ops, category: email, channel: email}
    | - {id: off, title: Off, owner: role:lead, when: 2027-05-10, category: seminar, status: cancelled}
    | - {id: vague, title: Vague, owner: role:lead, when: 2027-05 中旬, team: ops, category: webinar, channel: web}
    | - {id: later, title: Later, owner: role:lead, when: 未定, category: press}
    | - {id: dropped, title: Dropped, owner: role:lead, when: 2027-05, category: press, status: cancelled}
    | - {id: zzhidden, title: Zz, owner: role:lead, when: 2027-05-10, category: press, visibility: internal}
    | - {id: zzours, title: Ours, owner: role:lead, when: 2027-05-11, team: ops, category: press}
"""


def event(**fields: object) -> Event:
    return Event.model_validate({"id": "e", "title": "E", "owner": "role:x", "category": "webinar", **fields})


def feeds_of(site) -> dict[str, str]:
    """Those of the marketing calendar."""
    return {
        file.path: file.content
        for file in site.files
        if file.path.startswith("calendar/") and file.path.endswith(".ics")
    }


def read(site, path: str) -> dict[str, object]:
    """The entries of a feed by the id of the event."""
    return {
        str(one["UID"]).partition("@")[0].removeprefix("event:"): one
        for one in Calendar.from_ical(feeds_of(site)[path]).events
    }


# The days of an event


@pytest.mark.parametrize(
    ("fields", "start", "end", "more"),
    [
        ({"when": "2027-04-13"}, "2027-04-13", "2027-04-14", ()),
        ({"when": "2027-04-13/2027-04-15"}, "2027-04-13", "2027-04-16", ()),
        ({"when": "2027-12-31/2028-01-01"}, "2027-12-31", "2028-01-02", ()),
        ({"when": "2027-04-13", "time": "14:00-15:30"}, "2027-04-13T14:00:00", "2027-04-13T15:30:00", ()),
        ({"when": "2027-04-13", "time": "14:00"}, "2027-04-13T14:00:00", "2027-04-13T14:00:00", ()),
        ({"when": "2027-04-13", "time": "22:00-01:00"}, "2027-04-13T22:00:00", "2027-04-14T01:00:00", ()),
        # from ten to five on each of three days
        ({"when": "2027-04-13/2027-04-15", "time": "10:00-17:00"}, "2027-04-13T10:00:00", "2027-04-13T17:00:00", ("FREQ=DAILY;COUNT=3",)),
        # a time at which something begins that goes on for days is not one of each day
        ({"when": "2027-04-13/2027-04-15", "time": "10:00"}, "2027-04-13", "2027-04-16", ()),
        ({"when": "2027-04-13 14:00-15:30 America/New_York"}, "2027-04-13T14:00:00", "2027-04-13T15:30:00", ()),
        ({"when": "2027-04-13 10:00 - 2027-04-15 17:00"}, "2027-04-13T10:00:00", "2027-04-15T17:00:00", ()),
        # 6 April 2027 is a Tuesday
        ({"when": "毎週火曜 2027-04-01から"}, "2027-04-06", "2027-04-07", ("FREQ=WEEKLY;BYDAY=TU", None)),
        ({"when": "毎週火曜 2027-04-01から2027-04-30まで"}, "2027-04-06", "2027-04-07", ("FREQ=WEEKLY;BYDAY=TU", date(2027, 4, 30))),
        ({"when": "every Tuesday from 2027-04-01 except 2027-04-13", "time": "09:00"}, "2027-04-06T09:00:00", "2027-04-06T09:00:00", ("FREQ=WEEKLY;BYDAY=TU", None, (date(2027, 4, 13),))),
    ],
)  # fmt: skip
def test_the_days_of_an_event(fields, start, end, more):
    made = marketing.entry(event(**fields), SETTINGS)
    assert made
    assert (made.start.isoformat(), made.end.isoformat()) == (start, end)
    expected = (*more, *(None, None, ())[len(more) :])
    assert (made.rule, made.until, made.exceptions) == expected


@pytest.mark.parametrize("when", ["2027-04", "2027-04 中旬", "2027-04/2027-06", "FY2027 Q1", "2027 H1", "2027", "未定", "TBD by 2026-12-01"])  # fmt: skip
def test_what_has_no_exact_day_has_no_entry(when):
    assert marketing.entry(event(when=when), SETTINGS) is None


@pytest.mark.parametrize(
    ("status", "told"),
    [("idea", "TENTATIVE"), ("planned", "TENTATIVE"), ("confirmed", "CONFIRMED"), ("done", "CONFIRMED"), ("cancelled", "CANCELLED")],
)  # fmt: skip
def test_how_certain_it_is(status, told):
    made = marketing.entry(event(when="2027-04-13", status=status), SETTINGS)
    assert made
    assert made.status == told


# The files


def test_an_event_as_it_is_written(wiki):
    one = read(wiki(WIKI).site(site_url="https://example.com/wiki/"), "calendar/all.ics")["expo"]
    stamp = datetime(2026, 11, 15, tzinfo=UTC)
    assert one["UID"] == "event:expo@example.com/wiki"
    assert (one.start, one.end) == (date(2027, 4, 13), date(2027, 4, 16))
    assert one["SUMMARY"] == "展示会"
    assert one["LOCATION"] == "東京"
    assert one["STATUS"] == "CONFIRMED"
    assert one["CATEGORIES"].to_ical().decode() == "展示会"
    assert one["DESCRIPTION"] == "春の展示会\nhttps://example.com/expo\nhttps://example.com/wiki/events/expo/"
    assert one["URL"] == "https://example.com/expo"
    assert (one["DTSTAMP"].dt, one["LAST-MODIFIED"].dt) == (stamp, stamp)
    # 15 November 2026 is 9815 days after 1 January 2000
    assert one["SEQUENCE"] == 9815


def test_a_later_change_has_a_higher_number(wiki):
    def number(changed):
        (one,) = Calendar.from_ical(written(event(when="2027-04-13", **changed))).events
        return one["SEQUENCE"]

    assert number({}) == 0
    assert (
        number({"reviewed_on": "2026-11-02"})
        < number({"changed_on": "2026-11-03"})
        < number({"changed_on": "2027-01-01"})
    )


def test_a_series_as_it_is_written(wiki):
    one = read(wiki(WIKI).site(), "calendar/all.ics")["weekly"]
    assert one.start == datetime(2027, 4, 6, 10, tzinfo=TOKYO)
    # 10:00 in Tokyo is 1:00 in UTC
    assert one["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270427T010000Z;BYDAY=TU"
    assert [part.dt for part in one["EXDATE"].dts] == [datetime(2027, 4, 13, 10, tzinfo=TOKYO)]


def test_which_feeds_there_are_and_what_is_in_them(wiki):
    site = wiki(WIKI).site()
    assert {path: list(read(site, path)) for path in feeds_of(site)} == {
        "calendar/all.ics": ["weekly", "expo", "talk", "off", "zzours"],
        "calendar/team-field.ics": ["expo"],
        "calendar/team-ops.ics": ["weekly", "talk", "zzours"],
        "calendar/channel-email.ics": ["weekly", "expo", "talk"],
        "calendar/channel-offline.ics": ["expo"],
        "calendar/channel-0632e1e8.ics": ["talk"],
        "calendar/category-email.ics": ["weekly"],
        "calendar/category-exhibition.ics": ["expo"],
        "calendar/category-press.ics": ["zzours"],
        "calendar/category-seminar.ics": ["off"],
        "calendar/category-webinar.ics": ["talk"],
    }
    assert read(site, "calendar/all.ics")["off"]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("ja", ["マーケティングカレンダー – W", "マーケティングカレンダー（オペ） – W", "マーケティングカレンダー（展示パネル） – W", "マーケティングカレンダー（ウェビナー） – W"]),
        ("en", ["Marketing calendar – W", "Marketing calendar: Ops – W", "Marketing calendar: 展示パネル – W", "Marketing calendar: Webinar – W"]),
    ],
)  # fmt: skip
def test_calendars_have_names(wiki, language, titles):
    site = wiki(WIKI).site(language=language, site_name="W")
    names = ("all", "team-ops", "channel-0632e1e8", "category-webinar")
    assert [str(Calendar.from_ical(feeds_of(site)[f"calendar/{name}.ics"])["X-WR-CALNAME"]) for name in names] == titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_hidden_is_in_no_feed(wiki, language):
    everything = "".join(feeds_of(wiki(WIKI).site(language=language)).values())
    assert "zzhidden" not in everything
    assert "zzhidden" in "".join(feeds_of(wiki.site(visibility="internal")).values())


def test_every_feed_reads_back_as_it_was_written(wiki):
    for text in feeds_of(wiki(WIKI).site(site_url=f"https://example.com/{'long/' * 30}")).values():
        calendar = Calendar.from_ical(text)
        assert (calendar.errors, calendar.get_missing_tzids()) == ([], set())
        assert calendar.to_ical().decode() == text
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_each_zone_that_is_used_is_described(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        events/all.yml
        | - {id: a, title: A, owner: role:lead, when: "2027-04-13 14:00 America/New_York", category: press}
        | - {id: b, title: B, owner: role:lead, when: "2027-04-13 14:00 UTC", category: press}
        | - {id: c, title: C, owner: role:lead, when: 2027-04-13, time: 14:00, category: press}
    """)
    calendar = Calendar.from_ical(feeds_of(wiki.site())["calendar/all.ics"])
    assert {str(zone["TZID"]) for zone in calendar.timezones} == {"America/New_York", "Asia/Tokyo"}
    # in New York it is 2 p.m. when it is 18:00 in UTC
    assert {one.start.astimezone(UTC).hour for one in calendar.events} == {18, 14, 5}


def written(*events: Event) -> str:
    entries = tuple(made for one in events if (made := marketing.entry(one, SETTINGS)))
    return ics([Feed("a.ics", "feeds.calendar-all", entries)], WORDS, SETTINGS)[0]


ANYTHING = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: bool(text.strip()) and "\\N" not in text  # icalendar takes a typed `\N` for the end of a line
)
LINES = st.lists(ANYTHING, min_size=1, max_size=4).map("\n".join)


@given(
    title=ANYTHING | st.sampled_from(["🎉👩‍👩‍👧‍👦" * 30, "ウェビナー、展示会" * 40, "a,b;c\\n\\,", "^n^^'\\\\" * 20]),
    summary=LINES,
)
def test_whatever_is_written_reads_back(title, summary):
    text = written(event(when="2027-04-13", title=title, summary=summary, place=title))
    (one,) = Calendar.from_ical(text).events
    assert (one["SUMMARY"], one["LOCATION"]) == (" ".join(title.split()),) * 2
    assert one["DESCRIPTION"] == Text.of(summary).words("ja", "ja").text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    # broken into lines as the library would have done it
    assert Calendar.from_ical(text).to_ical().decode() == text


@given(
    first=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    days=st.integers(0, 400),
    clock=st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23)),
    zone=st.sampled_from(["", "Asia/Tokyo", "America/New_York", "Europe/Berlin", "UTC"]),
)
def test_whenever_it_is_it_reads_back(first, days, clock, zone):
    last = first + timedelta(days=days)
    if clock:
        when = f"{first} {clock[0]:02}:00 - {last} {clock[1]:02}:30 {zone}".strip()
        if days == 0 and clock[1] < clock[0]:
            return
    else:
        when = f"{first}/{last}" if days else str(first)
    (one,) = Calendar.from_ical(written(event(when=when))).events
    if clock:
        kept = ZoneInfo(zone or "Asia/Tokyo")
        assert one.start == datetime(first.year, first.month, first.day, clock[0], tzinfo=kept)
        assert one.end == datetime(last.year, last.month, last.day, clock[1], 30, tzinfo=kept)
    else:
        assert (one.start, one.end) == (first, last + timedelta(days=1))


PRINT = """
import sys, hashlib
from datetime import date
from pathlib import Path
from mops_kb.build import study, words
from mops_kb.formats.ics.write import ics
from mops_kb.model.settings import Settings
settings = Settings(date(2026, 11, 22), site_url="https://example.com/")
found = study(Path(sys.argv[1]), settings)
print(hashlib.sha256("".join(ics(found.feeds, words(found.kinds, settings), settings)).encode()).hexdigest())
"""


@pytest.mark.slow
def test_the_bytes_are_the_same_everywhere(wiki):
    wiki(WIKI)
    made = {
        subprocess.run(
            [sys.executable, "-c", PRINT, wiki.docs],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parents[1])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("2", "America/New_York"))
    }
    assert len(made) == 1


# The way back


SAME = ("title", "summary", "place", "category", "changed_on", "landing_page")


def test_our_own_feed_imported_again_gives_the_same_events(wiki):
    site = wiki(WIKI).site()
    again = wiki.another("again")("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        calendar/_defaults.yml
        | all.ics: {owner: role:lead}
    """)
    again.put("calendar/all.ics", feeds_of(site)["calendar/all.ics"])
    first, second = wiki.study(), again.study()
    assert again.told(second, "en") == []
    ours = [one for one in first.catalog.of(Event) if marketing.entry(one, SETTINGS)]
    theirs = second.catalog.of(Event)
    assert [facts(one) for one in theirs] == [facts(one) for one in ours]
    # and once more, to the byte but for what names the record
    assert spelled(theirs) == spelled(ours)


def facts(one: Event) -> dict[str, object]:
    """What a reader sees, in the language of the site, and on which days it happens."""
    told = {
        name: text.words("ja", "ja").text if isinstance(text := getattr(one, name), Text) else text for name in SAME
    }
    entry = marketing.entry(one, SETTINGS)
    assert entry
    days = [(when.first, when.last) for when in one.when.occurrences(date(2027, 1, 1), date(2027, 12, 31), 4)]
    known = {"changed_on": entry.stamp, "status": entry.status}
    return {**told, **known, "days": days}


def spelled(events) -> list[str]:
    own = ("UID:", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
    return sorted(line for line in written(*events).split("\r\n") if not line.startswith(own))


# The page


def test_the_page_lists_every_feed(wiki):
    page = wiki(WIKI).page("subscribe.md", language="en", site_url="https://example.com/wiki")
    for path in feeds_of(wiki.site()):
        assert f'href="../{path}"' in page
        assert f'href="webcal://example.com/wiki/{path}"' in page
        assert f">https://example.com/wiki/{path}</code>" in page
    order = [page.index(f"{{ #feeds-calendar-{sort} }}") for sort in ("team", "channel", "category")]
    assert order == sorted(order)
    assert "webcal:" not in wiki.page("subscribe.md", language="en")


def test_events_without_a_day_are_counted_aloud(wiki):
    # Vague and Later; Dropped will not take place
    assert "2 events have no exact day yet" in wiki(WIKI).page("subscribe.md", language="en")
    assert "日がまだ決まっていない予定が2件あり" in wiki.page("subscribe.md")


def test_an_entry_says_nothing_of_what_it_does_not_know(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        events/a.yml
        | title: A
        | owner: role:lead
        | when: 2027-04-13
        | category: press
    """)
    one = read(wiki.site(), "calendar/all.ics")["a"]
    assert not {"URL", "LOCATION", "DESCRIPTION", "RRULE", "EXDATE"} & one.keys()
    assert one["DTSTAMP"].dt == datetime(2000, 1, 1, tzinfo=UTC)


def test_an_entry_of_several_feeds_is_one(wiki):
    site = wiki(WIKI).site()
    spelled = {path: text[text.index("BEGIN:VEVENT") :] for path, text in feeds_of(site).items()}
    talk = next(part for part in spelled["calendar/all.ics"].split("BEGIN:VEVENT") if "event:talk@" in part)
    for name in ("team-ops", "channel-email", "category-webinar"):
        assert talk.removesuffix("END:VCALENDAR\r\n") in spelled[f"calendar/{name}.ics"]
