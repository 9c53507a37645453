"""Brief: a month or a quarter for executives on paper, as text, and as a record of the archive."""

import html
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import yaml
from markupsafe import Markup, escape

from mops_kb import theme
from mops_kb.build import TEMPLATES, Study, columns
from mops_kb.kinds.brief.model import Brief, Kept
from mops_kb.labels import LANGUAGES, Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.when import When
from mops_kb.pdf import NoBrowser, pdf
from mops_kb.render import Pen
from mops_kb.reports.briefs.figures import Figure, kept_of
from mops_kb.reports.briefs.sheet import Sheet, sheet, worked_out
from mops_kb.reports.briefs.term import read, term

HEAD = "# mops-kb brief --keep\n"
FINE, NO_FIGURES, NO_BROWSER = 0, 1, 3
_WRITTEN_ANEW = ("id", "period", "kept_on", "figures")


class Refused(Exception):
    """What was asked for cannot be; the text says why, and what to ask instead."""


class Order(NamedTuple):
    """What somebody asks for: a page, a PDF (of its own name if it is empty), a record, or else the text."""

    period: When
    page: Path | None = None
    pdf: str | None = None
    keep: bool = False
    anew: bool = False
    owner: str | None = None


class Done(NamedTuple):
    code: int
    text: str


@dataclass
class Paper(Pen):
    """Writes what is read away from the wiki: links are whole addresses, or none where the site knows no address."""

    def url(self, path: str) -> str:
        return self.absolute(path)

    def link(self, entity: Entity | None, anchor: str = "") -> Markup:
        if entity is None or not self.absolute(entity.path):
            return self.words(entity.title if entity else None)
        return Markup(f'<a href="{escape(self.absolute(entity.path) + anchor)}">{self.words(entity.title)}</a>')


def period(written: str, keep: bool, labels: Labels, settings: Settings) -> When:
    """What somebody typed as a period; only of one that is over figures can be kept."""
    found = read(written)
    if not found:
        raise Refused(labels("briefs.unread", written=written))
    about = term(found, settings)
    if keep and not about.is_over(settings.as_of):
        name = Spelling(labels, settings.fiscal_year_start).when(found)
        raise Refused(labels("briefs.not-over", period=name, last=about.last.isoformat()))
    return found


def run(order: Order, found: Study, labels: Mapping[str, Labels], docs: Path) -> Done:
    mine, settings = labels[found.settings.language], found.settings
    about = term(order.period, settings)
    name = Spelling(mine, settings.fiscal_year_start).when(order.period)
    told = worked_out(about, found.catalog, settings) if order.keep else sheet(about, found.catalog, settings)
    if told.is_empty and not told.brief:
        return Done(NO_FIGURES, mine("briefs.empty", period=name))
    lines = [keep(told, order, found, labels, docs)] if order.keep else []
    if order.page:
        _put(order.page, paper(told, found, mine), mine)
        lines.append(str(order.page))
    if order.pdf is not None:
        file = Path(order.pdf or f"{about.id}.pdf")
        try:
            _put(file, pdf(paper(told, found, mine)), mine)
        except NoBrowser as missing:
            return Done(NO_BROWSER, mine(f"briefs.{missing}"))
        lines.append(str(file))
    return Done(FINE, "\n".join(lines) or text(told, found, mine))


def keep(told: Sheet, order: Order, found: Study, labels: Mapping[str, Labels], docs: Path) -> str:
    """Write the record, unless other figures were kept and nobody says that these are to take their place."""
    mine, file = labels[found.settings.language], docs / Brief.folder / f"{told.term.id}.yml"
    was = found.catalog.complete.records.get(Brief.kind, {}).get(told.term.id)
    if isinstance(was, Brief):
        path = found.catalog.complete.origin(was).path
        if path != f"{Brief.folder}/{told.term.id}.yml":
            raise Refused(mine("briefs.elsewhere", path=path, file=file.name))
        changed = differing(was, told)
        if not changed:
            return mine("briefs.unchanged", file=file)
        if not order.anew:
            raise Refused(mine("briefs.differs", file=file, keys=", ".join(changed)))
    answers = was.owner if isinstance(was, Brief) else order.owner or owner(found)
    if not answers:
        raise Refused(mine("briefs.no-owner"))
    if not _is_there(answers, found):
        raise Refused(mine("briefs.nobody", owner=answers))
    _put(file, record(told, found, labels, answers), mine)
    return mine("briefs.was-kept", file=file, n=len(told.figures))


