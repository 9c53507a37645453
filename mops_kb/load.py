"""Load: a folder becomes documents, every file read once, whatever cannot be read said aloud."""

import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from mops_kb.formats import csv, defaults, encoding, markdown, yaml
from mops_kb.formats.defaults import Defaults
from mops_kb.model.document import Document, Lent, Origin, Place
from mops_kb.model.kind import Kind, Reader, Table
from mops_kb.model.problem import Problem, Problems, printable, problem
from mops_kb.model.ref import Location, Ref
from mops_kb.model.values import BIDI

_IDS = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
TEXT_LIMIT = 1_000_000
ROWS_LIMIT = 50_000_000
ASSET_LIMIT = 20_000_000
RECORDS_LIMIT = 10_000
"""How many records with a page of their own one file may hold."""
_SHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".numbers"})
ASSETS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".pdf"})
"""What is published as it is. SVG is not: it can carry scripts."""
RECORDS = frozenset({".yml", ".yaml", ".csv", ".md"})
_DECLARATION = "_kind.yml"
_FORBIDDEN_NAME = re.compile(rf'[<>:"\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff{BIDI}]|[ .]$')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


class Loaded(NamedTuple):
    """`unread` are the paths of what cannot be read, and references to what may stand in it."""

    documents: list[Document]
    assets: list[str]
    problems: list[Problem]
    unread: set[Ref | str]


def load(root: Path, kinds: Sequence[Kind]) -> Loaded:
    """Read everything below `root`: documents in the order of their paths, and the files to publish as they are."""
    shelf = _Shelf(kinds, root)
    for kind in kinds:
        if kind.built_in:
            shelf.take_built_in(kind)
    for path, file, found in _files(root):
        if found:
            shelf.problems.add(found)
            shelf.unread.add(path)
        else:
            shelf.take(path, file)
    shelf.translate()
    shelf.miss()
    return Loaded(shelf.documents, shelf.assets, shelf.problems.found, shelf.unread)


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
    if _FORBIDDEN_NAME.search(entry.name) or entry.name.split(".")[0].casefold() in _DEVICES:
        return problem(printable(path), (1, 1), "file-name")
    if entry.is_symlink():
        return problem(path, (1, 1), "symlink")
    if not entry.is_dir() and not stat.S_ISREG(entry.stat().st_mode):
        return problem(path, (1, 1), "not-a-file")
    return problem(path, (1, 1), "twin", other=twin) if twin != path else None


