"""Labels: whatever can be shown has its words, in every language that we speak, filled in by what is given."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple, get_args

import pytest
import yaml
from jinja2 import Environment, nodes

from mops_kb import labels as shared
from mops_kb.kinds import KINDS, declared
from mops_kb.kinds.kpi.model import Status, Unit
from mops_kb.labels import LANGUAGES, Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.entity import Freshness
from mops_kb.model.fields import field_docs
from mops_kb.model.problem import FINDINGS, problem
from mops_kb.model.settings import LEVELS
from mops_kb.model.told import _EXPECTED
from mops_kb.model.when import When
from mops_kb.nav import SHELVES
from mops_kb.reports import REPORTS
from mops_kb.resolve import MENTIONED

CORE = Path(shared.__file__).parents[1]
SHARED = Path(shared.__file__).parent
OWN = [*(kind.room for kind in KINDS), *(report.room for report in REPORTS)]
ROOMS = [SHARED, Path(declared.__file__).parent, *OWN]
EVERYWHERE = {language: Labels(language, ROOMS[1:]) for language in LANGUAGES}

every_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def words_of(room: Path, language: str) -> dict[str, str]:
    """The words of one room; a key that stands twice is refused, where YAML would keep the last without a word."""
    text = (room / f"{language}.yml").read_text(encoding="utf-8")
    names = [key.value for key, _ in yaml.compose(text, yaml.CSafeLoader).value]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    return yaml.load(text, yaml.CSafeLoader)


def blanks(words: str) -> set[str]:
    """What is filled in; a kind may have its article."""
    return {name.removeprefix("a_") for _, name, _, _ in Formatter().parse(words) if name is not None}


# Rooms


@every_room
def test_both_languages_have_the_same_keys(room):
    japanese, english = (words_of(room, language) for language in LANGUAGES)
    assert set(japanese) == {key for key in english if key in japanese or not key.endswith(".one")}


@every_room
@every_language
def test_all_words_are_text(room, language):
    assert all(isinstance(words, str) and words.strip() for words in words_of(room, language).values())


@every_room
def test_both_languages_fill_in_the_same(room):
    japanese, english = (words_of(room, language) for language in LANGUAGES)
    assert {key: blanks(japanese[key]) for key in japanese} == {key: blanks(english[key]) for key in japanese}


@every_room
def test_words_for_one_stand_beside_words_for_many(room):
    english = words_of(room, "en")
    for key in english:
        if key.endswith(".one"):
            assert "n" in blanks(english[key.removesuffix(".one")])
            assert blanks(english[key]) <= blanks(english[key.removesuffix(".one")])


@every_language
def test_no_key_stands_in_two_rooms(language):
    keys = [key for room in ROOMS for key in words_of(room, language)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


# Templates and Python


@cache
def asked_by_templates() -> list[tuple[str, nodes.Expr]]:
    return [
        (file.relative_to(CORE).as_posix(), call.args[0])
        for file in sorted(CORE.rglob("*.md"))
        if not file.name.startswith("sample.") and "starter" not in file.parts
        for call in Environment(autoescape=True).parse(file.read_text(encoding="utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "t"
    ]


def keys_in(asked: nodes.Expr) -> set[str]:
    """The keys that an expression can be; of a joined one only how it begins, with `*`."""
    if isinstance(asked, nodes.Const):
        return {asked.value}
    if isinstance(asked, nodes.CondExpr):
        return keys_in(asked.expr1) | (keys_in(asked.expr2) if asked.expr2 else set())
    if isinstance(asked, nodes.Concat) and isinstance(asked.nodes[0], nodes.Const):
        return {f"{asked.nodes[0].value}*"}
    return set()


def asked_by_python() -> Iterator[tuple[str, str]]:
    for file, call, name in calls():
        if name == "labels" and call.args and isinstance(call.args[0], ast.Constant):
            yield file, call.args[0].value


@every_language
def test_templates_ask_for_words_that_there_are(language):
    known = EVERYWHERE[language].words
    asked = {(file, key) for file, expression in asked_by_templates() for key in keys_in(expression)}
    assert len(asked) > 100
    missing = [
        (file, key)
        for file, key in sorted(asked)
        if not (any(word.startswith(key[:-1]) for word in known) if key.endswith("*") else key in known)
    ]
    assert missing == []


@every_language
def test_python_asks_for_words_that_there_are(language):
    known = EVERYWHERE[language].words
    assert [(file, key) for file, key in asked_by_python() if key not in known] == []
    assert [label for label, _ in SHELVES if label and label not in known] == []


# Kinds


@every_kind
@every_language
def test_every_field_has_a_label_and_speaks_to_its_author(kind, language):
    known = EVERYWHERE[language].words
    docs = field_docs(kind.model, kind.name)
    assert [doc.label for doc in docs if doc.label not in known or f"{doc.label}.help" not in known] == []
    assert [doc.sort for doc in docs if f"type.{doc.sort}" not in known] == []


@every_kind
def test_a_fact_that_is_called_like_a_field_has_its_label(kind):
    """A site that gives the field another name gives it to the fact, too."""
    fields = {called(doc.label) for doc in field_docs(kind.model, kind.name)}
    own = [key for key in EVERYWHERE["ja"].words if re.fullmatch(rf"fact\.{kind.name}\.\w+", key)]
    assert [key for key in own if called(key) in fields] == []


def called(key: str) -> tuple[str, ...]:
    return tuple(EVERYWHERE[language](key) for language in LANGUAGES)


@every_kind
@every_language
def test_every_choice_has_a_label(kind, language):
    known = EVERYWHERE[language].words
    chosen = [f"{doc.label}.{choice}" for doc in field_docs(kind.model, kind.name) for choice in doc.choices]
    assert [key for key in chosen if key not in known] == []


@every_kind
@every_language
def test_every_kind_is_named(kind, language):
    keys = {f"kind.{kind.name}{more}" for more in ("", ".plural", ".summary", ".short")}
    keys |= {f"{kind.name}.question.{question}" for question in kind.questions}
    keys |= {f"guide.of.{kind.name}", *(f"kind.{table.name}" for table in kind.tables)}
    assert keys <= set(EVERYWHERE[language].words)


@every_language
def test_every_inverse_is_named(language):
    inverses = {
        keyword.value.value
        for _, call, name in calls()
        if name == "RefTo"
        for keyword in call.keywords
        if isinstance(keyword.value, ast.Constant)
    }
    assert {"owns", "members"} < inverses
    assert {f"inverse.{inverse}" for inverse in {*inverses, MENTIONED}} <= set(EVERYWHERE[language].words)


@every_language
def test_everything_worked_out_is_named(language):
    keys = {f"kpi.status.{status}" for status in get_args(Status)}
    keys |= {f"freshness.{freshness}" for freshness in get_args(Freshness)}
    keys |= {f"visibility.{level}" for level in LEVELS if level != "public"}
    keys |= {f"unit.{unit}.name" for unit in get_args(Unit)}
    keys |= {f"unit.{unit}" for unit in get_args(Unit) if unit != "jpy"}
    keys |= {f"fallback.{code}" for code in LANGUAGES} | {f"weekday.{number}" for number in range(7)}
    assert keys <= set(EVERYWHERE[language].words)


# Problems


class Raised(NamedTuple):
    """A place in the source where a problem is made, and what its words may mention (None: not to be seen there)."""

    file: str
    code: str
    variants: frozenset[str]
    params: frozenset[str] | None


@cache
def tree(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def calls() -> list[tuple[str, ast.Call, str]]:
    nodes = [(file, node) for file in sorted(CORE.rglob("*.py")) for node in ast.walk(tree(file))]
    return [
        (file.relative_to(CORE).as_posix(), node, getattr(node.func, "id", None) or getattr(node.func, "attr", ""))
        for file, node in nodes
        if isinstance(node, ast.Call)
    ]


def raised() -> Iterator[Raised]:
    for file, call, name in calls():
        if name not in ("problem", "failure", "_refused", "wrong", "PydanticCustomError"):
            continue
        position, code = next(
            ((n, arg.value) for n, arg in enumerate(call.args) if isinstance(arg, ast.Constant)), (0, None)
        )
        if not isinstance(code, str) or " " in code or "{" in code:
            continue
        more = call.args[position + 1 : position + 2] if name in ("problem", "failure") else []
        yield Raised(file, code, frozenset(variants(file, more) or {"remedy"}), params(call, name))


def variants(file: str, given: list[ast.expr]) -> set[str]:
    """What may be given as the variant, be it chosen in the call or, under the name `variant`, above it."""
    if given and isinstance(given[0], ast.Name):
        assigned = [node for node in ast.walk(tree(CORE / file)) if isinstance(node, ast.Assign)]
        given = [node.value for node in assigned if ast.unparse(node.targets[0]) == given[0].id]
    chosen = [part for one in given for part in ([one.body, one.orelse] if isinstance(one, ast.IfExp) else [one])]
    return {part.value for part in chosen if isinstance(part, ast.Constant)}


def params(call: ast.Call, name: str) -> frozenset[str] | None:
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    if name == "wrong":
        return frozenset({"field", "written"})
    if name == "PydanticCustomError":
        given = [part for part in call.args if isinstance(part, ast.Dict)]
        return frozenset(
            {"field", *(key.value for part in given for key in part.keys if isinstance(key, ast.Constant))}
        )
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)


@cache
def all_raised() -> list[Raised]:
    return [made for made in raised() if made.code not in _EXPECTED]


@cache
def codes() -> list[str]:
    return sorted({made.code for made in all_raised()})


@every_language
def test_every_problem_says_what_is_wrong_and_what_to_do(language):
    assert {"unknown-field", "yaml-tab", "date-form", "target-undecided", *FINDINGS} <= set(codes())
    keys = {f"problem.{code}" for code in codes()} | {f"problem.{code}.remedy" for code in codes()}
    keys |= {f"problem.{made.code}.{variant}" for made in all_raised() for variant in made.variants}
    assert sorted(keys - set(EVERYWHERE[language].words)) == []


@every_language
def test_no_words_are_left_of_a_problem_that_is_gone(language):
    told = {key.split(".")[1] for key in EVERYWHERE[language].words if key.startswith("problem.")}
    assert sorted(told - set(codes())) == []


@every_language
def test_a_problem_mentions_only_what_it_is_given(language):
    words = EVERYWHERE[language].words
    wrong = [
        (made.file, key, sorted(blanks(words[key]) - made.params))
        for made in all_raised()
        if made.params is not None
        for key in (f"problem.{made.code}", *(f"problem.{made.code}.{variant}" for variant in made.variants))
        if not blanks(words[key]) <= made.params
    ]
    assert wrong == []


@every_language
def test_every_finding_has_a_short_name(language):
    assert {f"finding.{code}" for code in FINDINGS} <= set(EVERYWHERE[language].words)


@every_language
def test_what_a_value_should_have_been_is_named(language):
    assert {f"type.{sort}" for sort in _EXPECTED.values()} <= set(EVERYWHERE[language].words)


@every_language
def test_problems_of_a_wiki_without_kinds_of_its_own_have_words(language):
    """The words of a declared kind come with it: until one is right, nobody brings them."""
    known = Labels(language, OWN).words
    assert [code for code in codes() if f"problem.{code}" not in known] == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "unknown-field a KPI has no field `taget` (did you mean `target`?)"),
        ("ja", "unknown-field KPIに `taget` という項目はありません (`target` ではありませんか？)"),
    ],
)
def test_a_problem_reads_as_one_line(language, line):
    found = problem(
        "kpis/mql.yml", (3, 1), "unknown-field", "near", kind="kpi", field="taget", near="target", fields=["target"]
    )
    assert EVERYWHERE[language].problem(found) == line


# Dates


@pytest.mark.parametrize(
    ("written", "japanese", "english"),
    [
        ("2026-11-22", "2026年11月22日(日)", "Sun, Nov 22, 2026"),
        ("2026-11-22/2026-11-24", "2026年11月22日～24日", "Nov 22 – 24, 2026"),
        ("2026-11 中旬", "2026年11月 中旬", "mid November 2026"),
        ("2026-11", "2026年11月", "November 2026"),
        ("2026 Q4", "2026年 第4四半期", "2026 Q4"),
        ("FY2026 Q3", "2026年度 第3四半期", "FY2026 Q3"),
        ("2026 H2", "2026年 下半期", "2026 H2"),
        ("FY2026 H1", "2026年度 上期", "FY2026 H1"),
        ("2026", "2026年", "2026"),
        ("FY2026", "2026年度", "FY2026"),
        ("TBD", "未定", "To be decided"),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(written, japanese, english):
    spelled = [Spelling(EVERYWHERE[language], 4).when(When.of(written)) for language in ("ja", "en")]
    assert [" ".join(text.split()) for text in spelled] == [japanese, english]


@every_language
def test_every_form_of_a_day_has_a_pattern(language):
    spelling = Spelling(EVERYWHERE[language], 4)
    assert all(spelling.day(date(2026, 11, 22), form) for form in ("medium", "short", "month", "weekday"))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("tool", "a tool needs the field `x`"),
        ("evaluation", "an evaluation needs the field `x`"),
        ("KPI", "a KPI needs"),
    ],
)
def test_a_kind_has_its_article(kind, told):
    assert Labels("en")("problem.missing-field", kind=kind, field="x").startswith(told)
