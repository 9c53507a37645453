"""Calendar feeds: what stands in them, read back by the library that wrote them and worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from mops_kb import config
from mops_kb.build import pack
from mops_kb.export import export
from mops_kb.fingerprint import fingerprint
from mops_kb.formats.ics.write import ics
from mops_kb.kinds.channel.model import Channel
from mops_kb.labels import LANGUAGES, Labels
from mops_kb.model.address import absolute
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.parcel import keep, kept, page
from mops_kb.reports.feeds import REPORT, meetings
from tests.conftest import AS_OF

TOKYO = ZoneInfo("Asia/Tokyo")
WIKI = """
    roles/lead.yml
    | title: {ja: リード, en: Lead}
    | owner: role:lead
    | reviewed_on: 2026-10-01
    | review_cycle: 90 days
    roles/zzghost.yml
    | title: Zz
    | owner: role:lead
    | visibility: internal
    people/ann.yml
    | title: Ann
    | owner: role:lead
    teams/ops.yml
    | title: {ja: オペ, en: Ops}
    | summary: {ja: "運用, 教育; 相談", en: "Runs, trains; answers"}
    | owner: person:ann
    | reviewed_on: 2026-11-01
    | review_cycle: 30 days
    teams/zzsecret.yml
    | title: Zz
    | owner: role:lead
    | visibility: internal
    | reviewed_on: 2026-11-01
    | review_cycle: 30 days
    teams/haunted.yml
    | title: Haunted
    | owner: role:zzghost
    | reviewed_on: 2026-11-20
    | review_cycle: 30 days
    channels/weekly.yml
    | title: {ja: 週次定例, en: Weekly}
    | summary: {ja: 依頼の順番を決めます。, en: Orders requests.}
    | owner: role:lead
    | frequency: weekly
    | weekday: monday
    | time: "10:00"
    | minutes: 30
    | starts_on: 2026-04-06
    | reviewed_on: 2026-11-02
    channels/zzclosed.yml
    | title: Zz
    | owner: role:lead
    | visibility: draft
    | frequency: weekly
    | time: "10:00"
    | starts_on: 2026-04-06
