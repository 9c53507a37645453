"""Load: a folder becomes documents, every file read once, whatever cannot be read said aloud."""

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from mops_kb.formats import csv, encoding, markdown, yaml
from mops_kb.model.document import Document, Place
from mops_kb.model.kind import Kind, Table
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location

TEXT_LIMIT = 1_000_000
ROWS_LIMIT = 50_000_000
ASSET_LIMIT = 20_000_000
ASSETS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".pdf"})
"""What is published as it is. SVG is not: it can carry scripts."""
RECORDS = frozenset({".yml", ".yaml", ".csv", ".md"})
_WINDOWS = frozenset('<>:"\\|?*')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


class Loaded(NamedTuple):
    documents: list[Document]
    assets: list[str]
    problems: list[Problem]


def load(root: Path, kinds: Sequence[Kind]) -> Loaded:
    """Read everything below `root`: documents in the order of their paths, and the files to publish as they are."""
    shelf = _Shelf(kinds)
    for kind in kinds:
        if kind.built_in:
            shelf.take_built_in(kind)
    for path, file, found in _files(root):
        if found:
            shelf.problems.append(found)
        else:
            shelf.take(path, file)
    shelf.translate()
    return Loaded(shelf.documents, shelf.assets, shelf.problems)


def _files(root: Path, folder: str = "") -> Iterator[tuple[str, Path, Problem | None]]:
    """Every file in a fixed order; a problem instead of what may not be read."""
    seen: dict[str, str] = {}
    for entry in sorted(os.scandir(root / folder), key=lambda entry: entry.name):
        if entry.name.startswith((".", "_")):
            continue
        path = f"{folder}{entry.name}"
        twin = seen.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), path)
        if found := _refused(entry, path, twin):
            yield path, Path(entry.path), found
        elif entry.is_dir():
            yield from _files(root, f"{path}/")
        else:
            yield path, Path(entry.path), None


def _refused(entry: "os.DirEntry[str]", path: str, twin: str) -> Problem | None:
    if entry.is_symlink():
        return problem(path, (1, 1), "symlink")
    if not entry.is_dir() and not stat.S_ISREG(entry.stat().st_mode):
        return problem(path, (1, 1), "not-a-file")
    if _WINDOWS & set(entry.name) or entry.name[-1] in " ." or entry.name.split(".")[0].casefold() in _DEVICES:
        return problem(path, (1, 1), "file-name")
    if any(ord(character) < 32 for character in entry.name):
        return problem(ascii(path), (1, 1), "file-name")
    return problem(path, (1, 1), "twin", other=twin) if twin != path else None


