"""Claims: what stands, what has aged, what nothing supports, and why."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb import config
from mops_kb.build import study
from mops_kb.model.ref import Ref
from mops_kb.reports.claims.evidence import piece
from mops_kb.reports.claims.support import WORST_FIRST, judged, support
from tests.conftest import AS_OF, Wiki

DOCS = Path(__file__).parent.parent / "docs"
SETTINGS = config.settings(config.find(DOCS).options, as_of=AS_OF, visibility="draft")
ENGLISH = {"language": "en", "default_language": "en"}
WIKI = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    teams/sales.yml
    | {title: Sales, owner: role:lead, lead: lead}
    tools/crm.yml
    | {title: CRM, owner: role:lead, category: crm}
    goals/all.yml
    | - {id: grow, title: Grow, owner: role:lead, level: company}
    | - {id: leads, title: Leads, owner: role:lead, level: marketing, serves: grow}
    kpis/all.yml
    | - {id: good, title: Good, owner: role:lead, group: demand, target: 10, goal: leads}
    | - {id: late, title: Late, owner: role:lead, group: demand, target: 10}
    | - {id: empty, title: Empty, owner: role:lead, group: demand, target: 10}
    | - {id: unread, title: Unread, owner: role:lead, group: demand, reviewed_on: 2025-01-01, review_cycle: 1 year}
    figures/a.csv
    | kpi,period,value
    | good,2026-10,12
    | late,2025-10,12
    | unread,2026-10,12
    benchmarks/all.yml
    | - {id: new, title: New, owner: role:lead, claim: C, value: 1, unit: count, source: S, publisher: Paper, year: 2025, quality: second-hand, via: V}
    | - {id: old, title: Old, owner: role:lead, claim: C, value: 1, unit: count, source: S, publisher: Paper, year: 2019, quality: second-hand, via: V}
    | - {id: dateless, title: D, owner: role:lead, claim: C, value: 1, unit: count, source: S, publisher: Paper, quality: second-hand, via: V}
    insights/all.yml
    | - {id: seen, title: Seen, owner: role:lead, on: 2026-10-01, kpi: good, state: tried, evidence: E}
    | - {id: given-up, title: Up, owner: role:lead, on: 2026-10-01, kpi: good, state: dropped, evidence: E}
    | - {id: mute, title: Mute, owner: role:lead, on: 2026-10-01, kpi: good, state: tried}
    | - {id: done, title: Done, owner: role:lead, on: 2024-10-01, kpi: good, state: proved, evidence: E, reviewed_on: 2024-10-01, review_cycle: 1 year}
    learnings/all.yml
    | - {id: learnt, title: Learnt, owner: role:lead, on: 2026-10-01, about: "tool:crm", sort: worked}
    | - {id: ages-ago, title: Ages, owner: role:lead, on: 2024-10-01, about: "tool:crm", sort: worked, reviewed_on: 2024-10-01, review_cycle: 1 year}
    improvements/all.yml
    | - id: proved
    |   title: Proved
    |   owner: role:lead
    |   kpi: good
    |   since: 2026-08-01
    |   evidence: [{document: "https://www.example.com/minutes"}]
    |   confirmed_by: role:lead
    |   confirmed_on: 2026-10-01
    | - {id: said, title: Said, owner: role:lead, kpi: good, since: 2026-08-01}
"""
PIECES = {
    "kpi:good": ("holds", None),
    "kpi:late": ("stale", "figures"),
    "kpi:empty": ("nothing", "no-figure"),
    "kpi:unread": ("stale", "review"),
    "improvement:proved": ("holds", None),
    "improvement:said": ("nothing", "claimed"),
    "benchmark:new": ("holds", None),
    "benchmark:old": ("stale", "old"),
    "benchmark:dateless": ("stale", "undated"),
    "insight:seen": ("holds", None),
    "insight:given-up": ("nothing", "dropped"),
    "insight:mute": ("nothing", "no-evidence"),
    "insight:done": ("holds", None),
    "learning:learnt": ("holds", None),
    "learning:ages-ago": ("stale", "review"),
}
"""What each is worth, worked out by hand for 2026-11-22."""


def claims(wiki, *rows: str):
    wiki(WIKI + "    claims/all.yml\n" + "\n".join(f"    | - {row}" for row in rows) + "\n")
    return wiki


def claim(evidence: str = "", more: str = "") -> str:
    return f"{{id: c, title: We win, owner: role:lead, evidence: [{evidence}]{more}}}"


def stands(wiki, evidence: str, more: str = "", **settings):
    study = claims(wiki, claim(evidence, more)).study(**settings)
    return study.catalog.once(support, study.settings)["c"]


