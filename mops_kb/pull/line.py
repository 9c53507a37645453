"""The line of a pull: KPIs that name a warehouse, their SQL in its words, its answers, and a snapshot of each."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from uuid import uuid4

from mops_kb.kinds import KINDS
from mops_kb.kinds.declared import declare
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.snapshot import FOLDER, query_hash
from mops_kb.load import load
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.pull import dialect, profiles
from mops_kb.pull.answers import Answered, answered, lines
from mops_kb.pull.engines import Failed, Session, session
from mops_kb.pull.meaning import Untranslatable
from mops_kb.pull.profiles import Profile
from mops_kb.pull.secrets import Missing
from mops_kb.resolve import resolve
from mops_kb.validate import validate

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/+-]*")


@dataclass(frozen=True)
class Outcome:
    """What became of one KPI: its snapshot is `kept` as it was, or `new`. `reason` is why a warehouse failed."""

    kpi: str
    profile: str
    state: Literal["new", "kept", "failed", "refused"]
    figures: int = 0
    reason: str = ""
    variable: str = ""
    problems: tuple[Problem, ...] = ()


class Unknown(Exception):
    """No KPI with a warehouse has this id."""


def pull(docs: Path, settings: Settings, ids: Sequence[str] = (), only: str | None = None) -> Iterator[Outcome]:
    """Ask for each KPI and write its snapshot, warehouse by warehouse; what one cannot answer hinders no other."""
    catalog = _catalog(docs, settings)
    known, wrong = profiles.read(docs.parent)
    if wrong:
        yield Outcome("", "", "refused", problems=tuple(wrong))
        return
    wanted = sorted(_wanted(catalog, ids, only), key=lambda kpi: (kpi.warehouse or "", kpi.id))
    desk = _Desk(docs, catalog, settings)
    for name in dict.fromkeys(kpi.warehouse or "" for kpi in wanted):
        kpis = [kpi for kpi in wanted if kpi.warehouse == name]
        yield from desk.pull(known[name], kpis) if name in known else desk.unknown(kpis, known)


def _catalog(docs: Path, settings: Settings) -> Catalog:
    """Of what is right; what is wrong is for `check` to tell."""
    kinds, _ = declare(docs, KINDS)
    loaded = load(docs, kinds)
    return resolve(validate(loaded.documents, kinds).records, kinds, settings, loaded.assets).catalog


def _wanted(catalog: Catalog, ids: Sequence[str], only: str | None) -> Iterator[Kpi]:
    """Those that were named, else all that are no drafts."""
    kpis = {kpi.id: kpi for kpi in catalog.of(Kpi) if kpi.warehouse and kpi.sql}
    for id in ids:
        if id not in kpis:
            near = next(iter(get_close_matches(id, kpis, 1)), "")
            raise Unknown(f"no KPI with a warehouse is called `{id}`" + (f" (did you mean `{near}`?)" if near else ""))
    chosen = [kpis[id] for id in ids] if ids else [kpi for kpi in kpis.values() if kpi.seen_by != "draft"]
    return (kpi for kpi in dict.fromkeys(chosen) if only in (None, kpi.warehouse))


@dataclass(frozen=True)
class _Desk:
    docs: Path
    catalog: Catalog
    settings: Settings

    def unknown(self, kpis: Sequence[Kpi], known: dict[str, Profile]) -> Iterator[Outcome]:
        for kpi in kpis:
            document = self.catalog.documents[kpi.ref]
            near = next(iter(get_close_matches(kpi.warehouse or "", known, 1)), "")
            told = problem(
                document.path, document.place(("warehouse",)), "no-profile", "near" if near else "remedy",
                id=kpi.id, profile=kpi.warehouse, near=near, file=profiles.FILE,
            )  # fmt: skip
            yield Outcome(kpi.id, kpi.warehouse or "", "refused", problems=(told,))

    def pull(self, profile: Profile, kpis: Sequence[Kpi]) -> Iterator[Outcome]:
        left = [*kpis]
        try:
            with session(profile, self.docs.parent, self.settings.time_zone) as ask:
                while left:
                    yield self._one(left[0], profile, ask)
                    left.pop(0)
        except Missing as missing:
            yield from (Outcome(kpi.id, profile.name, "failed", variable=str(missing)) for kpi in left)
        except Failed as failed:
            yield from (Outcome(kpi.id, profile.name, "failed", reason=str(failed)) for kpi in left)

    def _one(self, kpi: Kpi, profile: Profile, ask: Session) -> Outcome:
        document = self.catalog.documents[kpi.ref]
        place = document.place(("sql",))
        query = dialect.read(kpi.sql or "", document.path, place)
        if isinstance(query, Problem):
            return Outcome(kpi.id, profile.name, "refused", problems=(query,))
        try:
            sql, columns = dialect.figures(query, profile.engine)
        except Untranslatable as lacking:
            told = problem(document.path, place, "pull-words", id=kpi.id, engine=profile.engine, what=str(lacking))
            return Outcome(kpi.id, profile.name, "refused", problems=(told,))
        try:
            rows = ask(sql)
        except Failed as failed:
            return Outcome(kpi.id, profile.name, "failed", reason=str(failed))
        found = answered(kpi, columns, rows, document.path, place, self.settings.fiscal_year_start)
        if found.problems:
            return Outcome(kpi.id, profile.name, "refused", problems=found.problems)
        is_new = write(self.docs / FOLDER / f"{kpi.id}.yml", text(kpi, found, self.settings))
        return Outcome(kpi.id, profile.name, "new" if is_new else "kept", len(found.figures))


def text(kpi: Kpi, found: Answered, settings: Settings) -> str:
    """A snapshot: the same for the same answer of a day, figure by figure a line."""
    told = {
        "kpi": kpi.id,
        "profile": _plain(kpi.warehouse or ""),
        "pulled_on": settings.as_of.isoformat(),
        "time_zone": _plain(settings.time_zone),
        "query": f'"{query_hash(kpi.sql or "")}"',
        "rows": found.rows,
    }
    head = "".join(f"{name}: {value}\n" for name, value in told.items())
    return f"# mops-kb pull\n{head}figures:\n{''.join(lines(found.figures))}"


def _plain(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def write(file: Path, text: str) -> bool:
    """Beside it first, and moved in whole once it is on the disk: whatever happens, the file is the old or the new one.
    Tells whether it changed."""
    if file.is_file() and file.read_bytes() == text.encode():
        return False
    file.parent.mkdir(exist_ok=True)
    for left in file.parent.glob(f".{file.name}.*"):
        left.unlink(missing_ok=True)
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    with beside.open("xb") as opened:
        opened.write(text.encode())
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
    return True
