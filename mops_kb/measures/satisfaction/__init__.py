"""Satisfaction: what surveys say, wave by wave."""

from mops_kb.measures.satisfaction.survey import SURVEY

MEASURES = (SURVEY,)
