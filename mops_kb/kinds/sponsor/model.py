"""A sponsor: an executive whom MOps wins and keeps, what they care about, and when somebody last spoke with them."""

from datetime import date
from typing import Annotated, Literal, get_args

from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility, most_private
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day

Sort = Literal["sponsor", "decider", "ally"]
SORTS: tuple[Sort, ...] = get_args(Sort)
SILENT = 60
"""Days without a contact after which somebody should ask for one."""


class Contact(Part):
    """Once that somebody of MOps spoke with them."""

    on: Day
    how: Literal["meeting", "one-to-one", "message", "report"] = "meeting"
    note: Text | None = None
    channel: Annotated[str, RefTo("channel", inverse="sponsor-contacts")] | None = None


class NextStep(Part):
    on: Day
    what: Text
    by: Annotated[str, RefTo("role", "person", inverse="next-steps")] | None = None


class Sponsor(Entity):
    """Never on a public site, as its notes are about persons."""

    kind = "sponsor"
    folder = "sponsors"

    visibility: Visibility = "internal"
    who: Annotated[str, RefTo("role", "person", inverse="sponsors")]
    sort: Sort = "sponsor"
    cares_about: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    goals: Annotated[tuple[Annotated[str, RefTo("goal", inverse="cared-for-by")], ...], ONE_OR_MANY] = ()
    contacts: Annotated[tuple[Contact, ...], ONE_OR_MANY] = ()
    next_step: NextStep | None = None

    @property
    def seen_by(self) -> Visibility:
        return most_private((self.visibility, "internal"))

    def contacted(self, on: date) -> tuple[Contact, ...]:
        """Those until that day, the latest first."""
        past = (contact for contact in self.contacts if contact.on <= on)
        return tuple(sorted(past, key=lambda contact: contact.on, reverse=True))

    def days_silent(self, on: date) -> int | None:
        """Since the last contact; None where there was none."""
        last = next(iter(self.contacted(on)), None)
        return (on - last.on).days if last else None


class Advocacy(Record):
    """What was told to whom on which day: a row of a CSV file in `advocacy/`. Never on a public site."""

    kind = "advocacy"

    id: str
    on: Day
    audience: Annotated[str, RefTo("team", "role", inverse="heard")]
    message: Text
    claim: Annotated[str, RefTo("claim", inverse="told-in")] | None = None
    channel: Annotated[str, RefTo("channel", inverse="told-at")] | None = None
    by: Annotated[str, RefTo("role", "person", inverse="told-by")] | None = None

    @property
    def seen_by(self) -> Visibility:
        return "internal"
