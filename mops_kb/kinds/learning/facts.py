"""Facts of learnings: the half of the fiscal year that they are of."""

from mops_kb.kinds.learning.model import Learning
from mops_kb.kinds.learning.views import half
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Fact
from mops_kb.model.settings import Settings
from mops_kb.model.when import When


def _half(learning: Learning, catalog: Catalog, settings: Settings) -> When:
    return half(learning.on, settings.fiscal_year_start)


FACTS = (Fact("learning", "half", "when", _half),)
