"""Change: how initiatives stand, what waits, what teams worry about, and what changes for one person. Today is 22 November 2026."""

from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

PUBLIC, INTERNAL = Settings(AS_OF, language="en"), Settings(AS_OF, language="en", visibility="internal")
WIKI = """
    teams/sales.yml
    | title: Sales
    | owner: role:rep
    teams/ops.yml
    | title: Ops
    | owner: role:lead
    | mops: true
    teams/brand.yml
    | title: Brand
    | owner: role:painter
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    | team: ops
    roles/rep.yml
    | title: Rep
    | owner: role:lead
    | team: sales
    roles/painter.yml
    | title: Painter
    | owner: role:lead
    | team: brand
    roles/chief.yml
    | title: Chief
    | owner: role:lead
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead]}
    | - {id: bob, title: Bob, owner: role:lead, team: sales, posts: [rep]}
    | - {id: eve, title: Eve, owner: role:lead, team: sales, posts: [rep]}
    | - {id: pia, title: Pia, owner: role:lead, team: brand, posts: [painter]}
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    | used_by: [sales]
    playbooks/handover.yml
    | title: Handover
    | owner: role:lead
    | steps:
    |   - {title: Route it, role: lead}
    |   - {title: Call them, role: rep, tools: [crm]}
    channels/floor.yml
    | title: Sales floor
    | owner: role:rep
    | participants: [team:sales]
    trainings/calling.yml
    | title: Calling at once
    | owner: role:lead
    | format: group
    | required_for: [role:rep]
    | sessions:
    |   - {on: 2026-11-10, time: "10:00"}
    |   - {on: 2026-12-03, time: "10:00"}
    completions/all.csv
    | person,training,on
    | bob,calling,2026-11-10
    initiatives/fast.yml
    | title: {ja: 早く電話する, en: Call fast}
    | owner: role:lead
    | state: running
    | when: 2026-10-01/2027-03-31
    | started_on: 2026-10-01
    | goal: First call within five minutes
    | playbooks: handover
    | tools: crm
    | reviewed_on: 2026-11-01
    | talks:
    |   - {team: sales, on: 2026-09-14, by: role:lead}
    | executives_told:
    |   - {who: role:chief, on: 2026-09-01, how: One to one}
    | concerns:
    |   - {team: sales, text: Who covers lunch?, raised_on: 2026-09-14, owner: role:lead, answer: Two of us do, answered_on: 2026-09-28}
    |   - {team: sales, text: Will quality drop?, raised_on: 2026-11-02, owner: role:lead}
    | duties:
    |   - {role: rep, during: Call in turns, after: Call within five minutes, agreed_on: 2026-10-05}
    | early_adopters: [person:eve]
    | channels:
    |   - {team: sales, channel: floor}
    | blockers:
    |   - {text: No headsets, since: 2026-10-20, owner: role:chief, need: Ten headsets}
    |   - {text: Old forms, since: 2026-10-01, removed_on: 2026-10-10}
    | report_every: two-weeks
    | reports:
    |   - {on: 2026-10-15, text: Begun}
    |   - {on: 2026-10-29, text: Halfway}
    | asks:
    |   - {text: Buy headsets, of: role:chief, on: 2026-10-21, due: 2026-11-06}
    |   - {text: Name a deputy, of: person:bob, on: 2026-11-20, due: 2026-12-01}
    |   - {text: Say yes, of: role:chief, on: 2026-09-01, answer: Yes, closed_on: 2026-09-02}
    | trainings: calling
    | gates: {before: 2026-10-01}
    initiatives/colour.yml
    | title: New colours
    | owner: role:painter
    | when: FY2026 H2
    | teams: brand
    initiatives/done.yml
    | title: Moved
    | owner: role:lead
    | state: finished
    | started_on: 2026-04-01
    | when: FY2026 H1
    | teams: [sales, brand]
    | asks:
    |   - {text: Never closed, of: role:chief, on: 2026-04-01, due: 2026-05-01}
    | outcome: {on: 2026-08-31, text: All moved}
"""
# fixture-end
