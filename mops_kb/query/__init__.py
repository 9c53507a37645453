"""Query: SQL is asked of the catalog and of data files, and rows come back."""

from mops_kb.query.asking import Asking
from mops_kb.query.prepared import MISSING
from mops_kb.query.tables import tables

__all__ = ["MISSING", "Asking", "tables"]