class _Shelf:
    """Gathers what the files hold."""

    def __init__(self, kinds: Sequence[Kind], root: Path) -> None:
        self.folders: dict[str, Kind | Table] = {kind.folder: kind for kind in kinds if kind.folder}
        self.folders |= {folder: kind for kind in kinds for folder in kind.sources}
        self.folders |= {table.folder: table for kind in kinds for table in kind.tables}
        self.misdeclared = {file.parent.name for file in root.glob(f"*/{_DECLARATION}")} - self.folders.keys()
        self.notes = next((kind for kind in kinds if not kind.folder), None)
        self.documents: list[Document] = []
        self.assets: list[str] = []
        self.problems = Problems()
        self.unread: set[Ref | str] = set()
        self.translations: list[tuple[str, str, str, markdown.Split]] = []
        self.defaults = {
            folder: defaults.read(root, folder, kind.name, kind.imports.defaults)
            for kind in kinds
            if kind.imports
            for folder in kind.sources
        }
        for folder in self.defaults.values():
            self.problems.extend(folder.problems)
        self.taken: set[str] = set()

    def take(self, path: str, file: Path) -> None:
        where = PurePosixPath(path)
        suffix = where.suffix.lower()
        self.taken.add(path)
        if suffix not in RECORDS and not self._reader(path, suffix):
            self._asset(path, file, suffix)
        elif where.parts[0] in self.misdeclared:
            self.unread.add(path)
        elif home := self._home(where, suffix):
            told = len(self.problems.found)
            self._read(home, path, file, suffix)
            if len(self.problems.found) > told:
                self.unread |= {path, *_mentioned(home.name, path, file)}
        else:
            self.problems.add(problem(path, (1, 1), "no-collection", folders=sorted(self.folders)))
            self.unread.add(path)

    def _home(self, where: PurePosixPath, suffix: str) -> Kind | Table | None:
        """The kind of a folder; pages elsewhere, and those that introduce a folder, are notes."""
        home = self.folders.get(where.parts[0]) if len(where.parts) > 1 else None
        if suffix == ".md" and (not home or where.name.split(".")[0] == "index"):
            return self.notes
        return home

    def _read(self, home: Kind | Table, path: str, file: Path, suffix: str) -> None:
        """The records of a file, with what `_defaults.yml` lends to them."""
        folder, _, name = path.partition("/")
        defaults = self.defaults.get(folder, Defaults()) if home is not self.notes else Defaults()
        lent = defaults.files.get(name, Lent())
        if name in defaults.wrong or (defaults.is_lost and self._reader(path, suffix)):
            self.unread |= {path, *_mentioned(home.name, path, file)}
            return
        begun = len(self.documents)
        self._read_alone(home, path, file, suffix, lent)
        fields = {field: value for field, value in lent.values.items() if field in home.model.model_fields}
        if fields:
            lent = replace(lent, values=fields)
            self.documents[begun:] = [document.with_lent(lent) for document in self.documents[begun:]]

    def _read_alone(self, home: Kind | Table, path: str, file: Path, suffix: str, lent: Lent) -> None:
        text, found = encoding.read(file, path, ROWS_LIMIT if suffix == ".csv" else TEXT_LIMIT)
        if found:
            self.problems.add(found)
        elif reader := self._reader(path, suffix):
            documents, problems = reader(text, path, lent)
            self.problems.extend(problems)
            if not self._crowded(home, path, documents):
                self.documents.extend(documents)
        elif suffix == ".csv":
            self._rows(home, path, text)
        elif isinstance(home, Table):
            self.problems.add(problem(path, (1, 1), "rows-only"))
        elif suffix == ".md":
            self._page(home, path, text)
        else:
            self._records(home, path, text)

    def _reader(self, path: str, suffix: str) -> Reader | None:
        """What reads the files of other programs there."""
        folder, below, _ = path.partition("/")
        kind = self.folders.get(folder) if below else None
        imports = kind.imports if isinstance(kind, Kind) and folder in kind.sources else None
        return imports.readers.get(suffix) if imports else None

    def miss(self) -> None:
        """Tell of which files `_defaults.yml` speaks in vain."""
        for folder, said in self.defaults.items():
            for name, place in said.keys.items():
                if f"{folder}/{name}" not in self.taken:
                    there = sorted(path.partition("/")[2] for path in self.taken if path.startswith(f"{folder}/"))
                    self.problems.add(
                        problem(f"{folder}/{defaults.NAME}", place, "default-file", name=name, files=there)
                    )

    def take_built_in(self, kind: Kind) -> None:
        """Records that come with the kind, read like any others."""
        assert kind.built_in
        self._records(kind, f"({kind.name})", kind.built_in.read_text(encoding="utf-8"))

    def translate(self) -> None:
        """Put `page.en.md` beside what it translates."""
        held = Counter(document.path for document in self.documents)
        alone = {_stem(path): n for n, path in enumerate(d.path for d in self.documents) if held[path] == 1}
        missed = {_stem(path) for path in self.unread if isinstance(path, str)}
        for path, stem, language, split in self.translations:
            if stem in alone:
                document = self.documents[alone[stem]]
                self.documents[alone[stem]] = self._translated(document, path, language, split)
            elif stem not in missed:
                self.problems.add(problem(path, (1, 1), "translation-of-nothing", stem=stem))

    def _translated(self, document: Document, path: str, language: str, split: markdown.Split) -> Document:
        values = dict(document.values)
        front = split.front.value or {} if split.front else {}
        for field, text in {**front, "body": split.body}.items():
            place = split.front.keys.get((field,), (1, 1)) if split.front else (1, 1)
            if field not in ("title", "summary", "body"):
                self.problems.add(problem(path, place, "translation-field", field=field))
            elif text and not isinstance(text, str):
                self.problems.add(problem(path, place, "wrong-type", field=field, expected="text"))
            elif text and text.strip():
                values[field] = {**_versions(values.get(field)), language: text}
        bodies = {**document.bodies, language: Origin(path, split.body_line)}
        return replace(document, values=values, bodies=bodies)

    def _asset(self, path: str, file: Path, suffix: str) -> None:
        if suffix not in ASSETS:
            variant = "sheet" if suffix in _SHEETS else "remedy"
            self.problems.add(problem(path, (1, 1), "asset-type", variant, suffix=suffix or path))
            self.unread.add(path)
        elif file.stat().st_size > ASSET_LIMIT:
            size = f"{file.stat().st_size / 1e6:.1f}"
            self.problems.add(problem(path, (1, 1), "too-large", size=size, limit=f"{ASSET_LIMIT / 1e6:.0f}"))
            self.unread.add(path)
        else:
            self.assets.append(path)

    def _rows(self, home: Kind | Table, path: str, text: str) -> None:
        sheet, problems = csv.read(text, path)
        self.problems.extend(problems)
        if any(found.code == "csv-separator" for found in problems) or self._crowded(home, path, sheet.rows):
            return
        self.documents.extend(csv.documents(sheet, home.name, path))

    def _page(self, kind: Kind, path: str, text: str) -> None:
        split = markdown.split(text, path)
        if isinstance(split, Problem):
            self.problems.add(split)
            return
        front = split.front or yaml.Tree({}, {}, {})
        if front.value is not None and not isinstance(front.value, dict):
            slip = yaml.slip("\n".join(text.split("\n")[: split.body_line - 1]), path)
            self.problems.add(slip or problem(path, front.places.get((), (2, 1)), "front-matter-mapping"))
            return
        stem, language = _language(path)
        if language:
            self.translations.append((path, stem, language, split))
            return
        values = {**(front.value or {})}
        if kind is self.notes:
            values["id"] = stem
            split = _heading_as_title(values, split)
        else:
            values.setdefault("id", PurePosixPath(path).stem)
        if split.body.strip():
            values["body"] = split.body
        bodies = {"": Origin(path, split.body_line)}
        self.documents.append(Document(kind.name, path, values, (1, 1), front.keys, front.places, bodies=bodies))

    def _records(self, kind: Kind | Table, path: str, text: str) -> None:
        tree = yaml.parse(text, path)
        if isinstance(tree, Problem):
            self.problems.add(tree)
        elif isinstance(tree.value, dict):
            values = {"id": PurePosixPath(path).stem, **tree.value}
            start = min(tree.keys.values(), default=(1, 1))
            self.documents.append(Document(kind.name, path, values, start, tree.keys, tree.places))
        elif isinstance(tree.value, list):
            if self._crowded(kind, path, tree.value):
                return
            if all(isinstance(values, dict) for values in tree.value) or not self._slipped(path, text):
                self._listed(kind, path, tree)
        elif not self._slipped(path, text):
            self.problems.add(problem(path, tree.places.get((), (1, 1)), "not-a-record"))

    def _crowded(self, home: Kind | Table, path: str, records: Sequence[object]) -> bool:
        """Tell that a file holds more pages than anybody can mean."""
        crowded = isinstance(home, Kind) and len(records) > RECORDS_LIMIT
        if crowded:
            self.problems.add(problem(path, (1, 1), "too-many-records", count=len(records), limit=RECORDS_LIMIT))
        return crowded

    def _slipped(self, path: str, text: str) -> bool:
        """Tell that a full-width sign keeps records from being records."""
        if slip := yaml.slip(text, path):
            self.problems.add(slip)
        return bool(slip)

    def _listed(self, kind: Kind | Table, path: str, tree: yaml.Tree) -> None:
        keys, places = _by_position(tree.keys), _by_position(tree.places)
        for position, values in enumerate(tree.value):
            here = places[position].get((), (1, 1))
            if isinstance(values, dict):
                self.documents.append(Document(kind.name, path, values, here, keys.get(position, {}), places[position]))
            elif not self.problems.has_enough(path):
                self.problems.add(problem(path, here, "not-a-record"))


def _mentioned(kind: str, path: str, file: Path) -> Iterator[Ref]:
    """References to whatever may stand in a file: by its name, and by all words in it that could be ids."""
    yield Ref(kind, PurePosixPath(path).stem)
    with file.open("rb") as opened:
        for word in set(_IDS.findall(opened.read(TEXT_LIMIT).replace(b"\0", b""))):
            yield Ref(kind, word.decode())


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


def _by_position(places: dict[Location, Place]) -> dict[int, dict[Location, Place]]:
    found: dict[int, dict[Location, Place]] = {}
    for location, place in places.items():
        if location and isinstance(location[0], int):
            found.setdefault(location[0], {})[location[1:]] = place
    return found
