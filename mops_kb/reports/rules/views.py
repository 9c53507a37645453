"""Which rules hold for something: those that name it, and for an event those of all that belongs to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mops_kb.kinds.event.model import Event
from mops_kb.kinds.rule.model import Rule, Standing
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Applied:
    """A rule that holds, or will."""

    rule: Rule
    standing: Standing


@dataclass(frozen=True)
class Applying:
    rules: tuple[Applied, ...]


def about(entity: Entity, wiki: Wiki) -> Applying | None:
    return _applying(wiki.catalog.who(entity, "rules"), wiki.settings)


def of_event(event: Event, wiki: Wiki) -> Applying | None:
    """By its category, playbook, team and tools."""
    catalog = wiki.catalog
    near = [one for field in ("playbook", "team", "tools") for one in catalog.follow(event, field)]
    named = [rule for one in near for rule in catalog.who(one, "rules")]
    return _applying([*catalog.once(_by_category, wiki.settings).get(event.category, ()), *named], wiki.settings)


def _applying(rules: Iterable[Record], settings: Settings) -> Applying | None:
    """Each once, in the order of their ids; what has ended is left out."""
    found = {rule.id: rule for rule in rules if isinstance(rule, Rule)}
    those = [Applied(found[id], found[id].standing(settings.as_of)) for id in sorted(found)]
    applied = tuple(one for one in those if one.standing != "ended")
    return Applying(applied) if applied else None


def _by_category(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in catalog.of(Rule):
        for category in rule.categories:
            found[category].append(rule)
    return {category: tuple(rules) for category, rules in found.items()}
