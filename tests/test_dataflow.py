"""Data flows: where data goes and comes back to, which tool is right, what stops with a tool, and the map of it all."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.tool.model import Tool
from mops_kb.model.report import Wiki as Whole
from mops_kb.model.settings import Settings
from mops_kb.reports.dataflow.drawing import HEIGHT, WIDTH, draw, wrapped
from mops_kb.reports.dataflow.flows import circles, path, reached
from mops_kb.reports.dataflow.stops import stops
from mops_kb.reports.dataflow.views import CODES, views
from tests.conftest import AS_OF

TOOLS = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    tools/all.yml
    | - {id: form, title: Form, owner: role:lead, category: web}
    | - {id: mail, title: Mail, owner: role:lead, category: marketing-automation}
    | - {id: crm, title: CRM, owner: role:lead, category: crm}
    | - {id: bi, title: BI, owner: role:lead, category: analytics}
    | - {id: old, title: Old, owner: role:lead, category: crm, state: retired}
"""
FIELDS = """
    data-fields/all.yml
    | - {id: email, title: Email, owner: role:lead, object: lead, system_of_record: crm, personal: true}
    | - {id: score, title: Score, owner: role:lead, object: lead, system_of_record: mail}
"""


def flows(*written: str) -> str:
    """Integrations such as `form > mail: email`, each on a line of its own; `(planned)` behind it gives the state."""
    lines = ["    integrations/all.yml\n"]
    for one in written:
        form = re.fullmatch(r"(\w+) > (\w+)(?:: ([\w, ]+))?(?: \((\w+)\))?", one)
        source, target, fields, state = form.groups()
        lines.append(
            f"    | - {{id: {source}-{target}, title: {source} to {target}, owner: role:lead, source: {source}, "
            f"target: {target}, cadence: daily, fields: [{fields or ''}], state: {state or 'live'}}}\n"
        )
    return "".join(lines)


def findings(wiki):
    """Only those about data."""
    return [line for line in wiki.findings() if line.split(" ")[1] in CODES]


def page(wiki):
    found = wiki.study()
    (view,) = views(Whole(found.catalog, found.kinds, Settings(AS_OF), found.findings))
    return view.facts


# Mistakes and findings, at their lines


def test_data_that_goes_to_a_retired_tool(wiki):
    wiki(TOOLS + FIELDS + flows("form > mail: email", "mail > old: email", "crm > old: email (stopped)"))
    assert wiki.problems() == [
        (
            "integrations/all.yml:2:78: flow-into-retired the integration `mail-old` sends to `old`, which is retired "
            "(write `state: stopped` if nothing flows there any more, else correct `target`)"
        )
    ]


def test_a_flow_to_itself(wiki):
    wiki(TOOLS)(
        """
        integrations/one.yml
        | title: One
        | owner: role:lead
        | source: mail
        | target: tool:mail
        | cadence: daily
        """
    )
    assert wiki.problems() == [
        (
            "integrations/one.yml:4:9: flow-to-itself the integration's `source` and `target` are both `tool:mail` "
            "(name the tool that sends and another one that receives)"
        )
    ]


def test_two_systems_of_record(wiki):
    wiki(TOOLS)(
        """
        data-fields/email.yml
        | title: Email
        | owner: role:lead
        | object: lead
        | system_of_record: [crm, mail]
        """
    )
    assert wiki.problems() == [
        (
            "data-fields/email.yml:4:25: two-systems-of-record `system_of_record` names a second tool, `mail` "
            "(where the two differ, nobody knows which is right; keep one)"
        )
    ]


def test_an_integration_needs_an_owner(wiki):
    wiki(TOOLS)("integrations/one.yml\n| title: One\n| source: mail\n| target: crm\n| cadence: daily\n")
    assert [problem.split(" ")[1] for problem in wiki.problems()] == ["missing-field"]


def test_a_field_without_a_system_of_record(wiki):
    wiki(TOOLS)("data-fields/plan.yml\n| title: Plan\n| owner: role:lead\n| object: subscription\n")
    assert wiki.problems() == []
    assert findings(wiki) == [
        (
            "data-fields/plan.yml:1:1: no-system-of-record no tool is said to be right about `plan` "
            "(write one into `system_of_record`)"
        )
    ]


def test_a_system_of_record_that_is_retired(wiki):
    wiki(TOOLS)
    wiki("""
        data-fields/tier.yml
        | title: Tier
        | owner: role:lead
        | object: lead
        | system_of_record: old
    """)
    assert findings(wiki) == [
        (
            "data-fields/tier.yml:4:19: no-system-of-record no tool is said to be right about `tier` "
            "(`old` is retired; name the tool that took its place)"
        )
    ]


def test_all_tools_are_counted_that_flows_join(wiki):
    wiki(TOOLS + FIELDS + flows("form > mail: email", "crm > bi"))
    assert page(wiki).joined == 4
    assert [tool.id for tool in page(wiki).tools] == ["crm", "form", "mail"]


