"""Who masters which skill how well, as far as has been assessed by the day that the wiki speaks of."""

from collections.abc import Mapping

from mops_kb.kinds.skill.model import SkillLevel
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings

Levels = Mapping[str, Mapping[str, int]]


def levels(catalog: Catalog, settings: Settings) -> Levels:
    """Person → skill → level, by ids; the latest assessment counts, and none that is dated after `as_of`.

    Empty on a public site, which is not shown the assessments; those of `catalog.complete` are for sums over people.
    """
    return catalog.once(_levels, settings)


def _levels(catalog: Catalog, settings: Settings) -> Levels:
    found: dict[str, dict[str, int]] = {}
    for row in sorted(catalog.of(SkillLevel), key=lambda row: (row.on, row.id)):
        person = catalog.target(row, ("person",))
        skill = catalog.target(row, ("skill",))
        if person and skill and row.on <= settings.as_of:
            found.setdefault(person.id, {})[skill.id] = row.level
    return found


def masters(catalog: Catalog, settings: Settings) -> Levels:
    """The same the other way round: skill → person → level."""
    return catalog.once(_masters, settings)


def _masters(catalog: Catalog, settings: Settings) -> Levels:
    found: dict[str, dict[str, int]] = {}
    for person, mastered in levels(catalog, settings).items():
        for skill, level in mastered.items():
            found.setdefault(skill, {})[person] = level
    return found
