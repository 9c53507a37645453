"""Query: SQL is asked of the catalog and of data files, and rows come back."""

from mops_kb.query.asking import Asking
from mops_kb.query.calendar import calendar
from mops_kb.query.functions import GROUPS as FUNCTION_GROUPS
from mops_kb.query.prepared import MISSING
from mops_kb.query.tables import named, tables

__all__ = ["FUNCTION_GROUPS", "MISSING", "Asking", "calendar", "named", "tables"]