def test_a_field_that_comes_back(wiki):
    wiki(
        TOOLS + FIELDS + flows("form > mail: email", "mail > crm: email, score", "crm > mail: email", "crm > bi: email")
    )
    assert findings(wiki) == [
        (
            "data-fields/all.yml:1:3: field-loop the values of `email` come back to where they were: crm → mail → crm "
            "(take `email` out of one direction, so that the tools do not overwrite each other)"
        )
    ]


def test_other_fields_may_go_the_other_way(wiki):
    wiki(TOOLS + FIELDS + flows("mail > crm: score", "crm > mail: email", "bi > form", "form > bi"))
    assert findings(wiki) == []


def test_what_has_stopped_is_no_loop(wiki):
    wiki(TOOLS + FIELDS + flows("mail > crm: email", "crm > mail: email (stopped)"))
    assert findings(wiki) == []


# Which tool is right


def test_what_each_tool_has_to_do_with_a_field(wiki):
    wiki(TOOLS + FIELDS + flows("form > mail: email", "mail > crm: email, score", "crm > bi: email"))
    facts = page(wiki)
    assert [tool.id for tool in facts.tools] == ["bi", "crm", "form", "mail"]
    held = {
        row.field.id: [
            cell and "".join(sign for sign, on in zip("Rio", vars(cell).values(), strict=True) if on)
            for cell in row.cells
        ]
        for row in facts.rows
    }
    assert held == {"email": ["i", "Rio", "o", "io"], "score": [None, "i", None, "Ro"]}
    assert facts.personal == 1


def test_values_that_do_not_come_from_the_system_of_record(wiki):
    wiki(TOOLS + FIELDS + flows("form > mail: email", "crm > mail: email", "mail > bi: email", "mail > crm: score"))
    assert [(one.field.id, one.flow.integration.id, one.record.id) for one in page(wiki).foreign] == [
        ("email", "form-mail", "crm")
    ]


def test_the_page_says_it_in_words_and_as_a_map(wiki):
    wiki(TOOLS + FIELDS + flows("form > mail: email", "mail > crm: score (planned)"))
    text = wiki.page("stack/data-flows.md", language="en")
    assert text.count('class="mk-map__line') == 2
    assert 'mk-map__line--planned"' in text
    assert 'mk-map__line--personal"' in text
    assert '<a href="../../tools/mail/" class="mk-map__tool mk-map__tool--adopted">' in text
    assert 'aria-labelledby="map" aria-describedby="map-note"' in text
    assert text.index('id="map-note"') < text.index("## All flows")


def test_a_wiki_without_flows_has_no_page_of_them(wiki):
    wiki(TOOLS)
    assert "stack/data-flows.md" not in [page.path for page in wiki.site().pages]


def test_a_hidden_tool_is_not_on_the_map(wiki):
    wiki(TOOLS + FIELDS + flows("form > mail: email", "mail > crm: score"))
    wiki.put(
        "tools/all.yml",
        (wiki.docs / "tools/all.yml").read_text().replace("{id: form,", "{id: form, visibility: draft,"),
    )
    outputs = wiki.outputs(wiki.site())
    assert [path for path, text in outputs.items() if "Form" in text and "guide" not in path] == []


# If a tool stops


WORK = """
    playbooks/send.yml
    | title: Send
    | owner: role:lead
    | steps:
    |   - {title: Write, role: lead, tools: mail}
    |   - {title: Ask, role: lead}
    |   - {title: Send, tools: [crm, mail]}
    kpis/mql.yml
    | title: MQL
    | owner: role:lead
    | group: demand
    | tools: mail
    events/all.yml
    | - {id: ahead, title: Ahead, owner: role:lead, category: email, when: 2026-12-01, tools: mail}
    | - {id: past, title: Past, owner: role:lead, category: email, when: 2026-11-01, tools: mail}
    | - {id: off, title: Off, owner: role:lead, category: email, when: 2026-12-01, tools: mail, status: cancelled}
    | - {id: open, title: Open, owner: role:lead, category: email, when: TBD, tools: mail}
"""


def stopped(wiki, tool):
    catalog = wiki.study().catalog
    return stops(catalog.records[Tool.kind][tool], catalog, Settings(AS_OF))


def test_what_stops_with_a_tool(wiki):
    wiki(
        TOOLS + FIELDS + WORK + flows("form > mail: email", "mail > crm: score", "crm > bi: score, email", "mail > old")
    )
    found = stopped(wiki, "mail")
    assert [(playbook.id, steps) for playbook, steps in found.playbooks] == [("send", (1, 3))]
    assert [role.id for role in found.roles] == ["lead"]
    assert [kpi.id for kpi in found.kpis] == ["mql"]
    assert [event.id for event in found.events] == ["ahead", "open"]
    assert [flow.integration.id for flow in found.breaks] == ["form-mail", "mail-crm", "mail-old"]
    assert [field.id for field in found.records] == ["score"]
    assert [
        (one.tool.id, [tool.id for tool in one.way], [field.id for field in one.fields]) for one in found.downstream
    ] == [
        ("crm", ["mail", "crm"], ["score"]),
        ("bi", ["mail", "crm", "bi"], ["score"]),
    ]


