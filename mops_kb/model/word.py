"""Words: what people write as it comes, such as a tag or a region, and what it is called in other languages.

They speak too for records that can say a thing only once, such as those of a calendar file.
"""

from collections.abc import Mapping

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.text import Text, Words
from mops_kb.model.values import Name


class Word(Record):
    """A row of `words/`: the word as records have it, and its versions (`title.en`)."""

    kind = "word"
    quoted = frozenset({"title"})

    id: str
    word: Name
    title: Text

    @property
    def text(self) -> Text:
        return Text((("", self.word), *self.title.versions))


def spoken(catalog: Catalog) -> Mapping[str, Text]:
    """Word → all its versions."""
    return {word.word: word.text for word in catalog.of(Word)}


def said_in(text: Text, language: str, default: str, names: Mapping[str, Text]) -> Words:
    """The text in a language, by its own versions or else by those of the words that it is."""
    words = text.words(language, default)
    return names[words.text].words(language, default) if words.fallback and words.text in names else words
