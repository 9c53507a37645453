"""Imports: calendars and spreadsheets of other programs are sources of events, and tell their mistakes by line."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mops_kb.kinds import KINDS
from mops_kb.kinds.event.imported import entries
from mops_kb.labels import LANGUAGES
from mops_kb.model.document import Lent
from mops_kb.validate import validate

LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    teams/ops.yml
    | title: Ops
    | owner: role:lead
"""
LENT = f"""{LEAD}
    calendar/_defaults.yml
    | partner.ics:
    |   owner: role:lead
    |   team: ops
    |   region: 全国
    |   categories: {{Expo: exhibition, Web: webinar}}
"""
FACTS = ("title", "summary", "when", "time", "place", "landing_page", "category", "status", "changed_on", "visibility")


def ics(*events: str, more: str = "") -> str:
    """A calendar of entries, each the lines of one; every line on which an entry begins can be counted."""
    entries = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{more}{entries}END:VCALENDAR\n"


def lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def entry(text: str) -> str:
    return f"UID:u\nSUMMARY:S\nCATEGORIES:Web\n{lines(text)}"


def events(wiki):
    """What the calendar holds, as it would be written in YAML."""
    found = wiki.study(visibility="draft")
    assert wiki.told(found, "en") == []
    return [event.model_dump(mode="json", exclude_defaults=True) for event in found.catalog.named("event")]


def facts(wiki):
    (event,) = events(wiki)
    return {name: event[name] for name in FACTS if name in event}


def problems(wiki, text: str | bytes) -> list[str]:
    """Path, place and code of each."""
    wiki(LENT).put("calendar/partner.ics", text)
    return [told.partition(" ")[0] + " " + told.split(" ")[1] for told in wiki.problems()]


# Calendar files


def test_an_entry_becomes_an_event(wiki):
    wiki(LENT).put(
        "calendar/partner.ics",
        ics(
            lines("""
                UID:Spring.Fair-2027@example.com
                DTSTAMP:20261101T000000Z
                LAST-MODIFIED:20261115T235900Z
                SUMMARY:春の展示会\\, 2027
                DESCRIPTION:<p>請求と<b>電子契約</b> &amp; more</p>\\n次の行
                DTSTART;VALUE=DATE:20270413
                DTEND;VALUE=DATE:20270416
                LOCATION:湾岸
                 展示ホール
                URL:https://example.com/fair
                CATEGORIES:Other,Expo
                STATUS:CONFIRMED
            """).replace("\n展示", "\n 展示")
        ),
    )
    (event,) = events(wiki)
    assert event == {
        "id": "spring-fair-2027-a0465182",
        "title": "春の展示会, 2027",
        "summary": "請求と電子契約 & more",
        "owner": "role:lead",
        "pillar": ["process"],
        "when": "2027-04-13/2027-04-15",
        "team": "ops",
        "category": "exhibition",
        "status": "confirmed",
        "place": "湾岸展示ホール",
        "landing_page": "https://example.com/fair",
        "region": "全国",
        "changed_on": "2026-11-15",
    }


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270413", {"when": "2027-04-13"}),
        ("DTSTART;VALUE=DATE:20270413\nDTEND;VALUE=DATE:20270414", {"when": "2027-04-13"}),
        ("DTSTART;VALUE=DATE:20270413\nDTEND;VALUE=DATE:20270413", {"when": "2027-04-13"}),
        ("DTSTART;VALUE=DATE:20270413\nDURATION:P3D", {"when": "2027-04-13/2027-04-15"}),
        ("DTSTART;VALUE=DATE:20270228\nDTEND;VALUE=DATE:20270302", {"when": "2027-02-28/2027-03-01"}),
    ],
)
def test_whole_days(wiki, written, expected):
    wiki(LENT).put("calendar/partner.ics", ics(entry(written)))
    assert {name: value for name, value in facts(wiki).items() if name in ("when", "time")} == expected


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("DTSTART;TZID=Asia/Tokyo:20270413T140000\nDTEND;TZID=Asia/Tokyo:20270413T153000", "2027-04-13 14:00-15:30 Asia/Tokyo"),
        ("DTSTART;TZID=Asia/Tokyo:20270413T140000\nDURATION:PT45M", "2027-04-13 14:00-14:45 Asia/Tokyo"),
        ("DTSTART;TZID=Asia/Tokyo:20270413T140000", "2027-04-13 14:00 Asia/Tokyo"),
        ("DTSTART:20270413T140000\nDTEND:20270413T150000", "2027-04-13 14:00-15:00"),
        ("DTSTART:20270413T050000Z\nDTEND:20270413T063000Z", "2027-04-13 05:00-06:30 UTC"),
        ("DTSTART;TZID=America/New_York:20270413T200000\nDTEND;TZID=Asia/Tokyo:20270414T100000", "2027-04-13 20:00-21:00 America/New_York"),
        ("DTSTART;TZID=Asia/Tokyo:20270413T220000\nDTEND;TZID=Asia/Tokyo:20270414T020000", "2027-04-13 22:00 - 2027-04-14 02:00 Asia/Tokyo"),
        ("DTSTART;TZID=Asia/Tokyo:20270413T100000\nDTEND;TZID=Asia/Tokyo:20270415T170000", "2027-04-13 10:00 - 2027-04-15 17:00 Asia/Tokyo"),
        # some programs mean whole days and write midnight
        ("DTSTART;TZID=Asia/Tokyo:20270413T000000\nDTEND;TZID=Asia/Tokyo:20270415T000000", "2027-04-13/2027-04-14"),
        # names that Windows and others have for a zone
        ("DTSTART;TZID=Tokyo Standard Time:20270413T140000", "2027-04-13 14:00 Asia/Tokyo"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20270413T140000", "2027-04-13 14:00 Asia/Tokyo"),
    ],
)  # fmt: skip
def test_times_keep_their_zone(wiki, written, when):
    wiki(LENT).put("calendar/partner.ics", ics(entry(written)))
    assert facts(wiki)["when"] == when