def test_the_wiki_is_right(wiki):
    assert claims(wiki, claim(", ".join(PIECES))).problems() == []


def test_what_each_piece_of_evidence_is_worth(wiki):
    found = stands(wiki, ", ".join(PIECES))
    assert {str(one.record.ref): (one.worth, one.why) for one in found.pieces} == PIECES


@pytest.mark.parametrize(
    ("evidence", "more", "expected"),
    [
        ("", "", ("unsupported", "no-evidence")),
        ("kpi:empty", "", ("unsupported", "proves-nothing")),
        ("improvement:said, insight:mute", "", ("unsupported", "proves-nothing")),
        ("kpi:late", "", ("stale", "evidence")),
        ("kpi:late, kpi:empty", "", ("stale", "evidence")),
        ("benchmark:old, benchmark:dateless", "", ("stale", "evidence")),
        ("kpi:late, kpi:good", "", ("supported", None)),
        ("improvement:proved", "", ("supported", None)),
        ("improvement:said, kpi:good", "", ("supported", None)),
        ("benchmark:new", "", ("supported", None)),
        ("kpi:good", ", reviewed_on: 2025-01-01, review_cycle: 1 year", ("stale", "review")),
        ("kpi:good", ", reviewed_on: 2026-01-01, review_cycle: 1 year", ("supported", None)),
        ("", ", reviewed_on: 2025-01-01, review_cycle: 1 year", ("unsupported", "no-evidence")),
    ],
)
def test_a_claim_stands_as_the_best_of_its_evidence_does(wiki, evidence, more, expected):
    found = stands(wiki, evidence, more)
    assert (found.status, found.why) == expected


@pytest.mark.parametrize(
    ("evidence", "only_others"),
    [
        ("benchmark:new", True),
        ("benchmark:old", True),
        ("benchmark:new, improvement:said", True),
        ("benchmark:new, kpi:good", False),
        ("benchmark:new, kpi:late", False),
        ("kpi:empty", False),
        ("", False),
    ],
)
def test_what_only_others_measured_is_said_to_be_theirs(wiki, evidence, only_others):
    assert stands(wiki, evidence).only_others == only_others
    assert ("the experience of others" in wiki.page("claims/c.md", **ENGLISH)) == only_others


@pytest.fixture(scope="module")
def pieces(tmp_path_factory):
    """Each kind of evidence by its name."""
    found = claims(Wiki(tmp_path_factory.mktemp("claims") / "docs"), claim()).study()
    records = {name: found.catalog.get(Ref(*name.split(":"))) for name in PIECES}
    return {name: piece(record, found.catalog, found.settings) for name, record in records.items()}


@given(fewer=st.sets(st.sampled_from(sorted(PIECES))), more=st.sets(st.sampled_from(sorted(PIECES))))
def test_more_evidence_never_makes_a_claim_worse(pieces, fewer, more):
    before, _ = judged([pieces[name] for name in sorted(fewer)], is_due=False)
    after, _ = judged([pieces[name] for name in sorted(fewer | more)], is_due=False)
    assert WORST_FIRST.index(before) <= WORST_FIRST.index(after)


def test_the_findings_say_where_and_what_to_do(wiki):
    claims(
        wiki,
        "{id: bare, title: Bare, owner: role:lead}",
        "{id: weak, title: Weak, owner: role:lead, evidence: [kpi:empty]}",
        "{id: aged, title: Aged, owner: role:lead, evidence: [kpi:late]}",
        "{id: due, title: Due, owner: role:lead, evidence: [kpi:good], reviewed_on: 2025-01-01, review_cycle: 1 year}",
        "{id: well, title: Well, owner: role:lead, evidence: [kpi:good]}",
    )
    found = [line for line in wiki.findings() if "claim-" in line.split()[1]]
    assert found == [
        (
            "claims/all.yml:1:3: claim-unsupported nothing supports the claim `bare` "
            "(name in `evidence` a KPI, an improvement or a learning that shows it, like `kpi:mql`)"
        ),
        (
            "claims/all.yml:2:55: claim-unsupported nothing supports the claim `weak` "
            "(give the evidence figures or a confirmation, name other evidence, or stop claiming it)"
        ),
        (
            "claims/all.yml:3:55: claim-stale nobody knows whether the claim `aged` still stands "
            "(bring the evidence up to date, or name other evidence)"
        ),
        (
            "claims/all.yml:4:78: claim-stale nobody knows whether the claim `due` still stands "
            "(see whether it still stands, and set `reviewed_on` to today)"
        ),
    ]


