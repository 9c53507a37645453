"""All reports, in the order in which the wiki shows them: pages and checks that cross kinds."""

from mops_kb.model.report import Report
from mops_kb.reports.ask import REPORT as ASK
from mops_kb.reports.communication import REPORT as COMMUNICATION
from mops_kb.reports.guide import REPORT as GUIDE
from mops_kb.reports.health import REPORT as HEALTH
from mops_kb.reports.home import REPORT as HOME
from mops_kb.reports.org_chart import REPORT as ORG_CHART
from mops_kb.reports.scenarios import REPORT as SCENARIOS

REPORTS: tuple[Report, ...] = (HOME, ASK, ORG_CHART, SCENARIOS, COMMUNICATION, HEALTH, GUIDE)
