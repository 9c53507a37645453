"""The archive of briefs, a page for each of the last periods, and the sheet on the page of a kept one."""

from collections.abc import Iterable
from dataclasses import dataclass

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.brief.model import Brief
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.briefs.sheet import Sheet, sheet, terms
from mops_kb.reports.briefs.term import term

PATH = "briefs/index.md"


@dataclass(frozen=True)
class ArchiveView:
    """All briefs, the latest first."""

    sheets: tuple[Sheet, ...]

    @property
    def kept(self) -> int:
        return sum(one.brief is not None for one in self.sheets)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where there are no figures to tell."""
    catalog, settings = wiki.catalog, wiki.settings
    kind = next((kind for kind in wiki.kinds if kind.name == Brief.kind), None)
    sheets = tuple(sheet(one, catalog, settings) for one in terms(catalog, settings))
    if not kind or not sheets:
        return
    about = {brief.ref for brief in catalog.of(Brief)}
    findings = tuple(one for one in wiki.findings if (told := catalog.subject(one)) and told.ref in about)
    facts = IndexFacts(kind, ArchiveView(sheets), introduction(catalog, PATH), findings)
    yield View(PATH, "briefs/index.md", facts, "brief", "kind.brief.plural")
    for one in sheets:
        if not one.brief:
            yield View(one.term.path, "briefs/page.md", one, "brief", one.term.when, called="briefs.of")


def of_brief(brief: Brief, wiki: Wiki) -> Sheet:
    return sheet(term(brief.period, wiki.settings), wiki.catalog, wiki.settings)