@pytest.mark.parametrize(
    ("head", "start", "when"),
    [
        ("X-WR-TIMEZONE:Asia/Tokyo\n", "DTSTART:20270413T050000Z", "2027-04-13 14:00 Asia/Tokyo"),
        ("X-WR-TIMEZONE:Nowhere\n", "DTSTART:20270413T050000Z", "2027-04-13 05:00 UTC"),
        ("BEGIN:VTIMEZONE\nTZID:Ours\nX-LIC-LOCATION:Asia/Tokyo\nEND:VTIMEZONE\n", "DTSTART;TZID=Ours:20270413T140000", "2027-04-13 14:00 Asia/Tokyo"),
    ],
)  # fmt: skip
def test_what_a_calendar_says_of_zones(wiki, head, start, when):
    wiki(LENT).put("calendar/partner.ics", ics(entry(start), more=head))
    assert facts(wiki)["when"] == when


def days(wiki, first=date(2027, 1, 1), last=date(2027, 12, 31)):
    """On which days each event of the calendar happens."""
    found = wiki.study(visibility="draft")
    assert wiki.told(found, "en") == []
    return {
        event.id: [f"{one.first:%m-%d}" for one in event.when.occurrences(first, last, 4)]
        for event in found.catalog.named("event")
    }


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270406\nRRULE:FREQ=WEEKLY;COUNT=4", ["04-06", "04-13", "04-20", "04-27"]),
        ("DTSTART;VALUE=DATE:20270406\nRRULE:FREQ=WEEKLY;UNTIL=20270420", ["04-06", "04-13", "04-20"]),
        ("DTSTART;VALUE=DATE:20270406\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20270413", ["04-06", "04-20", "04-27"]),
        # until an hour before the last one would begin: 5:00 in Tokyo is 20:00 of the day before
        ("DTSTART;TZID=Asia/Tokyo:20270406T060000\nRRULE:FREQ=WEEKLY;UNTIL=20270419T200000Z", ["04-06", "04-13"]),
        ("DTSTART;TZID=Asia/Tokyo:20270406T050000\nRRULE:FREQ=WEEKLY;UNTIL=20270419T200000Z", ["04-06", "04-13", "04-20"]),
        ("DTSTART;TZID=Asia/Tokyo:20270406T060000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270412T210000Z", ["04-06", "04-20"]),
        ("DTSTART;VALUE=DATE:20270408\nRRULE:FREQ=MONTHLY;BYDAY=2TH;COUNT=3", ["04-08", "05-13", "06-10"]),
        ("DTSTART;VALUE=DATE:20270409\nDTEND;VALUE=DATE:20270410\nRRULE:FREQ=DAILY;INTERVAL=10;COUNT=2", ["04-09", "04-19"]),
        ("DTSTART;TZID=Asia/Tokyo:20271201T000000\nDTEND;TZID=Asia/Tokyo:20271202T000000\nRRULE:FREQ=WEEKLY;UNTIL=99991231T000000Z", ["12-01", "12-08", "12-15", "12-22", "12-29"]),
    ],
)  # fmt: skip
def test_what_repeats(wiki, written, expected):
    wiki(LENT).put("calendar/partner.ics", ics(entry(written)))
    assert days(wiki) == {"u": expected}


