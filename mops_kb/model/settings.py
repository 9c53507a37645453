"""Settings: what a site decides once, passed down instead of asked for."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Visibility = Literal["public", "internal", "draft"]
PersonalField = Literal["chat", "email", "phone", "hours", "location", "languages", "joined"]
LEVELS: tuple[Visibility, ...] = ("public", "internal", "draft")


@dataclass(frozen=True)
class Settings:
    """How one site is built.

    `as_of` is the day the wiki speaks of: nothing below the doors asks for today. `fiscal_year_start` is a month, 1–12.
    `visibility` is the most private level that the site shows; `person_fields` names what is shown of a person.
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
    labels: tuple[tuple[str, str], ...] = field(default=())

    @property
    def shown(self) -> frozenset[Visibility]:
        return frozenset(LEVELS[: LEVELS.index(self.visibility) + 1])
