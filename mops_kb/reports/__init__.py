"""All reports, in the order in which the wiki shows them: pages and checks that cross kinds."""

from mops_kb.model.report import Report
from mops_kb.reports.ask import REPORT as ASK
from mops_kb.reports.attribution import REPORT as ATTRIBUTION
from mops_kb.reports.benchmarks import REPORT as BENCHMARKS
from mops_kb.reports.bridge import REPORT as BRIDGE
from mops_kb.reports.briefs import REPORT as BRIEFS
from mops_kb.reports.buy_in import REPORT as BUY_IN
from mops_kb.reports.calendar import REPORT as CALENDAR
from mops_kb.reports.change import REPORT as CHANGE
from mops_kb.reports.claims import REPORT as CLAIMS
from mops_kb.reports.communication import REPORT as COMMUNICATION
from mops_kb.reports.conflicts import REPORT as CONFLICTS
from mops_kb.reports.curriculum import REPORT as CURRICULUM
from mops_kb.reports.dataflow import REPORT as DATAFLOW
from mops_kb.reports.duties import REPORT as DUTIES
from mops_kb.reports.efficiency import REPORT as EFFICIENCY
from mops_kb.reports.elsewhere import REPORT as ELSEWHERE
from mops_kb.reports.feeds import REPORT as FEEDS
from mops_kb.reports.funnel import REPORT as FUNNEL
from mops_kb.reports.goals import REPORT as GOALS
from mops_kb.reports.guide import REPORT as GUIDE
from mops_kb.reports.health import REPORT as HEALTH
from mops_kb.reports.home import REPORT as HOME
from mops_kb.reports.initiatives import REPORT as INITIATIVES
from mops_kb.reports.learnings import REPORT as LEARNINGS
from mops_kb.reports.leaving import REPORT as LEAVING
from mops_kb.reports.ledger import REPORT as LEDGER
from mops_kb.reports.lineage import REPORT as LINEAGE
from mops_kb.reports.onboarding import REPORT as ONBOARDING
from mops_kb.reports.org_chart import REPORT as ORG_CHART
from mops_kb.reports.plans import REPORT as PLANS
from mops_kb.reports.programs import REPORT as PROGRAMS
from mops_kb.reports.response import REPORT as RESPONSE
from mops_kb.reports.roadmap import REPORT as ROADMAP
from mops_kb.reports.rules import REPORT as RULES
from mops_kb.reports.satisfaction import REPORT as SATISFACTION
from mops_kb.reports.scenarios import REPORT as SCENARIOS
from mops_kb.reports.scorecards import REPORT as SCORECARDS
from mops_kb.reports.search import REPORT as SEARCH
from mops_kb.reports.skills import REPORT as SKILLS
from mops_kb.reports.snapshots import REPORT as SNAPSHOTS
from mops_kb.reports.sql_guide import REPORT as SQL_GUIDE
from mops_kb.reports.stack import REPORT as STACK
from mops_kb.reports.stakeholders import REPORT as STAKEHOLDERS
from mops_kb.reports.untranslated import REPORT as UNTRANSLATED
from mops_kb.reports.updates import REPORT as UPDATES
from mops_kb.reports.utilisation import REPORT as UTILISATION
from mops_kb.reports.utm import REPORT as UTM
from mops_kb.reports.view_guide import REPORT as VIEW_GUIDE
from mops_kb.reports.wording import REPORT as WORDING

REPORTS: tuple[Report, ...] = (
    HOME,
    CALENDAR,
    ASK,
    CONFLICTS,
    ORG_CHART,
    DUTIES,
    PLANS,
    SKILLS,
    SCENARIOS,
    CURRICULUM,
    ONBOARDING,
    LEARNINGS,
    INITIATIVES,
    STACK,
    BRIDGE,
    UTILISATION,
    EFFICIENCY,
    RULES,
    STAKEHOLDERS,
    SATISFACTION,
    COMMUNICATION,
    DATAFLOW,
    SCORECARDS,
    LINEAGE,
    ROADMAP,
    BRIEFS,
    CHANGE,
    GOALS,
    BENCHMARKS,
    LEDGER,
    CLAIMS,
    RESPONSE,
    FUNNEL,
    UTM,
    ATTRIBUTION,
    SNAPSHOTS,
    BUY_IN,
    LEAVING,
    UPDATES,
    HEALTH,
    UNTRANSLATED,
    ELSEWHERE,
    FEEDS,
    SEARCH,
    GUIDE,
    SQL_GUIDE,
    PROGRAMS,
    VIEW_GUIDE,
    WORDING,
)
