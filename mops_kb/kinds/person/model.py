"""A person: whom to ask, how to reach them, who stands in."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Number, Url, wrong


def _role_alone(written: Any) -> Any:
    return {"role": written} if isinstance(written, str) else written


class Post(Part):
    """A role that somebody holds; several with shares are a dual post (兼務)."""

    role: Annotated[str, RefTo("role", inverse="holders")]
    share: Annotated[Number, Field(gt=0, le=1)] = Decimal(1)
    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Post":
        if self.since and self.until and self.until < self.since:
            raise wrong("end-before-start", f"{self.since} – {self.until}")
        return self

    def held_on(self, day: date) -> bool:
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


class Person(Entity):
    kind = "person"
    folder = "people"

    reading: str | None = None
    team: Annotated[str, RefTo("team", inverse="members")] | None = None
    posts: Annotated[
        tuple[Annotated[Post, BeforeValidator(_role_alone, json_schema_input_type=str | Post)], ...], ONE_OR_MANY
    ] = ()
    ask_about: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    chat: str | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")] | None = None
    phone: Annotated[str, Field(pattern=r"^[0-9+() -]+$")] | None = None
    hours: Text | None = None
    location: Text | None = None
    deputy: Annotated[str, RefTo("person", inverse="stands-in-for")] | None = None
    languages: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    joined: Day | None = None
    profile: Url | None = None

    @property
    def also(self) -> tuple[str, ...]:
        """The reading, and name and reading without the space between their parts."""
        written = [text for _, text in self.title.versions] + ([self.reading] if self.reading else [])
        joined = ("".join(one.split()) for one in written if not one.isascii())
        own = [self.reading] if self.reading else []
        return tuple(dict.fromkeys([*own, *joined]))

    def share_of(self, role: str, as_of: date) -> Decimal:
        """How much of their time a role has on that day, 0–1."""
        return sum((post.share for post in self._posts_in(role) if post.held_on(as_of)), Decimal(0))

    def terms(self, role: str) -> tuple[tuple[date | None, date | None], ...]:
        """The first and the last day of each time in a role, as far as they are written."""
        return tuple((post.since, post.until) for post in self._posts_in(role))

    def held_since(self, role: str, as_of: date) -> date | None:
        """Since when they hold the role on that day; a post without a date began when they joined. None: not known."""
        starts = [post.since or self.joined for post in self._posts_in(role) if post.held_on(as_of)]
        return min((start for start in starts if start), default=None) if all(starts) else None

    def _posts_in(self, role: str) -> list[Post]:
        return [post for post in self.posts if post.role.removeprefix("role:") == role]
