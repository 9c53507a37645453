"""Still elsewhere: which links leave the wiki, counted by hand, and the record of how many there were."""

from datetime import date

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.cli import commands
from mops_kb.formats.chart import spark
from mops_kb.kinds import KINDS
from mops_kb.model.links import addresses
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.elsewhere.away import away
from mops_kb.reports.elsewhere.places import SORTS, place, places
from mops_kb.reports.elsewhere.views import views
from tests.conftest import AS_OF

SHEET = "https://docs.google.com/spreadsheets/d/X/edit"
SLIDES = "https://example.sharepoint.com/:p:/s/x/X"
WIKI = f"""
    roles/all.yml
    | - {{id: lead, title: Lead, owner: role:lead, team: ops}}
    | - {{id: alone, title: Alone, owner: role:lead, reports_to: lead}}
    people/ben.yml
    | title: Ben
    | owner: role:lead
    | team: field
    | hours: Mondays, see {SHEET}
    teams/all.yml
    | - {{id: ops, title: Ops, owner: team:ops}}
    | - {{id: field, title: Field, owner: team:field, intake: Use https://example.com/Form.xlsx}}
    | - {{id: quiet, title: Quiet, owner: team:quiet}}
    events/all.yml
    | - {{id: day, title: Day, owner: person:ben, category: webinar, when: 2026-12-01, brief: "{SLIDES}",
    |    landing_page: "https://www.example.com/day"}}
    | - {{id: night, title: Night, owner: role:alone, category: webinar, when: TBD, brief: "{SHEET}"}}
    playbooks/send.yml
    | title: Send
    | owner: role:lead
    | steps: [{{title: Look, note: "See https://docs.google.com/document/d/X、then go on."}}]
    tools/crm.md
    | ---
    | title: CRM
    | owner: role:lead
    | category: crm
    | url: https://drive.google.com/
    | ---
    | The [plan]({SHEET}) and once more <{SHEET}>, with [slides][s] and `{SLIDES}`.
    |
    | [s]: https://docs.google.com/presentation/d/X "Slides"
"""


def links(wiki, **settings):
    return away(wiki.study(**settings).catalog, Settings(AS_OF, **settings))


def facts(wiki, **settings):
    found = wiki.study(**settings)
    assert found.problems == ()
    given_ = Settings(**{"as_of": AS_OF, **settings})
    (view,) = views(Wiki(found.catalog, KINDS, given_, found.findings))
    return view.facts


def record(wiki, as_of="2026-11-22") -> Result:
    return CliRunner().invoke(commands, ["record", str(wiki.docs), "--as-of", as_of], catch_exceptions=False)


def rows(wiki):
    return (wiki.docs / "trends/elsewhere.csv").read_text(encoding="utf-8").splitlines()


# Where an address leads


@pytest.mark.parametrize(
    ("address", "sort", "name"),
    [
        (SHEET, "spreadsheet", "Google Sheets"),
        ("https://docs.google.com/a/example.com/spreadsheets/d/X", "spreadsheet", "Google Sheets"),
        ("https://docs.google.com/document/u/0/d/X", "document", "Google Docs"),
        ("https://docs.google.com/presentation/d/X", "slides", "Google Slides"),
        ("https://DRIVE.google.com/drive/folders/X", "storage", "Google Drive"),
        ("https://example.sharepoint.com/:x:/s/x/X", "spreadsheet", "Excel"),
        (
            "https://example.sharepoint.com/sites/x/_layouts/15/Doc.aspx?file=Plan.XLSX&action=edit",
            "spreadsheet",
            "Excel",
        ),
        ("https://example.sharepoint.com/sites/x/Shared%20Documents", "storage", "SharePoint"),
        (SLIDES, "slides", "PowerPoint"),
        ("https://www.example.com/files/Plan.DOCX?dl=1#top", "document", "Word"),
        ("https://www.dropbox.com/scl/fi/X/plan.xlsx", "spreadsheet", "Excel"),
        ("https://www.dropbox.com/s/X/plan", "storage", "Dropbox"),
        ("https://example.app.box.com/file/1", "storage", "Box"),
        ("https://www.notion.so/X", "wiki", "Notion"),
        ("https://example.atlassian.net/wiki/spaces/X", "wiki", "Confluence"),
        ("https://confluence.example.com/display/X", "wiki", "Confluence"),
        ("https://airtable.com/appX", "spreadsheet", "Airtable"),
        ("https://app.smartsheet.com/sheets/X", "spreadsheet", "Smartsheet"),
    ],
)
def test_a_place_outside(address, sort, name):
    found = place(address)
    assert (found.sort, found.name) == (sort, name)


@pytest.mark.parametrize(
    "address",
    [
        "https://drive.google.com/",
        "https://www.notion.so",
        "https://docs.google.com/forms/d/X",
        "https://example.atlassian.net/browse/X-1",
        "https://www.dropbox.com/plans",
        "https://airtable.com/login",
        "https://notgoogle.com/spreadsheets",
        "https://evildrive.google.com.example.com/x",
        "https://www.example.com/xlsx",
        "https://www.example.com/?file=plan.xlsx",
        "mailto:a@example.com",
        "https://[broken/x.xlsx",
        "",
    ],
)
def test_no_such_place(address):
    assert place(address) is None


