"""Playbooks: when each step is due, who answers for it, what is ticked off, and a diagram that does nothing else."""

import re

import pytest

from mops_kb.kinds.playbook.model import Playbook, Timing
from mops_kb.kinds.playbook.raci import raci
from mops_kb.kinds.playbook.views import page
from mops_kb.model.flow import refused
from mops_kb.model.settings import Settings
from mops_kb.sanitise import sanitise
from tests.conftest import AS_OF

SETTINGS = Settings(AS_OF)
WIKI = """
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops}
    | - {id: doer, title: Doer, owner: role:lead, team: ops, reports_to: lead}
    | - {id: head, title: Head, owner: role:lead, team: ops, reports_to: lead}
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: sales, title: Sales, owner: role:lead}
    playbooks/send.yml
    | title: Send a mail
    | owner: role:lead
    | accountable: head
    | inform: [team:sales, role:doer]
    | steps:
    |   - {id: ask, title: Ask, role: doer, timing: T-10}
    |   - {id: test, title: Test, role: doer, timing: T-2d, approval: lead, consult: [role:head, role:lead]}
    |   - {id: send, title: Send, role: head, timing: T, checklist: [The links work, Nobody is left out]}
"""


@pytest.mark.parametrize(
    ("written", "sort", "amount", "unit"),
    [
        ("T-20", "offset", -20, "business-day"),
        ("T", "offset", 0, "business-day"),
        ("T+5", "offset", 5, "business-day"),
        ("T-2d", "offset", -2, "day"),
        ("T+14d", "offset", 14, "day"),
        ("T+0d", "offset", 0, "day"),
        ("within 4 hours", "within", 4, "hour"),
        ("within 2 business days", "within", 2, "business-day"),
    ],
)
def test_a_due_time_is_counted_in_the_days_that_it_names(written, sort, amount, unit):
    timing = Timing.of(written)
    assert (timing.written, timing.sort, timing.amount, timing.unit) == (written, sort, amount, unit)


@pytest.mark.parametrize(
    ("later", "earlier", "crosses"),
    [
        ("T-10", "T-5", True),
        ("T-5", "T-10", False),
        ("T-5", "T-5", False),
        ("T-3d", "T-2d", True),
        ("T-1", "T", True),
        ("T+2d", "T+3", True),  # three business days are never less than three days
        ("T-3", "T-2d", True),
        ("T-2", "T-2d", False),  # both may be the same day
        ("T-2d", "T-2", False),
        ("T-2d", "T-20", False),
        ("T+3", "T+2d", False),
        ("T+3d", "T+2", False),  # a weekend may lie between
        ("within 4 hours", "T+5", False),
    ],
)
def test_a_due_time_is_before_another_only_where_that_is_certain(later, earlier, crosses):
    assert Timing.of(later).is_before(Timing.of(earlier)) is crosses


@pytest.mark.parametrize("written", ["T-", "T20", "t-20", "T-2w", "T - 5", "10 days before", "D-5", "T-1000"])
def test_a_due_time_that_cannot_be_read_is_told_with_examples(wiki, written):
    wiki(f"""
        roles/lead.yml
        | {{title: Lead, owner: role:lead}}
        playbooks/send.yml
        | title: Send
        | owner: role:lead
        | steps:
        |   - title: Ask
        |     timing: {written}
    """)
    (told,) = wiki.problems()
    assert told.startswith(f"playbooks/send.yml:5:13: timing-form `timing` is not a due time: `{written}` (")
    assert all(example in told for example in ("`T-10`", "`T-2d`", "`within 4 hours`"))


def test_steps_stand_in_the_order_in_which_they_are_due(wiki):
    wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        playbooks/send.yml
        | title: Send
        | owner: role:lead
        | steps:
        |   - {title: Ask, timing: T-5}
        |   - {title: Answer the phone, timing: within 4 hours}
        |   - title: Write
        |     timing: T-10
        |   - {title: Send, timing: T}
        |   - {title: Report, timing: T}
    """)
    (told,) = wiki.problems()
    assert told == (
        "playbooks/send.yml:7:13: offsets-cross step 3 is due at `T-10`, before step 1 at `T-5`, which it follows "
        "(put the steps in the order in which they are due, or change one of the two)"
    )


def test_each_step_has_a_name_of_its_own(wiki):
    wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        playbooks/send.yml
        | title: Send
        | owner: role:lead
        | steps:
        |   - {id: send, title: Send}
        |   - id: send
        |     title: Send again
    """)
    assert wiki.problems() == [
        "playbooks/send.yml:5:9: step-twice step 2 has the id `send`, and so has step 1 (give each step an id of its own)"
    ]


def test_raci_is_worked_out_from_the_steps(wiki):
    catalog = wiki(WIKI).study().catalog
    (playbook,) = catalog.of(Playbook)
    made = raci(playbook, catalog)
    assert [party.id for party in made.parties] == ["doer", "head", "lead", "sales"]
    assert [row.letters for row in made.rows] == [
        ("R", "A", "", "I"),
        ("R", "C", "A", "I"),
        ("I", "RA", "", "I"),
    ]


