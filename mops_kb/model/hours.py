"""Hours: when a business day opens and closes. Settings are read with it, so it imports nothing heavy."""

import re
from typing import NamedTuple

MIDNIGHT = 24 * 60
_HOURS = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")


class Hours(NamedTuple):
    """When a business day opens and closes, in minutes since midnight."""

    opens: int
    closes: int


def business_hours(written: str) -> Hours:
    """Of `09:00-18:00`; the day may close at `24:00`."""
    form = _HOURS.fullmatch(written)
    opens, closes = (int(form[1]) * 60 + int(form[2]), int(form[3]) * 60 + int(form[4])) if form else (0, 0)
    if not opens < closes <= MIDNIGHT:
        raise ValueError(f"business_hours are two times of a day, such as 09:00-18:00, not {written}")
    return Hours(opens, closes)