@pytest.mark.slow
@given(st.text() | st.builds("https://{}/{}".format, st.text(), st.text()))
def test_whatever_is_written_is_looked_at(text):
    for address in addresses(text):
        place(address)
    place(text)


def test_every_line_of_the_table_can_fit():
    assert {one.sort for one in places()} == set(SORTS)
    for one in places():
        host = one.host if "." in one.host or not one.host else f"{one.host}.example.com"
        path = (one.paths or ("/some/",))[0] + "x" + (one.endings or ("",))[0]
        assert place(f"https://{host or 'www.example.com'}{path}").name == one.name


# Which addresses a text holds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/x.", ["https://a.example/x"]),
        ("表（https://a.example/x）と、https://b.example/y。", ["https://a.example/x", "https://b.example/y"]),
        (
            "[words](https://a.example/x(1)) [https://b.example](https://c.example)",
            ["https://a.example/x(1)", "https://c.example"],
        ),
        ("<https://a.example/x> and [r]\n\n[r]: https://b.example", ["https://a.example/x", "https://b.example"]),
        ('<a href="https://a.example/x">a</a>', ["https://a.example/x"]),
        ("`https://a.example` and\n\n```\nhttps://b.example\n```\n", []),
        ("https://a.example/x https://a.example/x", ["https://a.example/x"]),
        ("**https://a.example/x**", ["https://a.example/x"]),
        ("[here](../x.md) mailto:a@example.com", []),
    ],
)
def test_addresses(text, found):
    assert list(addresses(text)) == found


@given(st.lists(st.integers(0, 50), max_size=20))
def test_a_spark_stays_in_its_box(values):
    points = spark(values)
    assert len(points) == (len(values) if len(values) > 1 else 0)
    assert all(0 <= x <= 100 and 2 <= y <= 22 for x, y in points)


# What is counted


def test_every_text_and_address_is_looked_at_and_belongs_to_the_owners_team(wiki):
    """Once a page, whatever it is written in; code is no link, and the front page of a service is none either."""
    found = {(str(one.entity.ref), one.place.name, one.team.id if one.team else None) for one in links(wiki(WIKI))}
    assert found == {
        ("event:day", "PowerPoint", "field"),
        ("event:night", "Google Sheets", None),
        ("person:ben", "Google Sheets", "ops"),
        ("playbook:send", "Google Docs", "ops"),
        ("team:field", "Excel", "field"),
        ("tool:crm", "Google Sheets", "ops"),
        ("tool:crm", "Google Slides", "ops"),
    }
    assert len(links(wiki)) == 7


def test_teams_and_sorts_are_ranked(wiki):
    view = facts(wiki(WIKI))
    assert [(row.team and row.team.id, row.count, len(row.pages)) for row in view.rows] == [
        ("ops", 4, 3),
        ("field", 2, 2),
        (None, 1, 1),
    ]
    assert view.sorts == (("spreadsheet", 4), ("slides", 2), ("document", 1))
    assert (view.count, view.pages) == (7, 6)


def test_the_page_lists_them_where_they_stand(wiki):
    page = wiki(WIKI).page("elsewhere.md", language="en")
    listed = page.partition("{ #at-field }")[2].partition("###")[0]
    assert "events/day/" in listed
    assert f'<a href="{SLIDES}">PowerPoint</a>' in listed
    assert "tools/crm/" not in listed
    assert "Nothing is recorded yet" in page


def test_a_wiki_without_any_says_so(wiki):
    page = wiki("index.md\n| # Home\n").page("elsewhere.md", language="en")
    assert "No link leaves the wiki." in page


def test_what_is_hidden_is_not_counted(wiki):
    wiki(WIKI.replace("{id: night,", "{id: night, visibility: internal,"))
    assert facts(wiki).count == 6
    assert facts(wiki, visibility="internal").count == 7
    assert "night" not in wiki.page("elsewhere.md")


def test_a_field_of_a_person_that_is_not_shown_is_not_counted(wiki):
    assert "person:ben" not in {str(one.entity.ref) for one in links(wiki(WIKI), person_fields=("chat",))}


# The trend

TREND = """
    trends/elsewhere.csv
    | on,team,count
    | 2026-10-01,field,5
    | 2026-09-01,field,5
    | 2026-09-01,quiet,2
    | 2026-10-01,ops,3
    | 2026-09-01,ops,4
    | 2026-10-01,,1
    | 2026-12-01,ops,99
"""