def paper(told: Sheet, found: Study, labels: Labels) -> str:
    """A page of HTML that needs nothing else."""
    styles = (theme.folder() / theme.STYLES).read_text(encoding="utf-8")
    return _written("briefs/paper.html", told, found, labels, styles=Markup(styles))


def text(told: Sheet, found: Study, labels: Labels) -> str:
    """For a terminal or a message."""
    return html.unescape(_written("briefs/text.md", told, found, labels))


def _written(template: str, told: Sheet, found: Study, labels: Labels, **more: Any) -> str:
    paths: frozenset[str] = frozenset()
    pen = Paper(found.catalog, labels, found.settings, paths, told.term.path, columns(found.kinds))
    return pen.environment(TEMPLATES, None).get_template(template).render(f=told, path=told.term.path, **more)


def owner(found: Study) -> str | None:
    """Who answers for the latest kept brief."""
    return next((brief.owner for brief in found.catalog.complete.of(Brief)), None)


def _is_there(owner: str, found: Study) -> bool:
    """Whether this is one team, role or person of the wiki."""
    kind, colon, id = owner.rpartition(":")
    records = found.catalog.complete.records
    return sum(id in records.get(one, {}) for one in ("role", "team", "person") if not colon or one == kind) == 1


def record(told: Sheet, found: Study, labels: Mapping[str, Labels], owner: str) -> str:
    """The kept brief in YAML. What somebody wrote into an earlier one stays."""
    settings = found.settings
    when = {language: Spelling(labels[language], settings.fiscal_year_start).when for language in LANGUAGES}
    titles = {language: labels[language]("briefs.of", name=when[language](told.term.when)) for language in LANGUAGES}
    top = {
        **(_kept(told.term.id, found) or {"title": titles, "owner": owner}),
        "period": told.term.when.written,
        "kept_on": settings.as_of.isoformat(),
    }
    if settings.is_internal:
        top.setdefault("visibility", "internal")
    head = yaml.safe_dump(top, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)
    return f"{HEAD}{head}figures:\n{''.join(map(_line, told.figures))}"


def _kept(id: str, found: Study) -> dict[str, Any] | None:
    """What stands in the record beside what is worked out, as it was typed."""
    brief = found.catalog.complete.records.get(Brief.kind, {}).get(id)
    if not brief:
        return None
    values = found.catalog.complete.documents[brief.ref].values
    return {name: value for name, value in values.items() if name not in _WRITTEN_ANEW}


def _line(figure: Figure) -> str:
    kept = kept_of(figure)
    given = [f"{name}: {_plain(getattr(kept, name))}" for name in Kept.model_fields if getattr(kept, name) is not None]
    return f"  - {{{', '.join(given)}}}\n"


def _plain(value: object) -> str:
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def differing(brief: Brief, told: Sheet) -> tuple[str, ...]:
    """The keys of figures that are others than those that were kept."""
    was, now = ({kept.key: kept for kept in those} for those in (brief.figures, map(kept_of, told.figures)))
    return tuple(key for key in dict.fromkeys([*was, *now]) if was.get(key) != now.get(key))


def _put(file: Path, content: str | bytes, labels: Labels) -> None:
    try:
        write(file, content)
    except OSError as refused:
        raise Refused(labels("briefs.unwritten", file=file, why=refused.strerror)) from None


def write(file: Path, content: str | bytes) -> None:
    """Beside it first, and moved in whole once it is on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    with beside.open("xb") as opened:
        opened.write(content.encode() if isinstance(content, str) else content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
