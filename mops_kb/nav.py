"""Navigation: which shelf each page stands on."""

from collections.abc import Sequence

from mops_kb.labels import Labels
from mops_kb.model.kind import Kind
from mops_kb.model.page import Page
from mops_kb.parcel import Branch

SHELVES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("home",)),
    ("nav.calendar", ("calendar", "conflicts", "next", "blackout", "event")),
    ("nav.process", ("playbook", "rule")),
    (
        "nav.stack",
        (
            "tool",
            "stack",
            "capability",
            "contract",
            "evaluation",
            "dataflow",
            "integration",
            "data-field",
            "roadmap-item",
            "utm",
        ),
    ),
    (
        "nav.measures",
        (
            "kpi",
            "scorecards",
            "goal",
            "insight",
            "funnel",
            "stage",
            "response",
            "attribution",
            "efficiency",
            "utilisation",
            "survey",
            "dataset",
        ),
    ),
    (
        "nav.organisation",
        (
            "ask",
            "org-chart",
            "team",
            "role",
            "hiring",
            "person",
            "channel",
            "communication",
            "stakeholder",
            "scenario",
            "org-scenarios",
        ),
    ),
    (
        "nav.buy-in",
        (
            "brief",
            "improvement",
            "ledger",
            "buy-in",
            "buy-in-step",
            "sponsor",
            "claim",
            "benchmark",
            "initiative",
            "change",
        ),
    ),
    ("nav.studies", ("training", "learning", "onboarding", "skill", "skill-matrix")),
    ("nav.more", ("*",)),
    ("nav.know-how", ("term", "it-bridge", "note")),
    (
        "nav.wiki",
        (
            "guide",
            "search",
            "updates",
            "health",
            "untranslated",
            "elsewhere",
            "feeds",
            "leaving",
            "duty",
            "duty-matrix",
            "pillar",
        ),
    ),
)
"""A shelf's label and the sections on it; `*` stands for the kinds that the site declares."""


def navigation(pages: Sequence[Page], kinds: Sequence[Kind], labels: Labels) -> tuple[Branch, ...]:
    """Every page once, shelf by shelf; a shelf with one collection is that collection."""
    declared = tuple(kind.name for kind in kinds if kind.declared)
    by_name = {kind.name: kind for kind in kinds}
    found = []
    for label, names in SHELVES:
        sections = [
            branch
            for name in (declared if names == ("*",) else names)
            for branch in _section(name, by_name.get(name), pages, labels)
        ]
        if label and sections:
            found.append(_shelf(labels(label), sections))
        else:
            found.extend(sections)
    return tuple(found)


def _section(name: str, kind: Kind | None, pages: Sequence[Page], labels: Labels) -> list[Branch]:
    """A collection opens with its index; one that has none, with the page that leads to it; one page is itself."""
    paths = [page.path for page in pages if _place(page) == name]
    if not paths:
        return []
    if kind and kind.index_path:
        leaves = tuple(Branch(path=path) for path in paths)
        title = f"nav.{name}" if f"nav.{name}" in labels else f"kind.{name}.plural"
        return [Branch(labels(title), branches=leaves, folder=kind.folder)]
    found = [Branch(path=path) for path in paths if not path.startswith(f"{name}/")]
    inside = [Branch(path=path) for path in paths if path.startswith(f"{name}/")]
    if not inside:
        return found
    if len(inside) == 1:
        return [*found, *inside]
    inside.sort(key=lambda leaf: leaf.path != f"{name}/index.md")
    if inside[0].path != f"{name}/index.md" and len(found) == 1:
        inside = [found.pop(), *inside]
    return [*found, Branch(labels(f"{name}.title"), branches=tuple(inside), folder=name)]


def _place(page: Page) -> str:
    """Hand-written pages in `guide/` stand with the guide."""
    return "guide" if page.section == "note" and page.path.startswith("guide/") else page.section


def _shelf(title: str, sections: Sequence[Branch]) -> Branch:
    """A section of the shelf's own name is the shelf itself."""
    first = sections[0]
    if first.title == title:
        return Branch(title, branches=(*first.branches, *sections[1:]), folder=first.folder)
    return Branch(title, branches=_flat(sections))


def _flat(sections: Sequence[Branch]) -> tuple[Branch, ...]:
    return sections[0].branches if len(sections) == 1 and sections[0].branches else tuple(sections)
