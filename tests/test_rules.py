"""Rules: where they hold, since when, and which exceptions should be over."""

import pytest

from mops_kb.kinds.rule.model import Rule
from mops_kb.kinds.rule.views import index
from mops_kb.model.settings import Settings
from mops_kb.reports import REPORTS
from tests.conftest import AS_OF, Wiki

SETTINGS = Settings(AS_OF)
WIKI = """
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead}
    people/ann.yml
    | {title: Ann, owner: role:lead, posts: [lead]}
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: sales, title: Sales, owner: role:lead}
    tools/all.yml
    | - {id: mailer, title: Mailer, owner: role:lead, category: crm}
    | - {id: scanner, title: Scanner, owner: role:lead, category: crm}
    playbooks/all.yml
    | - {id: send, title: Send, owner: role:lead}
    | - {id: show, title: Show, owner: role:lead}
    trainings/naming.yml
    | {title: Naming, owner: role:lead}
    events/all.yml
    | - {id: letter, title: Letter, owner: role:lead, when: 2026-12, category: email, team: ops, playbook: send, tools: mailer}
    | - {id: fair, title: Fair, owner: role:lead, when: 2027, category: exhibition, team: sales, playbook: show}
    rules/all.yml
    | - {id: a-naming, title: Naming, owner: role:lead, playbooks: send, tools: mailer, trainings: naming}
    | - {id: b-scans, title: Scans, owner: role:lead, tools: scanner}
    | - {id: c-mails, title: Mails, owner: role:lead, categories: [email, press]}
    | - {id: d-old, title: Old, owner: role:lead, playbooks: send, until: 2026-11-21}
    | - {id: e-coming, title: Coming, owner: role:lead, teams: sales, since: 2026-11-23}
"""


def holding(wiki: Wiki, kind: str, id: str) -> list[str]:
    """The rules on the page of something."""
    found = wiki.study()
    view = next(view for view in found.views if view.origin and view.facts.frame.entity.ref == (kind, id))
    return [one.rule.id for name, facts in view.facts.sections if name == "rules/section.md" for one in facts.rules]


@pytest.mark.parametrize(
    ("kind", "id", "rules"),
    [
        ("playbook", "send", ["a-naming"]),  # what has ended holds no more
        ("playbook", "show", []),
        ("tool", "mailer", ["a-naming"]),
        ("tool", "scanner", ["b-scans"]),
        ("training", "naming", ["a-naming"]),
        ("team", "sales", ["e-coming"]),
        ("event", "letter", ["a-naming", "c-mails"]),  # by playbook and tool, told once, and by its category
        ("event", "fair", ["e-coming"]),  # by its team
    ],
)
def test_a_rule_is_shown_wherever_it_holds(wiki, kind, id, rules):
    assert holding(wiki(WIKI), kind, id) == rules


def test_a_rule_is_listed_once_on_a_page(wiki):
    made = wiki(WIKI).page("playbooks/send.md", language="en")
    assert made.count('href="../../rules/a-naming/"') == 1


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        ("", "in-force"),
        ("since: 2026-11-22", "in-force"),
        ("since: 2026-11-23", "coming"),
        ("until: 2026-11-22", "in-force"),
        ("until: 2026-11-21", "ended"),
        ("since: 2026-04-01, until: 2026-06-30", "ended"),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(wiki, days, standing):
    wiki(f"""
        roles/lead.yml
        | {{title: Lead, owner: role:lead}}
        rules/a.yml
        | {{title: A, owner: role:lead{", " if days else ""}{days}}}
    """)
    (rule,) = wiki.study().catalog.of(Rule)
    assert rule.standing(AS_OF) == standing


def test_the_index_goes_by_playbook(wiki):
    made = index(wiki(WIKI).study().catalog, SETTINGS)
    assert [(playbook.id, [rule.id for rule in those]) for playbook, those in made.groups] == [("send", ["a-naming"])]
    assert (made.alive, made.ended, made.count) == (4, 1, 5)


def test_an_exception_that_should_be_over_is_a_finding(wiki):
    wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        people/ann.yml
        | {title: Ann, owner: role:lead, posts: [lead]}
        rules/a.yml
        | title: A
        | owner: role:lead
        | reviewed_on: 2026-11-01
        | review_cycle: 1 year
        | exceptions:
        |   - {what: Today, reason: Why not, until: 2026-11-22}
        |   - what: Yesterday
        |     reason: Why not
        |     until: 2026-11-21
        |   - {what: For ever, reason: Why not}
    """)
    (told,) = (told for told in wiki.findings() if "exception-expired" in told)
    assert told == (
        "rules/a.yml:9:12: exception-expired an exception of `a` ended on 2026-11-21 "
        "(remove it, or prolong it with a new day if the reason still holds)"
    )
    made = index(wiki.study().catalog, SETTINGS)
    assert ([one.rule.id for one in made.expired], [one.rule.id for one in made.unowned]) == (["a"], [])
    assert "expired" in wiki.page("rules/a.md", language="en")


def test_a_rule_that_nobody_answers_for_is_pointed_out(wiki):
    wiki("""
        roles/all.yml
        | - {id: lead, title: Lead, owner: role:lead}
        rules/a.yml
        | {title: A, owner: role:lead}
    """)
    assert [one.rule.id for one in index(wiki.study().catalog, SETTINGS).unowned] == ["a"]


def test_mistakes_are_told_at_their_place(wiki):
    wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        rules/a.yml
        | title: A
        | owner: role:lead
        | since: 2026-11-23
        | until: 2026-11-22
    """)
    assert [told.split(" (")[0] for told in wiki.problems()] == [
        "rules/a.yml:4:8: rule-backwards the rule ends on 2026-11-22, before it begins on 2026-11-23",
    ]


def test_a_sort_of_event_that_there_is_not_is_refused(wiki):
    wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        rules/a.yml
        | {title: A, owner: role:lead, categories: [webinar, party]}
    """)
    assert [told.split(" (")[0] for told in wiki.problems()] == [
        "rules/a.yml:1:52: not-a-choice `categories` cannot be `party`"
    ]


def test_rules_need_no_page_of_the_report():
    assert [report.paths(()) for report in REPORTS if report.name == "rules"] == [()]
