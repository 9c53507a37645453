"""Settings: what a site decides once, passed down instead of asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Visibility = Literal["public", "internal", "draft"]
PersonalField = Literal["chat", "email", "phone", "hours", "location", "languages", "joined"]
LANGUAGES = ("ja", "en")
LEVELS: tuple[Visibility, ...] = ("public", "internal", "draft")
FEWEST = 3
"""Of fewer people than this a public site tells no figures: whoever knows them would read off who is meant."""


@dataclass(frozen=True)
class Settings:
    """How one site is built.

    `as_of` is the day the wiki speaks of: nothing below the doors asks for today. `fiscal_year_start` is a month, 1–12.
    `visibility` is the most private level that the site shows; `person_fields` names what is shown of a person.
    `site_url` is the address at which the site will stand; empty where that is not known.
    Two meetings could be merged from `merge_people` and `merge_topics` on: shares (0–1) of participants and of topics
    that they have in common. `campaign_pattern` is the form of the names of campaigns in UTM links.
    `business_hours` are those of business days, on the clock of `time_zone`. `mute` are codes of
    findings that the site does not want to hear. `editions` are the languages that the wiki is published in, each with
    its folder below the address of the whole, empty for the first; none where there is one language. `edit_url` is what
    goes before the path of a source to edit it; empty where that is not known.
    """

    as_of: date
    language: str = "ja"
    default_language: str = "ja"
    fiscal_year_start: int = 4
    time_zone: str = "Asia/Tokyo"
    country: str = "JP"
    currency: str = "JPY"
    visibility: Visibility = "public"
    person_fields: tuple[PersonalField, ...] = ("chat", "hours", "location", "languages")
    directory_urls: bool = True
    site_name: str = "MOps Wiki"
    site_url: str = ""
    merge_people: Decimal = Decimal("0.5")
    merge_topics: Decimal = Decimal("0.5")
    campaign_pattern: str = "[a-z0-9]+([_-][a-z0-9]+)*"
    business_hours: str = "09:00-18:00"
    mute: tuple[str, ...] = ()
    editions: tuple[tuple[str, str], ...] = ()
    edit_url: str = ""
    labels: tuple[tuple[str, str], ...] = field(default=())

    @property
    def shown(self) -> frozenset[Visibility]:
        return frozenset(LEVELS[: LEVELS.index(self.visibility) + 1])

    @property
    def is_internal(self) -> bool:
        """Whether the site may say of single people what only colleagues should read: skills, gaps, who leaves what."""
        return "internal" in self.shown

    def counts(self, level: Visibility) -> bool:
        """Whether figures are made of records of that level: of drafts only where drafts are shown."""
        return level != "draft" or level in self.shown

    def may_tell_of(self, people: int) -> bool:
        """Whether the site may tell a figure about so many people together."""
        return self.is_internal or people >= FEWEST


def most_private(levels: Iterable[Visibility]) -> Visibility:
    return max(levels, key=LEVELS.index, default="public")