def test_a_playbook_that_says_no_more_than_who_does_what_has_no_raci(wiki):
    catalog = (
        wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        playbooks/send.yml
        | {title: Send, owner: role:lead, steps: [{title: Ask, role: lead}]}
    """)
        .study()
        .catalog
    )
    (playbook,) = catalog.of(Playbook)
    assert raci(playbook, catalog) is None


def test_steps_that_nobody_answers_for_are_a_finding(wiki):
    wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead, headcount: 0}
        playbooks/send.yml
        | title: Send
        | owner: role:lead
        | steps:
        |   - {title: Ask, role: lead}
        |   - {title: Send, role: lead, approval: lead}
    """)
    (told,) = (told for told in wiki.findings() if "no-accountable" in told)
    assert told == (
        "playbooks/send.yml:4:3: no-accountable of `send`, 1 step has nobody who answers for it (step 1) "
        "(name the role that answers for the whole in `accountable`, or an `approval` for each step)"
    )


def test_a_playbook_starts_with_its_first_step(wiki):
    catalog = wiki(WIKI).study().catalog
    (playbook,) = catalog.of(Playbook)
    assert page(playbook, catalog, SETTINGS).first.written == "T-10"


def test_every_step_and_everything_to_check_has_a_box_with_a_label(wiki):
    made = wiki(WIKI).page("playbooks/send.md")
    boxes = re.findall(r'<label class="mk-tick"><input type="checkbox" id="([^"]+)"> ([^<]+)</label>', made)
    assert boxes == [
        ("tick-ask", "Ask"),
        ("tick-test", "Test"),
        ("tick-send", "Send"),
        ("tick-send--1", "The links work"),
        ("tick-send--2", "Nobody is left out"),
    ]
    assert boxes[0][0] in sanitise(made)


FLOW = """
    roles/lead.yml
    | {title: Lead, owner: role:lead}
    playbooks/send.yml
    | title: Send
    | owner: role:lead
    | flow:
    |   text: A request is checked, and then sent.
    |   diagram: |
"""


@pytest.mark.parametrize(
    "diagram",
    [
        "flowchart LR\n  a[依頼] --> b{確認} -->|はい| c((配信))",
        "graph TD; A-->B; B-->C",
        "sequenceDiagram\n  マーケ->>営業: 引き渡し<br>4時間以内\n  営業-->>マーケ: 結果",
        "stateDiagram-v2\n  [*] --> 下書き\n  下書き --> 公開: 承認",
        "flowchart TD\n  a[Style guide] --> b[Links to check] <--> c[A & B]",
    ],
)
def test_boxes_and_arrows_are_drawn(diagram):
    assert refused(diagram) is None


@pytest.mark.parametrize(
    ("diagram", "part"),
    [
        ("pie title A\n 'x': 1", "pie title A"),
        ("", ""),
        ("%%{init: {'securityLevel': 'loose'}}%%\nflowchart LR\n a-->b", "%%{init: {'securityLevel': 'loose'}}%%"),
        ("flowchart LR\n %%{init: {}}%%\n a-->b", "%%{"),
        ("flowchart LR\n a@{ img: 'x.png' }", "@{"),
        ("flowchart LR\n a[https://evil.example]", "://"),
        ("flowchart LR\n a-->b\n style a fill:red", "style"),
        ("flowchart LR\n a-->b; classDef x fill:red", "; classDef"),
        ("flowchart LR\n click a callback", "click"),
        ("flowchart LR\n a[<img src=x>]", "<i"),
        ("flowchart LR\n a[</script>]", "</"),
        ("flowchart LR\n a[&#60;img#62;]", "#60;"),
        ("flowchart LR\n a[\\75rl]", "\\"),
        ("sequenceDiagram\n rect url (x)\n end", "url ("),
        ("sequenceDiagram\n link a: b @ c", "link"),
        ("flowchart LR\n a[JavaScript:alert]", "JavaScript:"),
    ],
)
def test_a_diagram_may_do_nothing_else(diagram, part):
    assert refused(diagram) == part


def test_what_a_diagram_may_not_have_is_told_at_its_place(wiki):
    wiki(FLOW + "    |     flowchart LR\n    |       click a callback\n")
    (told,) = wiki.problems()
    assert told.startswith(
        "playbooks/send.yml:6:5: flow-form `diagram` has something that a diagram may not have: `click`"
    )


def test_a_diagram_needs_its_words(wiki):
    wiki("""
        roles/lead.yml
        | {title: Lead, owner: role:lead}
        playbooks/send.yml
        | title: Send
        | owner: role:lead
        | flow:
        |   diagram: flowchart LR
    """)
    assert [told.split(" (")[0] for told in wiki.problems()] == [
        "playbooks/send.yml:4:3: missing-field a playbook needs the field `flow.text`"
    ]


def test_a_diagram_comes_to_the_page_as_text_that_can_do_nothing(wiki):
    made = wiki(FLOW + "    |     flowchart LR\n    |       a[\"A & B\"] --> b['C']\n").page(
        "playbooks/send.md", language="en"
    )
    assert 'data-flow="flowchart LR&#10;  a[&#34;A &amp; B&#34;] --&gt; b[&#39;C&#39;]&#10;"' in made
    assert "A request is checked, and then sent." in made


def test_a_body_cannot_bring_a_diagram_that_does_more():
    assert sanitise('<figure data-flow="flowchart LR&#10;click a href">x</figure>') == "<figure>x</figure>"
    assert "data-flow" in sanitise('<figure data-flow="flowchart LR&#10;a--&gt;b">x</figure>')
