"""Visibility: of what a site does not show there is no name, no link, no count and no file in anything that comes out."""

import re

import pytest

PERSONAL = ("zzhanako@example.com", "+81 3 0000 9999")
FIGURE = "123,?454,?321"
LEVELS = ("public", "internal", "draft")


def fill(wiki, hidden: bool) -> None:
    """A wiki of all kinds; with `hidden`, each kind has a record that is not public, and everything refers to it."""

    def also(id: str) -> str:
        return f", {id}" if hidden else ""

    def only(line: str) -> str:
        return f"{line}\n" if hidden else ""

    def link(words: str, target: str) -> str:
        return f"[{words}]({target})" if hidden else words

    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n" + only("dotted_to: zzrole") + only("team: zzteam"))
    wiki.put("teams/ops.yml", "title: Ops\nowner: role:lead\n" + only("lead: zzrole") + only("parent: zzteam"))
    wiki.put(
        "people/ann.yml",
        f"title: Ann\nowner: role:lead\nposts: [lead{also('zzrole')}]\n"
        + only("team: zzteam")
        + only("deputy: zzperson"),
    )
    wiki.put("people/bob.yml", "title: Bob\nowner: role:lead\nposts: [lead]\n")
    wiki.put(
        "tools/crm.md",
        f"---\ntitle: CRM\nowner: role:lead\ncategory: crm\nduty: [data{also('zzduty')}]\nused_by: [ops{also('zzteam')}]\ncapabilities: [mail{also('zzcapability')}]\n"
        f"{only('replaces: zztool')}it_contact: role:lead\n---\n"
        f"See {link('that', 'zztool.yml')}, {link('this', 'tool:zztool')} and {link('them', '../people/zzperson.yml')}.\n\n![](../knowhow/open.png)\n",
    )
    wiki.put("tools/web.yml", "title: Web\nowner: role:lead\ncategory: web\n")
    wiki.put(
        "kpis/mql.yml",
        f"title: MQL\nowner: role:lead\ngroup: demand\ntarget: 10\ntools: [crm{also('zztool')}]\npillar: [process{also('zzpillar')}]\n",
    )
    wiki.put("figures/mql.csv", "kpi,period,value\nmql,2026-10,9\n" + only("zzkpi,2026-10,123454321"))
    wiki.put(
        "playbooks/send.yml",
        f"title: Send\nowner: role:lead\nkpis: [mql{also('zzkpi')}]\nsteps:\n"
        f"  - {{title: Write, tools: [crm{also('zztool')}]{', role: zzrole' if hidden else ''}}}\n",
    )
    wiki.put(
        "events/day.yml",
        f"title: Day\nowner: role:lead\ncategory: webinar\nwhen: 2026-12-01\ngoals: [mql{also('zzkpi')}]\n"
        f"tools: [crm{also('zztool')}]\npeople: [ann{also('zzperson')}]\n{only('playbook: zzplaybook')}{only('team: zzteam')}",
    )
    wiki.put(
        "knowhow/how.md",
        f"---\ntitle: How\nabout: [tool:crm{also('event:zzevent')}]\n---\n{link('There', 'zznote.md')}.\n",
    )
    wiki.put(
        "channels/sync.yml",
        f"title: Sync\nowner: role:lead\nfrequency: weekly\nminutes: 30\nparticipants: [role:lead{also('person:zzperson')}]\n"
        f"verdict: {{decision: change, minutes: 15, on: 2026-11-02, by: ann, reason: R{', into: zzchannel' if hidden else ''}}}\n"
        + only("could_use: zztool"),
    )
    wiki.put(
        "trainings/intro.yml",
        f"title: Intro\nowner: role:lead\nrequired_for: [role:lead{also('role:zzrole')}]\ntools: [crm{also('zztool')}]\n"
        f"playbooks: [send{also('zzplaybook')}]\nsessions:\n"
        f"  - {{on: 2026-12-01{', trainer: person:zzperson' if hidden else ''}}}\n" + only("trainer: role:zzrole"),
    )
    wiki.put(
        "completions/all.csv",
        "person,training,on\nann,intro,2026-01-01\n" + only("zzperson,intro,2026-01-02\nann,zztraining,2026-01-03"),
    )
    wiki.put(
        "learnings/ask.yml",
        f"title: Ask\nowner: role:lead\non: 2026-10-30\nsort: worked\nabout: [tool:crm{also('event:zzevent')}]\n"
        f"by: [ann{also('zzperson')}]\n",
    )
    wiki.put(
        "stakeholders/ops.yml",
        "title: Ops\nowner: role:lead\nteam: ops\ncontact: role:lead\nsatisfaction: [{on: 2026-10-01, score: 4}]\n"
        + only("counterpart: person:zzperson")
        + only("channel: zzchannel"),
    )
    wiki.put("mandates/_kind.yml", CONTRACT)
    wiki.put(
        "mandates/one.yml", f"title: One\nowner: role:lead\nwith: [crm{also('zztool')}]\n" + only("after: zzmandate")
    )
    wiki.put("capabilities/mail.yml", "title: Mail\nowner: role:lead\ngroup: nurture\n")
    wiki.put("capabilities/lone.yml", "title: Lone\nowner: role:lead\ngroup: nurture\nneeded: false\n")
    wiki.put(
        "contracts/crm.yml",
        "title: CRM\nowner: role:lead\ntool: crm\nprice: 1200\nstarts_on: 2026-04-01\nends_on: 2026-12-31\n",
    )
    wiki.put(
        "evaluations/pick.yml",
        f"title: Pick\nowner: role:lead\ncandidates: [crm, web{also('zztool')}]\n"
        + only("capability: zzcapability")
        + "criteria:\n  - {id: sync, title: Sync, sort: technical, weight: 2}\n  - {id: ease, title: Ease, sort: business, weight: 1}\n",
    )
    wiki.put(
        "evaluation-scores/pick.csv",
        "evaluation,candidate,criterion,score\npick,crm,sync,4\npick,crm,ease,2\npick,web,sync,3\npick,web,ease,5\n"
        + only("pick,zztool,sync,5\npick,zztool,ease,5\nzzevaluation,crm,sync,5"),
    )
    wiki.put("knowhow/open.png", b"x")
    wiki.put("blackouts/end.yml", f"title: End\nowner: role:lead\nwhen: 2026-12-30\nteams: [ops{also('zzteam')}]\n")
    wiki.put(
        "playbooks/mail.yml",
        "title: Mail\nowner: role:lead\nkpis: mql\naccountable: role:lead\n"
        f"inform: [team:ops{also('role:zzrole')}]\nsteps:\n"
        f"  - {{id: plan, title: Plan, role: lead, timing: T-4, consult: [team:ops{also('team:zzteam')}]}}\n"
        f"  - {{id: send, title: Send, role: lead, timing: T+2d{', kpi: zzkpi' if hidden else ''}}}\n",
    )
    wiki.put(
        "events/mail.yml",
        "title: Mail\nowner: role:lead\ncategory: webinar\nwhen: 2026-12-03\nteam: ops\nsegment: All\nchannel: email\n"
        "budget: 100\nspent: 40\nplaybook: mail\nsteps_done: plan\npeople: ann\n"
        "landing_page: https://example.com/?utm_source=news&utm_medium=email&utm_campaign=mail\n"
        + only("accepted: [{conflict: person, with: zzevent, reason: Zz, until: 2027-01-31, by: zzperson}]"),
    )
    wiki.put(
        "utm/all.csv",
        "sort,value,title.en,mediums,event\nsource,news,News,email,\nmedium,email,Mail,,\ncampaign,mail,Mail,,mail\n"
        + only("campaign,zz,Zz,,zzevent"),
    )
    wiki.put(
        "rules/name.yml",
        "title: Name\nowner: role:lead\n"
        f"playbooks: [mail{also('zzplaybook')}]\ntools: [crm{also('zztool')}]\nteams: [ops{also('zzteam')}]\n",
    )
    wiki.put(
        "data-fields/email.yml", "title: Email\nowner: role:lead\nobject: lead\nsystem_of_record: crm\npersonal: true\n"
    )
    wiki.put(
        "integrations/crm-web.yml",
        f"title: To the web\nowner: role:lead\nsource: crm\ntarget: web\ncadence: daily\nfields: [email{also('zzfield')}]\n",
    )
    wiki.put(
        "initiatives/warm.yml",
        f"title: Warm\nowner: role:lead\nkpis: [mql{also('zzkpi')}]\nwhen: FY2026 H2\nstarted_on: 2026-10-01\n"
        f"playbooks: [mail{also('zzplaybook')}]\ntools: [crm{also('zztool')}]\nteams: [ops{also('zzteam')}]\n"
        f"roles: [lead{also('zzrole')}]\nearly_adopters: [role:lead{also('person:zzperson')}]\nreport_every: week\n"
        "concerns:\n  - {team: ops, text: Much, raised_on: 2026-09-14, owner: role:lead}\n"
        + only("  - {team: zzteam, text: Zz, raised_on: 2026-01-15}")
        + ("sponsor: role:zzrole\ntrainings: zztraining\n" if hidden else "")
        + "talks:\n  - {team: ops, on: 2026-09-14}\n"
        + only("  - {team: zzteam, on: 2026-09-15, note: Zz}")
        + "duties:\n  - {role: lead, during: Try, after: Do, agreed_on: 2026-09-14}\n"
        + only("  - {role: zzrole, during: Zz}")
        + "executives_told:\n  - {who: role:lead, on: 2026-09-14}\n"
        + only("  - {who: role:zzrole, on: 2026-09-14, how: Zz}")
        + only("channels:\n  - {team: zzteam, channel: zzchannel}")
        + "asks:\n  - {text: More, of: role:lead, on: 2026-09-14}\n"
        + only("  - {text: Zz, of: role:zzrole, on: 2026-09-14, due: 2026-09-15}"),
    )
    wiki.put(
        "roadmap/score.yml",
        f"title: Score\nowner: role:lead\nwhen: FY2026 Q3\ntools: [crm{also('zztool')}]\n"
        + only("initiative: zzinitiative"),
    )
    wiki.put(
        "briefs/2026-10.yml",
        "title: October\nowner: role:lead\nperiod: 2026-10\nkept_on: 2026-11-02\nfigures:\n"
        "  - {key: 'kpi:mql', value: 8, target: 10, status: off-track}\n"
        + only("  - {key: 'kpi:zzkpi', value: 123454321}\n  - {key: 'initiative:zzinitiative', value: 2}"),
    )
    wiki.put(
        "buy-in/more.yml",
        f"title: More\nextends: R\nneeds: {{id: tools, title: Tools, of: tool{', who: role:zzrole' if hidden else ''}}}\n",
    )
    wiki.put(
        "advocacy/all.csv",
        "on,audience,message\n" + only("2026-10-30,team:ops,Zz\n2026-10-30,role:zzrole,Zz\n2026-10-30,team:zzteam,Zz"),
    )
    wiki.put("rates/usd.csv", "currency,since,rate\nUSD,2026-01-01,150\n")
    wiki.put("trends/elsewhere.csv", "on,team,count\n2026-11-01,ops,5\n" + only("2026-11-01,zzteam,123454321"))
    wiki.put("goals/grow.yml", "title: Grow\nowner: role:lead\nlevel: company\n" + only("serves: zzgoal"))
    wiki.put("stages/new.yml", "title: New\nowner: role:lead\nrank: 1\ndefinition: All\n")
    wiki.put(
        "surveys/ask.yml",
        "title: Asked\nowner: role:lead\nquestion: How?\nsort: csat\nminimum_n: 3\nwaves: [{id: one, period: 2026-10}]\n",
    )
    answers = "".join(f"ask,one,{n},{'zzteam' if hidden and n < 4 else ''},4,\n" for n in range(8))
    wiki.put("replies/all.csv", f"survey,wave,number,team,score,comment\n{answers}" + only("zzsurvey,one,1,ops,1,zz"))
    wiki.put(
        "insights/fast.yml",
        f"title: Fast\nowner: role:lead\non: 2026-10-30\nkpi: [mql{also('zzkpi')}]\nevidence: E\naction: A\nstate: tried\n",
    )
    wiki.put(
        "benchmarks/others.yml",
        "title: Others\nowner: role:lead\nclaim: Many\nvalue: 300\nunit: count\nsource: Study\npublisher: Paper\n"
        "quality: second-hand\nvia: Article\nkpi: mql\n",
    )
    wiki.put(
        "claims/told.yml",
        f"title: Told\nowner: role:lead\naudience: [team:ops]\nevidence: [kpi:mql{also('kpi:zzkpi')}]\n",
    )
    wiki.put("claims/bare.yml", "title: Bare\nowner: role:lead\n")
    wiki.put(
        "usage/all.csv", "tool,period,licensed,active\ncrm,2026-10,20,10\n" + only("zztool,2026-10,123454321,123454321")
    )
    wiki.put(
        "task-months/all.csv",
        "task,playbook,period,runs,automated,minutes_before,minutes_after\nsend,send,2026-10,4,2,60,30\n"
        + only("zz,zzplaybook,2026-10,123454321,0,60,30"),
    )
    wiki.put(
        "datasets/events.yml",
        "title: Events\nowner: role:lead\nfile: events.csv\ncolumns:\n  - {name: lead}\n  - {name: created_at, type: moment}\n"
        "  - {name: first_touch_at, type: moment}\n" + only("tool: zztool"),
    )
    wiki.put(
        "data/events.csv", "lead,created_at,first_touch_at\na,2026-10-01 10:00,2026-10-01 10:30\nb,2026-10-02 10:00,\n"
    )
    wiki.put(
        "kpis/fast.yml",
        "title: Fast\nowner: role:lead\ngroup: efficiency\nunit: percent\ngoal: grow\n"
        "measure: {name: lead-response, of: events, statistic: within-sla, sla: 60}\n",
    )
    wiki.put(
        "kpis/many.yml",
        "title: Many\nowner: role:lead\ngroup: demand\nsql: SELECT '2026-10' AS period, count(*) AS value FROM data.events\n",
    )
    wiki.put(
        "improvements/form.yml",
        "title: Form\nowner: role:lead\nkpi: mql\nbefore: {value: 5, period: 2026-08}\nafter: {value: 9, period: 2026-10}\n"
        f"since: 2026-09-01\ncause: [tool:crm{also('tool:zztool')}]\nconfirmed_by: role:lead\nconfirmed_on: 2026-11-02\n"
        f"evidence: [{{dataset: events}}{', {dataset: zzdataset, rows: Zz}' if hidden else ''}]\n"
        "money: {per_year: 1000, source: S}\n" + only("part_of: zzimprovement"),
    )
    if hidden:
        wiki.put("data/zz.csv", "lead,created_at,first_touch_at\nzz,2026-10-01 10:00,2026-10-01 10:30\n")
        wiki.put(
            "snapshots/zz.yml",
            "kpi: zzpulled\nprofile: zz\npulled_on: 2026-11-16\ntime_zone: Asia/Tokyo\nquery: '0123456789abcdef'\nrows: 1\n"
            "figures: [{period: 2026-10, value: 123454321}]\n",
        )
        fill_hidden(wiki, *LEVELS[1:])


