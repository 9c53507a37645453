"""Pull: the figures of KPIs come from a company's warehouse and are kept. Nothing else here asks a network."""

from mops_kb.pull.engines import NotInstalled
from mops_kb.pull.line import Outcome, Unknown, pull
from mops_kb.pull.words import told

__all__ = ["NotInstalled", "Outcome", "Unknown", "pull", "told"]