"""


def channel(**fields: object) -> Channel:
    return Channel.model_validate({"id": "c", "title": "C", "owner": "role:x", "time": "10:00", **fields})


def feeds_of(site) -> dict[str, str]:
    return {file.path: file.content for file in site.files if file.path.endswith(".ics")}


def read(site, path: str) -> Calendar:
    return Calendar.from_ical(feeds_of(site)[path])


# The days of meetings


@pytest.mark.parametrize(
    ("fields", "start", "rule", "then"),
    [
        # every business day; from a Saturday on, it begins on Monday
        ({"frequency": "daily", "starts_on": "2026-11-20"}, "2026-11-20", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ["2026-11-23", "2026-11-24"]),
        ({"frequency": "daily", "starts_on": "2026-11-21"}, "2026-11-23", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ["2026-11-24", "2026-11-25"]),
        ({"frequency": "daily", "reviewed_on": "2026-11-01"}, "2026-11-02", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ["2026-11-03", "2026-11-04"]),
        ({"frequency": "weekly", "weekday": "monday", "starts_on": "2026-04-06"}, "2026-04-06", "FREQ=WEEKLY;BYDAY=MO", ["2026-04-13", "2026-04-20"]),
        # 7 April 2026 is a Tuesday
        ({"frequency": "weekly", "weekday": "monday", "starts_on": "2026-04-07"}, "2026-04-13", "FREQ=WEEKLY;BYDAY=MO", ["2026-04-20", "2026-04-27"]),
        ({"frequency": "weekly", "weekday": "monday", "reviewed_on": "2026-11-04"}, "2026-11-09", "FREQ=WEEKLY;BYDAY=MO", ["2026-11-16", "2026-11-23"]),
        ({"frequency": "weekly", "starts_on": "2026-04-09"}, "2026-04-09", "FREQ=WEEKLY;BYDAY=TH", ["2026-04-16", "2026-04-23"]),
        ({"frequency": "biweekly", "weekday": "friday", "starts_on": "2026-11-06"}, "2026-11-06", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ["2026-11-20", "2026-12-04"]),
        ({"frequency": "monthly", "weekday": "wednesday", "week_of_month": "2", "starts_on": "2024-04-10"}, "2024-04-10", "FREQ=MONTHLY;BYDAY=2WE", ["2024-05-08", "2024-06-12"]),
        ({"frequency": "monthly", "weekday": "wednesday", "week_of_month": "2", "starts_on": "2024-04-11"}, "2024-05-08", "FREQ=MONTHLY;BYDAY=2WE", ["2024-06-12", "2024-07-10"]),
        ({"frequency": "monthly", "weekday": "wednesday", "week_of_month": "2", "reviewed_on": "2026-11-10"}, "2026-11-11", "FREQ=MONTHLY;BYDAY=2WE", ["2026-12-09", "2027-01-13"]),
        ({"frequency": "monthly", "starts_on": "2026-04-03"}, "2026-04-03", "FREQ=MONTHLY;BYDAY=1FR", ["2026-05-01", "2026-06-05"]),
        # the fifth Thursday of July is its last, and so is what was meant
        ({"frequency": "monthly", "starts_on": "2026-07-30"}, "2026-07-30", "FREQ=MONTHLY;BYDAY=-1TH", ["2026-08-27", "2026-09-24"]),
        # who writes `week_of_month: 5` means months that have five
        ({"frequency": "monthly", "weekday": "friday", "week_of_month": "5", "starts_on": "2026-01-30"}, "2026-01-30", "FREQ=MONTHLY;BYDAY=5FR", ["2026-05-29", "2026-07-31"]),
        ({"frequency": "quarterly", "starts_on": "2026-07-16"}, "2026-07-16", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH", ["2026-10-15", "2027-01-21"]),
        ({"frequency": "yearly", "starts_on": "2026-01-22"}, "2026-01-22", "FREQ=YEARLY;BYDAY=4TH;BYMONTH=1", ["2027-01-28", "2028-01-27"]),
    ],
)  # fmt: skip
def test_the_days_of_a_meeting(fields, start, rule, then):
    entry = meetings.entry(channel(**fields), AS_OF)
    assert entry
    assert (entry.start.isoformat(), entry.rule) == (f"{start}T10:00:00", rule)
    days = [day.date().isoformat() for day in islice(rrulestr(entry.rule, dtstart=entry.start), 3)]
    assert days == [start, *then]


@pytest.mark.parametrize(
    "fields",
    [
        {"frequency": "weekly", "weekday": "monday"},
        {"frequency": "weekly", "reviewed_on": "2026-11-04"},
        {"frequency": "weekly", "weekday": "monday", "starts_on": "2026-04-06", "time": None},
        {"frequency": "biweekly", "weekday": "monday", "reviewed_on": "2026-11-04"},
        {"frequency": "monthly", "weekday": "monday", "reviewed_on": "2026-11-04"},
        {"frequency": "monthly", "week_of_month": "2", "reviewed_on": "2026-11-04"},
        {"frequency": "quarterly", "weekday": "monday", "week_of_month": "1", "reviewed_on": "2026-11-04"},
        {"frequency": "yearly", "weekday": "monday", "week_of_month": "1", "reviewed_on": "2026-11-04"},
        {"weekday": "monday", "starts_on": "2026-04-06"},
    ],
)
def test_where_the_day_or_time_is_not_certain_there_is_no_entry(fields):
    assert meetings.entry(channel(**fields), AS_OF) is None


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"minutes": "45"}, 45),
        ({"time": "10:00-11:30"}, 90),
        ({"time": "10:00-11:30", "minutes": "45"}, 90),
        ({"time": "23:30-00:15"}, 45),
        ({}, 0),
    ],
)
def test_how_long_a_meeting_takes(fields, minutes):
    entry = meetings.entry(channel(frequency="weekly", starts_on="2026-04-06", **fields), AS_OF)
    assert entry
    assert entry.end - entry.start == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("verdict", "start", "rule", "minutes"),
    [
        ({"decision": "keep", "on": "2026-11-02"}, "2026-04-06", "FREQ=WEEKLY;BYDAY=MO", 60),
        ({"decision": "change", "on": "2026-11-02", "minutes": "30"}, "2026-04-06", "FREQ=WEEKLY;BYDAY=MO", 30),
        # 5 November 2026 is a Thursday; the first Monday from it on is the 9th
        ({"decision": "change", "on": "2026-11-05", "frequency": "biweekly"}, "2026-11-09", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 60),
        ({"decision": "change", "on": "2026-11-05", "frequency": "monthly"}, "2026-11-09", "FREQ=MONTHLY;BYDAY=2MO", 60),
        ({"decision": "change", "on": "2026-11-05", "frequency": "weekly"}, "2026-04-06", "FREQ=WEEKLY;BYDAY=MO", 60),
        ({"decision": "change", "on": "2026-11-23", "frequency": "biweekly"}, "2026-04-06", "FREQ=WEEKLY;BYDAY=MO", 60),
    ],
)  # fmt: skip
def test_a_change_counts_from_the_day_of_its_decision(verdict, start, rule, minutes):
    decided = {**verdict, "by": "x", "reason": "r"}
    meeting = channel(frequency="weekly", minutes="60", starts_on="2026-04-06", verdict=decided)
    entry = meetings.entry(meeting, AS_OF)
    assert entry
    assert (entry.start.date().isoformat(), entry.rule) == (start, rule)
    assert entry.end - entry.start == timedelta(minutes=minutes)


@given(
    frequency=st.sampled_from(["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly"]),
    weekday=st.none() | st.sampled_from(meetings.WEEKDAYS),
    week=st.none() | st.integers(1, 5),
    starts_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_a_series_begins_on_a_day_of_its_own_rule(frequency, weekday, week, starts_on):
    fields = {"frequency": frequency, "starts_on": starts_on.isoformat()}
    fields |= {"weekday": weekday} if weekday else {}
    fields |= {"week_of_month": str(week)} if week else {}
    entry = meetings.entry(channel(**fields), AS_OF)
    assert entry
    assert entry.start.date() >= starts_on
    assert next(iter(rrulestr(entry.rule, dtstart=entry.start))) == entry.start


PLAN = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    people/ann.yml
    | title: Ann
    | owner: role:lead
    tools/chat.yml
    | title: Chat
    | owner: role:lead
    | category: collaboration
    channels/all.yml
    | - {id: held, title: Held, owner: role:lead, frequency: weekly, time: "10:00", starts_on: 2026-04-06}
    | - {id: soon, title: Soon, owner: role:lead, frequency: weekly, time: "10:00", starts_on: 2026-04-06,
    |    verdict: {decision: stop, on: 2026-11-23, by: ann, reason: R}}
    | - {id: stopped, title: Stopped, owner: role:lead, frequency: weekly, time: "10:00", starts_on: 2026-04-06,
    |    verdict: {decision: stop, on: 2026-11-22, by: ann, reason: R}}
    | - {id: merged, title: Merged, owner: role:lead, frequency: weekly, time: "10:00", starts_on: 2026-04-06,
    |    verdict: {decision: merge, on: 2026-11-02, by: ann, reason: R, into: held}}
    | - {id: reopened, title: Reopened, owner: role:lead, frequency: weekly, time: "10:00", starts_on: 2026-04-06,
    |    verdict: {decision: stop, on: 2026-11-02, by: ann, reason: R, row: 00000000}}
    | - {id: moved, title: Moved, owner: role:lead, frequency: weekly,
    |    verdict: {decision: move, on: 2026-11-02, by: ann, reason: R, tool: chat}}
    | - {id: vague, title: Vague, owner: role:lead, frequency: weekly, weekday: monday}
    | - {id: never, title: Never, owner: role:lead}
    | - {id: adhoc, title: Adhoc, owner: role:lead, frequency: ad-hoc, time: "10:00", starts_on: 2026-04-06}
    | - {id: standing, title: Standing, owner: role:lead, sort: standing, minutes_per_week: 10}
"""