def test_evidence_that_is_not_there_is_a_problem_with_the_nearest_name(wiki):
    claims(wiki, claim("kpi:goood"), "{id: d, title: D, owner: role:lead, evidence: [good]}")
    assert wiki.problems() == ["claims/all.yml:1:55: dangling-ref no KPI is called `goood` (did you mean `good`?)"]
    claims(wiki, claim("tool:crm"))
    assert [one.split()[1] for one in wiki.problems()] == ["ref-form"]


def test_the_index_tells_what_does_not_stand_first(wiki):
    claims(
        wiki,
        "{id: a, title: Aaa, owner: role:lead, evidence: [kpi:good], audience: [team:sales]}",
        "{id: b, title: Bbb, owner: role:lead, evidence: [kpi:late]}",
        "{id: c, title: Ccc, owner: role:lead}",
    )
    page = wiki.page("claims/index.md", **ENGLISH)
    places = [
        page.index(words)
        for words in ("3 claims", "{ #unsupported }", ">Ccc</a>", "{ #stale }", ">Bbb</a>", ">Aaa</a>")
    ]
    assert places == sorted(places)
    assert ">Sales</a>" in page


def test_the_page_leads_from_the_evidence_to_the_goal_of_the_company(wiki):
    page = claims(wiki, claim("improvement:proved")).page("claims/c.md", **ENGLISH)
    row = page.partition("{ #support }")[2]
    places = [row.index(f">{name}</a>") for name in ("Proved", "Good", "Leads", "Grow")]
    assert places == sorted(places)
    way = wiki.page("improvements/proved.md", **ENGLISH).partition("{ #goal }")[2]
    assert way.index(">Good</a>") < way.index(">Leads</a>") < way.index(">Grow</a>")


@pytest.mark.parametrize("name", PIECES)
def test_evidence_tells_which_claims_lean_on_it(wiki, name):
    claims(wiki, claim(name))
    kind, _, id = name.partition(":")
    page = wiki.page(f"{kind}s/{id}.md", **ENGLISH)
    section = page.partition("{ #claims }")[2]
    assert ">We win</a>" in section.partition("\n## ")[0]
    assert section.count(">We win</a>") == 1


def test_a_claim_does_not_lack_what_the_site_does_not_show(wiki):
    text = WIKI.replace("id: good,", "id: good, visibility: internal,").replace(
        "id: seen,", "id: seen, visibility: internal,"
    )
    wiki(f"{text}    claims/all.yml\n    | - {claim('kpi:good, kpi:late')}\n")
    shown = wiki.study(visibility="public")
    found = shown.catalog.once(support, shown.settings)["c"]
    assert (found.status, found.is_unshown, [one.record.id for one in found.pieces]) == ("supported", True, ["late"])
    assert [one.code for one in shown.findings if one.code.startswith("claim")] == []
    page = wiki.page("claims/c.md", visibility="public", **ENGLISH)
    assert "Part of the evidence is not shown here." in page
    assert "Good" not in page


def test_a_draft_supports_no_claim(wiki):
    wiki(
        f"{WIKI.replace('id: good,', 'id: good, visibility: draft,')}    claims/all.yml\n    | - {claim('kpi:good')}\n"
    )
    for visibility, status in (("public", "unsupported"), ("internal", "unsupported"), ("draft", "supported")):
        shown = wiki.study(visibility=visibility)
        assert shown.catalog.once(support, shown.settings)["c"].status == status


def samples(guide: str) -> list[str]:
    text = (DOCS / "guide" / guide).read_text(encoding="utf-8")
    return re.findall(r"^```(?:yaml|markdown)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", ".en"])
def test_the_samples_of_our_guide_are_right(tmp_path, language):
    docs = shutil.copytree(DOCS, tmp_path / "docs")
    claim, benchmark, cited = samples(f"back-up-a-claim{language}.md")
    (docs / "claims/utm-links-in-a-minute.yml").write_text(claim, encoding="utf-8")
    (docs / "benchmarks/fair-follow-up.yml").write_text(benchmark, encoding="utf-8")
    note = docs / "knowhow/exhibition-three-questions.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(f"{text}\n{cited}", encoding="utf-8")
    found = study(docs, SETTINGS)
    assert found.problems == ()
    assert found.catalog.once(support, SETTINGS)["utm-links-in-a-minute"].status == "supported"
    note.write_text(f"{text}\n{cited.replace('](benchmark:fair-follow-up)', '').replace('[', '')}", encoding="utf-8")
    assert [one.code for one in study(docs, SETTINGS).problems] == ["uncited-figure"]
