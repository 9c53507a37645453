"""Data: the files of datasets, as tables, and whatever is wrong with them."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mops_kb.kinds.dataset.model import FORMS, STORE, Dataset, Stored
from mops_kb.model.catalog import Catalog
from mops_kb.model.kind import Kind
from mops_kb.model.measured import Measured
from mops_kb.model.problem import Problem, problem
from mops_kb.model.question import Answer, Column, Question, Source
from mops_kb.model.settings import Settings
from mops_kb.query import MISSING, tables

Found = tuple[dict[tuple[str, Hashable], Measured], list[Problem]]


def sources(
    catalog: Catalog, kinds: Sequence[Kind], settings: Settings, root: Path, stored: Sequence[str]
) -> list[Source]:
    """All tables that may be asked: the catalog's, and the files of datasets, be they there or not. A file that is not
    among the `stored` ones is not looked at, wherever its name leads."""
    found = tables(catalog, kinds, settings)
    for dataset in catalog.of(Dataset):
        columns = tuple(Column(column.name, column.type) for column in dataset.columns)
        path = f"{STORE}/{dataset.file}"
        file = root / path if path in stored else root / STORE
        found.append(Source(dataset.table, columns, file=file, path=path, seen_by=dataset.seen_by))
    return found


@dataclass(frozen=True)
class Looked:
    """What is known of data before anybody is asked: the datasets whose files are there, the files of which nobody
    knows what they are, and what is wrong."""

    sound: tuple[Dataset, ...]
    unused: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def questions(self) -> list[Question]:
        """How many rows each has; whoever asks hears what is wrong in the file, too."""
        return [Question(f'SELECT count(*) AS "rows" FROM {dataset.table}') for dataset in self.sound]


def look(catalog: Catalog, stored: Sequence[str]) -> Looked:
    known = catalog.of(Dataset)
    wrong = {dataset.id: list(_file(dataset, catalog, stored)) for dataset in known}
    unused = tuple(path for path in stored if path not in {f"{STORE}/{dataset.file}" for dataset in known})
    sound = tuple(dataset for dataset in known if not wrong[dataset.id] and dataset.file.lower().endswith(FORMS))
    return Looked(sound, unused, tuple(found for those in wrong.values() for found in those))


def counted(looked: Looked, answers: Sequence[Answer]) -> Found:
    """How many rows each dataset has, and which files none of them names."""
    problems = list(looked.problems)
    measured: dict[tuple[str, Hashable], Measured] = {}
    if looked.unused:
        measured[STORE, ""] = Measured(Stored(unused=looked.unused))
    for dataset, answer in zip(looked.sound, answers, strict=True):
        problems.extend(_wrong(answer))
        if not answer.failure:
            measured[STORE, dataset.id] = Measured(Stored(rows=answer.rows[0][0]), (dataset.ref,))
    return measured, problems


def _file(dataset: Dataset, catalog: Catalog, stored: Sequence[str]) -> Iterator[Problem]:
    document = catalog.documents[dataset.ref]
    if f"{STORE}/{dataset.file}" not in stored:
        names = [path.partition("/")[2] for path in stored]
        near = next(iter(get_close_matches(dataset.file, names, n=1)), "")
        variant = "near" if near else "remedy"
        place = document.place(("file",))
        yield problem(document.path, place, "data-file", variant, file=dataset.file, near=near)
    elif not dataset.columns and dataset.file.lower().endswith(".csv"):
        yield problem(document.path, document.lack(("columns",)), "data-columns", file=dataset.file)


def _wrong(answer: Answer) -> Iterator[Problem]:
    """A file that is not there is told of in the record that names it."""
    for one in answer.wrong:
        if one.code != MISSING:
            yield problem(one.path, (one.line, one.col), one.code, one.variant, **dict(one.params))
