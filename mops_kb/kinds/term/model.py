"""A term: the word to use, what it means, what IT calls it, and which names are not to be used any more."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from mops_kb.model.entity import Entity, Outdated, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Name, wrong

_READING = re.compile(r"[ぁ-ゖァ-ヺー・ 　]+")


def _reading(written: Any) -> Any:
    if isinstance(written, str) and not _READING.fullmatch(written):
        raise wrong("reading-form", written)
    return written


def _name_alone(written: Any) -> Any:
    return {"name": written} if isinstance(written, str) else written


class Deprecated(Part):
    """A name that is not to be used any more; `until` is the last day on which it was right."""

    name: Name
    until: Day | None = None
    note: Text | None = None


class Term(Entity):
    kind = "term"
    folder = "glossary"

    summary: Text
    reading: Annotated[str, BeforeValidator(_reading)] | None = None
    english: Name | None = None
    aliases: Annotated[tuple[Name, ...], ONE_OR_MANY] = ()
    it_term: Text | None = None
    deprecated: Annotated[
        tuple[Annotated[Deprecated, BeforeValidator(_name_alone, json_schema_input_type=str | Deprecated)], ...],
        ONE_OR_MANY,
    ] = ()
    not_to_confuse: Annotated[tuple[Annotated[str, RefTo("term", inverse="confused-with")], ...], ONE_OR_MANY] = ()
    about: Annotated[tuple[Annotated[str, RefTo("*", inverse="terms")], ...], ONE_OR_MANY] = ()

    @property
    def spoken(self) -> tuple[str, ...]:
        titles = (text for _, text in self.title.versions)
        return tuple(dict.fromkeys([*titles, *self.aliases, *([self.english] if self.english else [])]))

    @property
    def outdated(self) -> tuple[Outdated, ...]:
        return tuple(Outdated(old.name, old.until) for old in self.deprecated)

    @property
    def also(self) -> tuple[str, ...]:
        readings = [self.reading] if self.reading else []
        it_words = [text for _, text in self.it_term.versions] if self.it_term else []
        return tuple(dict.fromkeys([*readings, *self.spoken, *it_words, *(old.name for old in self.deprecated)]))
