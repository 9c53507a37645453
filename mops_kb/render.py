"""Render: views become pages of Markdown, in one language. Contributors' text is never compiled as a template."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from posixpath import dirname, relpath

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mops_kb.formats.calling import Calling, Printing
from mops_kb.formats.chart import Plot, draw
from mops_kb.formats.tips import Tips
from mops_kb.labels import Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.address import absolute, address, data_path, way
from mops_kb.model.atlas import Atlas
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.feed import Feed
from mops_kb.model.kind import Kind
from mops_kb.model.links import Link, links
from mops_kb.model.ownership import owner
from mops_kb.model.page import Page, View
from mops_kb.model.problem import Problem
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text, Words
from mops_kb.model.when import When
from mops_kb.model.word import said_in, spoken
from mops_kb.show import Columns
from mops_kb.show.pages import Shows

_FENCE = re.compile(r"(?m)^\s*(/{3,})")
_TYPED = re.compile("`([^`]*)`")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~^=:<>&\"'$@/]")


def render(
    views: Sequence[View],
    catalog: Catalog,
    labels: Labels,
    settings: Settings,
    rooms: Sequence[Path],
    compiled: BytecodeCache | None = None,
    feeds: Sequence[Feed] = (),
    columns: Columns | None = None,
) -> list[Page]:
    """Every view in the words of `labels`. Templates are looked for in `rooms`, the first that has one wins;
    `compiled` keeps what Jinja makes of them. Pages may link to `feeds`, and show what `columns` know."""
    paths = frozenset([*(view.path for view in views), *(feed.path for feed in feeds)])
    pen = Pen(catalog, labels, settings, paths, columns=columns or Columns(()))
    templates = pen.environment(rooms, compiled)
    return [pen.write(view, templates) for view in views]


@dataclass
class Pen:
    """Knows how to spell everything on the page that it is writing (`here`)."""

    catalog: Catalog
    labels: Labels
    settings: Settings
    paths: frozenset[str]
    here: str = ""
    columns: Columns = field(default_factory=lambda: Columns(()))

    def __post_init__(self) -> None:
        self.spelling = Spelling(self.labels, self.settings.fiscal_year_start)
        self.names = spoken(self.catalog)
        self.urls: dict[tuple[str, str], str] = {}
        self.said: dict[Text, Markup] = {}
        self.tips = Tips(self.catalog, self.tip)
        self.atlas = Atlas(self.catalog.records, self.catalog.documents, self.catalog.assets)

    def environment(self, rooms: Sequence[Path], compiled: BytecodeCache | None) -> Environment:
        loader = FileSystemLoader([str(room) for room in rooms])
        made = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=compiled,
        )
        made.context_class, made.code_generator_class = Calling, Printing
        spelling = self.spelling
        made.globals |= {
            "t": self.labels,
            "as_of": self.settings.as_of,
            "settings": self.settings,
            "has": self.has,
        }
        self.shows = Shows(self, self.columns, made)
        made.globals |= {"view": self.shows.called}
        made.globals |= {"url": self.url, "absolute": self.absolute, "chart": self.chart, "home": self.home}
        made.globals |= {"changed_on": self.catalog.changed_on, "latest_of": self.latest_of, "owner_of": self.owner_of}
        made.globals |= {"data_path": data_path}
        made.filters |= {
            "words": self.words,
            "name": lambda name: self.words(Text.of(name)),
            "named": self.named,
            "plain": self.plain,
            "md": markdown_text,
            "link": self.link,
            "links": self.links,
            "body": self.body,
            "explained": self.explained,
            "yaml": front_matter_text,
            "day": spelling.day,
            "when": spelling.when,
            "axis": spelling.axis,
            "span": spelling.span,
            "number": spelling.number,
            "percent": spelling.percent,
            "signed": spelling.signed,
            "attained": spelling.attained,
            "changed": spelling.changed,
            "elapsed": spelling.elapsed,
            "money": spelling.money,
            "compact_money": spelling.compact_money,
            "difference": spelling.difference,
            "money_difference": spelling.money_difference,
            "quantity": spelling.quantity,
            "finding": self.finding,
            "cell": self.shows.writer.cell,
            "plain_cell": self.shows.writer.plain,
            "text": self.shows.text,
            "views": lambda text: Markup(self.shows.expanded(text, self.here, self._relinked, level=2)),
            "typed": typed,
            "fenced": fenced,
            "all_words": self.all_words,
            "all_plain": lambda texts: " ".join(self.plain(text) for text in texts),
        }
        return made

    def write(self, view: View, templates: Environment) -> Page:
        self.here = view.path
        subject = self.catalog.get(view.subject) if view.subject else None
        self.tips.begin(*(subject, self.plain(subject.body)) if isinstance(subject, Entity) else (None, ""))
        self.shows.turn()
        name = self._name(view.title)
        title = self.labels(view.called, name=name) if view.called else name
        told = {"title": title, "name": name, "title_lang": self._language(view.title)}
        facts = {"f": view.facts, "path": view.path, **told}
        text = templates.get_template(view.template).render(facts)
        return Page(view.path, title, text, view.section, view.origin, view.subject, name if view.called else "")

    def _name(self, title: Text | When | str) -> str:
        if isinstance(title, Text):
            return self.plain(title)
        return self.spelling.when(title) if isinstance(title, When) else self.labels(title)

    def _language(self, title: Text | When | str) -> Markup:
        """For the heading of the page, in the list of its attributes, where its title is not in the page's language."""
        if not isinstance(title, Text):
            return Markup("")
        words = self._said(title)
        return Markup(f" lang={words.language}") if words.fallback else Markup("")

    def words(self, text: Text | None) -> Markup:
        """A text as HTML; where it is not in the reader's language, it says so to screen readers and browsers."""
        if text is None:
            return Markup("")
        if text not in self.said:
            words = self._said(text)
            made = escape(words.text)
            self.said[text] = Markup(f'<span lang="{escape(words.language)}">{made}</span>' if words.fallback else made)
        return self.said[text]

    def explained(self, text: Text) -> Markup:
        """A text as HTML, in which terms are explained where they first stand on the page."""
        words = text.words(self.settings.language, self.settings.default_language)
        said = self.tips.words(words.text)
        return Markup('<span lang="{}">{}</span>').format(words.language, said) if words.fallback else said

    def tip(self, term: Entity, words: str) -> str:
        """Words that lead to their term, with its meaning beside them."""
        meaning = markdown_text(self.plain(term.summary))
        return f'<a class="mk-term" href="{escape(self.url(term.path))}" data-tip="{meaning}">{words}</a>'

    def named(self, word: str) -> Markup:
        """A tag, or another word that people write as it comes, in the reader's language."""
        return self.words(Text.of(word))

    def plain(self, text: Text | None) -> str:
        return self._said(text).text if text else ""

    def _said(self, text: Text) -> Words:
        return said_in(text, self.settings.language, self.settings.default_language, self.names)

    def all_words(self, texts: Sequence[Text]) -> Markup:
        return Markup(self.labels("list.comma")).join(self.words(text) for text in texts)

    def link(self, entity: Entity | None, anchor: str = "") -> Markup:
        if entity is None:
            return Markup("")
        return Markup(f'<a href="{escape(self.url(entity.path) + anchor)}">{self.words(entity.title)}</a>')

    def links(self, entities: Sequence[Entity]) -> Markup:
        return Markup(self.labels("list.comma")).join(self.link(entity) for entity in entities)

    def url(self, path: str) -> str:
        """From this page to another, or to a file."""
        if (self.here, path) not in self.urls:
            directory_urls = self.settings.directory_urls
            self.urls[self.here, path] = way(address(self.here, directory_urls), address(path, directory_urls))
        return self.urls[self.here, path]

    def absolute(self, path: str) -> str:
        """The whole address of a page or file; empty where the site does not know its own."""
        settings = self.settings
        return absolute(path, settings.site_url, settings.directory_urls) if settings.site_url else ""

    def has(self, path: str) -> bool:
        """Whether the wiki has this page or feed."""
        return path in self.paths

    def latest_of(self, kind: Kind, intro: Entity | None) -> Entity | None:
        """What changed last of what an index is about."""
        those = (one for one in (*self.catalog.named(kind.name), intro) if isinstance(one, Entity))
        return self.catalog.latest(those)

    def owner_of(self, entity: Entity | None) -> Entity | None:
        return owner(self.catalog, entity) if entity else None

    def home(self) -> str:
        return self.url("index.md")

    def finding(self, found: Problem) -> Markup:
        """A finding without its code, what was typed set as code."""
        return typed(self.labels.problem(found).partition(" ")[2])

    def chart(self, plot: Plot, name: str, title: str, description: str) -> Markup:
        """Figures over periods with their target; `name` is the only one of its page."""
        return Markup(draw(plot, self.spelling, name, title, description))

    def body(self, entity: Entity | None) -> Markup:
        """What the contributor wrote, its links made to lead from this page; Markdown, cleaned after its conversion."""
        if entity is None or entity.body is None:
            return Markup("")
        words = entity.body.words(self.settings.language, self.settings.default_language)
        text = self.shows.body(self.tips.markdown(words.text), entity, self._relinked)
        if words.fallback:
            key = f"fallback.{words.language}"
            note = Markup('<p class="mk-fallback">{}</p>\n\n').format(
                self.labels(key if key in self.labels else "fallback")
            )
            return note + Markup(in_language(text, words.language))
        return Markup(text)

    def _relinked(self, text: str, source: str) -> str:
        pieces = []
        done = 0
        for link in links(text):
            pieces.append(text[done : link.start])
            pieces.append(self._relink(link, source, text[link.start : link.end]))
            done = link.end
        return "".join([*pieces, text[done:]])

    def _relink(self, link: Link, source: str, written: str) -> str:
        """To where its target comes out; what the site does not show keeps its words alone."""
        aim = self.atlas.aim(source, link.target)
        entity = self.catalog.get(aim.ref) if aim.ref else None
        if aim.field and isinstance(entity, Entity) and (value := self.shows.value(entity, aim.field, link.text)):
            return value
        path = entity.path if isinstance(entity, Entity) else aim.path
        if path in self.paths or path in self.catalog.assets:
            words = link.text or (markdown_text(self.plain(entity.title)) if isinstance(entity, Entity) else "")
            target = _target(relpath(path, dirname(self.here) or ".")) + aim.anchor
            if link.defines:
                return f"[{words}]: {target}"
            return f"{'!' if link.image and not entity else ''}[{words}]({target})"
        if aim.path or link.target.partition(":")[0] in self.catalog.records:
            return "" if link.defines else link.text
        return written


def in_language(text: str, language: str) -> str:
    """Markdown whose HTML will stand in an element that says its language (`pymdownx.blocks.html`)."""
    longest = max((len(slashes) for slashes in _FENCE.findall(text)), default=0)
    fence = "/" * max(5, longest + 1)
    return f"{fence} html | div[lang={language}]\n\n{text}\n\n{fence}\n"


def _target(path: str) -> str:
    """A path as the target of a link in Markdown."""
    return path.replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def markdown_text(text: str) -> Markup:
    """Text that Markdown and HTML both leave as it is."""
    return Markup(_MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split())))


def fenced(text: str, language: str) -> Markup:
    """A block of code in Markdown, whatever marks are in it."""
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup(f"{fence}{language}\n{text}\n{fence}\n")


def front_matter_text(text: str) -> Markup:
    """Text as a YAML value whose HTML is already escaped: themes put titles into pages as they are."""
    return Markup(json.dumps(escape(" ".join(text.split()), quote=True), ensure_ascii=False))


def typed(words: str) -> Markup:
    """Words of ours, what is typed in backquotes set as code."""
    return Markup(_TYPED.sub(r"<code>\1</code>", str(escape(words))))
