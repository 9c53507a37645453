"""Our own wiki: without a problem, rich enough that every feature shows something true, in both languages."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from mkdocs_mops_kb.plugin import MopsKbConfig
from mops_kb.build import Study, study
from mops_kb.model.settings import Settings
from mops_kb.model.when import Precision

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def found() -> Study:
    return study(ROOT / "docs", Settings(date(2026, 11, 22), visibility="draft"))


def test_it_has_no_problems(found):
    assert found.problems == ()


def test_its_findings_are_few_and_varied(found):
    codes = [finding.code for finding in found.findings]
    assert len(codes) <= 100
    assert {"stale", "vacancy", "unowned", "no-target", "figures-stale", "shelfware", "orphan"} <= set(codes)
    assert {"undecided-channel", "stale-verdict", "single-knower", "training-overdue", "no-learning"} <= set(codes)


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("person", 40),
        ("role", 15),
        ("tool", 25),
        ("event", 60),
        ("playbook", 15),
        ("kpi", 24),
        ("note", 8),
        ("channel", 35),
        ("stakeholder", 12),
        ("learning", 20),
    ],
)
def test_it_is_rich_enough(found, kind, least):
    assert len(found.catalog.named(kind)) >= least


def test_it_has_eight_marketing_teams_and_their_neighbours(found):
    groups = [team.group for team in found.catalog.named("team") if team.id != "marketing"]
    assert groups.count("marketing") == 8
    assert groups.count("neighbour") >= 4


def test_every_kpi_has_a_year_of_figures(found):
    for kpi in found.catalog.named("kpi"):
        figures = found.catalog.who(kpi, "figures")
        assert len(figures) >= (13 if kpi.cadence == "monthly" else 5), kpi.id


def test_titles_and_summaries_are_in_both_languages(found):
    missing = [
        str(entity.ref)
        for entity in found.catalog.entities()
        if (origin := found.catalog.origin(entity)) and not origin.path.endswith(".ics")
        for text in (entity.title, entity.summary)
        if text is None or {code for code, _ in text.versions} != {"ja", "en"}
    ]
    assert missing == []


def test_every_kind_of_date_occurs(found):
    assert {event.when.precision for event in found.catalog.named("event")} == set(get_args(Precision))


@pytest.mark.parametrize("readme", ["README.md"])
def test_every_option_of_the_plugin_is_documented(readme):
    settings = (ROOT / readme).read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    assert {name for name, _ in MopsKbConfig._schema} <= set(re.findall(r"`(\w+)`", settings))