def test_what_is_only_planned_does_not_break(wiki):
    wiki(TOOLS + FIELDS + flows("form > mail: email", "mail > crm: email (planned)"))
    found = stopped(wiki, "form")
    assert [flow.integration.id for flow in found.breaks] == ["form-mail"]
    assert [one.tool.id for one in found.downstream] == ["mail"]


def test_a_page_of_a_tool_tells_both(wiki):
    wiki(TOOLS + FIELDS + WORK + flows("form > mail: email"))
    text = wiki.page("tools/mail.md", language="en")
    assert "## Data in and out" in text
    assert "## If this tool stops" in text
    assert "steps 1, 3" in text
    retired = wiki.page("tools/old.md", language="en")
    assert "If this tool stops" not in retired


# Ways


def test_the_way_is_the_shortest():
    came = reached("a", {"a": ["b", "c"], "b": ["d"], "c": ["b"], "d": ["a"]})
    assert {there: path(there, came) for there in came} == {
        "a": ("a",),
        "b": ("a", "b"),
        "c": ("a", "c"),
        "d": ("a", "b", "d"),
    }


LETTERS = "abcdefghij"
graphs = st.dictionaries(
    st.sampled_from(LETTERS), st.lists(st.sampled_from(LETTERS), unique=True, max_size=4), max_size=len(LETTERS)
)


@given(graphs)
def test_a_circle_is_told_if_and_only_if_there_is_one(graph):
    ahead = {here: [there for there in those if there != here] for here, those in graph.items()}
    told = circles(ahead)
    inside = {here for here in ahead if any(here in reached(there, ahead) for there in ahead[here])}
    assert bool(told) == bool(inside)
    for circle in told:
        assert len(circle) > 1
        assert all(after in ahead[before] for before, after in pairwise([*circle, circle[0]]))
        assert circle[0] == min(circle, key=lambda id: id != circle[0])
    assert len({id for circle in told for id in circle}) == sum(map(len, told))


# The map

pairs = st.lists(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda pair: pair[0] != pair[1]), max_size=30
)


@given(pairs)
def test_a_map_has_every_box_and_every_line_once(leads):
    drawing = draw(leads)
    assert sorted(box.id for box in drawing.boxes) == sorted({id for pair in leads for id in pair})
    assert sorted(tuple(sorted(line.ends)) for line in drawing.lines) == sorted({tuple(sorted(pair)) for pair in leads})
    heads = sum(len(line.heads) for line in drawing.lines)
    assert heads == len(set(leads))


@given(pairs)
def test_no_two_boxes_overlap_and_all_are_inside(leads):
    drawing = draw(leads)
    for number, one in enumerate(drawing.boxes):
        assert 0 <= one.x <= drawing.width - WIDTH
        assert 0 <= one.y <= drawing.height - HEIGHT
        for other in drawing.boxes[number + 1 :]:
            assert one.x != other.x or abs(one.y - other.y) >= HEIGHT


@given(pairs)
def test_a_map_does_not_depend_on_the_order(leads):
    assert draw(leads) == draw(list(reversed(leads)))


@pytest.mark.parametrize(
    ("leads", "columns"),
    [
        ([("a", "b"), ("b", "c")], {"a": 0, "b": 1, "c": 2}),
        ([("a", "b"), ("b", "c"), ("a", "c")], {"a": 0, "b": 1, "c": 1}),
        ([("a", "b"), ("b", "c"), ("c", "d"), ("x", "d")], {"a": 0, "b": 1, "x": 0, "c": 2, "d": 1}),
        ([("a", "b"), ("b", "a")], {"a": 0, "b": 1}),
        ([], {}),
    ],
)
def test_columns_go_by_the_steps_from_where_data_comes_in(leads, columns):
    drawing = draw(leads)
    lanes = sorted({box.x for box in drawing.boxes})
    assert {box.id: lanes.index(box.x) for box in drawing.boxes} == columns


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("CRM", ("CRM",)),
        ("Adobe Experience Manager", ("Adobe Experience", "Manager")),
        ("Google タグマネージャー（GTM）", ("Google タグマネージ", "ャー（GTM）")),
        ("Averyverylongnamewithoutanyspaceatallinit", ("Averyverylongnamewi", "thoutanyspaceatalli…")),
        ("一二三四五六七八九十一二三四五六七八九十一二三", ("一二三四五六七八九十", "一二三四五六七八九…")),
    ],
)
def test_a_title_fits_into_its_box(title, lines):
    assert wrapped(title) == lines
