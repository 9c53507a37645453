"""History: on which days records came and changed, as the repository around the docs tells.

The day is the one on which a change came to the main line, when readers saw it: of a merge, that of the merge.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mops_kb.formats import git
from mops_kb.formats.git import Commit, Touched
from mops_kb.load.lines import Lines
from mops_kb.model.document import Document
from mops_kb.model.history import Change, History
from mops_kb.model.ref import Ref

_LAST_MOMENT = 4_102_444_800


class Step(NamedTuple):
    """What a commit did to a file, by whatever name that went then."""

    commit: Commit
    file: Touched


def recall(root: Path, documents: Mapping[Ref, Document], time_zone: str) -> History:
    """The history of the records below `root`; an empty one where there is no repository, or git cannot tell."""
    told = git.commits(root) if git.is_kept(root) else None
    if told is None:
        return History()
    zone = ZoneInfo(time_zone)
    is_shallow = git.is_shallow(root)
    begins = next((_moment(one, zone).date() for one in told if one.is_first), None) if is_shallow else None
    desk = _Desk(root, documents, [one for one in told if not (is_shallow and one.is_first)], zone)
    desk.read()
    edited = desk.edited if is_shallow else desk.edited | desk.uncommitted()
    changes = {ref: _once(those) for ref, those in desk.changes.items()}
    return History(changes, "shallow" if is_shallow else "whole", begins, frozenset(edited))


class _Desk:
    def __init__(self, root: Path, documents: Mapping[Ref, Document], told: Sequence[Commit], zone: ZoneInfo) -> None:
        self.root = root
        self.zone = zone
        self.changes: dict[Ref, list[Change]] = defaultdict(list)
        self.edited: set[Ref] = set()
        self.records: dict[str, list[tuple[int, Ref]]] = defaultdict(list)
        self.translations: dict[str, Ref] = {}
        self.many: set[str] = set()
        for ref, document in documents.items():
            if not document.path.startswith("("):
                self.records[document.path].append((document.start[0], ref))
            if document.row or document.start[1] > 1:  # alone in a table or a list, perhaps not always
                self.many.add(document.path)
            for origin in document.bodies.values():
                if origin.path != document.path:
                    self.translations[origin.path] = ref
        self.steps = _followed(told, [*self.records, *self.translations])

    def read(self) -> None:
        touched = {one.path: one for one in git.edited(self.root)}
        shared = [path for path, those in self.records.items() if path in self.many or len(those) > 1]
        lines = self._lines(shared)
        for path, those in self.records.items():
            if path in lines:
                self._read_shared(path, sorted(those), touched.get(path), lines)
            else:
                self._read_alone(path, those[0][1], touched)
        for path, ref in self.translations.items():
            self._read_alone(path, ref, touched, is_whole=False)

    def uncommitted(self) -> set[Ref]:
        """Records of files that no commit has."""
        return {ref for path, those in self.records.items() if path not in self.steps for _, ref in those}

    def _read_alone(self, path: str, ref: Ref, touched: Mapping[str, Touched], is_whole: bool = True) -> None:
        if path in touched:
            self.edited.add(ref)
        for commit, file in self.steps.get(path, ()):
            if not file.is_same:
                self.changes[ref].append(Change(_moment(commit, self.zone), is_whole and file.status == "A"))

    def _lines(self, shared: Sequence[str]) -> dict[str, list[tuple[Commit, tuple[git.Hunk, ...]]]]:
        """Of files that hold several records: what each commit did to which lines."""
        steps = {path: self.steps[path] for path in shared if path in self.steps}
        names = {file.path for those in steps.values() for _, file in those}
        names |= {file.old for those in steps.values() for _, file in those}
        told = git.lines(self.root, sorted(names)) if names else {}
        return {
            path: [(commit, told.get((commit.name, file.path), ())) for commit, file in those]
            for path, those in steps.items()
        }

    def _read_shared(
        self,
        path: str,
        records: Sequence[tuple[int, Ref]],
        touched: Touched | None,
        told: Mapping[str, Sequence[tuple[Commit, tuple[git.Hunk, ...]]]],
    ) -> None:
        today = (self.root / path).read_bytes()
        lines = Lines(today, [start for start, _ in records], is_table=path.endswith(".csv"))
        if touched:
            self.edited.update(records[position][1] for position in lines.back(touched.hunks)[0])
        for commit, hunks in told[path]:
            changed, came = lines.back(hunks)
            for position in changed | came:
                self.changes[records[position][1]].append(Change(_moment(commit, self.zone), position in came))


def _followed(told: Iterable[Commit], paths: Iterable[str]) -> dict[str, list[Step]]:
    """Today's path → what was done to the file, the latest first, through its renames."""
    found: dict[str, list[Step]] = defaultdict(list)
    today = {path: path for path in paths}
    for commit in told:
        known = [(file, today[file.path]) for file in commit.files if file.path in today]
        for file, path in known:
            found[path].append(Step(commit, file))
        for file, _ in known:
            if file.status in "ARC":
                del today[file.path]
        today |= {file.old: path for file, path in known if file.status == "R"}
    return dict(found)


def _once(those: Sequence[Change]) -> tuple[Change, ...]:
    """A commit that touched a record in two files is one change, the latest comes first."""
    is_new: dict[datetime, bool] = {}
    for one in those:
        is_new[one.at] = is_new.get(one.at, False) or one.is_new
    return tuple(Change(at, is_new[at]) for at in sorted(is_new, reverse=True))


def _moment(commit: Commit, zone: ZoneInfo) -> datetime:
    """When it came, on the clock of the site."""
    return datetime.fromtimestamp(min(max(commit.at, 0), _LAST_MOMENT), zone)
