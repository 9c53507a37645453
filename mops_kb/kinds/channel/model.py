"""A channel: a recurring meeting or a standing channel, what it is for and what it costs."""

import json
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Annotated, Literal
from unicodedata import normalize

from pydantic import BeforeValidator, Field, model_validator

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Clock, Count, Day, wrong

_WORDS = {
    "daily": "daily, every day, 毎日, 平日毎日",
    "weekly": "weekly, every week, once a week, 毎週, 週1回, 週に1回, 週次",
    "biweekly": "biweekly, bi-weekly, fortnightly, every other week, every two weeks, 隔週, 2週に1回, 2週間に1回",
    "monthly": "monthly, every month, once a month, 毎月, 月1回, 月に1回, 月次",
    "quarterly": "quarterly, every quarter, once a quarter, 四半期, 四半期ごと, 四半期に1回, 3か月ごと, 3ヶ月ごと",
    "yearly": "yearly, annually, every year, once a year, 毎年, 年1回, 年に1回, 年次",
    "ad-hoc": "ad-hoc, ad hoc, as needed, 不定期, 随時, 必要なとき",
}
FREQUENCIES = {word: frequency for frequency, words in _WORDS.items() for word in words.split(", ")}
"""How people write a frequency, and what it is; full-width letters and digits count as the narrow ones."""


def _frequency(written: object) -> object:
    if isinstance(written, str):
        words = " ".join(normalize("NFKC", written).casefold().split())
        if words not in FREQUENCIES:
            raise wrong("frequency-form", written)
        return FREQUENCIES[words]
    return written


Frequency = Annotated[
    Literal["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "ad-hoc"],
    BeforeValidator(_frequency, json_schema_input_type=Literal[tuple(FREQUENCIES)]),
]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Decision = Literal["keep", "stop", "change", "merge", "move"]

VerdictState = Literal["none", "standing", "unsealed", "stale"]

PER_YEAR = {"daily": 249, "weekly": 52, "biweekly": 26, "monthly": 12, "quarterly": 4, "yearly": 1, "ad-hoc": 0}
"""How often in an average year: 249 business days in Japan, 52 weeks; ad hoc is not counted."""
_JUDGED = {
    "sort",
    "purpose",
    "agenda",
    "output",
    "topics",
    "participants",
    "frequency",
    "minutes",
    "minutes_per_week",
    "format",
    "direction",
}


class Verdict(Part):
    """What a person has decided about a channel; `row` seals what it was when they did."""

    decision: Decision
    on: Day
    by: Annotated[str, RefTo("person", inverse="decided")]
    reason: Text
    into: Annotated[str, RefTo("channel", inverse="takes-in")] | None = None
    tool: Annotated[str, RefTo("tool", inverse="replaces-channels")] | None = None
    change: Text | None = None
    minutes: Count | None = None
    frequency: Frequency | None = None
    row: str | None = None

    @property
    def is_end(self) -> bool:
        """Whether the channel is no more once it is carried out."""
        return self.decision in ("stop", "merge", "move")

    @model_validator(mode="after")
    def _says_all_of_it(self) -> "Verdict":
        if self.decision == "merge" and not self.into:
            raise wrong("merge-without-target")
        if self.decision == "move" and not self.tool:
            raise wrong("move-without-tool")
        if self.decision == "change" and not (self.change or self.minutes is not None or self.frequency):
            raise wrong("change-without-change")
        return self


class Channel(Entity):
    kind = "channel"
    folder = "channels"

    sort: Literal["meeting", "standing"] = "meeting"
    purpose: Text | None = None
    agenda: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    output: Text | None = None
    topics: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    participants: Annotated[
        tuple[Annotated[str, RefTo("role", "team", "person", inverse="attends")], ...], ONE_OR_MANY
    ] = ()
    frequency: Frequency | None = None
    minutes: Count | None = None
    minutes_per_week: Count | None = None
    format: Literal["in-person", "online", "hybrid", "chat", "email", "document"] | None = None
    direction: Literal["one-way", "two-way"] = "two-way"
    weekday: Weekday | None = None
    week_of_month: Annotated[Count, Field(ge=1, le=5)] | None = None
    time: Clock | None = None
    starts_on: Day | None = None
    could_use: Annotated[str, RefTo("tool", inverse="could-replace")] | None = None
    verdict: Verdict | None = None

    def seal(self) -> str:
        """Eight characters that change when what is judged of the row changes (SHA-256 of those fields).

        In which order participants and topics are written makes no difference.
        """
        row = self.model_dump(mode="json", include=_JUDGED)
        row |= {"participants": sorted(set(self.participants)), "topics": sorted(set(self.topics))}
        return sha256(json.dumps(row, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:8]

    def verdict_state(self) -> VerdictState:
        """Stale when the row has changed since it was judged; unsealed when nobody could tell."""
        if not self.verdict:
            return "none"
        if self.verdict.row is None:
            return "unsealed"
        return "standing" if self.verdict.row == self.seal() else "stale"

    @property
    def decided(self) -> Verdict | None:
        """The verdict, as long as it speaks of the row as it is."""
        return None if self.verdict_state() == "stale" else self.verdict

    @property
    def ends(self) -> bool:
        return self.decided is not None and self.decided.is_end

    def minutes_a_year(self) -> int:
        """Of one participant, as the channel is held today."""
        return _a_year(self.frequency, self.minutes, self.minutes_per_week)

    def minutes_a_year_after(self) -> int:
        """The same once its verdict is carried out: nothing for what is stopped, merged or moved to a tool."""
        verdict = self.decided
        if self.ends:
            return 0
        if not verdict or verdict.decision == "keep":
            return self.minutes_a_year()
        minutes = self.minutes if verdict.minutes is None else verdict.minutes
        return _a_year(verdict.frequency or self.frequency, minutes, self.minutes_per_week)


def _a_year(frequency: str | None, minutes: int | None, minutes_per_week: int | None) -> int:
    met = PER_YEAR[frequency] * (minutes or 0) if frequency else 0
    return met + PER_YEAR["weekly"] * (minutes_per_week or 0)


def hours(minutes_a_year: int | Fraction) -> Decimal:
    """Minutes a year as hours in an average month."""
    a_month = Fraction(minutes_a_year) / (60 * 12)
    return Decimal(a_month.numerator) / Decimal(a_month.denominator)
