"""Facts of tools that take contracts: what they cost, whether that is well spent, and by when to decide."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.contract import views as contracts
from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.exact import decimal
from mops_kb.model.fact import Facts
from mops_kb.model.settings import Settings
from mops_kb.reports.stack.costs import is_shelfware, per_user, unused, yearly_costs
from mops_kb.reports.stack.renewals import OPEN


@dataclass(frozen=True)
class Paid:
    """What is None nobody knows. `decide_by` is the next day to decide about one of its contracts, while it is open."""

    a_year: Decimal | None
    per_user: Decimal | None
    unused: Decimal | None
    is_shelfware: bool
    decide_by: date | None


@each
def _paid(tool: Tool, catalog: Catalog, settings: Settings) -> Paid:
    known = (
        catalog.once(yearly_costs, settings).get(tool.id),
        *(f(tool, catalog, settings) for f in (per_user, unused)),
    )
    a_year, each_user, idle = (None if amount is None else decimal(amount) for amount in known)
    own = (one for one in catalog.who(tool, "contracts") if isinstance(one, Contract))
    open_ones = (view for one in own if (view := contracts.page(one, catalog, settings)).state in OPEN)
    days = [view.decide_by for view in open_ones if view.decide_by]
    return Paid(a_year, each_user, idle, is_shelfware(tool, catalog, settings), min(days, default=None))


_fact = Facts("tool", _paid, "stack/cells.md")

FACTS = (
    _fact("a_year", "money", lambda paid: paid.a_year, rich=True),
    _fact("per_user", "money", lambda paid: paid.per_user),
    _fact("unused_a_year", "money", lambda paid: paid.unused),
    _fact("is_shelfware", "flag", lambda paid: paid.is_shelfware),
    _fact("decide_by", "date", lambda paid: paid.decide_by),
)