class _Shelf:
    """Gathers what the files hold."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self.folders: dict[str, Kind | Table] = {kind.folder: kind for kind in kinds if kind.folder}
        self.folders |= {table.folder: table for kind in kinds for table in kind.tables}
        self.notes = next((kind for kind in kinds if not kind.folder), None)
        self.documents: list[Document] = []
        self.assets: list[str] = []
        self.problems: list[Problem] = []
        self.translations: list[tuple[str, str, str, markdown.Split]] = []

    def take(self, path: str, file: Path) -> None:
        where = PurePosixPath(path)
        suffix = where.suffix.lower()
        if suffix not in RECORDS:
            self._asset(path, file, suffix)
            return
        home = self.folders.get(where.parts[0]) if len(where.parts) > 1 else None
        if home and suffix == ".md" and where.name.split(".")[0] == "index":
            home = None
        if not home and suffix == ".md":
            home = self.notes
        if not home:
            self.problems.append(problem(path, (1, 1), "no-collection", folders=", ".join(sorted(self.folders))))
            return
        text, found = encoding.read(file, path, ROWS_LIMIT if suffix == ".csv" else TEXT_LIMIT)
        if found:
            self.problems.append(found)
        elif suffix == ".csv":
            self._rows(home, path, text)
        elif isinstance(home, Table):
            self.problems.append(problem(path, (1, 1), "rows-only"))
        elif suffix == ".md":
            self._page(home, path, text)
        else:
            self._records(home, path, text)

    def take_built_in(self, kind: Kind) -> None:
        """Records that come with the kind, read like any others."""
        assert kind.built_in
        self._records(kind, f"({kind.name})", kind.built_in.read_text(encoding="utf-8"))

    def translate(self) -> None:
        """Put `page.en.md` beside what it translates."""
        by_path = {_stem(document.path): n for n, document in enumerate(self.documents) if not document.row}
        for path, stem, language, split in self.translations:
            if stem not in by_path:
                self.problems.append(problem(path, (1, 1), "translation-of-nothing", stem=stem))
                continue
            document = self.documents[by_path[stem]]
            values = dict(document.values)
            given = {**(split.front.value if split.front and split.front.value else {}), "body": split.body}
            for field, text in given.items():
                if field not in ("title", "summary", "body"):
                    place = split.front.keys[(field,)] if split.front else (1, 1)
                    self.problems.append(problem(path, place, "translation-field", field=field))
                elif text:
                    values[field] = {**_versions(values.get(field)), language: text}
            self.documents[by_path[stem]] = Document(
                document.collection,
                document.path,
                values,
                document.start,
                document.keys,
                document.places,
                body_line=document.body_line,
            )

    def _asset(self, path: str, file: Path, suffix: str) -> None:
        if suffix not in ASSETS:
            self.problems.append(problem(path, (1, 1), "asset-type", suffix=suffix or path))
        elif file.stat().st_size > ASSET_LIMIT:
            size = f"{file.stat().st_size / 1e6:.1f}"
            self.problems.append(problem(path, (1, 1), "too-large", size=size, limit=f"{ASSET_LIMIT / 1e6:.0f}"))
        else:
            self.assets.append(path)

    def _rows(self, home: Kind | Table, path: str, text: str) -> None:
        rows, problems = csv.rows(text, path)
        self.problems.extend(problems)
        for row in rows:
            values, places = _nested(row.cells, row.places)
            self.documents.append(Document(home.name, path, values, row.start, {}, places, row=True))

    def _page(self, kind: Kind, path: str, text: str) -> None:
        split = markdown.split(text, path)
        if isinstance(split, Problem):
            self.problems.append(split)
            return
        stem, language = _language(path)
        if language:
            self.translations.append((path, stem, language, split))
            return
        front = split.front or yaml.Tree({}, {}, {})
        if front.value is not None and not isinstance(front.value, dict):
            self.problems.append(yaml.wide_colon(text, path, 0) or problem(path, (2, 1), "front-matter-mapping"))
            return
        values = {**(front.value or {})}
        if split.body.strip():
            values["body"] = split.body.rstrip("\n") + "\n"
        if kind is self.notes:
            values["id"] = stem
            _heading_as_title(values)
        else:
            values.setdefault("id", PurePosixPath(path).stem)
        self.documents.append(
            Document(kind.name, path, values, (1, 1), front.keys, front.places, body_line=split.body_line)
        )

    def _records(self, kind: Kind | Table, path: str, text: str) -> None:
        tree = yaml.parse(text, path)
        if isinstance(tree, Problem):
            self.problems.append(tree)
        elif isinstance(tree.value, dict):
            values = {"id": PurePosixPath(path).stem, **tree.value}
            start = min(tree.keys.values(), default=(1, 1))
            self.documents.append(Document(kind.name, path, values, start, tree.keys, tree.places))
        elif isinstance(tree.value, list):
            self.documents.extend(self._listed(kind, path, tree))
        elif tree.value:
            wide = yaml.wide_colon(text, path, 0)
            self.problems.append(wide or problem(path, tree.places.get((), (1, 1)), "not-a-record"))

    def _listed(self, kind: Kind | Table, path: str, tree: yaml.Tree) -> Iterator[Document]:
        keys, places = _by_position(tree.keys), _by_position(tree.places)
        for position, values in enumerate(tree.value):
            here = places[position].get((), (1, 1))
            if isinstance(values, dict):
                yield Document(kind.name, path, values, here, keys.get(position, {}), places[position])
            else:
                self.problems.append(problem(path, here, "not-a-record"))


def _language(path: str) -> tuple[str, str]:
    """`knowhow/page.en.md` → (`knowhow/page`, `en`)."""
    stem = path.removesuffix(".md")
    base, dot, code = stem.rpartition(".")
    return (base, code) if dot and len(code) in (2, 3) and code.isalpha() and code.islower() else (stem, "")


def _stem(path: str) -> str:
    return path.rpartition(".")[0]


def _versions(text: object) -> dict[str, Any]:
    return dict(text) if isinstance(text, dict) else {"": text} if text else {}


def _heading_as_title(values: dict[str, Any]) -> None:
    """A hand-written page may give its title as its first heading instead of in front matter."""
    body = values.get("body", "").lstrip("\n")
    if body.startswith("# ") and "title" not in values:
        first, _, rest = body.partition("\n")
        values["title"] = first[2:].strip()
        values["body"] = "\n" * (values["body"].count("\n") - rest.count("\n")) + rest


def _nested(cells: dict[str, str], at: dict[str, Place]) -> tuple[dict[str, Any], dict[Location, Place]]:
    """Columns such as `title.en` become a mapping from language to text."""
    values: dict[str, Any] = {}
    places: dict[Location, Place] = {}
    dotted = {name.split(".")[0] for name in cells if "." in name}
    for name, cell in cells.items():
        base, _, language = name.partition(".")
        if base in dotted:
            values.setdefault(base, {})[language] = cell
            places[(base, language)] = at[name]
            places.setdefault((base,), at[name])
        else:
            values[name] = cell
            places[(name,)] = at[name]
    return values, places


def _by_position(places: dict[Location, Place]) -> dict[int, dict[Location, Place]]:
    found: dict[int, dict[Location, Place]] = {}
    for location, place in places.items():
        if location and isinstance(location[0], int):
            found.setdefault(location[0], {})[location[1:]] = place
    return found
