"""Facts: each gives a value of its sort for every record, on public and internal sites, of a large wiki and a small."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from mops_kb.build import TEMPLATES, Study, study, words
from mops_kb.kinds import KINDS
from mops_kb.labels import LANGUAGES, Labels
from mops_kb.model.entity import Entity
from mops_kb.model.fact import Fact, Sort
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When
from mops_kb.query import Asking
from mops_kb.render import Pen
from mops_kb.reports import REPORTS
from tests.conftest import AS_OF

TESTS = Path(__file__).parent
SHOWCASE, SMALL = TESTS.parent / "docs", TESTS / "wikis" / "small" / "docs"
FACTS = [fact for room in (*KINDS, *REPORTS) for fact in room.facts]
ANSWERS = tempfile.TemporaryDirectory(prefix="mops-kb-answers-")

every_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.kind}.{fact.name}")
every_site = pytest.mark.parametrize(
    "site",
    [(docs, visibility) for docs in (SHOWCASE, SMALL) for visibility in ("public", "internal")],
    ids=lambda site: f"{'showcase' if site[0] == SHOWCASE else 'small'}-{site[1]}",
)


def is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)


def is_ref(value: Any) -> bool:
    return isinstance(value, Entity) or (isinstance(value, tuple) and all(isinstance(one, Entity) for one in value))


IS_OF: Mapping[Sort, Callable[[Any], bool]] = {
    "number": is_number,
    "share": is_number,
    "money": lambda value: isinstance(value, int | Decimal),
    "flag": lambda value: isinstance(value, bool),
    "choice": lambda value: isinstance(value, str),
    "date": lambda value: type(value) is date,
    "when": lambda value: isinstance(value, When),
    "text": lambda value: isinstance(value, str),
    "words": lambda value: isinstance(value, Text),
    "ref": is_ref,
}


@cache
def found(docs: Path, visibility: Any) -> Study:
    settings = Settings(AS_OF, visibility=visibility)
    return study(docs, settings, ask=Asking(Path(ANSWERS.name), settings.time_zone))


@cache
def templates(docs: Path, visibility: Any) -> Environment:
    known = found(docs, visibility)
    paths = frozenset(view.path for view in known.views)
    pen = Pen(known.catalog, words(known.kinds, known.settings), known.settings, paths, here="index.md")
    return pen.environment(TEMPLATES, None)


def values(fact: Fact, known: Study) -> list[tuple[Any, Any]]:
    """Each record of the kind that the site shows, and what the fact says of it."""
    return [(one, fact.of(one, known.catalog, known.settings)) for one in known.catalog.named(fact.kind)]


@every_site
@every_fact
def test_a_fact_gives_a_value_of_its_sort(fact, site):
    strange = [(one.id, value) for one, value in values(fact, found(*site)) if not _fits(fact, value)]
    assert strange == []


def _fits(fact: Fact, value: Any) -> bool:
    return value is None or (IS_OF[fact.sort](value) and (fact.sort != "choice" or value in fact.choices))


@every_site
@every_fact
def test_a_rich_cell_spells_what_the_fact_says(fact, site):
    if not fact.cell:
        return
    known = found(*site)
    spell = getattr(templates(*site).get_template(fact.cell).module, fact.name)
    for one, value in values(fact, known):
        given = (value,) if isinstance(value, Entity) else value
        cell = spell(None if given == () else given, one, fact.shown and fact.shown(one, known.catalog, known.settings))
        assert not value or cell.strip(), one.id


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.name != "vacant_since"], ids=lambda fact: fact.label)
def test_the_showcase_has_something_to_say_for_each(fact):
    told = [value for _, value in values(fact, found(SHOWCASE, "internal"))]
    assert any(value is not None and value != () for value in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_and_each_of_its_choices_has_words(language):
    known = Labels(language, [room.room for room in (*KINDS, *REPORTS)])
    keys = {fact.label for fact in FACTS}
    keys |= {f"{fact.choices_in or fact.label}.{choice}" for fact in FACTS for choice in fact.choices}
    assert sorted(key for key in keys if key not in known) == []


def test_no_fact_hides_a_field_or_another_fact():
    names = [(fact.kind, fact.name) for fact in FACTS]
    assert len(names) == len(set(names))
    models = {kind.name: kind.model for kind in KINDS}
    assert [name for kind, name in names if kind in models and name in models[kind].model_fields] == []


def test_facts_of_single_people_are_for_colleagues():
    internal = {(fact.kind, fact.name) for fact in FACTS if fact.is_internal}
    assert internal == {
        ("person", "load"),
        ("person", "tasks_late"),
        ("person", "trained_share"),
        ("person", "trainings_overdue"),
        ("role", "trained_share"),
        ("role", "trainings_overdue"),
        ("skill", "alone"),
        ("skill", "is_single"),
        ("team", "days_since_told"),
        ("team", "tasks_late"),
        ("person", "trainings_needed"),
        ("role", "trainings_needed"),
        ("team", "trainings_needed"),
        ("team", "trained_share"),
        ("team", "trainings_overdue"),
    }
