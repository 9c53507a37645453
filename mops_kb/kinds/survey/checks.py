"""What is wrong with surveys and answers: scores off the scale, waves that there are not, more answers than people."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from mops_kb.kinds.survey.model import Reply, Survey
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def replies(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Each answer is to a wave of its survey, and on its scale."""
    everything = catalog.complete
    for row in everything.of(Reply):
        survey = everything.target(row, ("survey",))
        if not isinstance(survey, Survey):
            continue
        document = everything.documents[row.ref]
        if not survey.has(row.score):
            least, most = survey.scale
            given = {"written": row.score, "sort": survey.sort, "least": least, "most": most}
            yield problem(document.path, document.place(("score",)), "score-scale", survey=survey.id, **given)
        waves = [wave.id for wave in survey.waves]
        if row.wave not in waves:
            near = next(iter(get_close_matches(row.wave, waves, n=1)), "")
            variant = "near" if near else "remedy"
            told = {"survey": survey.id, "written": row.wave, "near": near, "waves": waves}
            yield problem(document.path, document.place(("wave",)), "unknown-wave", variant, **told)


def waves(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """One after the other, each of a period of its own, and with no more answers than people who were asked."""
    everything = catalog.complete
    for survey in everything.of(Survey):
        document = everything.documents[survey.ref]
        spans = [wave.period.days(settings.fiscal_year_start) for wave in survey.waves]
        for position, (before, span) in enumerate(pairwise(spans), 1):
            place = document.place(("waves", position, "period"))
            written = survey.waves[position].period.written
            if span in spans[:position]:
                yield problem(document.path, place, "wave-period-twice", written=written)
            elif span[0] < before[0]:
                yield problem(document.path, place, "wave-order", written=written)
        answers = Counter(row.wave for row in everything.who(survey, "replies") if isinstance(row, Reply))
        for position, wave in enumerate(survey.waves):
            if wave.invited is not None and answers[wave.id] > wave.invited:
                place = document.place(("waves", position, "invited"))
                given = {"wave": wave.id, "invited": wave.invited, "n": answers[wave.id]}
                yield problem(document.path, place, "answers-over-invited", **given)
