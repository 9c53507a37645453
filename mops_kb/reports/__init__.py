"""All reports, in the order in which the wiki shows them: pages and checks that cross kinds."""

from mops_kb.model.report import Report
from mops_kb.reports.communication import REPORT as COMMUNICATION
from mops_kb.reports.guide import REPORT as GUIDE
from mops_kb.reports.health import REPORT as HEALTH
from mops_kb.reports.home import REPORT as HOME
from mops_kb.reports.learnings import REPORT as LEARNINGS
from mops_kb.reports.org_chart import REPORT as ORG_CHART
from mops_kb.reports.stakeholders import REPORT as STAKEHOLDERS

REPORTS: tuple[Report, ...] = (HOME, ORG_CHART, COMMUNICATION, STAKEHOLDERS, LEARNINGS, HEALTH, GUIDE)
