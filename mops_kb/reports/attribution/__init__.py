"""Attribution: what each model says the channels and campaigns brought, side by side."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.attribution import views
from mops_kb.reports.attribution.checks import late, units, unknown_channels
from mops_kb.reports.attribution.kpi import of_kpi

REPORT = Report(
    "attribution",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(late, units, unknown_channels),
    sections=(Section("kpi", of_kpi, "attribution/kpi.md"),),
)
