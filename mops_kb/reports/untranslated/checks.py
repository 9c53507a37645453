"""Findings: records of which a text lacks a language of the wiki, told at the first such text."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.untranslated.said import Said, languages, said


def untranslated(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A body by itself: it is long, and often nobody has the time; its title and summary are a minute's work."""
    for language in languages(settings):
        gaps = [one for one in catalog.once(said, settings) if one.lacks(language, settings)]
        for record, those in groupby(sorted(gaps, key=_by_record), key=lambda one: one.record):
            short = list(those)
            for body in [one for one in short if one.part == "body"]:
                short.remove(body)
                yield problem(body.path, body.place, "untranslated-body", **_params(body, language))
            if short and record:
                fields = Counter(one.field for one in short)
                yield problem(
                    short[0].path,
                    short[0].place,
                    "untranslated",
                    "words" if all(one.in_words for one in short) else "remedy",
                    **_params(short[0], language),
                    n=len(short),
                    fields=list(fields),
                )


def _by_record(one: Said) -> tuple[object, ...]:
    return one.record or ("", ""), one.path, one.place


def _params(one: Said, language: str) -> dict[str, str]:
    return {"kind": one.kind, "id": one.record.id if one.record else "", "language": language}


def in_the_way(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Where another language stands no page may come out."""
    folders = {folder for _, folder in settings.editions if folder}
    for entity in catalog.entities():
        if entity.path.partition("/")[0].removesuffix(".md") in folders:
            document = catalog.documents[entity.ref]
            folder = entity.path.partition("/")[0].removesuffix(".md")
            yield problem(document.path, document.start, "language-folder", folder=folder)
