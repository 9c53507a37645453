"""Initiatives: whom a change affects, and three gates that evidence opens."""

from pathlib import Path

from mops_kb.model.report import Report

REPORT = Report("initiatives", Path(__file__).parent)
