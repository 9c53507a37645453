"""Facts of learnings: the half of the fiscal year that they are of."""

from datetime import date

from mops_kb.kinds.learning.model import Learning
from mops_kb.kinds.learning.views import half
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Fact
from mops_kb.model.settings import Settings


def _half(learning: Learning, catalog: Catalog, settings: Settings) -> date:
    """Its first day."""
    return half(learning.on, settings.fiscal_year_start).days(settings.fiscal_year_start)[0]


FACTS = (Fact("learning", "half", "date", _half),)
