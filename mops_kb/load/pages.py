"""Pages: a Markdown file becomes a document, or the translation of one."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from mops_kb.formats import markdown, yaml
from mops_kb.model.document import Document, Origin
from mops_kb.model.kind import Kind
from mops_kb.model.problem import Problem, Problems, problem


class Translation(NamedTuple):
    """`page.en.md`: a page's words in another language; `stem` is the path of what it translates."""

    path: str
    stem: str
    language: str
    split: markdown.Split


def page(kind: Kind, path: str, text: str, problems: Problems, parse: yaml.Parse) -> Document | Translation | None:
    """None where its front matter cannot be read."""
    split = markdown.split(text, path, parse)
    if isinstance(split, Problem):
        problems.add(split)
        return None
    front = split.front or yaml.Tree({}, {}, {})
    if front.value is not None and not isinstance(front.value, dict):
        slip = yaml.slip("\n".join(text.split("\n")[: split.body_line - 1]), path)
        problems.add(slip or problem(path, front.places.get((), (2, 1)), "front-matter-mapping"))
        return None
    stem, language = _language(path)
    if language:
        return Translation(path, stem, language, split)
    values = {**(front.value or {})}
    if not kind.folder:
        values["id"] = stem
        split = _heading_as_title(values, split)
    else:
        values.setdefault("id", PurePosixPath(path).stem)
    if split.body.strip():
        values["body"] = split.body
    bodies = {"": Origin(path, split.body_line)}
    return Document(kind.name, path, values, (1, 1), front.keys, front.places, bodies=bodies, typed=front.typed)


def translated(
    documents: Sequence[Document], translations: Sequence[Translation], unread: Collection[object], problems: Problems
) -> list[Document]:
    """The documents with the words of their translations; of a file with several records there are none."""
    found = [*documents]
    held = Counter(document.path for document in found)
    alone = {_stem(path): n for n, path in enumerate(d.path for d in found) if held[path] == 1}
    missed = {_stem(path) for path in unread if isinstance(path, str)}
    for one in translations:
        if one.stem in alone:
            found[alone[one.stem]] = _translated(found[alone[one.stem]], one, problems)
        elif one.stem not in missed:
            problems.add(problem(one.path, (1, 1), "translation-of-nothing", stem=one.stem))
    return found


def _translated(document: Document, into: Translation, problems: Problems) -> Document:
    values = dict(document.values)
    split = into.split
    front = split.front.value or {} if split.front else {}
    for field, text in {**front, "body": split.body}.items():
        place = split.front.keys.get((field,), (1, 1)) if split.front else (1, 1)
        if field not in ("title", "summary", "body"):
            problems.add(problem(into.path, place, "translation-field", field=field))
        elif text and not isinstance(text, str):
            problems.add(problem(into.path, place, "wrong-type", field=field, expected="text"))
        elif text and text.strip():
            values[field] = {**_versions(values.get(field)), into.language: text}
    bodies = {**document.bodies, into.language: Origin(into.path, split.body_line)}
    return replace(document, values=values, bodies=bodies)


def _language(path: str) -> tuple[str, str]:
    """`knowhow/page.en.md` → (`knowhow/page`, `en`)."""
    stem = path.removesuffix(".md")
    base, dot, code = stem.rpartition(".")
    return (base, code) if dot and len(code) in (2, 3) and code.isalpha() and code.islower() else (stem, "")


def _stem(path: str) -> str:
    return path.rpartition(".")[0]


def _versions(text: object) -> dict[str, Any]:
    return dict(text) if isinstance(text, dict) else {"": text} if text else {}


def _heading_as_title(values: dict[str, Any], split: markdown.Split) -> markdown.Split:
    """A hand-written page may give its title as its first heading instead of in front matter; its body begins below."""
    if "title" in values or not split.body.startswith("# "):
        return split
    heading, _, rest = split.body.partition("\n")
    values["title"] = heading[2:].strip()
    return markdown.below(split.front, rest, split.body_line + 1)
