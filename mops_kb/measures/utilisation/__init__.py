"""Utilisation: how much of the technology is used, by tool and in all."""

from mops_kb.measures.utilisation.measure import UTILISATION

MEASURES = (UTILISATION,)
