"""Pages and files: what the line hands to an engine."""

from dataclasses import dataclass

from mops_kb.model.document import Origin
from mops_kb.model.ref import Ref
from mops_kb.model.text import Text


@dataclass(frozen=True)
class View:
    """The facts of one page, before they are put into words: which template spells them, and where the page goes."""

    path: str
    template: str
    facts: object
    section: str
    """The collection or report that the page belongs to."""
    title: Text | str
    """A `Text`, or the key of a label."""
    origin: Origin | None = None
    subject: Ref | None = None
    """The entity whose page it is."""


@dataclass(frozen=True)
class Page:
    """One page of Markdown. `path` is relative to the site's source; `origin` is the record that one edits."""

    path: str
    title: str
    text: str
    section: str
    origin: Origin | None = None
    subject: Ref | None = None


@dataclass(frozen=True)
class File:
    """One file that is not a page: data for machines."""

    path: str
    content: str
