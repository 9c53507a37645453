"""Brief: a month or a quarter for executives on paper, as text, and as a record of the archive."""

import html
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from markupsafe import Markup, escape

from mops_kb import theme
from mops_kb.build import TEMPLATES, Study
from mops_kb.kinds.brief.model import Brief, Kept
from mops_kb.labels import LANGUAGES, Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.entity import Entity
from mops_kb.render import Pen
from mops_kb.reports.briefs.figures import Figure, kept_of
from mops_kb.reports.briefs.sheet import Sheet

HEAD = "# mops-kb brief --keep\n"
_WRITTEN_ANEW = ("id", "period", "kept_on", "figures")


@dataclass
class Paper(Pen):
    """Writes what is read away from the wiki: links are whole addresses, or none where the site knows no address."""

    def url(self, path: str) -> str:
        return self.absolute(path)

    def link(self, entity: Entity | None, anchor: str = "") -> Markup:
        if entity is None or not self.absolute(entity.path):
            return self.words(entity.title if entity else None)
        return Markup(f'<a href="{escape(self.absolute(entity.path) + anchor)}">{self.words(entity.title)}</a>')


def paper(sheet: Sheet, found: Study, labels: Labels) -> str:
    """A page of HTML that needs nothing else."""
    styles = (theme.folder() / theme.STYLES).read_text(encoding="utf-8")
    return _written("briefs/paper.html", sheet, found, labels, styles=Markup(styles))


def text(sheet: Sheet, found: Study, labels: Labels) -> str:
    """For a terminal or a message."""
    return html.unescape(_written("briefs/text.md", sheet, found, labels))


def _written(template: str, sheet: Sheet, found: Study, labels: Labels, **more: Any) -> str:
    pen = Paper(found.catalog, labels, found.settings, frozenset(), sheet.term.path)
    return pen.environment(TEMPLATES, None).get_template(template).render(f=sheet, path=sheet.term.path, **more)


def owner(found: Study) -> str | None:
    """Who answers for the latest kept brief."""
    return next((brief.owner for brief in found.catalog.of(Brief)), None)


def record(sheet: Sheet, found: Study, labels: Mapping[str, Labels], owner: str) -> str:
    """The kept brief in YAML. What somebody wrote into an earlier one stays."""
    settings = found.settings
    when = {language: Spelling(labels[language], settings.fiscal_year_start).when for language in LANGUAGES}
    titles = {language: labels[language]("briefs.of", period=when[language](sheet.term.when)) for language in LANGUAGES}
    fresh: dict[str, Any] = {"title": titles, "owner": owner}
    if settings.is_internal:
        fresh["visibility"] = "internal"
    told = {
        **(_kept(sheet.term.id, found) or fresh),
        "period": sheet.term.when.written,
        "kept_on": settings.as_of.isoformat(),
    }
    head = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)
    return f"{HEAD}{head}figures:\n{''.join(map(_line, sheet.figures))}"


def _kept(id: str, found: Study) -> dict[str, Any] | None:
    """What stands in the record beside what is worked out, as it was typed."""
    brief = found.catalog.records.get(Brief.kind, {}).get(id)
    if not brief:
        return None
    values = found.catalog.documents[brief.ref].values
    return {name: value for name, value in values.items() if name not in _WRITTEN_ANEW}


def _line(figure: Figure) -> str:
    kept = kept_of(figure)
    given = [f"{name}: {_plain(getattr(kept, name))}" for name in Kept.model_fields if getattr(kept, name) is not None]
    return f"  - {{{', '.join(given)}}}\n"


def _plain(value: object) -> str:
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def changed(sheet: Sheet, found: Study) -> tuple[str, ...] | None:
    """The keys of figures that are others than those that were kept; None if none were."""
    brief = found.catalog.records.get(Brief.kind, {}).get(sheet.term.id)
    if not isinstance(brief, Brief):
        return None
    was, now = ({kept.key: kept for kept in those} for those in (brief.figures, map(kept_of, sheet.figures)))
    return tuple(key for key in dict.fromkeys([*was, *now]) if was.get(key) != now.get(key))


def write(file: Path, content: str | bytes) -> None:
    """Beside it first, and moved in whole once it is on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    with beside.open("xb") as opened:
        opened.write(content.encode() if isinstance(content, str) else content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
