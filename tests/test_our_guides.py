"""Our own guides: whoever copies their samples into our wiki makes no mistake."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from pydantic_core import PydanticCustomError

from mops_kb import config
from mops_kb.build import study
from mops_kb.kinds.channel.attendance import attendance
from mops_kb.kinds.channel.model import hours
from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.evaluation.model import Evaluation
from mops_kb.kinds.evaluation.scoring import standings
from mops_kb.kinds.evaluation.views import answers
from mops_kb.kinds.event.model import Event
from mops_kb.model.when import When
from mops_kb.reports.ledger.entries import ledger
from mops_kb.reports.plans.plan import plans
from tests.conftest import AS_OF

DOCS = Path(__file__).parent.parent / "docs"
SETTINGS = config.settings(config.find(DOCS).options, as_of=AS_OF, visibility="draft")
VENDOR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@vendor.example
SUMMARY:Demo
CATEGORIES:Online
DTSTART;VALUE=DATE:20270413
END:VEVENT
END:VCALENDAR
"""


def samples(guide: str) -> list[str]:
    return re.findall(
        r"^```(?:yaml|csv)\n(.*?)^```", (DOCS / "guide" / guide).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.fixture
def docs(tmp_path) -> Path:
    return shutil.copytree(DOCS, tmp_path / "docs")


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", ".en"])
def test_every_sample_is_right(docs, language):
    meeting = samples(f"add-a-meeting{language}.md")[0]
    plan = samples(f"plan-a-reorganisation{language}.md")[0]
    skill, training, completion, level = samples(f"trainings-and-skills{language}.md")
    learning = samples(f"record-a-learning{language}.md")[0]
    term = samples(f"add-a-term{language}.md")[0]
    initiative = samples(f"lead-a-change{language}.md")[0]
    improvement = samples(f"record-an-improvement{language}.md")[0]
    lent, sheet = samples(f"bring-in-a-calendar{language}.md")
    _, blackout = samples(f"avoid-clashes{language}.md")
    playbook, event, rule, flow = samples(f"plan-from-a-playbook{language}.md")
    field, integration = samples(f"describe-a-data-flow{language}.md")
    campaign, source, tagged = samples(f"utm-links{language}.md")
    contract, rate, verdict = samples(f"add-a-contract{language}.md")
    evaluation, scores, choice, history = samples(f"evaluate-a-tool{language}.md")
    append(docs / "channels/demand.yml", "\n" + meeting)
    append(docs / "contracts/sales.yml", "\n" + contract + verdict)
    (docs / "evaluations/executive-dashboard.yml").write_text(evaluation + choice, encoding="utf-8")
    (docs / "evaluation-scores/executive-dashboard.csv").write_text(scores, encoding="utf-8")
    tool = docs / "tools/looker-studio.md"
    head, _, rest = tool.read_text(encoding="utf-8").partition("state: adopted\n")
    written = re.sub(r"^since: .*\nhistory:\n(  - .*\n)+", "", rest)
    tool.write_text(head + history + written, encoding="utf-8")
    for file in (docs / "improvements").glob("*.yml"):  # nothing can have got better by a tool that is chosen only now
        file.write_text(file.read_text(encoding="utf-8").replace(", tool:looker-studio", ""), encoding="utf-8")
    append(docs / "blackouts/fy2026.yml", "\n" + blackout)
    (docs / "scenarios/event-operations.yml").write_text(plan, encoding="utf-8")
    (docs / "skills/survey-design.yml").write_text(skill, encoding="utf-8")
    (docs / "trainings/survey-basics.yml").write_text(training, encoding="utf-8")
    (docs / "learnings/ask-questions-before-webinar.yml").write_text(learning, encoding="utf-8")
    (docs / "glossary/dark-funnel.yml").write_text(term, encoding="utf-8")
    (docs / "initiatives/same-day-offboarding.yml").write_text(initiative, encoding="utf-8")
    (docs / "improvements/newsletter-template.yml").write_text(improvement, encoding="utf-8")
    (docs / "playbooks/customer-survey.yml").write_text(playbook + flow, encoding="utf-8")
    append(docs / "events/2027-fy.yml", "\n" + event)
    append(docs / "rules/brand.yml", "\n" + rule)
    (docs / "data-fields/preferred-topics.yml").write_text(field, encoding="utf-8")
    (docs / "integrations/surveymonkey-to-salesforce.yml").write_text(integration, encoding="utf-8")
    (docs / "events/sample.yml").write_text(tagged, encoding="utf-8")
    for file, rows in (
        ("completions/fy2026.csv", completion),
        ("skill-levels/customer-marketing.csv", level),
        ("utm/campaigns-fy2026.csv", campaign),
        ("utm/sources.csv", source),
        ("rates/usd.csv", rate),
    ):
        assert (docs / file).read_text(encoding="utf-8").startswith(rows.splitlines()[0] + "\n")
        append(docs / file, rows.partition("\n")[2])
    (docs / "calendar").mkdir(exist_ok=True)
    defaults = docs / "calendar/_defaults.yml"
    ours = yaml.load(defaults.read_text(encoding="utf-8"), yaml.BaseLoader) if defaults.exists() else {}
    defaults.write_text(yaml.safe_dump(ours | yaml.load(lent, yaml.BaseLoader)), encoding="utf-8")
    (docs / "calendar/team-plan.csv").write_text(sheet, encoding="utf-8")
    (docs / "calendar/vendor-webinars.ics").write_text(VENDOR, encoding="utf-8")
    found = study(docs, SETTINGS)
    assert found.problems == ()
    assert [one.status for one in found.catalog.of(Event) if one.id.startswith("fm-2027")] == ["planned", "idea"]
    held = found.catalog.once(attendance, SETTINGS)["ad-creative-review"]
    assert (len(held.people), hours(held.minutes)) == (6, 13)
    [outreach] = found.catalog.some(Contract, ["outreach-2027"])
    assert str(outreach.decide_by(outreach.current(outreach.starts_on))) == "2027-11-01"
    [dashboard] = found.catalog.some(Evaluation, ["executive-dashboard"])
    ranking = standings(dashboard.criteria, answers(dashboard, found.catalog))
    assert [(one.candidate, float(one.total.low)) for one in ranking] == [("looker-studio", 4.6), ("tableau", 3.8)]
    template = found.catalog.once(ledger, SETTINGS).of("newsletter-template")
    assert (template.state, template.hours_per_year, template.money_per_year) == ("proved", 24, 108_000)
    tasks = found.catalog.once(plans, SETTINGS)["survey-2027-02-customers"].tasks
    assert [task.due.isoformat() for task in tasks] == ["2027-01-19", "2027-02-09", "2027-02-16", "2027-02-25"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", ".en"])
def test_the_sample_of_an_acceptance_settles_the_conflict_that_it_is_about(docs, language):
    acceptance, _ = samples(f"avoid-clashes{language}.md")
    file = docs / "events/2026-q4.yml"
    before, event, after = file.read_text(encoding="utf-8").partition("- id: partner-webinar-2027-02-sakurazaka\n")
    assert "licence-conflict" in {finding.code for finding in study(docs, SETTINGS).findings}
    file.write_text(before + event + acceptance + after, encoding="utf-8")
    found = study(docs, SETTINGS)
    assert found.problems == ()
    assert "licence-conflict" not in {finding.code for finding in found.findings}


@pytest.mark.slow
def test_the_sample_of_a_verdict_settles_the_meeting_that_it_is_about(docs):
    record, seal = samples("record-a-verdict.md")
    verdict = record[record.index("  verdict:") :]
    file = docs / "channels/demand.yml"
    text = file.read_text(encoding="utf-8")
    start = text.index("- id: field-event-status\n")
    end = text.index("\n- id: ", start)
    file.write_text(text[:end].rstrip("\n") + "\n" + verdict + text[end:], encoding="utf-8")
    found = study(docs, SETTINGS)
    about = [one.code for one in found.findings if dict(one.params).get("id") == "field-event-status"]
    assert (found.problems, about) == ((), ["unsealed-verdict"])
    assert re.match(r" +row: [0-9a-f]{8} ", seal)


def cells(text: str, heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    below = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in below.splitlines() if line.startswith("| ")]
    return rows[2:]


@pytest.mark.parametrize(
    ("guide", "right", "wrong"),
    [("dates.md", "書き方", "受け付けない書き方"), ("dates.en.md", "What may be written", "What is refused")],
)
def test_every_date_of_the_guide_is_read_or_refused_as_it_says(guide, right, wrong):
    text = (DOCS / "guide" / guide).read_text(encoding="utf-8")
    shown = [wording for row in cells(text, right) for wording in re.findall("`([^`]+)`", row[1])]
    refused = [re.findall("`([^`]+)`", row[0])[0] for row in cells(text, wrong)]
    instead = [re.findall("`([^`]+)`", row[2])[0] for row in cells(text, wrong)]
    assert (len(shown) > 40, len(refused)) == (True, 8)
    assert all(When.of(wording) for wording in [*shown, *instead])
    for wording in refused:
        with pytest.raises(PydanticCustomError):
            When.of(wording)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", ".en"])
def test_the_events_of_the_guide_to_dates_are_right(docs, language):
    append(docs / "events/2026-q4.yml", "".join(f"\n{sample}" for sample in samples(f"dates{language}.md")))
    assert study(docs, SETTINGS).problems == ()