def test_a_day_of_a_series_that_was_moved_or_cancelled(wiki):
    wiki(LENT).put(
        "calendar/partner.ics",
        ics(
            entry("DTSTART;TZID=Asia/Tokyo:20270406T100000\nDTEND;TZID=Asia/Tokyo:20270406T110000\nRRULE:FREQ=WEEKLY;COUNT=4"),
            entry("RECURRENCE-ID;TZID=Asia/Tokyo:20270413T100000\nDTSTART;TZID=Asia/Tokyo:20270415T150000"),
            entry("RECURRENCE-ID:20270420T010000Z\nSTATUS:CANCELLED\nDTSTART;TZID=Asia/Tokyo:20270420T100000"),
        ),
    )  # fmt: skip
    moved = f"u-{sha256(b'u' + bytes([10]) + b'2027-04-13').hexdigest()[:8]}"
    assert days(wiki) == {"u": ["04-06", "04-27"], moved: ["04-15"]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("STATUS:CANCELLED", {"status": "cancelled"}),
        ("STATUS:TENTATIVE", {}),
        ("STATUS:Confirmed", {"status": "confirmed"}),
        ("URL:javascript:alert(1)", {}),
        ("URL:mailto:a@example.com", {}),
        ("CLASS:PRIVATE", {"visibility": "internal"}),
        ("CLASS:PUBLIC", {}),
        ("DESCRIPTION:https://example.com/x\\n\\n本文", {"summary": "本文"}),
        (f"DESCRIPTION:{'あ' * 300}", {"summary": "あ" * 199 + "…"}),
        ("DTSTAMP:20261101T000000Z", {"changed_on": "2026-11-01"}),
        ("ATTENDEE:mailto:a@example.com\nORGANIZER:mailto:b@example.com\nX-A:1", {}),
        ("BEGIN:VALARM\nTRIGGER:-PT5M\nACTION:DISPLAY\nDESCRIPTION:x\nEND:VALARM", {}),
    ],
)
def test_properties(wiki, written, expected):
    wiki(LENT).put("calendar/partner.ics", ics(entry(f"DTSTART;VALUE=DATE:20270413\n{written}")))
    found = facts(wiki)
    assert (found.pop("title"), found.pop("when"), found.pop("category")) == ("S", "2027-04-13", "webinar")
    assert found == expected


@pytest.mark.parametrize(
    ("uid", "id"),
    [
        ("abc", "abc"),
        ("ABC", "abc-b5d4045c"),
        ("a b@example.com", "a-b-b850be68"),
        ("予定@example.com", "f03a8642"),
        ("{9A9A}", "9a9a-3e3b3eab"),
    ],
)
def test_ids_stay_the_same(wiki, uid, id):
    wiki(LENT).put("calendar/partner.ics", ics(f"UID:{uid}\nSUMMARY:S\nCATEGORIES:Web\nDTSTART;VALUE=DATE:20270413"))
    assert [event["id"] for event in events(wiki)] == [id]


def test_our_own_words_for_categories_need_no_mapping(wiki):
    wiki(LENT).put(
        "calendar/partner.ics",
        ics(*(f"UID:{n}\nSUMMARY:S\nDTSTART;VALUE=DATE:2027041{n}\nCATEGORIES:{word}" for n, word in enumerate(("展示会", "exhibition", "ｅｘｐｏ", "Product release")))),
    )  # fmt: skip
    assert [event["category"] for event in events(wiki)] == ["exhibition", "exhibition", "exhibition", "release"]