CONTRACT = """\
kind: mandate
title: Contract
plural: Contracts
fields:
  with: {type: ref, to: tool, many: true, title: With}
  after: {type: ref, to: mandate, title: After}
"""


def fill_hidden(wiki, *levels: str) -> None:
    common = {
        "roles/zzrole": "reports_to: lead\nteam: ops",
        "teams/zzteam": "lead: lead",
        "people/zzperson": "team: ops\nposts: [lead]\nreading: Zz",
        "tools/zztool": "category: crm\nseats: 4\nseats_used: 9\nused_by: ops\nreplaces: crm",
        "kpis/zzkpi": "group: demand\ntarget: 7\ntools: crm",
        "playbooks/zzplaybook": "steps:\n  - {title: Zz, role: lead, tools: crm}",
        "events/zzevent": "category: webinar\nwhen: 2026-12-03\nteam: ops\npeople: ann\nsegment: All\nchannel: email\nbudget: 987\nplaybook: mail",
        "blackouts/zzblackout": "when: 2026-12-02\nteams: ops",
        "capabilities/zzcapability": "group: nurture",
        "contracts/zzcontract": "tool: crm\nprice: 123454321\nstarts_on: 2026-04-01",
        "evaluations/zzevaluation": "candidates: [crm, web]\ncriteria: [{id: sync, title: Zz, sort: technical, weight: 1}]",
        "rules/zzrule": "playbooks: mail\ntools: crm\nteams: ops\ncategories: webinar",
        "data-fields/zzfield": "object: lead\nsystem_of_record: [crm]",
        "integrations/zzintegration": "source: crm\ntarget: web\ncadence: hourly\nfields: email",
        "initiatives/zzinitiative": "kpis: mql\nplaybooks: mail\ntools: crm\nwhen: 2026-12-04",
        "roadmap/zzitem": "when: 2026-10-01\ntools: crm\nkpis: mql\ninitiative: warm",
        "duties/zzduty": "summary: zz",
        "pillars/zzpillar": "summary: zz",
        "mandates/zzmandate": "with: crm",
        "channels/zzchannel": "participants: [role:lead]\nminutes: 987",
        "trainings/zztraining": "required_for: [role:lead, team:ops]\nminutes: 987",
        "stakeholders/zzteam": "team: zzteam\ncontact: role:lead\nneeds: zz\nsatisfaction: [{on: 2026-10-01, score: 1.2}]",
        "learnings/zzlearning": "on: 2026-10-31\nsort: failed\nabout: [tool:crm, event:day]\nlesson: zz",
        "goals/zzgoal": "level: company",
        "stages/zzstage": "rank: 2\ndefinition: zz",
        "surveys/zzsurvey": "question: zz\nsort: csat\nwaves: [{id: one, period: 2026-10}]",
        "insights/zzinsight": "on: 2026-10-31\nkpi: mql\nevidence: zz\naction: zz\nstate: proved",
        "benchmarks/zzbenchmark": "claim: zz\nvalue: 123454321\nunit: count\nsource: zz\npublisher: Zz\nquality: second-hand\nvia: zz\nkpi: mql",
        "claims/zzclaim": "audience: team:ops\nevidence: [kpi:mql, benchmark:others, learning:ask]",
        "datasets/zzdataset": "file: zz.csv\ntool: crm\ncolumns: [{name: lead}, {name: created_at, type: moment}, {name: first_touch_at, type: moment}]",
        "kpis/zzfast": "group: demand\nunit: percent\ngoal: grow\nmeasure: {name: lead-response, of: events, statistic: within-sla, sla: 7}",
        "kpis/zzslow": "group: demand\nunit: minutes\nmeasure: {name: lead-response, of: zzdataset, statistic: median}",
        "kpis/zzpulled": "group: demand\nwarehouse: zz\nsql: SELECT 1",
        "kpis/zzratio": "group: demand\nratio: {of: mql, to: zzkpi}",
        "kpis/zzhours": "group: efficiency\nunit: hours\nmeasure: {name: hours-saved, statistic: total}",
        "improvements/zzimprovement": "kpi: mql\nsince: 2026-08-15\nbefore: {value: 5, period: 2026-08}\nafter: {value: 9, period: 2026-10}\ncause: tool:crm\nevidence: [{dataset: events}]\nconfirmed_by: role:lead\nconfirmed_on: 2026-11-02\nmoney: {per_year: 123454321, source: zz}",
        "scenarios/zzscenario": "starts_on: 2027-04-01\nchanges: [{do: headcount, role: lead, to: 3}]",
        "sponsors/zzsponsor": "who: role:lead\ncares_about: zz\ngoals: grow\ncontacts: {on: 2026-10-30, note: zz, channel: sync}",
        "buy-in/zzstep": "extends: S\nneeds: {id: zz, title: Zz, of: tool, at_least: 987, who: role:lead}",
        "briefs/2026-09": "period: 2026-09\nkept_on: 2026-10-02\nheadline: zz\nfigures: {key: 'kpi:mql', value: 123454321}",
    }
    for number, (path, more) in enumerate(common.items()):
        level = levels[number % 2]
        text = f"title: Zz {path}\nowner: role:lead\nvisibility: {level}\ntags: [zz]\nreviewed_on: 2020-01-01\n"
        wiki.put(
            f"{path}.yml",
            text
            + f"review_cycle: 1 year\nbody: zz [crm](../tools/crm.md) <https://docs.google.com/spreadsheets/d/zz>\n{more}\n",
        )
    wiki.put(
        "knowhow/zznote.md",
        "---\ntitle: Zz\nvisibility: internal\nabout: [tool:crm]\n---\n![zz](zzpicture.png) ![x](open.png) [how](how.md)\n",
    )
    wiki.put("knowhow/zznote.en.md", "---\ntitle: Zz\n---\nzz\n")
    wiki.put("tools/index.md", "---\ntitle: Zz\nvisibility: draft\n---\nzz ![x](../knowhow/zzpicture.png)\n")
    wiki.put("knowhow/zzpicture.png", b"x")


