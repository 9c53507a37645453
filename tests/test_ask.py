"""Whom do I ask: person, role, backup and place, by topic, tool, duty, team and channel."""

WIKI = """
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops}
    | - {id: aide, title: Aide, owner: role:lead, team: ops, reports_to: lead, duty: martech}
    | - {id: free, title: Free, owner: role:lead, team: ops, reports_to: lead}
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead, lead: lead, channel: "#ops", intake: Use the form, services: [Lists]}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead], ask_about: [Prices, Plans], deputy: ben}
    | - {id: ben, title: Ben, owner: role:lead, team: ops, posts: [aide], ask_about: [Prices]}
    tools/all.yml
    | - {id: crm, title: CRM, owner: role:aide, category: crm, help: Ask in chat, capabilities: [leads]}
    | - {id: old, title: Old, owner: role:aide, category: crm, state: retired}
    | - {id: odd, title: Odd, owner: role:free, category: crm}
    capabilities/all.yml
    | - {id: leads, title: Lists of leads, owner: role:lead, group: convert, aliases: [prospects]}
    channels/all.yml
    | - {id: weekly, title: Weekly, owner: team:ops, purpose: p, output: o, participants: [team:ops]}
"""


def answers(wiki, **settings):
    """Group → title → (people, through, backups, places)."""
    found = wiki.study(**settings)
    view = next(view.facts for view in found.views if view.path == "ask.md")
    return {
        name: {
            row.title.words("en", "en").text: (
                [person.id for person in row.people],
                [one.id for one in row.through],
                [one.id for one in row.backups],
                list(row.places),
            )
            for row in rows
        }
        for name, rows in view.groups
    }


def test_answers_by_hand(wiki):
    assert answers(wiki(WIKI)) == {
        "topic": {
            "Prices": (["ann", "ben"], ["lead", "aide"], [], ["#ops"]),
            "Plans": (["ann"], ["lead"], ["ben"], ["#ops"]),
        },
        "tool": {"CRM": (["ben"], ["aide"], [], ["#ops"]), "Odd": ([], ["free"], [], ["#ops"])},
        "duty": {"Martech: choose, introduce, manage, run": (["ben"], ["aide"], [], ["#ops"])},
        "team": {"Ops": (["ann"], ["lead"], ["ben"], ["#ops"])},
        "channel": {"Weekly": (["ann", "ben"], ["ops"], [], ["#ops"])},
    }


def test_a_team_of_many_answers_as_a_team(wiki):
    wiki(WIKI)
    wiki.put("people/more.yml", "".join(f"- {{id: p{n}, title: P, owner: role:lead, team: ops}}\n" for n in range(5)))
    assert answers(wiki)["channel"]["Weekly"] == ([], ["ops"], [], ["#ops"])


def test_who_is_hidden_answers_nothing(wiki):
    wiki(WIKI.replace("{id: ben, title: Ben", "{id: ben, visibility: internal, title: Ben"))
    text = str(answers(wiki))
    assert "ben" not in text
    assert answers(wiki, visibility="internal")["tool"]["CRM"][0] == ["ben"]


def test_one_may_look_for_a_tool_by_what_it_can_do(wiki):
    assert 'data-words="Lists of leads prospects"' in wiki(WIKI).page("ask.md")


def test_people_are_found_by_the_reading_of_their_names(wiki):
    page = wiki(WIKI.replace("id: ben, title: Ben,", "id: ben, title: Ben, reading: べん,")).page("ask.md")
    assert 'data-words="Lists of leads prospects べん"' in page


def test_nobody_to_ask_no_page(wiki):
    wiki.put("knowhow/a.md", "---\ntitle: A\n---\nb\n")
    assert "ask.md" not in [view.path for view in wiki.study().views]
