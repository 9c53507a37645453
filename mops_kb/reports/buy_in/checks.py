"""What a need may ask for, and whom nobody has told anything."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from mops_kb.kinds import KINDS
from mops_kb.kinds.buy_in_step.model import BuyInStep, Need
from mops_kb.kinds.sponsor.model import Advocacy
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.fields import FieldDoc, field_docs
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.advocacy import log
from mops_kb.reports.buy_in.facts import EVIDENCE

_MODELS = {kind.name: kind.model for kind in KINDS} | {
    table.name: table.model for kind in KINDS for table in kind.tables
}

_AMOUNTS = ("number", "whole", "share", "money")


def asks(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A need asks for a kind that there is, by fields and facts that its records have, in a form that can be met."""
    for step in catalog.of(BuyInStep):
        document = catalog.documents[step.ref]
        for number, need in enumerate(step.needs):
            at: Location = ("needs", number)
            if need.of in catalog.kinds or need.of in _MODELS:
                yield from _conditions(need, at, document, catalog)
            else:
                kinds = [*catalog.kinds, Advocacy.kind]
                near = _near(need.of, kinds)
                place = document.place((*at, "of"))
                variant = "near" if near else "remedy"
                yield problem(
                    document.path, place, "unknown-evidence", variant, written=need.of, near=near, kinds=kinds
                )


def _conditions(need: Need, at: Location, document: Document, catalog: Catalog) -> Iterator[Problem]:
    fields = _fields(need.of, catalog)
    for name, condition in need.where.items():
        here = (*at, "where", name)
        if name not in fields:
            near = _near(name, fields)
            params = {"kind": need.of, "field": name, "near": near, "fields": sorted(fields)}
            yield problem(document.path, document.key(here), "unknown-fact", "near" if near else "remedy", **params)
            continue
        sort, choices, many = fields[name]
        strange = [one for one in condition.one_of if choices and one not in choices]
        if strange:
            params = {"field": name, "written": strange[0], "allowed": choices}
            yield problem(document.path, document.place(here), "not-a-choice", **params)
        counts = condition.at_least is not None or condition.at_most is not None
        if counts and not (many or sort in _AMOUNTS):
            yield problem(document.path, document.place(here), "condition-form", "number", field=name)
        if condition.within_days is not None and sort != "date":
            yield problem(document.path, document.place(here), "condition-form", "date", field=name)


def _fields(kind: str, catalog: Catalog) -> dict[str, tuple[str, tuple[str, ...], bool]]:
    """What can be asked of a kind: the sort of value, its choices, whether there may be several."""
    model = _MODELS.get(kind) or next((type(record) for record in catalog.named(kind)), None)
    docs = field_docs(model, kind) if model else ()
    found = {doc.name: (doc.sort, _choices(doc), doc.many) for doc in docs if "." not in doc.name}
    for fact in EVIDENCE:
        if fact.kind == kind:
            found[fact.name] = (fact.sort, ("true", "false") if fact.sort == "flag" else fact.choices, False)
    return found


def _choices(doc: FieldDoc) -> tuple[str, ...]:
    return ("true", "false") if doc.sort == "flag" else doc.choices


def _near(written: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(written, known, n=1)), "")


def never_reached(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding, once for all of them: audiences that were told nothing. Nothing where nobody keeps a log."""
    told = catalog.once(log, settings)
    if told.rows and told.never:
        document = catalog.documents[told.rows[0].row.ref]
        audiences = [one.audience.id for one in told.never]
        params = {"audiences": audiences, "n": len(audiences)}
        yield problem(document.path, document.start, "audience-never-reached", **params)