def everything(site) -> str:
    """All that comes out, and all names in it, as one text."""
    return "\n".join(
        [
            *(f"{page.path}\n{page.title}\n{page.origin}\n{page.text}" for page in site.pages),
            *(f"{file.path}\n{file.content}" for file in site.files),
            *site.assets,
            repr(site.navigation),
            repr(site.findings),
        ]
    ).lower()


def test_the_wiki_is_right(wiki):
    fill(wiki, hidden=True)
    assert wiki.problems() == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_of_what_is_hidden_comes_out(wiki, language):
    fill(wiki, hidden=True)
    site = wiki.site(language=language, site_url="https://example.com/wiki/")
    shown = everything(site)
    assert "zz" not in shown
    assert not re.search(FIGURE, shown)
    there = {file.path for file in site.files}
    assert {"catalog.json", "llms.txt", "llms-full.txt", "changes.xml"} <= there
    assert {f"data/tools{end}" for end in (".json", ".csv", "/crm.json", "/crm.md.txt")} <= there


def test_the_site_is_the_same_as_without_it(wiki):
    fill(wiki, hidden=True)
    other = wiki.another("other")
    fill(other, hidden=False)
    site, smaller = wiki.site(), other.site()
    with_hidden, without = wiki.outputs(site), other.outputs(smaller)
    assert sorted(with_hidden) == sorted(without)
    for path, text in with_hidden.items():
        assert text == without[path], path
    assert site.navigation == smaller.navigation
    assert site.findings == smaller.findings


