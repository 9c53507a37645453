"""Findings: a kept brief of which a figure is another one today."""

from collections.abc import Iterator

from mops_kb.kinds.brief.model import Brief
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.briefs.sheet import sheet
from mops_kb.reports.briefs.term import term


def restated(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Not where somebody has written down why."""
    for brief in catalog.of(Brief):
        found = sheet(term(brief.period, settings), catalog, settings).restated
        if found and not brief.note:
            document = catalog.documents[brief.ref]
            keys = [figure.key for figure in found]
            place = document.place(("figures", _position(brief, keys[0]), "value"))
            yield problem(document.path, place, "brief-restated", id=brief.id, keys=keys)


def _position(brief: Brief, key: str) -> int:
    return next(position for position, kept in enumerate(brief.figures) if kept.key == key)
