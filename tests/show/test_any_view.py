"""Whatever the columns allow is shown or refused by name; nothing that one can write makes the build fall over."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mops_kb.build import TEMPLATES, columns, study, words
from mops_kb.kinds import KINDS
from mops_kb.labels import Labels
from mops_kb.model.document import Document
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.render import Pen
from mops_kb.reports import REPORTS
from mops_kb.sanitise import sanitise
from mops_kb.show import SHAPES, Columns, Spec
from mops_kb.show.blocks import blocks
from mops_kb.show.read import faults, read
from mops_kb.show.write import Frame
from tests.conftest import AS_OF

SMALL = Path(__file__).parents[1] / "wikis" / "small" / "docs"
COLUMNS = columns(KINDS)
NAMES = {kind: [*COLUMNS.of(kind), "count"] for kind in COLUMNS.kinds}


@cache
def pen(language: str, visibility: str) -> Pen:
    """Writes on the home page of the small wiki."""
    made = Settings(AS_OF, language=language, visibility=visibility)
    found = study(SMALL, made)
    one = Pen(found.catalog, words(found.kinds, made), made, frozenset({"index.md"}), "index.md", columns(found.kinds))
    one.environment(TEMPLATES, None)
    return one


def named(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from(NAMES[kind])


@st.composite
def specs(draw):
    kind = draw(st.sampled_from(sorted(NAMES)))
    sort = draw(st.lists(st.tuples(st.sampled_from(["", "-"]), named(kind)).map("".join), max_size=2))
    where = {}
    for name in draw(st.lists(named(kind), max_size=2)):
        column = COLUMNS.of(kind).get(name)
        value = st.sampled_from(column.written) if column and column.written else st.sampled_from(["a", "lead"])
        bounds = st.fixed_dictionaries({draw(st.sampled_from(["at_least", "within_days", "next_days"])): st.just("3")})
        where[name] = draw(value | bounds | st.fixed_dictionaries({"none_of": value}))
    return Spec.model_validate(
        {
            "of": [kind, *draw(st.lists(st.sampled_from(sorted(NAMES)), max_size=1))],
            "as": draw(st.sampled_from(SHAPES)),
            "where": where,
            "group": draw(st.lists(named(kind), max_size=2)),
            "sort": sort,
            "show": draw(st.lists(named(kind), max_size=3)),
            "limit": draw(st.none() | st.just(3)),
        }
    )


@given(specs(), st.sampled_from(["ja", "en"]), st.sampled_from(["public", "internal"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_view_is_shown_or_refused_by_name(spec, language, visibility):
    refused = list(faults(spec, COLUMNS, Document("view", "", {})))
    labels = _labels(language)
    assert all(labels.problem(found) for found in refused)
    if not refused:
        html = str(pen(language, visibility).shows.writer.view(spec, Frame(2, "view")))
        assert sanitise(html).count("<tr") == html.count("<tr")


@given(st.text(alphabet="`~> -\tview\nof:tool[]{}#'\"<!", max_size=80))
def test_any_text_is_read_as_blocks_or_not(text):
    for block in blocks(text):
        assert text[block.start : block.end].lstrip("> \t-")[:3] in ("```", "~~~")
        found = read(block, COLUMNS)
        assert found.spec or found.problems


@cache
def _labels(language: str) -> Labels:
    return words(KINDS, Settings(AS_OF, language=language))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_column_has_words(language):
    labels = _labels(language)
    wanted = {column.label for kind in COLUMNS.kinds for column in COLUMNS.of(kind).values()}
    wanted |= {
        f"{column.choices_in}.{choice}"
        for kind in COLUMNS.kinds
        for column in COLUMNS.of(kind).values()
        if column.sort == "choice"
        for choice in column.choices
        if column.name != "kind"
    }
    assert sorted(key for key in wanted if key not in labels) == []


def test_no_kind_has_a_field_that_views_mean_otherwise():
    assert [kind for kind in COLUMNS.kinds if "count" in COLUMNS.of(kind) and kind not in COUNTED] == []


COUNTED = ("duty", "pillar")
"""Kinds with a fact of this name, which means the same: how many belong to it."""


def test_facts_of_reports_can_be_asked_for():
    known = Columns(KINDS, (fact for report in REPORTS for fact in report.facts))
    for report in REPORTS:
        for fact in report.facts:
            assert fact.kind not in known.kinds or fact.name in known.of(fact.kind)


def test_only_what_has_a_page_is_shown():
    assert all(issubclass(kind.model, Entity) for kind in COLUMNS.kinds.values())
