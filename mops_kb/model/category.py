"""Category: the sorts of entries of the calendar, which other kinds name too."""

from typing import Literal

Category = Literal[
    "webinar", "exhibition", "seminar", "campaign", "email", "content", "release", "press", "community", "internal"
]
