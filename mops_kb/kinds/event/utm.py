"""The registry of UTM values: which sources, mediums, campaigns, contents and terms may stand in links."""

import unicodedata
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from mops_kb.model.entity import Record
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, wrong

Sort = Literal["source", "medium", "campaign", "content", "term"]


def is_plain(value: str) -> bool:
    """Whether it can be written in one way only: no upper case, no full width, nothing that splits a line or a list."""
    folded = unicodedata.normalize("NFKC", value).lower()
    return value == folded and value.isprintable() and not any(sign in value for sign in ' &=#?+%;"')


def _plain(value: str) -> str:
    if not is_plain(value):
        raise wrong("utm-form", value)
    return value


Value = Annotated[str, AfterValidator(_plain)]


class UtmValue(Record):
    """One value that links may carry: a row of a CSV file in `utm/`.

    `mediums` tell which mediums go with a source (all, where none is given); `event` is what a campaign is for.
    """

    kind = "utm-value"

    id: str
    sort: Sort
    value: Value
    title: Text | None = None
    mediums: Annotated[tuple[Value, ...], ONE_OR_MANY] = ()
    event: Annotated[str, RefTo("event", inverse="utm-campaigns")] | None = None
    since: Day | None = None
    until: Day | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "UtmValue":
        if self.mediums and self.sort != "source":
            raise wrong("utm-medium-of", self.mediums[0], at="mediums")
        if self.since and self.until and self.until < self.since:
            raise wrong("end-before-start", f"{self.since}/{self.until}", at="until")
        return self

    def is_valid(self, on: date) -> bool:
        """Whether links may carry it on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
