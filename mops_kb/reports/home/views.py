"""The home page: what is coming, KPIs at a glance, what needs care, and the ways in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mops_kb.kinds.kpi.arithmetic import Status
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.kinds.note.model import Note
from mops_kb.kinds.pillar.model import Pillar
from mops_kb.model.coverage import Covered, covered
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.calendar.entries import Coming, coming
from mops_kb.reports.change.standing import Standing, standings
from mops_kb.reports.scorecards.views import WORST_FIRST, ranked, tally
from mops_kb.reports.updates.views import Update, latest

PATH = "index.md"
COMING = 6
CARDS = 6
CARE = 9
CHANGED = 5


WAYS = (
    "event",
    "playbook",
    "tool",
    "kpi",
    "ask",
    "org-chart",
    "team",
    "person",
    "channel",
    "training",
    "onboarding",
    "learning",
)
"""The collections and reports that most readers come for; the navigation has the others."""
REPORTED = {"ask": "ask.md", "org-chart": "org-chart.md", "onboarding": "onboarding/index.md"}
"""Where the reports among them begin."""


@dataclass(frozen=True)
class Way:
    """One way in: a collection and how much is in it, or a report. `title` and `text` are keys of labels."""

    name: str
    path: str
    title: str
    text: str
    count: int | None


@dataclass(frozen=True)
class HomeView:
    intro: Entity | None
    ways: tuple[Way, ...]
    coming: tuple[Coming, ...]
    coming_count: int
    tally: tuple[tuple[Status, int], ...]
    cards: tuple[KpiView, ...]
    """The KPIs that most ask for something to be done; at first those that serve a goal."""
    pillars: tuple[Covered, ...]
    stale: int
    unowned: int
    care: tuple[tuple[str, int], ...]
    """Codes of findings and how many there are of each, the most frequent first."""
    findings: int
    notes: tuple[Note, ...]
    entities: int
    running: tuple[Standing, ...]
    """Changes that are under way."""
    updates: tuple[Update, ...]
    """The pages that came or changed last."""


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    yield View(PATH, "home/page.md", _home(wiki), "home", "home.title")


def _home(wiki: Wiki) -> HomeView:
    catalog, settings = wiki.catalog, wiki.settings
    ahead = catalog.once(coming, settings)
    kpis = ranked(catalog.once(all_views, settings).values())
    codes = [finding.code for finding in wiki.findings]
    notes = [note for note in catalog.of(Note) if not note.path.endswith("index.md") and "guide/" not in note.path]
    return HomeView(
        next((note for note in catalog.of(Note) if note.path == PATH), None),
        tuple(_ways(wiki)),
        ahead[:COMING],
        len(ahead),
        tally(kpis),
        tuple(sorted(kpis, key=lambda row: (WORST_FIRST.index(row.status), row.goal is None))[:CARDS]),
        tuple(covered(one, catalog, settings) for one in catalog.of(Pillar)),
        codes.count("stale"),
        codes.count("unowned"),
        tuple(sorted(Counter(codes).items(), key=lambda told: (-told[1], told[0]))[:CARE]),
        len(wiki.findings),
        tuple(notes[:COMING]),
        sum(1 for _ in catalog.entities()),
        tuple(one for one in catalog.once(standings, settings).values() if one.initiative.state == "running"),
        latest(catalog, settings, CHANGED),
    )


def _ways(wiki: Wiki) -> Iterator[Way]:
    """Those of `WAYS` that have something in them, then the kinds that the site declares."""
    kinds = {kind.name: kind for kind in wiki.kinds}
    for name in (*WAYS, *(kind.name for kind in wiki.kinds if kind.declared)):
        if name in REPORTED:
            yield Way(name, REPORTED[name], f"{name}.title", f"{name}.short", None)
        elif (path := kinds[name].index_path) and (count := len(wiki.catalog.named(name))):
            text = "summary" if kinds[name].declared else "short"
            yield Way(name, path, f"kind.{name}.plural", f"kind.{name}.{text}", count)
