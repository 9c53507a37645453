"""Corpus: all that people wrote into the wiki, as one text, so that a pattern is tried on it once."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from mops_kb.model.atlas import Atlas
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Place
from mops_kb.model.entity import Record
from mops_kb.model.links import Link, links
from mops_kb.model.prose import worded
from mops_kb.model.ref import Location, Ref
from mops_kb.model.settings import Settings
from mops_kb.model.texts import Passage, place, texts

_END = "\n\x00\n"
_MARKED = re.compile(r"`|\]\(|\]:|://|<!--|~~~")
"""Where none of these stands in a text, all of it are words."""


class Written(NamedTuple):
    record: Record
    passage: Passage


@dataclass(frozen=True)
class Corpus:
    """`text` holds the words alone: code, comments and addresses are blank."""

    catalog: Catalog
    written: Sequence[tuple[Record, Location, str, str]]
    starts: Sequence[int]
    text: str
    linked: dict[int, tuple[Link, ...]] = field(default_factory=dict, compare=False, repr=False)
    """The links of those texts that somebody has asked about, by their number."""

    def at(self, offset: int) -> tuple[Written, int]:
        """What was written there, and the offset within it."""
        number = self._number(offset)
        record, location, language, text = self.written[number]
        return Written(record, Passage(location, language, text)), offset - self.starts[number]

    def _number(self, offset: int) -> int:
        return bisect(self.starts, offset) - 1

    def path(self, offset: int) -> str:
        return self.catalog.documents[self.at(offset)[0].record.ref].path

    def place(self, offset: int) -> tuple[str, Place]:
        written, within = self.at(offset)
        return place(self.catalog.documents[written.record.ref], written.passage, within)

    def link(self, offset: int) -> Link | None:
        """The link whose words stand there."""
        written, within = self.at(offset)
        number = self._number(offset)
        if number not in self.linked:
            self.linked[number] = links(written.passage.text)
        found = self.linked[number]
        before = bisect(found, within, key=lambda link: link.start) - 1
        return found[before] if before >= 0 and within < found[before].end else None

    def aim(self, written: Written, link: Link) -> Ref | None:
        path, _ = self.catalog.documents[written.record.ref].body(written.passage.language)
        return self._atlas.aim(path, link.target).ref

    @cached_property
    def _atlas(self) -> Atlas:
        whole = self.catalog.complete
        return Atlas(whole.records, whole.documents, whole.assets)

    @cached_property
    def plain(self) -> str:
        """The same length, with full-width letters and digits as plain ones."""
        return _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), self.text)


_WIDE = re.compile("[Ａ-Ｚａ-ｚ０-９]+")


def corpus(catalog: Catalog, settings: Settings) -> Corpus:
    """Ask by `catalog.once`. What comes with the wiki itself is not in it."""
    written = [
        (record, location, language, words)
        for those in catalog.records.values()
        for record in those.values()
        if not catalog.documents[record.ref].path.startswith("(")
        for location, text in texts(record)
        for language, words in text.versions
    ]
    words = [_words(one[3]) for one in written]
    starts = accumulate((len(text) + len(_END) for text in words), initial=0)
    return Corpus(catalog, written, tuple(starts), _END.join(words))


def _words(text: str) -> str:
    return worded(text) if _MARKED.search(text) else text
