"""Imported: entries of other programs' calendars (.ics) and spreadsheets (.csv) become events."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime, time, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, create_model
from pydantic.fields import FieldInfo

from mops_kb.formats import csv
from mops_kb.kinds.event.model import Event
from mops_kb.labels import LANGUAGES, Labels
from mops_kb.model.category import Category
from mops_kb.model.document import Document, Lent, Place
from mops_kb.model.entity import Part
from mops_kb.model.fields import field_docs
from mops_kb.model.kind import Import
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.values import id_of

if TYPE_CHECKING:
    from mops_kb.formats.ics.read import Happening

_ROOM = Path(__file__).parent
_OWN = ("id", "title", "when", "body")
"""What each event says for itself: nothing of it can be lent."""
_STATUSES = {"CANCELLED": "cancelled", "TENTATIVE": "planned", "CONFIRMED": "confirmed"}
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_SUMMARY = 200
_DAY = timedelta(days=1)


class _Lent(Part):
    categories: dict[str, Category] = Field(default_factory=dict)
    """Words of the other program → categories."""


def _defaults() -> type[BaseModel]:
    """All fields of an event that a file may lend, none of which must be given."""
    fields: dict[str, Any] = {}
    for name, info in Event.model_fields.items():
        if name not in _OWN:
            lax: FieldInfo = copy(info)
            lax.default = None
            fields[name] = (info.annotation, lax)
    return create_model("EventDefaults", __base__=_Lent, **fields)


def rows(text: str, path: str, lent: Lent) -> tuple[Sequence[Document], Sequence[Problem]]:
    """A spreadsheet, whose header may have the labels of fields, and its cells the labels of choices."""
    sheet, problems = csv.read(text, path)
    if any(found.code == "csv-separator" for found in problems) or not sheet.header:
        return (), problems
    names = {name: _field(name) for name in sheet.header}
    problems.extend(_twice(names, sheet.header, path))
    if "id" not in names.values():
        return (), [*problems, problem(path, min(sheet.header.values()), "csv-no-id")]
    header = {names[name]: place for name, place in sheet.header.items()}
    renamed = [
        csv.Row(
            {names[name]: _cell(names[name], cell, lent) for name, cell in row.cells.items()},
            {names[name]: place for name, place in row.places.items()},
            row.start,
        )
        for row in sheet.rows
    ]
    return tuple(csv.documents(csv.Sheet(header, renamed), Event.kind, path)), problems


def entries(text: str, path: str, lent: Lent) -> tuple[Sequence[Document], Sequence[Problem]]:
    """A calendar file; what an event needs and no calendar tells must be lent."""
    from mops_kb.formats.ics.read import read  # its library is slow to load

    found, problems = read(text, path)
    lacking = [name for name in ("owner",) if found and name not in lent.values]
    if lacking:
        name = path.partition("/")[2]
        return (), [*problems, problem(path, (1, 1), "import-lacks", name=name, fields=lacking)]
    documents = []
    for one in found:
        category = _category(one, lent)
        if category or "category" in lent.values:
            documents.append(_document(one, category, path))
        elif one.categories:
            problems.append(problem(path, one.at("CATEGORIES"), "import-category", written=one.categories))
        else:
            problems.append(problem(path, (one.line, 1), "import-category", "none", written=one.title))
    return documents, problems


def _document(one: "Happening", category: str | None, path: str) -> Document:
    values = {
        "id": (_id(one), "UID"),
        "title": (one.title, "SUMMARY"),
        "summary": (_summary(one.description), "DESCRIPTION"),
        "when": (_when(one), "RRULE" if one.rule else "DTSTART"),
        "place": (one.place, "LOCATION"),
        "landing_page": (one.url if one.url.lower().startswith(("http://", "https://")) else "", "URL"),
        "category": (category, "CATEGORIES"),
        "status": (_STATUSES.get(one.status), "STATUS"),
        "changed_on": (one.changed_on.isoformat() if one.changed_on else "", "LAST-MODIFIED"),
        "visibility": ("internal" if one.is_private else "", "CLASS"),
    }
    given = {name: value for name, (value, _) in values.items() if value}
    places: dict[Location, Place] = {(name,): one.at(values[name][1]) for name in given}
    return Document(Event.kind, path, given, (one.line, 1), places, places)


def _id(one: "Happening") -> str:
    """Of the UID, and for one day of a series that was moved, of that day too."""
    name = one.uid.partition("@")[0]
    return id_of(f"{one.uid}\n{one.instead_of}", name) if one.instead_of else id_of(one.uid, name)


def _when(one: "Happening") -> str:
    """As it is written in a record."""
    first, last = _date(one.start), _date(one.end)
    if not isinstance(one.start, datetime) or not isinstance(one.end, datetime):
        return _repeated(one, first, "") if one.rule else _days(first, last)
    if one.end > one.start and one.start.time() == one.end.time() == time():
        return _repeated(one, first, "") if one.rule else _days(first, last - _DAY)
    start, end = f"{one.start:%H:%M}", f"{one.end:%H:%M}"
    zone = f" {one.zone}" if one.zone else ""
    clock = f"{start}-{end}{zone}" if one.end > one.start else f"{start}{zone}"
    if one.rule:
        return _repeated(one, first, f" {clock}")
    return f"{first} {clock}" if first == last else f"{first} {start} - {last} {end}{zone}"


def _repeated(one: "Happening", first: date, clock: str) -> str:
    exceptions = f" except {', '.join(map(str, one.exceptions))}" if one.exceptions else ""
    return f"RRULE:{one.rule} from {first}{clock}{exceptions}"


def _days(first: date, last: date) -> str:
    return f"{first}/{last}" if last > first else str(first)


def _date(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _summary(description: str) -> str:
    """The first line that says something, as plain text and not too long."""
    for line in _BREAK.sub("\n", description).splitlines():
        words = " ".join(unescape(_TAG.sub("", line)).split())
        if words and not re.fullmatch(r"https?://\S+", words):
            return words if len(words) <= _SUMMARY else f"{words[: _SUMMARY - 1].rstrip()}…"
    return ""


def _category(one: "Happening", lent: Lent) -> str | None:
    """The first of the entry's categories that is one of ours, by the site's own words or by our labels."""
    found = (_choice("category", word, lent) for word in one.categories)
    return next((choice for choice in found if choice), None)


def _choice(field: str, written: str, lent: Lent) -> str | None:
    """The choice of a field that is meant by a word."""
    mapped = lent.values.get("categories", {}) if field == "category" else {}
    words = {_plain(word): choice for word, choice in mapped.items()}
    return words.get(_plain(written)) or _words()[1].get((field, _plain(written)))


def _cell(field: str, written: str, lent: Lent) -> str:
    if field == "id":
        return id_of(written)
    return _choice(field, written, lent) or written


def _field(written: str) -> str:
    """The field that a column of a spreadsheet is about; what is no label stays as it is."""
    return _words()[0].get(_plain(written), written)


def _twice(names: Mapping[str, str], places: Mapping[str, Place], path: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name in sorted(names, key=lambda name: places[name]):
        field = names[name]
        if field in first:
            yield problem(path, places[name], "duplicate-key", key=field, line=first[field][0])
        first.setdefault(field, places[name])


@cache
def _words() -> tuple[Mapping[str, str], Mapping[tuple[str, str], str]]:
    """Word → field for headers, and field and word → choice for cells, by our labels in each language."""
    headers: dict[str, str] = {"uid": "id"}
    choices: dict[tuple[str, str], str] = {}
    for labels in (Labels(language, [_ROOM]) for language in LANGUAGES):
        for field in field_docs(Event, Event.kind):
            if "." in field.name:
                continue
            more = f"{Event.kind}.{field.name}.headings"
            for word in (field.name, labels(field.label), *(labels(more).split(";") if more in labels else ())):
                headers.setdefault(_plain(word), field.name)
            for choice in field.choices:
                choices.setdefault((field.name, _plain(choice)), choice)
                choices.setdefault((field.name, _plain(labels(f"{field.label}.{choice}"))), choice)
    return headers, choices


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()


IMPORT = Import(_defaults(), {".csv": rows, ".ics": entries})
