"""Built-in measures: what many teams measure alike, worked out from datasets, surveys and records.

A measure is a room with a `MEASURES` tuple; a new one is one folder and one place here.
"""

from mops_kb.measures import attribution, efficiency, funnel, response, satisfaction, utilisation
from mops_kb.model.measured import Measure

MEASURES: tuple[Measure, ...] = (
    *response.MEASURES,
    *funnel.MEASURES,
    *attribution.MEASURES,
    *efficiency.MEASURES,
    *satisfaction.MEASURES,
    *utilisation.MEASURES,
)