def test_the_trend_by_hand(wiki):
    """A team that a record does not name had none; what is to come is not known yet."""
    view = facts(wiki(WIKI + TREND))
    assert [(moment.on, moment.count) for moment in view.moments] == [(date(2026, 10, 1), 9), (date(2026, 9, 1), 11)]
    assert (view.change.by, view.change.turn) == (2, "fewer")
    assert (view.whole.by, view.whole.turn) == (4, "fewer")
    told = {row.team and row.team.id: (row.change.before, row.count, row.change.turn) for row in view.rows}
    assert told == {
        "ops": (3, 4, "more"),
        "field": (5, 2, "fewer"),
        None: (1, 1, "same"),
        "quiet": (0, 0, "same"),
    }
    ops = view.rows[0].line
    assert (ops.first, ops.last, len(ops.points)) == (4, 4, 3)


def test_the_page_shows_the_trend(wiki):
    page = wiki(WIKI + TREND).page("elsewhere.md", language="en")
    assert page.index("Oct 1, 2026") < page.index("{ #teams }")
    assert "2 fewer" in page
    assert 'class="mk-spark"' in page
    assert "Nothing is recorded yet" not in page


def test_the_record_of_a_hidden_team_is_not_shown(wiki):
    wiki((WIKI + TREND).replace("{id: quiet, title: Quiet,", "{id: quiet, title: Quiet, visibility: internal,"))
    assert [moment.count for moment in facts(wiki).moments] == [9, 9]
    assert "Quiet" not in wiki.page("elsewhere.md")
    assert [moment.count for moment in facts(wiki, visibility="internal").moments] == [9, 11]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-10-01,opps,3", "trends/elsewhere.csv:4:12: dangling-ref no team is called `opps` (did you mean `ops`?)"),
        ("2026-10-01,ops,-3", "trends/elsewhere.csv:4:16: out-of-range"),
        ("2026-10-01,ops,many", "trends/elsewhere.csv:4:16: number-form"),
        ("2026-10,ops,3", "trends/elsewhere.csv:4:1: date-form"),
        ("2026-10-01,ops", "trends/elsewhere.csv:4:1: csv-ragged"),
        ("2026-09-01,ops,3", "trends/elsewhere.csv:4:1: duplicate-id"),
    ],
)
def test_mistakes(wiki, row, told):
    wiki(WIKI)
    wiki.put("trends/elsewhere.csv", f"on,team,count\n2026-09-01,ops,4\n2026-09-01,field,1\n{row}\n")
    (problem,) = wiki.problems()
    assert problem.startswith(told)


# The door


def test_the_first_record_makes_the_file(wiki):
    said = record(wiki(WIKI))
    assert said.exit_code == 0
    assert said.output.endswith("elsewhere.csv: 7 links on 2026-11-22\n")
    assert rows(wiki) == ["on,team,count", "2026-11-22,,1", "2026-11-22,field,2", "2026-11-22,ops,4"]
    assert [file.name for file in (wiki.docs / "trends").iterdir()] == ["elsewhere.csv"]
    assert wiki.problems() == []


def test_a_day_is_recorded_once(wiki):
    record(wiki(WIKI))
    before = rows(wiki)
    record(wiki)
    assert rows(wiki) == before
    wiki.put("playbooks/send.yml", "title: Send\nowner: role:lead\n")
    record(wiki)
    assert rows(wiki) == [*before[:-1], "2026-11-22,ops,3"]


def test_the_file_stays_sorted_and_says_when_a_team_has_none_any_more(wiki):
    wiki(WIKI + TREND.replace("quiet,2", "quiet,0").replace("    | 2026-12-01,ops,99\n", ""))
    wiki.put("events/all.yml", "title: X\nid: x\nowner: role:lead\ncategory: email\nwhen: TBD\n")
    record(wiki)
    assert rows(wiki) == [
        "on,team,count",
        "2026-09-01,field,5",
        "2026-09-01,ops,4",
        "2026-09-01,quiet,0",
        "2026-10-01,,1",
        "2026-10-01,field,5",
        "2026-10-01,ops,3",
        "2026-11-22,,0",
        "2026-11-22,field,1",
        "2026-11-22,ops,4",
    ]
    record(wiki, "2026-12-22")
    assert rows(wiki)[-2:] == ["2026-12-22,field,1", "2026-12-22,ops,4"]
    assert rows(wiki)[1:] == sorted(rows(wiki)[1:])


def test_an_earlier_day_goes_to_its_place(wiki):
    record(wiki(WIKI))
    record(wiki, "2026-10-22")
    assert [row[:10] for row in rows(wiki)[1:]] == ["2026-10-22"] * 3 + ["2026-11-22"] * 3


def test_only_what_the_site_shows_is_recorded(wiki):
    record(wiki(WIKI.replace("{id: night,", "{id: night, visibility: draft,")))
    assert rows(wiki) == ["on,team,count", "2026-11-22,field,2", "2026-11-22,ops,4"]


def test_nothing_is_recorded_where_there_are_problems(wiki):
    wiki(WIKI).put("tools/x.yml", "title: X\n")
    said = record(wiki)
    assert said.exit_code == 1
    assert "missing-field" in said.stderr
    assert not (wiki.docs / "trends").exists()
