"""Our own guides to KPIs and their data: whoever copies their samples makes no mistake, and gets what they promise."""

import re
import shutil

import pytest
import yaml

from mops_kb.build import Study, study
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.kinds.kpi.ratio import all_series
from mops_kb.measures import MEASURES
from tests.test_our_guides import DOCS, SETTINGS, append, samples

GUIDES = ("figures-by-sql", "bring-in-a-survey", "lead-and-revenue-data", "kpi-contract")
each_language = pytest.mark.parametrize("language", ["", ".en"])


@pytest.fixture(scope="module", params=["", ".en"], ids=["ja", "en"])
def followed(request, tmp_path_factory) -> Study:
    """Our wiki after all guides to KPIs were followed."""
    docs = shutil.copytree(DOCS, tmp_path_factory.mktemp("wiki") / "docs")
    by_sql, survey_of, lead_data, contract = (samples(f"{guide}{request.param}.md") for guide in GUIDES)
    (docs / "kpis/webinars-held.yml").write_text(by_sql[0], encoding="utf-8")
    survey, replies, satisfied = survey_of
    append(docs / "surveys/internal.yml", survey)
    (docs / "replies/training-survey.csv").write_text(replies, encoding="utf-8")
    (docs / "kpis/training-helped.yml").write_text(satisfied, encoding="utf-8")
    dataset, rows, response = lead_data
    append(docs / "datasets/leads.yml", dataset)
    (docs / "data/demo-requests.csv").write_text(rows, encoding="utf-8")
    (docs / "kpis/demo-response.yml").write_text(response, encoding="utf-8")
    kpi, figures = contract
    (docs / "kpis/video-completion.yml").write_text(kpi, encoding="utf-8")
    (docs / "figures/video.csv").write_text(figures, encoding="utf-8")
    return study(docs, SETTINGS)


def figures(found: Study, id: str) -> dict[str, float | None]:
    points = found.catalog.once(all_series, SETTINGS)[id].points
    return {point.period.written: None if point.value is None else float(point.value) for point in points}


@pytest.mark.slow
def test_every_sample_is_right(followed):
    assert followed.problems == ()


@pytest.mark.slow
def test_what_the_samples_promise_is_what_comes_out(followed):
    held = figures(followed, "webinars-held")
    assert (held["2026-09"], held["2026-10"], "2026-11" in held) == (1, 1, False)
    assert round(figures(followed, "training-helped")["FY2026 Q2"] or 0, 1) == 83.3
    assert figures(followed, "demo-response")["2026-10"] == 4
    assert figures(followed, "video-completion")["2026-10"] == 31.9


@pytest.mark.slow
def test_the_break_of_the_sample_parts_june_from_july(followed):
    series = followed.catalog.once(all_series, SETTINGS)["video-completion"]
    june, july = (next(point for point in series.points if point.period.written == f"2026-0{n}") for n in (6, 7))
    assert series.since_previous(july) == "break"
    assert series.era_of(june) != series.era_of(july)


@each_language
def test_every_measure_of_the_guide_can_be_asked(language):
    text = (DOCS / f"guide/lead-and-revenue-data{language}.md").read_text(encoding="utf-8")
    asked = [Asked.model_validate(yaml.safe_load(written)) for written in re.findall(r"`(\{name: [^`]+\})`", text)]
    known = {measure.name: measure for measure in MEASURES}
    assert len(asked) == 8
    for one in asked:
        assert one.statistic in known[one.name].statistics
        assert all(getattr(one, field) for field in known[one.name].wants)
