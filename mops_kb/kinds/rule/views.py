"""What the pages about rules show, and the exceptions that should be over."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mops_kb.kinds.rule.model import Excused, Rule, Standing
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.ownership import responsible
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class ExceptionView:
    excused: Excused
    is_expired: bool


@dataclass(frozen=True)
class RuleView:
    """`is_owned`: somebody answers for it today, shown or not."""

    rule: Rule
    standing: Standing
    playbooks: tuple[Record, ...]
    trainings: tuple[Record, ...]
    tools: tuple[Record, ...]
    teams: tuple[Record, ...]
    exceptions: tuple[ExceptionView, ...]
    is_owned: bool

    @property
    def expired(self) -> int:
        return sum(1 for one in self.exceptions if one.is_expired)


@dataclass(frozen=True)
class RulesView:
    """`alive` are those that hold or will; `groups` the same by the playbooks that they hold for, of which a rule may
    have several."""

    alive: int
    groups: tuple[tuple[Record, tuple[Rule, ...]], ...]
    ended: int
    expired: tuple[RuleView, ...]
    unowned: tuple[RuleView, ...]
    count: int


@each
def page(rule: Rule, catalog: Catalog, settings: Settings) -> RuleView:
    return RuleView(
        rule,
        rule.standing(settings.as_of),
        catalog.follow(rule, "playbooks"),
        catalog.follow(rule, "trainings"),
        catalog.follow(rule, "tools"),
        catalog.follow(rule, "teams"),
        tuple(ExceptionView(one, one.is_expired(settings.as_of)) for one in rule.exceptions),
        bool(responsible(catalog.complete, rule, settings.as_of)),
    )


def index(catalog: Catalog, settings: Settings) -> RulesView:
    views = [page(rule, catalog, settings) for rule in catalog.of(Rule)]
    alive = [view for view in views if view.standing != "ended"]
    return RulesView(
        len(alive),
        tuple(_by_playbook(alive)),
        len(views) - len(alive),
        tuple(view for view in alive if view.expired),
        tuple(view for view in alive if not view.is_owned),
        len(views),
    )


def _by_playbook(views: list[RuleView]) -> Iterator[tuple[Record, tuple[Rule, ...]]]:
    """In the order of the playbooks' ids."""
    found: dict[Record, list[Rule]] = defaultdict(list)
    for view in views:
        for playbook in view.playbooks:
            found[playbook].append(view.rule)
    for playbook in sorted(found, key=lambda one: one.id):
        yield playbook, tuple(found[playbook])


def expired(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: an exception whose last day is past still stands in a rule that holds."""
    for rule in catalog.of(Rule):
        if rule.standing(settings.as_of) == "ended":
            continue
        document = catalog.documents[rule.ref]
        for number, one in enumerate(rule.exceptions):
            if one.until and one.is_expired(settings.as_of):
                place = document.place(("exceptions", number, "until"))
                until = one.until.isoformat()
                yield problem(document.path, place, "exception-expired", id=rule.id, until=until)


def backwards(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A rule that ends before it begins."""
    for rule in catalog.complete.of(Rule):
        if rule.since and rule.until and rule.until < rule.since:
            document = catalog.complete.documents[rule.ref]
            place = document.place(("until",))
            since, until = rule.since.isoformat(), rule.until.isoformat()
            yield problem(document.path, place, "rule-backwards", since=since, until=until)
