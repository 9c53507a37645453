"""Our own wiki: without a problem, rich enough that every feature shows something true, in both languages."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from mkdocs_mops_kb.plugin import MopsKbConfig
from mops_kb.build import Study, study
from mops_kb.kinds.brief.model import Brief
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.ratio import all_series
from mops_kb.measures import MEASURES
from mops_kb.model.settings import Settings
from mops_kb.model.when import Precision

ROOT = Path(__file__).parent.parent
MAIN = (
    "kpis/lead-response-time",
    "kpis/mql",
    "knowhow/email-not-delivered",
    "knowhow/lead-response-in-five-minutes",
    "knowhow/webinar-reminders",
    "playbooks/email-campaign",
    "playbooks/lead-handover",
    "playbooks/utm-naming",
    "playbooks/webinar",
    "scenarios/mops-fy2027-growth",
    "tools/marketo",
    "tools/salesforce",
    "trainings/mops-request-guide",
)
"""The pages that readers come to first."""
YOUNGER = {"budget-use", "events-with-learning", "links-elsewhere", "tools-under-contract"}


@pytest.fixture(scope="module")
def found() -> Study:
    return _studied()


@cache
def _studied() -> Study:
    """Shared with other modules that a worker runs."""
    return study(ROOT / "docs", Settings(date(2026, 11, 22), visibility="draft"))


def test_it_has_no_problems(found):
    assert found.problems == ()


def test_its_findings_are_few_and_varied(found):
    codes = [finding.code for finding in found.findings]
    assert len(codes) <= 120
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
        ("kpi", 32),
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
    """Those about what the wiki itself holds are as old as that."""
    series = found.catalog.once(all_series, Settings(date(2026, 11, 22), visibility="draft"))
    lengths = {kpi.id: len(series[kpi.id].points) for kpi in found.catalog.of(Kpi) if kpi.cadence == "monthly"}
    assert {id for id, length in lengths.items() if length < 12} <= YOUNGER
    assert min(lengths.values()) >= 7
    assert all(len(series[kpi.id].points) >= 5 for kpi in found.catalog.of(Kpi) if kpi.cadence == "quarterly")


@pytest.mark.slow
def test_a_public_site_has_the_figures_of_all_kpis_too():
    settings = Settings(date(2026, 11, 22))
    series = study(ROOT / "docs", settings).catalog.once(all_series, settings)
    assert [id for id, one in series.items() if not one.points] == []


def test_kpis_are_worked_out_in_every_way(found):
    kpis = found.catalog.of(Kpi)
    assert sum(1 for kpi in kpis if kpi.sql and not kpi.warehouse) >= 10
    assert {kpi.measure.name for kpi in kpis if kpi.measure} == {measure.name for measure in MEASURES}
    assert sum(1 for kpi in kpis if kpi.ratio) >= 2
    assert all(kpi.goal for kpi in kpis)
    assert sum(1 for kpi in kpis if kpi.warehouse) == 1
    assert sum(1 for kpi in kpis if len(kpi.targets) > 1) >= 8
    assert {mark.what for kpi in kpis for mark in kpi.breaks} >= {"definition", "tool"}
    assert sum(1 for kpi in kpis if kpi.curve == "linear") >= 2


def test_titles_and_summaries_are_in_both_languages(found):
    """What a brief says in short is its headline, and where nobody wrote one it is worked out."""
    missing = [
        str(entity.ref)
        for entity in found.catalog.entities()
        if (origin := found.catalog.origin(entity)) and not origin.path.endswith(".ics")
        for text in (entity.title, _summary(entity))
        if text is None or {code for code, _ in text.versions} != {"ja", "en"}
    ]
    assert missing == []


@pytest.fixture(scope="module")
def untranslated() -> set[tuple[str, str]]:
    """What lacks a language: code and path."""
    settings = Settings(date(2026, 11, 22), visibility="draft", editions=(("ja", ""), ("en", "en")))
    found = study(ROOT / "docs", settings).findings
    return {(one.code, one.path) for one in found if one.code.startswith("untranslated")}


def test_every_short_text_is_in_both_languages(untranslated):
    """Titles, summaries, names of parts, tags: whatever an index or a report may show."""
    assert {path for code, path in untranslated if code == "untranslated"} == set()


def test_guides_and_main_pages_are_in_both_languages(untranslated):
    bodies = {path for code, path in untranslated if code == "untranslated-body"}
    assert {path for path in bodies if path.startswith(("guide/", *MAIN)) or path.endswith("index.md")} == set()


def test_every_kind_of_date_occurs(found):
    assert {event.when.precision for event in found.catalog.named("event")} == set(get_args(Precision))


@pytest.mark.parametrize("readme", ["README.md"])
def test_every_option_of_the_plugin_is_documented(readme):
    settings = (ROOT / readme).read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    assert {name for name, _ in MopsKbConfig._schema} <= set(re.findall(r"`(\w+)`", settings))


def _summary(entity):
    return entity.headline or entity.title if isinstance(entity, Brief) else entity.summary
