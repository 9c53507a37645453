"""Trained: how many people had, at the end of each month, a completion that counts of a training about the tools."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from mops_kb.kinds.contract.model import DAY, later
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.training.needs import completions, trained_people, trainings_about
from mops_kb.model.catalog import Catalog
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings


def by_month(tools: Collection[str], catalog: Catalog, settings: Settings) -> Mapping[date, frozenset[str]]:
    """Month → the people, each once however many of the tools they were trained in: from the first completion to the
    last month that is over."""
    about = scope(tools, catalog, settings)
    trainings = [training for tool in about for training in trainings_about(tool, catalog)]
    days = (row.on for training in trainings for row in completions(training, catalog))
    first = min(days, default=settings.as_of).replace(day=1)
    found = {}
    while (end := later(first, 1) - DAY) <= settings.as_of:
        then = replace(settings, as_of=end)
        found[first] = frozenset(id for tool in about for id in trained_people(tool, catalog, then))
        first = later(first, 1)
    return found


def scope(tools: Collection[str], catalog: Catalog, settings: Settings) -> tuple[Tool, ...]:
    """The tools that are named; all if none is."""
    named = catalog.some(Tool, tools) if tools else catalog.of(Tool)
    return tuple(tool for tool in named if settings.counts(tool.seen_by))


def reads(
    tools: Collection[str], people: Mapping[date, frozenset[str]], catalog: Catalog, settings: Settings
) -> tuple[Ref, ...]:
    """The tools, their trainings, and everybody who is counted."""
    about = [tool for tool in scope(tools, catalog, settings) if trainings_about(tool, catalog)]
    trainings = {training.ref for tool in about for training in trainings_about(tool, catalog)}
    counted = {Ref("person", id) for those in people.values() for id in those}
    return (*(tool.ref for tool in about), *sorted(trainings), *sorted(counted))
