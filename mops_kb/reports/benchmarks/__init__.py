"""Benchmarks in use: beside our own figures, and cited wherever a text tells of them."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.benchmarks import beside, checks

REPORT = Report(
    "benchmarks",
    Path(__file__).parent,
    checks=(checks.units, checks.uncited),
    sections=(
        Section("kpi", beside.of_kpi, "benchmarks/kpi.md"),
        Section("benchmark", beside.of_benchmark, "benchmarks/benchmark.md"),
    ),
)
