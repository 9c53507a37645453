"""Hand-offs between teams, what joins them, and who would lose their only channel with whom, worked out by hand."""

import pytest

WIKI = """
    roles/all.yml
    | - {id: a, title: A, owner: role:a, team: ta}
    | - {id: b, title: B, owner: role:a, team: tb, reports_to: a}
    | - {id: c, title: C, owner: role:a, team: tc, reports_to: a}
    teams/all.yml
    | - {id: ta, title: TA, owner: role:a}
    | - {id: tb, title: TB, owner: role:a}
    | - {id: tc, title: TC, owner: role:a}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:a, team: ta, posts: [a]}
    | - {id: ben, title: Ben, owner: role:a, team: tb, posts: [b]}
    | - {id: cat, title: Cat, owner: role:a, team: tc, posts: [c]}
    playbooks/all.yml
    | - {id: send, title: Send, owner: role:a, steps: [{title: "1", role: a}, {title: "2", role: b}, {title: "3"},
    |    {title: "4", role: a}, {title: "5", role: a}]}
    | - {id: show, title: Show, owner: role:a, steps: [{title: "1", role: b}, {title: "2", role: c}]}
    channels/all.yml
    | - {id: monthly, title: M, owner: role:a, participants: [role:a, role:b], frequency: monthly, minutes: 30}
    | - {id: weekly, title: W, owner: role:a, participants: [team:ta, team:tb], frequency: weekly, minutes: 30}
    | - {id: report, title: R, owner: role:a, participants: [team:tb, team:tc], frequency: daily, direction: one-way}
    | - {id: crisis, title: X, owner: role:a, participants: [team:tb, team:tc], frequency: ad-hoc, minutes: 30}
    | - {id: chat, title: C, owner: role:a, sort: standing, participants: [team:tb, team:tc]}
"""


def stops(wiki, *ids, decision="decision: stop"):
    text = (wiki.docs / "channels/all.yml").read_text()
    for id in ids:
        verdict = f"verdict: {{{decision}, on: 2026-11-02, by: ann, reason: r}}, "
        text = text.replace(f"{{id: {id}, ", f"{{id: {id}, {verdict}")
    wiki.put("channels/all.yml", text)
    return wiki


def facts(wiki, path):
    found = wiki.study()
    assert found.problems == ()
    return next((view.facts for view in found.views if view.path == path), None)


def rows(wiki):
    """Pair → hand-offs, playbooks, wait today and after, standing channels after."""
    return {
        tuple(team.id for team in row.teams): (
            row.count,
            [playbook.id for playbook in row.playbooks],
            row.today.wait,
            row.after.wait,
            [channel.id for channel in row.after.standing],
        )
        for row in facts(wiki, "hand-offs.md").rows
    }


def parted(view):
    return [
        (*(team.id for team in one.teams), [c.id for c in one.channels], [c.id for c in one.standing])
        for one in view.parted
    ]


def alone(wiki, id):
    """What the page of a channel says of teams that talk there only."""
    sections = dict(facts(wiki, f"channels/{id}.md").sections)
    return parted(sections["communication/alone.md"]) if "communication/alone.md" in sections else []


def test_hand_offs_by_hand(wiki):
    """Send goes from A to B and back (a step without a role is passed over); Show from B to C, who have no meeting."""
    assert rows(wiki(WIKI)) == {
        ("tb", "tc"): (1, ["show"], None, None, ["chat"]),
        ("ta", "tb"): (2, ["send"], 7, 7, []),
    }


def test_who_waits_longest_comes_first(wiki):
    view = facts(wiki(WIKI), "hand-offs.md")
    assert (view.count, view.longest, view.unmet) == (3, 7, 1)
    assert [team.id for team in view.rows[0].teams] == ["tb", "tc"]


@pytest.mark.parametrize(
    ("stopped", "wait", "lost"),
    [
        (["weekly"], 31, []),
        (["weekly", "monthly"], None, [("ta", "tb", ["weekly", "monthly"], [])]),
        (["chat"], 7, [("tb", "tc", ["chat"], [])]),
    ],
)
def test_what_verdicts_take_away(wiki, stopped, wait, lost):
    stops(wiki(WIKI), *stopped)
    assert rows(wiki)["ta", "tb"][2:4] == (7, wait)
    assert parted(facts(wiki, "hand-offs.md")) == lost


def test_a_changed_frequency_changes_the_wait(wiki):
    stops(wiki(WIKI), "weekly", decision="decision: change, frequency: quarterly")
    assert rows(wiki)["ta", "tb"][2:4] == (7, 31)


def test_a_stale_verdict_takes_nothing_away(wiki):
    stops(wiki(WIKI), "weekly", "monthly", decision="decision: stop, row: 00000000")
    assert parted(facts(wiki, "hand-offs.md")) == []


def test_a_channel_tells_who_talks_there_only(wiki):
    wiki(WIKI)
    assert alone(wiki, "chat") == [("tb", "tc", ["chat"], [])]
    assert alone(wiki, "weekly") == []
    wiki.put(
        "channels/all.yml",
        (wiki.docs / "channels/all.yml").read_text().replace("id: monthly,", "id: monthly, direction: one-way,"),
    )
    assert alone(wiki, "weekly") == [("ta", "tb", ["weekly"], [])]


def test_people_roles_and_teams_tell_their_time(wiki):
    wiki(WIKI)
    spent = {
        path: dict(facts(wiki, path).sections)["communication/spent.md"]
        for path in ("people/ann.md", "roles/a.md", "teams/ta.md")
    }
    assert {round(float(one.hours), 3) for one in spent.values()} == {round((12 * 30 + 52 * 30) / 720, 3)}
    assert [channel.id for channel, _ in spent["people/ann.md"].channels] == ["weekly", "monthly"]


def test_the_plan_has_every_channel_in_its_columns(wiki):
    page = wiki(WIKI).page("communication-plan.md", language="en")
    assert page.count('<th scope="row">') == 5
    for column in ("Purpose", "Agenda", "Participants", "Frequency", "Format"):
        assert f'data-label="{column}"' in page


def test_without_channels_there_is_no_plan(wiki):
    wiki.put("roles/a.yml", "title: A\nowner: role:a\n")
    assert facts(wiki, "communication-plan.md") is None
    assert facts(wiki, "hand-offs.md") is None
