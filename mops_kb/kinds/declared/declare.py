"""Declare: read the `_kind.yml` files of a docs folder and make kinds of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from mops_kb.formats import encoding, yaml
from mops_kb.kinds.declared import views
from mops_kb.kinds.declared.model import KindSpec, entity_model
from mops_kb.model.document import Document
from mops_kb.model.kind import Kind
from mops_kb.model.problem import Problem, problem
from mops_kb.model.text import Text
from mops_kb.model.told import told

LIMIT = 100_000


class Declared(NamedTuple):
    kinds: tuple[Kind, ...]
    problems: list[Problem]


def declare(root: Path, kinds: Sequence[Kind]) -> Declared:
    """The given kinds and those that the docs folder declares, these before the hand-written pages."""
    made: list[tuple[int, Kind]] = []
    problems: list[Problem] = []
    known = {kind.name for kind in kinds} | {table.name for kind in kinds for table in kind.tables}
    folders = {kind.folder for kind in kinds} | {table.folder for kind in kinds for table in kind.tables}
    for file in sorted(root.glob("*/_kind.yml")):
        path = file.relative_to(root).as_posix()
        spec, document, found = _read(file, path)
        problems.extend(found)
        if not spec or not document:
            continue
        if spec.kind in known or file.parent.name in folders:
            problems.append(problem(path, document.place(("kind",)), "kind-taken", kind=spec.kind))
            continue
        faults = list(_faults(spec, document, known | {spec.kind}))
        problems.extend(faults)
        if not faults:
            known.add(spec.kind)
            made.append((spec.position, _kind(spec, file.parent.name)))
    ordered = [kind for _, kind in sorted(made, key=lambda pair: (pair[0], pair[1].name))]
    return Declared((*(k for k in kinds if k.folder), *ordered, *(k for k in kinds if not k.folder)), problems)


def _read(file: Path, path: str) -> tuple[KindSpec | None, Document | None, list[Problem]]:
    if file.is_symlink() or file.parent.is_symlink():
        return None, None, [problem(path, (1, 1), "symlink")]
    text, found = encoding.read(file, path, LIMIT)
    tree = found or yaml.parse(text, path)
    if isinstance(tree, Problem):
        return None, None, [tree]
    if not isinstance(tree.value, dict):
        return None, None, [problem(path, (1, 1), "not-a-record")]
    document = Document("kind", path, tree.value, (1, 1), tree.keys, tree.places)
    try:
        return KindSpec.model_validate(tree.value), document, []
    except ValidationError as error:
        return None, document, list(told(error, document, "kind", KindSpec))


def _faults(spec: KindSpec, document: Document, known: set[str]) -> Iterator[Problem]:
    for name, field in spec.fields.items():
        place = document.key(("fields", name))
        if field.type == "choice" and not field.choices:
            yield problem(document.path, place, "kind-choices", field=name)
        if field.type == "ref" and field.to not in known:
            yield problem(document.path, place, "kind-ref", field=name, kinds=", ".join(sorted(known)))


def _kind(spec: KindSpec, folder: str) -> Kind:
    return Kind(
        name=spec.kind,
        model=entity_model(spec, folder),
        room=Path(__file__).parent,
        page=views.page_of(spec),
        index=views.index_of(spec),
        icon="material/shape-outline",
        labels=_labels(spec),
        declared=True,
    )


def _labels(spec: KindSpec) -> Mapping[str, Mapping[str, str]]:
    """The same keys that a built-in kind has in its label files."""

    def words(text: Text | None, language: str) -> str:
        return text.words(language, "ja").text if text else ""

    return {
        language: {
            f"kind.{spec.kind}": words(spec.title, language),
            f"kind.{spec.kind}.plural": words(spec.plural, language),
            f"kind.{spec.kind}.summary": words(spec.summary or spec.plural, language),
            f"guide.of.{spec.kind}": words(spec.title, language),
            **dict(_field_labels(spec, language, words)),
        }
        for language in ("ja", "en")
    }


def _field_labels(spec: KindSpec, language: str, words: Callable[[Text | None, str], str]) -> Iterator[tuple[str, str]]:
    for name, field in spec.fields.items():
        title = words(field.title, language)
        yield f"{spec.kind}.{name}", title
        yield f"{spec.kind}.{name}.help", words(field.help, language) or title
        if field.type == "ref":
            inverse = words(field.inverse, language) or f"{words(spec.plural, language)} ({title})"
            yield f"inverse.{spec.kind}.{name}", inverse
        for choice in field.choices:
            yield f"{spec.kind}.{name}.{choice}", choice
