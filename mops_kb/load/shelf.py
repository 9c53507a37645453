"""The shelf: gathers what the files hold, each read as its folder and its name want it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from mops_kb.formats import csv, defaults, encoding
from mops_kb.formats.defaults import Defaults
from mops_kb.formats.yaml import Parse
from mops_kb.load import pages
from mops_kb.load.records import crowded, records
from mops_kb.model.document import Document, Lent
from mops_kb.model.kind import Kind, Reader, Table
from mops_kb.model.problem import Problems, problem
from mops_kb.model.ref import Ref

TEXT_LIMIT = 1_000_000
ROWS_LIMIT = 50_000_000
ASSET_LIMIT = 20_000_000
_SHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".numbers"})
ASSETS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".pdf"})
"""What is published as it is. SVG is not: it can carry scripts."""
RECORDS = frozenset({".yml", ".yaml", ".csv", ".md"})
STORED = frozenset({".csv", ".parquet"})
"""What data may be in."""
_DECLARATION = "_kind.yml"
_IDS = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")


class Shelf:
    """Gathers what the files hold."""

    def __init__(self, kinds: Sequence[Kind], root: Path, parse: Parse) -> None:
        self.parse = parse
        self.folders: dict[str, Kind | Table] = {kind.folder: kind for kind in kinds if kind.folder}
        self.folders |= {folder: kind for kind in kinds for folder in kind.sources}
        self.folders |= {table.folder: table for kind in kinds for table in kind.tables}
        self.misdeclared = {file.parent.name for file in root.glob(f"*/{_DECLARATION}")} - self.folders.keys()
        self.notes = next((kind for kind in kinds if not kind.folder), None)
        self.documents: list[Document] = []
        self.assets: list[str] = []
        self.problems = Problems()
        self.unread: set[Ref | str] = set()
        self.translations: list[pages.Translation] = []
        self.defaults = {
            folder: defaults.read(root, folder, kind.name, kind.imports.defaults)
            for kind in kinds
            if kind.imports
            for folder in kind.sources
        }
        for folder in self.defaults.values():
            self.problems.extend(folder.problems)
        self.stores = frozenset(folder for kind in kinds for folder in kind.stores)
        self.stored: list[str] = []
        self.taken: set[str] = set()

    def take(self, path: str, file: Path) -> None:
        where = PurePosixPath(path)
        suffix = where.suffix.lower()
        self.taken.add(path)
        if where.parts[0] in self.stores and len(where.parts) > 1:
            self._store(path, suffix)
        elif suffix not in RECORDS and not self._reader(path, suffix):
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
            if not crowded(home, path, documents, self.problems):
                self.documents.extend(documents)
        elif isinstance(home, Table) and home.is_written and suffix not in (".yml", ".yaml"):
            self.problems.add(problem(path, (1, 1), "records-only"))
        elif suffix == ".csv":
            self._rows(home, path, text)
        elif isinstance(home, Table) and not home.is_written:
            self.problems.add(problem(path, (1, 1), "rows-only"))
        elif isinstance(home, Kind) and suffix == ".md":
            self._page(home, path, text)
        else:
            self.documents.extend(records(home, path, text, self.problems, self.parse))

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
        text = kind.built_in.read_text(encoding="utf-8")
        self.documents.extend(records(kind, f"({kind.name})", text, self.problems, self.parse))

    def translate(self) -> None:
        """Put `page.en.md` beside what it translates."""
        self.documents = pages.translated(self.documents, self.translations, self.unread, self.problems)

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

    def _store(self, path: str, suffix: str) -> None:
        self.stored.append(path)
        if suffix not in STORED:
            variant = "sheet" if suffix in _SHEETS else "remedy"
            self.problems.add(problem(path, (1, 1), "data-type", variant, suffix=suffix or path))

    def _rows(self, home: Kind | Table, path: str, text: str) -> None:
        sheet, problems = csv.read(text, path)
        self.problems.extend(problems)
        if any(found.code == "csv-separator" for found in problems) or crowded(home, path, sheet.rows, self.problems):
            return
        self.documents.extend(csv.documents(sheet, home.name, path))

    def _page(self, kind: Kind, path: str, text: str) -> None:
        found = pages.page(kind, path, text, self.problems, self.parse)
        if isinstance(found, pages.Translation):
            self.translations.append(found)
        elif found:
            self.documents.append(found)


def _mentioned(kind: str, path: str, file: Path) -> Iterator[Ref]:
    """References to whatever may stand in a file: by its name, and by all words in it that could be ids."""
    yield Ref(kind, PurePosixPath(path).stem)
    with file.open("rb") as opened:
        for word in set(_IDS.findall(opened.read(TEXT_LIMIT).replace(b"\0", b""))):
            yield Ref(kind, word.decode())
