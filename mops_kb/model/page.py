"""Pages and files: what the line hands to an engine."""

from dataclasses import dataclass

from mops_kb.model.document import Origin
from mops_kb.model.ref import Ref
from mops_kb.model.text import Text
from mops_kb.model.when import When


@dataclass(frozen=True)
class View:
    """The facts of one page, before they are put into words: which template spells them, and where the page goes."""

    path: str
    template: str
    facts: object
    section: str
    """The collection or report that the page belongs to."""
    title: Text | When | str
    """A `Text`, a date, or the key of a label."""
    origin: Origin | None = None
    subject: Ref | None = None
    """The entity whose page it is."""
    called: str = ""
    """The key of a label that makes the page's title of this one, its `name`, which alone is that of something else."""


@dataclass(frozen=True)
class Page:
    """One page of Markdown. `path` is relative to the site's source; `origin` is the record that one edits."""

    path: str
    title: str
    text: str
    section: str
    origin: Origin | None = None
    subject: Ref | None = None
    name: str = ""
    """Of what the page tells, where it is one of many that are called alike but for that."""


@dataclass(frozen=True)
class File:
    """One file that is not a page: data for machines."""

    path: str
    content: str
