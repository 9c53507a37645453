"""What a team's page shows of its record as a stakeholder."""

from mops_kb.kinds.stakeholder.model import Stakeholder
from mops_kb.kinds.stakeholder.views import StakeholderView
from mops_kb.kinds.stakeholder.views import page as stakeholder_page
from mops_kb.kinds.team.model import Team
from mops_kb.model.report import Wiki


def served(team: Team, wiki: Wiki) -> StakeholderView | None:
    records = (one for one in wiki.catalog.who(team, "stakeholder") if isinstance(one, Stakeholder))
    found = next(records, None)
    return stakeholder_page(found, wiki.catalog, wiki.settings) if found else None