def test_each_level_shows_what_is_above_it(wiki):
    fill(wiki, hidden=True)
    sites = {level: wiki.site(visibility=level) for level in LEVELS}
    named = {
        level: {page.path for page in site.pages if "zz" in page.path and page.origin} for level, site in sites.items()
    }
    assert named["public"] == set()
    records = {
        level: {path for path in named[level] if not path.startswith(("leaving/", "onboarding/"))} for level in LEVELS
    }
    assert {level: len(those) for level, those in records.items()} == {"public": 0, "internal": 21, "draft": 40}
    assert named["internal"] < named["draft"]
    for level in LEVELS[1:]:
        text = everything(sites[level])
        assert all(path.removesuffix(".md") in text for path in named[level])
        assert re.search(FIGURE, text)
        assert "knowhow/zzpicture.png" in sites[level].assets


def test_a_picture_goes_with_its_page(wiki):
    fill(wiki, hidden=True)
    assert wiki.site().assets == ("knowhow/open.png",)


def test_a_hidden_owner_is_not_named(wiki):
    wiki("""
        roles/zzboss.yml
        | title: Zz
        | owner: role:zzboss
        | visibility: internal
        teams/ops.yml
        | title: Ops
        | owner: role:zzboss
    """)
    assert wiki.problems() == []
    assert "zz" not in everything(wiki.site())


