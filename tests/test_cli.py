"""The command line."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mops_kb import scaffold
from mops_kb.cli import commands
from mops_kb.config import read, settings, today


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    list(scaffold.init(tmp_path / "wiki", "W", "ja"))
    return tmp_path / "wiki"


def call(*words: object) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


def spoil(wiki: Path) -> None:
    """A tool with a field that there is not, and an owner that there is not."""
    (wiki / "docs/tools/x.yml").write_text(
        "title: X\nowner: role:mops-lead\ncategory: crm\nvendr: Y\nreplaces: marketto\n", encoding="utf-8"
    )


def test_a_fresh_wiki_is_fine(wiki):
    said = call("check", wiki / "docs", "--as-of", "2026-11-22")
    assert said.exit_code == 0, said.output


def test_problems_are_told_with_their_places(wiki):
    spoil(wiki)
    said = call("check", wiki / "docs", "--language", "en", "--as-of", "2026-11-22")
    assert said.exit_code == 1
    assert "docs/tools/x.yml:4:1: unknown-field a tool has no field `vendr` (did you mean `vendor`?)" in said.output


@pytest.mark.parametrize(("language", "word"), [("ja", "ありません"), ("en", "no field")])
def test_in_either_language(wiki, language, word):
    spoil(wiki)
    assert word in call("check", wiki / "docs", "--language", language).output


def test_as_json(wiki):
    spoil(wiki)
    said = call("check", wiki / "docs", "--format", "json", "--language", "en", "--as-of", "2026-11-22")
    facts = json.loads(said.output)
    first = facts["problems"][0]
    assert (first["line"], first["col"], first["code"]) == (4, 1, "unknown-field")
    assert first["path"].endswith("docs/tools/x.yml")
    assert facts["findings"] == []


def test_as_annotations(wiki):
    spoil(wiki)
    said = call("check", wiki / "docs", "--format", "github", "--language", "en", "--as-of", "2026-11-22")
    errors = [line for line in said.output.splitlines() if line.startswith("::error ")]
    assert len(errors) == 1
    assert "docs/tools/x.yml,line=4,col=1,title=unknown-field::" in errors[0]


def test_findings_are_notices(wiki):
    (wiki / "docs/figures/mql.csv").unlink()
    said = call("check", wiki / "docs", "--format", "github", "--language", "en", "--as-of", "2026-11-22")
    assert said.output.startswith("::notice file=")
    assert said.exit_code == 0


def test_findings_fail_only_where_asked(wiki):
    (wiki / "docs/figures/mql.csv").unlink()
    assert call("check", wiki / "docs", "--as-of", "2026-11-22").exit_code == 0
    assert call("check", wiki / "docs", "--as-of", "2026-11-22", "--fail-on", "no-figures").exit_code == 1


def test_the_passing_of_time_makes_no_problem(wiki):
    assert call("check", wiki / "docs", "--as-of", "2036-01-01").exit_code == 0


def test_timings_name_every_stage(wiki):
    said = call("check", wiki / "docs", "--timings")
    for stage in ("declare", "load", "validate", "resolve", "check"):
        assert stage in said.output


def test_a_wrong_day_is_refused(wiki):
    said = call("check", wiki / "docs", "--as-of", "tomorrow")
    assert said.exit_code == 2
    assert "Traceback" not in said.output


@pytest.mark.parametrize("kind", ["person", "team", "role", "event", "playbook", "tool", "kpi", "note"])
def test_new_begins_a_record_that_is_right(wiki, kind):
    assert call("new", kind, "a-new-one", "--docs", wiki / "docs").exit_code == 0
    said = call("check", wiki / "docs")
    assert said.exit_code == 0, said.output


def test_new_writes_over_nothing(wiki):
    assert call("new", "kpi", "mql", "--docs", wiki / "docs").exit_code == 2


@pytest.mark.parametrize("id", ["Upper", "a b", "../x", "日本"])
def test_new_refuses_what_is_no_id(wiki, id):
    assert call("new", "kpi", id, "--docs", wiki / "docs").exit_code == 2


def test_new_names_the_kinds_there_are(wiki):
    said = call("new", "gadget", "x", "--docs", wiki / "docs")
    assert said.exit_code == 2
    assert "playbook" in said.output


def test_schema_of_one_kind_and_of_all(wiki, tmp_path):
    one = json.loads(call("schema", "kpi", "--docs", wiki / "docs").output)
    assert one["$defs"]["record"]["additionalProperties"] is False
    assert call("schema", "--docs", wiki / "docs", "--out", tmp_path / "schemas").exit_code == 0
    assert (tmp_path / "schemas/tool.schema.json").exists()


@pytest.mark.slow
def test_export_goes_to_an_empty_folder_only(wiki, tmp_path):
    assert call("export", tmp_path / "out", "--docs", wiki / "docs").exit_code == 0
    assert (tmp_path / "out/docs/kpis/mql.md").exists()
    assert (tmp_path / "out/mkdocs.yml").exists()
    assert call("export", tmp_path / "out", "--docs", wiki / "docs").exit_code == 2


def test_init_goes_to_an_empty_folder_only(wiki):
    assert call("init", wiki).exit_code == 2


def test_init_in_english(tmp_path):
    assert call("init", tmp_path / "w", "--language", "en", "--name", 'A "b" & c: d').exit_code == 0
    configured = read(tmp_path / "w/mkdocs.yml")
    assert configured.site_name == 'A "b" & c: d'
    assert configured.options["language"] == "en"
    assert configured.options["editions"] == {"en": "", "ja": "ja"}
    assert read(tmp_path / "w/mkdocs.ja.yml").options == {"language": "ja"}


def test_init_begins_in_both_languages(wiki):
    assert "untranslated" not in call("check", wiki / "docs", "--as-of", "2026-11-22").output


def test_init_writes_a_configuration_for_each_language(wiki):
    assert read(wiki / "mkdocs.yml").options["editions"] == {"ja": "", "en": "en"}
    assert read(wiki / "mkdocs.en.yml").options == {"language": "en"}
    assert not (wiki / "mkdocs.ja.yml").exists()


@pytest.mark.parametrize(
    ("epoch", "zone", "day"),
    [
        ("1764000000", "Asia/Tokyo", "2025-11-25"),
        ("1764000000", "UTC", "2025-11-24"),
        ("1764000000", "America/Los_Angeles", "2025-11-24"),
    ],
)
def test_today_is_the_day_in_the_sites_time_zone(monkeypatch, epoch, zone, day):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today(zone).isoformat() == day


def test_what_a_site_mutes_is_not_told(wiki):
    (wiki / "docs/figures/mql.csv").unlink()
    file = wiki / "mkdocs.yml"
    plain = file.read_text(encoding="utf-8")
    assert "no-figures" in call("check", wiki / "docs", "--as-of", "2026-11-22").output
    file.write_text(plain.replace("  mops-kb:\n", "  mops-kb:\n    mute: [no-figures]\n"), encoding="utf-8")
    assert "no-figures" not in call("check", wiki / "docs", "--as-of", "2026-11-22").output
    file.write_text(plain.replace("  mops-kb:\n", "  mops-kb:\n    mute: [nofigures]\n"), encoding="utf-8")
    said = call("check", wiki / "docs", "--as-of", "2026-11-22")
    assert said.exit_code == 2
    assert "mute takes codes of findings, and nofigures is none" in said.output


def test_settings_have_defaults_and_refuse_no_option():
    made = settings({"as_of": "2026-11-22", "fail_on": ["stale"], "mute": None, "labels": None})
    assert made.fiscal_year_start == 4
    assert made.as_of.isoformat() == "2026-11-22"
    assert made.labels == ()
    assert made.mute == ()
    assert made.merge_people == made.merge_topics == Decimal("0.5")


@pytest.mark.parametrize("written", ["9-18", "18:00-09:00", "09:00-09:00", "09:00-24:30", "09:60-18:00", 9])
def test_business_hours_are_two_times_of_a_day(written):
    with pytest.raises(ValueError, match="business_hours are two times of a day"):
        settings({"as_of": "2026-11-22", "business_hours": written})


@pytest.mark.parametrize("written", [0, 1.01, -1])
def test_a_share_of_what_meetings_have_in_common_is_above_0_and_up_to_1(written):
    with pytest.raises(ValueError, match="merge_topics is a share"):
        settings({"as_of": "2026-11-22", "merge_topics": written})
