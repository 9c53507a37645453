"""What a need may ask for, and whom nobody has told anything."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from mops_kb.kinds.buy_in_step.model import BuyInStep
from mops_kb.kinds.sponsor.model import Advocacy
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.advocacy import log
from mops_kb.reports.buy_in.facts import COLUMNS, asked_of
from mops_kb.show.conditions import wrong_conditions


def asks(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A need asks for a kind that there is, by fields and facts that its records have, in a form that can be met."""
    for step in catalog.of(BuyInStep):
        document = catalog.documents[step.ref]
        for number, need in enumerate(step.needs):
            at: Location = ("needs", number)
            if need.of in catalog.kinds or need.of in COLUMNS.models:
                columns = asked_of(need.of, catalog)
                yield from wrong_conditions(need.where, (need.of,), columns, document, (*at, "where"))
            else:
                kinds = [*catalog.kinds, Advocacy.kind]
                near = _near(need.of, kinds)
                place = document.place((*at, "of"))
                variant = "near" if near else "remedy"
                yield problem(
                    document.path, place, "unknown-evidence", variant, written=need.of, near=near, kinds=kinds
                )


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