def test_hidden_records_are_checked(wiki):
    wiki.put("teams/a.yml", "title: A\nowner: role:x\nvisibility: draft\n")
    said = wiki.check("--language", "en")
    assert said.exit_code == 1
    assert "no role is called `x`" in said.output


def test_personal_fields_are_shown_only_where_the_site_says_so(wiki):
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    mail, phone = PERSONAL
    wiki.put(
        "people/hanako.yml", f"title: Hanako\nowner: role:lead\nemail: {mail}\nphone: '{phone}'\njoined: 2019-04-01\n"
    )
    assert wiki.problems() == []
    shown = everything(wiki.site())
    assert mail not in shown
    assert phone not in shown
    assert "2019" not in shown
    chosen = everything(wiki.site(person_fields=("email",)))
    assert mail in chosen
    assert phone not in chosen


def test_a_picture_in_html_goes_with_its_page_too(wiki):
    wiki.put("knowhow/secret.png", b"\x89PNG")
    wiki.put("knowhow/a.md", '---\ntitle: A\nvisibility: draft\n---\n<img src="secret.png" alt="x">\n')
    assert wiki.site().assets == ()
    assert wiki.site(visibility="draft").assets == ("knowhow/secret.png",)


def test_a_hidden_holder_makes_no_vacancy(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        people/ann.yml
        | title: Ann
        | owner: role:lead
        | posts: [role:lead]
        | visibility: internal
    """)
    assert wiki.findings() == []
    assert "mk-badge--bad" not in wiki.page("roles/lead.md")


def test_of_what_is_accepted_beside_a_hidden_event_nothing_is_told(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        people/ann.yml
        | title: Ann
        | owner: role:lead
        | posts: [lead]
        events/day.yml
        | title: Day
        | owner: role:lead
        | category: webinar
        | when: 2026-12-01
        | accepted:
        |   - {conflict: audience, with: zzevent, reason: Zz is for others, until: 2026-12-01, by: ann}
        |   - {conflict: holiday, reason: Our partner is abroad, until: 2026-12-01, by: ann}
        events/zzevent.yml
        | title: Zz
        | owner: role:lead
        | category: webinar
        | when: 2026-12-09
        | visibility: internal
    """)
    site = wiki.site()
    assert "zz" not in everything(site)
    assert "our partner is abroad" in everything(site)
    assert [dict(found.params)["id"] for found in site.findings if found.code == "acceptance-idle"] == ["day"]


