"""Every kind keeps to the plan of the house."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from mops_kb import schema
from mops_kb.build import words
from mops_kb.kinds import KINDS
from mops_kb.labels import LANGUAGES
from mops_kb.model.entity import Entity
from mops_kb.model.fields import field_docs
from mops_kb.model.kind import Kind
from mops_kb.model.settings import Settings
from mops_kb.reports.guide import REPORT as GUIDE
from tests.conftest import Wiki

AS_OF = date(2026, 11, 22)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def guide(samples: Wiki) -> dict[str, str]:
    """The pages of the contributing guide."""
    return {page.path: page.text for page in samples.site().pages if page.section == "guide"}


def labels_of(kind: Kind, language: str) -> set[str]:
    return set(yaml.safe_load((kind.room / f"{language}.yml").read_text(encoding="utf-8")))


@every_kind
def test_has_a_model_of_its_own(kind):
    assert issubclass(kind.model, Entity)
    assert kind.model.kind == kind.name
    assert (kind.room / "model.py").exists()


@every_kind
def test_has_a_page_and_an_index(kind):
    assert (kind.room / "page.md").exists()
    assert kind.index is None or (kind.room / "index.md").exists()


@every_kind
def test_has_a_sample_that_is_right(kind, samples):
    assert any(kind.room.glob("sample.*"))
    assert samples.study().problems == ()
    assert samples.study(visibility="draft").catalog.named(kind.name)


@every_kind
@every_language
def test_has_labels_for_itself_and_its_fields(kind, language):
    words_of = words(KINDS, Settings(AS_OF, language=language))
    own = labels_of(kind, language)
    assert {f"kind.{kind.name}", f"kind.{kind.name}.plural", f"kind.{kind.name}.summary"} <= own
    for question in kind.questions:
        assert words_of(f"{kind.name}.question.{question}")
    for doc in field_docs(kind.model, kind.name):
        assert words_of(doc.label)
        assert words_of(f"{doc.label}.help"), f"{doc.label} has no words for the author"


@every_kind
def test_has_a_page_in_the_contributing_guide(kind):
    assert f"guide/{kind.name}.md" in GUIDE.paths(KINDS)


@every_kind
def test_the_guide_names_every_field(kind, guide):
    for doc in field_docs(kind.model, kind.name):
        assert f"<code>{doc.name}</code>" in guide[f"guide/{kind.name}.md"]


@every_kind
@every_language
def test_has_a_json_schema_that_speaks_to_the_author(kind, language):
    made = schema.of(kind, words(KINDS, Settings(AS_OF, language=language)))
    fields = made["$defs"]["record"]["properties"]
    assert set(fields) == set(kind.model.model_fields)
    assert all(field["description"] for field in fields.values())


def test_the_guide_is_generated_from_the_model():
    assert Path(GUIDE.room / "views.py").read_text(encoding="utf-8").count("field_docs(") == 1
