"""Kinds that a site declares: fields of every type, their pages, index, guide and JSON Schema, without a line of Python."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from mops_kb import schema
from mops_kb.build import words
from mops_kb.kinds import KINDS
from mops_kb.kinds.declared import declare
from mops_kb.labels import LANGUAGES
from mops_kb.model.settings import Settings

WIKI = Path(__file__).parent / "wikis/declared"
PAGES = ("agencies/", "mandates/", "guide/agency", "guide/mandate", "knowhow/", "teams/ops")


@pytest.fixture
def declared(wiki):
    for file in sorted((WIKI / "docs").rglob("*")):
        if file.is_file():
            wiki.put(file.relative_to(WIKI / "docs").as_posix(), file.read_bytes())
    return wiki


def schema_of(wiki, kind: str, language: str) -> dict:
    found = wiki.study()
    settings = Settings(wiki.as_of, language=language)
    return schema.of(next(one for one in found.kinds if one.name == kind), words(found.kinds, settings))


def test_is_right(declared):
    assert declared.problems() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_schema(declared, blessed, language):
    outputs = declared.looks(declared.site(language=language))
    made = {path: text for path, text in outputs.items() if path.startswith(PAGES)}
    made["agency.schema.json"] = (
        json.dumps(schema_of(declared, "agency", language), ensure_ascii=False, indent=2) + "\n"
    )
    assert {"agencies/index.md", "agencies/north.md", "mandates/frame.md", "guide/agency.md"} <= made.keys()
    blessed(WIKI / "expected" / language, made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_accepts_what_is_right(declared, language):
    made = schema_of(declared, "agency", language)
    jsonschema.Draft202012Validator.check_schema(made)
    jsonschema.validate(yaml.load((WIKI / "docs/agencies/north.yml").read_text(encoding="utf-8"), Typed), made)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"contact": {"ja": "窓口"}}, True),
        ({"strengths": "印刷"}, True),
        ({"scores": 4}, True),
        ({"rate": "12"}, True),
        ({"contact": None}, False),
        ({"contact": ["窓口"]}, False),
        ({"strengths": {"ja": "印刷", "en": "print"}}, True),
        ({"rate": "12円"}, False),
        ({"signed_on": "1st of April"}, False),
        ({"level": "bronze"}, False),
        ({"channels": ["search", "tv"]}, False),
        ({"team": ["ops"]}, False),
        ({"colour": "red"}, False),
        ({"id": "North"}, False),
    ],
    ids=str,
)
def test_the_schema_and_the_check_agree(declared, change, right):
    record = yaml.load((WIKI / "docs/agencies/north.yml").read_text(encoding="utf-8"), Typed)
    record = {name: value for name, value in {**record, **change}.items() if value is not None}
    declared.put("agencies/north.yml", yaml.safe_dump(record, allow_unicode=True))
    assert (declared.problems() == []) == right
    checker = jsonschema.Draft202012Validator(
        schema_of(declared, "agency", "en"), format_checker=jsonschema.FormatChecker()
    )
    assert checker.is_valid(record) == right


class Typed(yaml.SafeLoader):
    """As an editor reads it: YAML 1.2, in which a date and `no` are texts."""


Typed.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_kinds_stand_before_the_notes_and_by_their_position(declared):
    kinds = declare(declared.docs, KINDS).kinds
    assert [kind.name for kind in kinds[-3:]] == ["agency", "mandate", "note"]
    assert all(kind.declared == (kind.name in ("agency", "mandate")) for kind in kinds)


def test_kinds_may_point_to_each_other_whatever_their_folders(wiki):
    wiki("""
        a/_kind.yml
        | kind: first
        | title: A
        | plural: A
        | fields: {b: {type: ref, to: second, title: B}}
        b/_kind.yml
        | kind: second
        | title: B
        | plural: B
        | fields: {a: {type: ref, to: first, title: A}}
        a/x.yml
        | title: X
        | owner: first:x
        b/y.yml
        | title: Y
        | owner: second:y
    """)
    assert [line.split()[:2] for line in wiki.problems()] == [
        ["a/x.yml:2:8:", "ref-form"],
        ["b/y.yml:2:8:", "ref-form"],
    ]


def test_what_is_misdeclared_takes_nothing_else_with_it(wiki):
    """Neither its records nor the kinds that point to it are called wrong."""
    wiki("""
        a/_kind.yml
        | kind: first
        | title: A
        | plural: A
        | fields: {b: {type: choice, title: B}}
        b/_kind.yml
        | kind: second
        | title: B
        | plural: B
        | fields: {a: {type: ref, to: first, title: A}}
        a/x.yml
        | title: X
        b/y.yml
        | title: Y
        b/page.md
        | No title
    """)
    assert [line.split()[:2] for line in wiki.problems()] == [["a/_kind.yml:4:10:", "kind-choices"]]


def test_the_words_of_a_kind_are_never_a_template(wiki):
    wiki.put(
        "a/_kind.yml",
        "kind: first\ntitle: '{{ t }} {n}'\nplural: '{% x %} {n} <b>'\nsummary: '{n}'\n"
        "fields: {b: {type: text, title: '{x} <script>'}}\n",
    )
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    wiki.put("a/x.yml", "title: X\nowner: role:lead\nb: '{{ 7 * 7 }} <script>'\n")
    assert wiki.problems() == []
    pages = "".join(page.text for page in wiki.site().pages)
    assert "49" not in wiki.page("a/x.md")
    assert "<script" not in pages
    assert "<b>" not in wiki.page("a/index.md")