def test_why_somebody_is_expected_twice_is_for_colleagues(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        people/ann.yml
        | title: Ann
        | owner: role:lead
        | posts: [lead]
        events/day.yml
        | title: Day
        | owner: role:lead
        | category: webinar
        | when: 2026-12-01 10:00-11:00
        | people: ann
        | accepted: {conflict: person, with: same, reason: Ann leaves early, until: 2026-12-01, by: ann}
        events/same.yml
        | title: Same
        | owner: role:lead
        | category: webinar
        | when: 2026-12-01 10:30-11:30
        | people: ann
    """)
    assert wiki.problems() == []
    assert "ann leaves early" not in everything(wiki.site())
    assert "ann leaves early" in everything(wiki.site(visibility="internal"))


TABLES = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    | seats: 5
    tools/zztool.yml
    | title: Zz
    | owner: role:lead
    | category: crm
    | seats: 9
    | visibility: LEVEL
    playbooks/zzplaybook.yml
    | title: Zz
    | owner: role:lead
    | visibility: LEVEL
    | steps: [{title: Zz, role: lead}]
    kpis/zzkpi.yml
    | title: Zz
    | owner: role:lead
    | group: demand
    | visibility: LEVEL
    blackouts/zzclosed.yml
    | title: Zz
    | owner: role:lead
    | when: 2026-10-01
    | stops_work: true
    | visibility: LEVEL
    teams/zzteam.yml
    | title: Zz
    | owner: role:lead
    | visibility: LEVEL
    events/day.yml
    | title: Day
    | owner: role:lead
    | category: webinar
    | when: 2026-12-01
    | tools: [crm, zztool]
    | team: zzteam
    figures/all.csv
    | kpi,period,value
    | zzkpi,2026-10,123454321
    usage/all.csv
    | tool,period,licensed,active
    | crm,2026-10,20,10
    | zztool,2026-10,123454321,123454321
    task-months/all.csv
    | task,playbook,period,runs,automated,minutes_before,minutes_after
    | send,,2026-10,4,2,60,30
    | zz,zzplaybook,2026-10,123454321,0,60,30
    datasets/leads.yml
    | title: Leads
    | owner: role:lead
    | file: leads.csv
    | columns: [{name: lead}, {name: created_at, type: moment}, {name: first_touch_at, type: moment}]
    data/leads.csv
    | lead,created_at,first_touch_at
    | a,2026-10-01 10:00,2026-10-02 10:30
    kpis/k.yml
    | title: K
    | owner: role:lead
    | group: demand
    | better: higher
    |"""
ASKS = {
    "usage": "sql: SELECT '2026-10' AS period, sum(active) AS value FROM usage",
    "typed figures": "sql: SELECT '2026-10' AS period, sum(value) AS value FROM figures",
    "task-months": "sql: SELECT '2026-10' AS period, sum(runs) AS value FROM task_months",
    "a list": "sql: SELECT '2026-10' AS period, count(*) AS value FROM events_tools",
    "a cell": "sql: SELECT '2026-10' AS period, count(team) AS value FROM events",
    "hours saved": "unit: hours\n    | measure: {name: hours-saved, statistic: total}",
    "automation": "unit: percent\n    | measure: {name: automation-rate, statistic: share}",
    "seats": "unit: percent\n    | measure: {name: utilisation, statistic: seats}",
    "business hours": "unit: minutes\n    | measure: {name: lead-response, of: leads, statistic: median}",
}
WITHOUT = {"usage": 10, "task-months": 4, "a list": 1, "a cell": 0, "hours saved": 2, "automation": 50, "seats": 50, "business hours": 570}  # fmt: skip


def shown(wiki, **settings):
    """What is known of `k`: its figures, and whether its page says that there are others."""
    found = wiki.study(**settings)
    assert found.problems == ()
    (kpi,) = (one for one in found.catalog.named("kpi") if one.id == "k")
    page = wiki.page("kpis/k.md", language="en", **settings)
    return [row.value for row in found.catalog.who(kpi, "figures")], "from internal records" in page


@pytest.mark.parametrize("name", ASKS)
def test_a_row_is_as_private_as_what_it_speaks_of(wiki, name):
    wiki(f"{TABLES} {ASKS[name]}".replace("LEVEL", "internal"))
    assert shown(wiki) == ([], True)
    figures, says_so = shown(wiki, visibility="internal")
    assert (len(figures), says_so) == (1, False)
    wiki.put("kpis/k.yml", (wiki.docs / "kpis/k.yml").read_text() + "discloses: true\n")
    assert shown(wiki) == (figures, False)


@pytest.mark.parametrize("name", ASKS)
def test_of_a_draft_nothing_is_worked_out(wiki, name):
    wiki(f"{TABLES} {ASKS[name]}".replace("LEVEL", "draft"))
    for level in ("public", "internal"):
        figures, says_so = shown(wiki, visibility=level)
        assert figures == ([WITHOUT[name]] if name in WITHOUT else [])
        assert not says_so


@pytest.mark.parametrize(
    "asks",
    [
        "sql: SELECT '2026-10' AS period, count(*) AS value FROM data.zz_leads",
        """sql: SELECT '2026-10' AS period, count(*) AS value FROM "data" . "ZZ_leads" """,
        "sql: SELECT '2026-10' AS period, sum(active) AS value FROM usage WHERE tool = 'zztool'",
        "unit: minutes\nmeasure: {name: lead-response, of: zz-leads, statistic: median}",
        "unit: percent\nmeasure: {name: utilisation, statistic: seats, tools: zztool}",
        "ratio: {of: k2, to: zzkpi}\nunit: times",
    ],
)
def test_how_a_kpi_is_worked_out_names_nothing_that_is_hidden(wiki, asks):
    wiki(TABLES.replace("LEVEL", "internal"))
    wiki.put("kpis/k2.yml", "title: K2\nowner: role:lead\ngroup: demand\n")
    wiki.put("figures/k2.csv", "kpi,period,value\nk2,2026-10,7\n")
    wiki.put("kpis/k.yml", f"title: K\nowner: role:lead\ngroup: demand\n{asks}\n")
    record = (wiki.docs / "datasets/leads.yml").read_text()
    wiki.put(
        "datasets/zz-leads.yml", record.replace("Leads", "Zz").replace("leads.csv", "zz.csv") + "visibility: internal\n"
    )
    wiki.put("data/zz.csv", (wiki.docs / "data/leads.csv").read_text())
    assert shown(wiki) == ([], True)
    for language in ("ja", "en"):
        out = everything(wiki.site(language=language))
        assert "zz" not in out
        assert not re.search(FIGURE, out)


def test_what_a_site_does_not_show_is_not_missing(wiki):
    wiki(f"{TABLES} {ASKS['usage']}".replace("LEVEL", "internal"))
    found = {
        code for line in wiki.findings() if "kpis/k.yml" in line for code in ("no-figures", "figures-") if code in line
    }
    assert not found
    assert "figures" not in wiki.page("kpis/k.md", language="en").partition('id="maturity"')[2].partition("</div>")[0]
