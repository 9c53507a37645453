"""Dates as marketers write them: every wording that was collected, and what it means."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from mops_kb.labels import Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.when import When

WORDINGS = list(csv.DictReader((Path(__file__).parent / "dates/wordings.csv").open(encoding="utf-8")))
RIGHT = [row for row in WORDINGS if not row["means"].startswith("!")]
WRONG = [row for row in WORDINGS if row["means"].startswith("!")]
JA, EN = (Spelling(Labels(language), 4) for language in ("ja", "en"))


def read(written: str) -> When | str:
    """The date, or the code of what is wrong with it."""
    try:
        return TypeAdapter(When).validate_python(written)
    except ValidationError as error:
        return f"! {error.errors()[0]['type']}"


def more(when: When) -> set[str]:
    """What it says apart from its days."""
    clock = {"start": when.start, "end": when.end}
    said = {name: f"{at:%H:%M}" for name, at in clock.items() if at} | {"zone": when.zone, "rule": when.rule}
    said |= {"except": ";".join(map(str, when.exceptions)), "by": when.decide_by and str(when.decide_by)}
    fiscal = {"fiscal"} if when.fiscal and when.precision != "months" else set()
    return {f"{name}={value}" for name, value in said.items() if value} | fiscal


@pytest.mark.parametrize("row", RIGHT, ids=[row["written"] for row in RIGHT])
def test_a_wording_means_what_people_mean_by_it(row):
    when = read(row["written"])
    assert isinstance(when, When), when
    first, last = when.span(4) or ("", "")
    assert (when.precision, str(first), str(last)) == (row["means"], row["first"], row["last"])
    assert more(when) == set(row["more"].split())
    assert when.written == " ".join(row["written"].split())


def test_editors_accept_what_is_read_and_know_what_names_no_year():
    schema = jsonschema.Draft202012Validator(TypeAdapter(When).json_schema())
    assert [row["written"] for row in RIGHT if not schema.is_valid(row["written"])] == []
    assert [row["written"] for row in WRONG if row["means"] == "! when-year" and schema.is_valid(row["written"])] == [
        "2026年度 11月12日"
    ]
    assert not schema.is_valid("next week")


@pytest.mark.parametrize("row", WRONG, ids=[row["written"] for row in WRONG])
def test_what_cannot_be_read_is_refused_by_its_name(row):
    assert read(row["written"]) == row["means"]


@pytest.mark.parametrize("spelling", [JA, EN], ids=["ja", "en"])
@pytest.mark.parametrize("row", RIGHT, ids=[row["written"] for row in RIGHT])
def test_its_words_mean_the_same(row, spelling):
    when = When.of(row["written"])
    assert replace(When.of(spelling.when(when)), written="") == replace(when, written="")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_remedy_shows_three_wordings_that_are_right(language):
    words = Labels(language).words
    remedies = [key for key in words if key.startswith("problem.when-") and key.endswith(".remedy")]
    assert {f"! {key.split('.')[1]}" for key in remedies} >= {row["means"] for row in WRONG if "when-" in row["means"]}
    for key in remedies:
        examples = re.findall("`([^`{]+)`", words[key])
        assert len(examples) >= 3, key
        assert all(isinstance(read(example), When) for example in examples), key


def test_each_mistake_is_told_at_its_line(wiki):
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    for number, row in enumerate(WRONG):
        wiki.put(f"events/{number:03}.yml", f"title: A\nowner: role:lead\ncategory: webinar\nwhen: {row['written']}\n")
    codes = [row["means"].removeprefix("! ") for row in WRONG]
    told = [" ".join(problem.split()[:2]) for problem in wiki.problems()]
    assert told == [f"events/{number:03}.yml:4:7: {code}" for number, code in enumerate(codes)]


def test_in_a_table_a_mistake_is_told_at_its_cell(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        events/all.csv
        | id,title,owner,category,when
        | right,Right,role:lead,webinar,"Nov 12, 2026, 2pm"
        | wrong,Wrong,role:lead,webinar,11月中旬
    """)
    [told] = wiki.problems()
    assert told.startswith("events/all.csv:3:31: when-year `when` does not say in which year: `11月中旬` (")
