"""Declare: read the `_kind.yml` files of a docs folder and make kinds of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from mops_kb.formats import encoding, yaml
from mops_kb.kinds.declared import views
from mops_kb.kinds.declared.model import KindSpec, entity_model
from mops_kb.model.document import Document, given
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind, Spoken
from mops_kb.model.problem import Problem, problem
from mops_kb.model.text import Text
from mops_kb.model.texts import texts
from mops_kb.model.told import told

LIMIT = 100_000
_TAKEN = frozenset({*dir(Entity), *Entity.model_fields, *Entity.__class_vars__})
"""Names that every entity uses already."""


class Declared(NamedTuple):
    kinds: tuple[Kind, ...]
    problems: list[Problem]


class _Draft(NamedTuple):
    """What one `_kind.yml` says, and where."""

    spec: KindSpec
    document: Document
    folder: str


def declare(root: Path, kinds: Sequence[Kind]) -> Declared:
    """The given kinds and those that the docs folder declares, these before the hand-written pages."""
    drafts, problems = _drafts(root)
    kept = list(_free(drafts, kinds, problems))
    known = {kind.name for kind in kinds} | {draft.spec.kind for draft in kept}
    all_read = not problems
    for draft in list(kept):
        if faults := list(_faults(draft, known)):
            kept.remove(draft)
            problems.extend(fault for fault in faults if fault.code != "kind-ref" or all_read)
    while lost := [draft for draft in kept if not _targets(draft) <= _names(kinds, kept)]:
        kept = [draft for draft in kept if draft not in lost]
    made = [_kind(draft) for draft in sorted(kept, key=lambda draft: (draft.spec.position, draft.spec.kind))]
    return Declared((*(k for k in kinds if k.folder), *made, *(k for k in kinds if not k.folder)), problems)


def _drafts(root: Path) -> tuple[list[_Draft], list[Problem]]:
    """All declarations that can be read. What is wrong with a folder itself is told by `load`."""
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    for file in sorted(root.glob("*/_kind.yml")):
        if file.parent.is_symlink() or file.parent.name.startswith((".", "_")):
            continue
        read = _read(file, file.relative_to(root).as_posix())
        if isinstance(read, _Draft):
            drafts.append(read)
        else:
            problems.extend(read)
    return drafts, problems


def _read(file: Path, path: str) -> _Draft | Iterable[Problem]:
    if file.is_symlink() or not file.is_file():
        return [problem(path, (1, 1), "symlink" if file.is_symlink() else "not-a-file")]
    text, found = encoding.read(file, path, LIMIT)
    tree = found or yaml.parse(text, path)
    if isinstance(tree, Problem):
        return [tree]
    if not isinstance(tree.value, dict):
        return [yaml.slip(text, path) or problem(path, (1, 1), "not-a-record")]
    document = Document("kind", path, tree.value, (1, 1), tree.keys, tree.places)
    try:
        return _Draft(KindSpec.model_validate(given(tree.value)), document, file.parent.name)
    except ValidationError as error:
        return told(error, document, "kind", KindSpec)


def _free(drafts: Sequence[_Draft], kinds: Sequence[Kind], problems: list[Problem]) -> Iterator[_Draft]:
    """Those whose name and folder nobody has."""
    tables = [table for kind in kinds for table in kind.tables]
    names = {*(kind.name for kind in kinds), *(table.name for table in tables)}
    folders = {
        *(folder for kind in kinds for folder in (kind.folder, *kind.sources)),
        *(table.folder for table in tables),
    }
    for spec, document, folder in drafts:
        if spec.kind in names or folder in folders:
            problems.append(problem(document.path, document.place(("kind",)), "kind-taken", kind=spec.kind))
        else:
            names.add(spec.kind)
            yield _Draft(spec, document, folder)


def _faults(draft: _Draft, known: set[str]) -> Iterator[Problem]:
    path = draft.document.path
    for name, field in draft.spec.fields.items():
        place = draft.document.key(("fields", name))
        if name in _TAKEN:
            yield problem(path, place, "kind-field", field=name)
        if field.type == "choice" and not field.choices:
            yield problem(path, place, "kind-choices", field=name)
        if field.type == "ref" and field.to not in known:
            yield problem(path, place, "kind-ref", field=name, kinds=sorted(known))


def _targets(draft: _Draft) -> set[str]:
    return {field.to for field in draft.spec.fields.values() if field.type == "ref" and field.to}


def _names(kinds: Sequence[Kind], drafts: Sequence[_Draft]) -> set[str]:
    return {*(kind.name for kind in kinds), *(draft.spec.kind for draft in drafts)}


def _kind(draft: _Draft) -> Kind:
    spec, document, _ = draft
    return Kind(
        name=spec.kind,
        model=entity_model(spec, draft.folder),
        room=Path(__file__).parent,
        page=views.page_of(spec),
        index=views.index_of(spec),
        labels=_labels(spec),
        spoken=tuple(
            Spoken(document.path, document.place(at), ".".join(map(str, at)), text) for at, text in texts(spec)
        ),
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