def test_what_is_over_is_left_out_and_what_has_no_day_is_counted_aloud(wiki):
    site = wiki(PLAN).site(language="en")
    assert site.problems == ()
    assert sorted(str(event["SUMMARY"]) for event in read(site, meetings.PATH).events) == ["Held", "Reopened", "Soon"]
    page = next(page.text for page in site.pages if page.path == "subscribe.md")
    assert "2 meetings have no certain day or time and are not in the calendar." in page
    undated = page.partition("{ #undated }")[2].partition("##")[0]
    assert [name for name in ("Held", "Soon", "Stopped", "Merged", "Moved", "Vague", "Never", "Adhoc", "Standing") if f">{name}<" in undated] == ["Vague", "Never"]  # fmt: skip


def test_one_meeting_without_a_day_is_one(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        channels/vague.yml
        | title: Vague
        | owner: role:lead
        | frequency: weekly
    """)
    site = wiki.site(language="en")
    assert feeds_of(site) == {}
    assert "One meeting has no certain day" in next(page.text for page in site.pages if page.path == "subscribe.md")


# The files


def test_a_meeting_as_it_is_written(wiki):
    (event,) = read(wiki(WIKI).site(site_url="https://example.com/wiki/"), meetings.PATH).events
    stamp = datetime(2026, 11, 2, tzinfo=UTC)
    assert event["UID"] == "meeting:weekly@example.com/wiki"
    assert event["SUMMARY"] == "週次定例"
    assert event.start == datetime(2026, 4, 6, 10, tzinfo=TOKYO)
    assert event.end == datetime(2026, 4, 6, 10, 30, tzinfo=TOKYO)
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO"
    assert event["DESCRIPTION"] == "依頼の順番を決めます。\nhttps://example.com/wiki/channels/weekly/"
    assert event["URL"] == "https://example.com/wiki/channels/weekly/"
    assert (event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt) == (stamp, stamp)


def test_reviews_fill_the_day_on_which_they_are_due(wiki):
    found = [
        (event["UID"], str(event["SUMMARY"]), event.start, event.end, event["DTSTAMP"].dt.date(), event["TRANSP"])
        for event in read(wiki(WIKI).site(language="en"), "health/reviews.ics").events
    ]
    assert found == [
        ("review:team:ops@mops-wiki", "Review: Ops", date(2026, 12, 1), date(2026, 12, 2), date(2026, 11, 1), "TRANSPARENT"),
        ("review:team:haunted@mops-wiki", "Review: Haunted", date(2026, 12, 20), date(2026, 12, 21), date(2026, 11, 20), "TRANSPARENT"),
        ("review:role:lead@mops-wiki", "Review: Lead", date(2026, 12, 30), date(2026, 12, 31), date(2026, 10, 1), "TRANSPARENT"),
    ]  # fmt: skip


def test_each_owner_has_a_feed(wiki):
    site = wiki(WIKI).site()
    owned = {
        path: [str(event["SUMMARY"]) for event in read(site, path).events]
        for path in feeds_of(site)
        if path.startswith("health/reviews/")
    }
    assert owned == {
        "health/reviews/role-lead.ics": ["見直し: リード"],
        "health/reviews/person-ann.ics": ["見直し: オペ"],
    }


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("ja", {"定例会議", "見直しの期限", "見直しの期限（リード）", "見直しの期限（Ann）"}),
        ("en", {"Recurring meetings", "Reviews due", "Reviews due: Lead", "Reviews due: Ann"}),
    ],
)
def test_calendars_have_names(wiki, language, titles):
    site = wiki(WIKI).site(language=language, site_name="W")
    named = {str(read(site, path)["X-WR-CALNAME"]) for path in feeds_of(site)}
    assert named == {f"{title} – W" for title in titles}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feed_reads_back_as_it_was_written(wiki, language):
    for text in feeds_of(wiki(WIKI).site(language=language, site_url="https://example.com/")).values():
        assert Calendar.from_ical(text).to_ical().decode() == text
        assert Calendar.from_ical(text).errors == []


def test_lines_end_in_crlf_and_are_short(wiki):
    for text in feeds_of(wiki(WIKI).site(site_url=f"https://example.com/{'long/' * 30}")).values():
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_without_an_address_there_is_no_link(wiki):
    site = wiki(WIKI).site()
    assert all("URL" not in event for path in feeds_of(site) for event in read(site, path).events)
    assert "http" not in "".join(feeds_of(site).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_hidden_is_in_no_feed(wiki, language):
    site = wiki(WIKI).site(language=language)
    assert "zz" not in "".join([*feeds_of(site), *feeds_of(site).values()]).lower()
    assert "health/reviews/role-zzghost.ics" in feeds_of(wiki.site(visibility="draft"))


def test_the_same_records_give_the_same_bytes_on_another_day(wiki):
    wiki(WIKI)
    assert feeds_of(wiki.site()) == feeds_of(wiki.site()) == feeds_of(wiki.site(as_of=date(2027, 3, 1)))


def _can_be_kept(text: str) -> bool:
    """icalendar takes a typed `\\N` for the end of a line."""
    return bool(text.strip()) and "\\N" not in text


@given(
    title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(_can_be_kept),
    summary=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(_can_be_kept),
)
def test_whatever_is_written_reads_back(title, summary):
    entry = Entry(
        "u", Text.of(title), channel(), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 1), summary=Text.of(summary),
        place=Text.of(title),
    )  # fmt: skip
    (text,) = ics([Feed("a.ics", "feeds.meetings", (entry,))], Labels("ja", [REPORT.room]), Settings(AS_OF))
    (event,) = Calendar.from_ical(text).events
    assert (event["SUMMARY"], event["LOCATION"]) == (" ".join(title.split()),) * 2
    assert event["DESCRIPTION"] == summary.strip()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC"])
def test_times_are_in_the_zone_of_the_site(wiki, zone):
    calendar = read(wiki(WIKI).site(time_zone=zone), meetings.PATH)
    assert calendar.get_missing_tzids() == set()
    assert calendar.events[0].start == datetime(2026, 4, 6, 10, tzinfo=ZoneInfo(zone))
    if zone != "UTC":
        described = calendar.timezones[0].to_tz()
        for month in (1, 7):
            for year in (2026, 2050):
                noon = datetime(year, month, 15, 12)
                assert noon.replace(tzinfo=described).utcoffset() == noon.replace(tzinfo=ZoneInfo(zone)).utcoffset()


@pytest.mark.parametrize(
    ("settings", "home"),
    [
        ({"site_url": "https://example.github.io/mops-wiki/"}, "example.github.io/mops-wiki"),
        ({"site_url": "https://wiki.example.com"}, "wiki.example.com"),
        ({"site_name": "トモシビ MOps Wiki"}, "mops-wiki"),
        ({"site_name": "マーケ"}, "mops-kb"),
    ],
)
def test_ids_are_of_the_site(wiki, settings, home):
    (event,) = read(wiki(WIKI).site(**settings), meetings.PATH).events
    assert event["UID"] == f"meeting:weekly@{home}"


# The page and the ways out


def test_the_page_lists_every_feed_and_health_leads_there(wiki):
    site = wiki(WIKI).site(language="en", site_url="https://example.com/wiki")
    pages = {page.path: page.text for page in site.pages}
    for path in feeds_of(site):
        assert f'href="../{path}"' in pages["subscribe.md"]
        assert f">https://example.com/wiki/{path}</code>" in pages["subscribe.md"]
    assert 'href="../subscribe/"' in pages["health.md"]
    assert all(word in pages["subscribe.md"] for word in ("Google Calendar", "Outlook"))


def test_without_anything_for_calendars_there_is_no_page(wiki):
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    site = wiki.site()
    assert "subscribe.md" not in {page.path for page in site.pages}
    assert "subscribe" not in next(page.text for page in site.pages if page.path == "health.md")


def test_what_is_kept_and_exported_has_the_same_bytes(wiki, tmp_path):
    settings = Settings(AS_OF, site_url="https://example.com/wiki/")
    site = wiki(WIKI).site(site_url=settings.site_url)
    keep(pack(site, settings, "docs"), tmp_path / "kept")
    export(site, wiki.docs, tmp_path / "out", settings)
    parcel = kept(tmp_path / "kept")
    assert parcel
    files = {leaf.path: page(tmp_path / "kept", leaf) for leaf in parcel.leaves}
    for path, text in feeds_of(site).items():
        assert files[path].read_bytes() == text.encode()
        assert (tmp_path / "out/docs" / path).read_bytes() == text.encode()
    assert "site_url: https://example.com/wiki/" in (tmp_path / "out/mkdocs.yml").read_text(encoding="utf-8")


# The address of the site


@pytest.mark.parametrize(
    ("written", "environment", "address"),
    [
        ("https://example.com/a/", {}, "https://example.com/a/"),
        ("!ENV SITE_URL", {}, ""),
        ("!ENV SITE_URL", {"SITE_URL": "https://example.com/b/"}, "https://example.com/b/"),
        ('!ENV [SITE_URL, ""]', {}, ""),
        ('!ENV [SITE_URL, ""]', {"SITE_URL": ""}, ""),
        ('!ENV [SITE_URL, ""]', {"SITE_URL": "https://example.com/c/"}, "https://example.com/c/"),
        ("!ENV [HERE, SITE_URL, https://example.com/d/]", {}, "https://example.com/d/"),
        ("!ENV [HERE, SITE_URL, https://example.com/d/]", {"SITE_URL": "https://example.com/e/"}, "https://example.com/e/"),
    ],
)  # fmt: skip
def test_the_address_stands_in_the_configuration_of_the_engine(tmp_path, monkeypatch, written, environment, address):
    for name in ("HERE", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_name: W\nsite_url: {written}\n", encoding="utf-8")
    assert config.read(file).site_url == address


def test_an_option_may_come_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("START", "1")
    file = tmp_path / "mkdocs.yml"
    file.write_text("plugins:\n  - mops-kb:\n      fiscal_year_start: !ENV [START, 4]\n", encoding="utf-8")
    assert config.settings(config.read(file).options, as_of="2026-11-22").fiscal_year_start == 1


def test_another_address_makes_the_wiki_anew(wiki):
    first, second = (Settings(AS_OF, site_url=url) for url in ("", "https://example.com/"))
    assert fingerprint(wiki.docs, first, []) != fingerprint(wiki.docs, second, [])


@pytest.mark.parametrize(
    ("path", "directory_urls", "address"),
    [
        ("kpis/mql.md", True, "https://example.com/w/kpis/mql/"),
        ("kpis/mql.md", False, "https://example.com/w/kpis/mql.html"),
        ("index.md", True, "https://example.com/w/"),
        ("knowhow/手順.md", True, "https://example.com/w/knowhow/%E6%89%8B%E9%A0%86/"),
        ("channels/meetings.ics", True, "https://example.com/w/channels/meetings.ics"),
    ],
)
def test_whole_addresses(path, directory_urls, address):
    for site_url in ("https://example.com/w", "https://example.com/w/"):
        assert absolute(path, site_url, directory_urls) == address