MISTAKES = [
    ("no calendar", "hello\n", "1:1: ics-no-calendar"),
    ("empty", "", "1:1: ics-no-calendar"),
    ("only the head", "BEGIN:VCALENDAR\n", "1:1: ics-unclosed"),
    ("cut off", ics(entry("DTSTART:20270413"))[:63], "4:1: ics-unclosed"),
    ("crossed ends", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nEND:VCALENDAR\n", "2:1: ics-unclosed"),
    ("after the end", ics() + "\nX:1\n", "6:1: ics-no-calendar"),
    ("no name", ics(entry("DTSTART;VALUE=DATE:20270413\nhello world")), "9:1: ics-line"),
    ("no uid", ics("SUMMARY:S\nCATEGORIES:Web\nDTSTART;VALUE=DATE:20270413"), "4:1: ics-no-uid"),
    ("empty uid", ics("UID:\nSUMMARY:S\nCATEGORIES:Web\nDTSTART;VALUE=DATE:20270413"), "4:1: ics-no-uid"),
    ("two uids", ics(*[entry("DTSTART;VALUE=DATE:20270413")] * 2), "11:1: ics-twin-uid"),
    ("no start", ics(entry("DTEND;VALUE=DATE:20270413")), "4:1: ics-no-start"),
    ("end before start", ics(entry("DTSTART;VALUE=DATE:20270413\nDTEND;VALUE=DATE:20270411")), "9:1: end-before-start"),
    ("impossible day", ics(entry("DTSTART;VALUE=DATE:20270231")), "8:1: ics-value"),
    ("far year", ics(entry("DTSTART;VALUE=DATE:90270201")), "8:1: far-year"),
    ("no day at all", ics(entry("DTSTART:tomorrow")), "8:1: ics-value"),
    ("a day and a time", ics(entry("DTSTART;VALUE=DATE:20270201\nDTEND:20270201T100000Z")), "9:1: ics-value"),
    ("endless", ics(entry("DTSTART;VALUE=DATE:20270201\nDURATION:P9999999D")), "9:1: ics-value"),
    ("unknown zone", ics(entry("DTSTART;TZID=Mars/Base:20270201T100000")), "8:1: ics-zone"),
    ("a task", ics(more="BEGIN:VTODO\nUID:t\nEND:VTODO\n"), "4:1: ics-unsupported"),
    ("single further days", ics(entry("DTSTART;VALUE=DATE:20270201\nRDATE;VALUE=DATE:20270301")), "9:1: ics-unsupported"),
    ("a series that changes", ics(entry("DTSTART;VALUE=DATE:20270201\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270201")), "9:1: ics-unsupported"),
    ("two rules", ics(entry("DTSTART;VALUE=DATE:20270201\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY")), "9:1: ics-unsupported"),
    ("several days again and again", ics(entry("DTSTART;VALUE=DATE:20270201\nDTEND;VALUE=DATE:20270203\nRRULE:FREQ=WEEKLY")), "10:1: ics-series"),
    ("every hour", ics(entry("DTSTART:20270201T100000Z\nRRULE:FREQ=HOURLY")), "9:1: when-rule"),
    ("no rule", ics(entry("DTSTART:20270201T100000Z\nRRULE:FREQ=NOW")), "9:1: ics-value"),
    ("a rule that never comes true", ics(entry("DTSTART;VALUE=DATE:20270201\nRRULE:FREQ=WEEKLY;COUNT=1\nEXDATE;VALUE=DATE:20270201")), "9:1: when-never"),
    ("no title", ics("UID:u\nCATEGORIES:Web\nDTSTART;VALUE=DATE:20270413"), "4:1: missing-field"),
    ("unknown category", ics("UID:u\nSUMMARY:S\nCATEGORIES:Fair\nDTSTART;VALUE=DATE:20270413"), "7:1: import-category"),
    ("no category", ics("UID:u\nSUMMARY:S\nDTSTART;VALUE=DATE:20270413"), "4:1: import-category"),
    ("Shift_JIS", ics(entry("DTSTART;VALUE=DATE:20270413\nLOCATION:東京")).encode("cp932"), "9:10: encoding"),
    ("too large", "X" * 1_000_001, "1:1: too-large"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [pytest.param(*rest, id=name) for name, *rest in MISTAKES])
def test_each_mistake_is_told_at_its_line(wiki, text, told):
    assert problems(wiki, text) == [f"calendar/partner.ics:{told}"]
    for language in LANGUAGES:
        (line,) = wiki.problems(language=language)
        assert "{" not in line


def test_the_rest_of_a_file_is_read(wiki):
    good = "UID:v\nSUMMARY:S\nCATEGORIES:Web\nDTSTART;VALUE=DATE:20270413"
    assert problems(wiki, ics(entry("DTSTART:x"), good, entry("DTSTART:y"))) == [
        "calendar/partner.ics:8:1: ics-value",
        "calendar/partner.ics:20:1: ics-value",
    ]


def test_elsewhere_calendar_files_are_refused(wiki):
    wiki(LEAD)
    for path in ("events/a.ics", "a.ics", "knowhow/a.ics"):
        wiki.put(path, ics(entry("DTSTART;VALUE=DATE:20270413")))
    assert [told.split(" ")[1] for told in wiki.problems()] == ["asset-type"] * 3


WHOLE = ics(
    lines("""
        UID:a@example.com
        DTSTART;TZID=Asia/Tokyo:20270406T100000
        DURATION:PT1H
        RRULE:FREQ=WEEKLY;COUNT=4
        EXDATE;TZID=Asia/Tokyo:20270413T100000
        SUMMARY:S
        CATEGORIES:Web,Other
        LAST-MODIFIED:20261115T000000Z
        STATUS:CONFIRMED
        URL:https://example.com
    """),
    lines("""
        UID:a@example.com
        RECURRENCE-ID;TZID=Asia/Tokyo:20270420T100000
        DTSTART;TZID=Asia/Tokyo:20270421T100000
        DTEND;TZID=Asia/Tokyo:20270421T110000
        SUMMARY:S
        CATEGORIES:Web
    """),
)
CUT = st.tuples(
    st.integers(0, len(WHOLE)), st.integers(0, 12), st.text('0123456789TZ:;,=-+ \n\t"\\^あABD/', max_size=6)
)


@settings(max_examples=300)
@given(cuts=st.lists(CUT, min_size=1, max_size=6))
def test_a_damaged_file_is_told_and_never_falls_over(cuts):
    text = WHOLE
    for at, length, put in cuts:
        text = text[:at] + put + text[at + length :]
    documents, found = entries(
        text, "calendar/a.ics", Lent("calendar/_defaults.yml", {"owner": "role:lead", "category": "webinar"})
    )
    told = [*found, *validate([document.with_lent(document.lent or Lent()) for document in documents], KINDS).problems]
    assert all(1 <= one.line <= text.count("\n") + 1 for one in told)


def test_many_exceptions_are_refused_before_they_take_long(wiki):
    days = ",".join(f"{date(2027, 1, 1) + timedelta(days=n):%Y%m%d}" for n in range(401))
    (told,) = problems(wiki, ics(entry(f"DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:{days}")))
    assert told == "calendar/partner.ics:10:1: ics-unsupported"


# Spreadsheets


def sheet(wiki, text: str, lent: str = "{owner: role:lead}"):
    wiki(LEAD).put("calendar/sheet.csv", lines(text) + "\n")
    wiki.put("calendar/_defaults.yml", f"sheet.csv: {lent}\n")
    return wiki


@pytest.mark.parametrize("header", ["uid,名称,日付,チーム,種別,状態", "ID,Title,Date,Team,Category,Status", "id,title,when,team,category,status", "ＩＤ,件名,開催日,主催チーム,category,ステータス"])  # fmt: skip
def test_a_header_may_have_the_labels_of_fields(wiki, header):
    sheet(wiki, f"{header}\nE-1,春のウェビナー,2027-04-13,ops,ウェビナー,Confirmed")
    (event,) = events(wiki)
    assert event == {
        "id": "e-1-fb28c424",
        "title": "春のウェビナー",
        "owner": "role:lead",
        "pillar": ["process"],
        "when": "2027-04-13",
        "team": "ops",
        "category": "webinar",
        "status": "confirmed",
    }


def test_the_columns_of_our_own_files_are_right_too(wiki):
    sheet(
        wiki,
        """
        id,title.ja,title.en,owner,when,category,channel
        a,あ,A,person:ann,2027-04,webinar,email;web
        """,
    )
    wiki.put("people/ann.yml", "title: Ann\nowner: role:lead\n")
    (event,) = events(wiki)
    assert (event["title"], event["owner"], event["channel"]) == (
        {"ja": "あ", "en": "A"},
        "person:ann",
        ["email", "web"],
    )


def test_words_of_a_sheet_are_mapped(wiki):
    sheet(wiki, "id,title,when,category\na,A,2027-04,展示\nb,B,2027-05,", "{owner: role:lead, category: seminar, categories: {展示: exhibition}}")  # fmt: skip
    assert [(event["id"], event["category"]) for event in events(wiki)] == [("a", "exhibition"), ("b", "seminar")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title,when,category\nA,2027-04,webinar", "1:1: csv-no-id"),
        ("id,title,名称,when,category\na,A,B,2027-04,webinar", "1:10: duplicate-key"),
        ("id,title,when,category,zzz\na,A,2027-04,webinar,1", "1:24: unknown-field"),
        ("id,title,when,category\na,A,2027-04-31,webinar", "2:5: impossible-date"),
        ("id,title,when,category\na,A,2027-04,展示", "2:13: not-a-choice"),
        ("id,title,when,category\na,A,2027-04,", "2:13: missing-field"),
        ("id,title,when,category\n,A,2027-04,webinar", "2:1: missing-field"),
        ("id,title,when,category\nA 1,A,2027-04,webinar\nA 1,B,2027-04,webinar", "3:1: duplicate-id"),
        ("id;title;when;category\na;A;2027-04;webinar", "1:1: csv-separator"),
    ],
)
def test_each_mistake_in_a_sheet_is_told_at_its_cell(wiki, text, told):
    found = sheet(wiki, text).problems()
    assert [line.split(" ")[:2] for line in found] == [f"calendar/sheet.csv:{told}".split(" ")]


def test_yaml_is_read_there_as_everywhere(wiki):
    wiki(LEAD)("""
        calendar/spring.yml
        | title: Spring
        | owner: role:lead
        | when: 2027-04
        | category: webinar
    """)
    assert [event["id"] for event in events(wiki)] == ["spring"]


# What a file lends to its entries


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("partner.ics: {owner: role:lead, categories: {Web: webiner}}", "1:51: not-a-choice"),
        ("partner.ics: {owner: role:lead, ownr: x}", "1:33: unknown-field"),
        ("partner.ics: {owner: role:lead, title: x}", "1:33: unknown-field"),
        ("partner.ics: {owner: role:lead, budget: 1万円}", "1:41: number-form"),
        ("partner.ics: role:lead", "1:14: wrong-type"),
        ("partner.ics: {owner: role:led, categories: {Web: webinar}}", "1:22: dangling-ref"),
        ("partner.ics: {owner: role:lead, team: opps, categories: {Web: webinar}}", "1:39: dangling-ref"),
        ("parner.ics: {owner: role:lead}\npartner.ics: {owner: role:lead, category: webinar}", "1:1: default-file"),
        ("../roles/lead.yml: {}\npartner.ics: {owner: role:lead, category: webinar}", "1:1: default-file"),
        ("- a", "1:1: not-a-record"),
        ("partner.ics: [", "2:1: yaml-syntax"),
    ],
)
def test_mistakes_in_the_defaults_are_told_once_and_there(wiki, written, told):
    wiki(LEAD).put("calendar/_defaults.yml", written + "\n")
    more = entry("DTSTART;VALUE=DATE:20270414").replace("UID:u", "UID:v")
    wiki.put("calendar/partner.ics", ics(entry("DTSTART;VALUE=DATE:20270413"), more))
    found = [line.split(" ")[:2] for line in wiki.problems()]
    assert found == [f"calendar/_defaults.yml:{told}".split(" ")]


def test_who_answers_for_the_entries_must_be_said(wiki):
    wiki(LEAD).put("calendar/partner.ics", ics(entry("DTSTART;VALUE=DATE:20270413")))
    (told,) = wiki.problems()
    assert told == (
        "calendar/partner.ics:1:1: import-lacks this file cannot tell what every event needs: `owner`"
        " (write it below `partner.ics:` in the `_defaults.yml` of the folder)"
    )


def test_an_entry_says_more_than_what_is_lent(wiki):
    wiki(LEAD).put(
        "calendar/_defaults.yml", "partner.ics: {owner: role:lead, category: seminar, status: done, place: Tokyo}\n"
    )
    wiki.put("calendar/partner.ics", ics(entry("DTSTART;VALUE=DATE:20270413\nLOCATION:Osaka\nSTATUS:CANCELLED")))
    found = facts(wiki)
    assert (found["category"], found["status"], found["place"]) == ("seminar", "cancelled", "Osaka")
