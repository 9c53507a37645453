"""The command line: `check`, `new`, `schema`, `export`, `record`, `pull`, `brief`, `init`. All that needs no engine."""

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mops_kb import __version__, config, export, record, scaffold, schema
from mops_kb.build import Line, build, study, words
from mops_kb.kinds import KINDS
from mops_kb.kinds.declared import declare
from mops_kb.labels import LANGUAGES
from mops_kb.model.kind import Kind
from mops_kb.model.settings import LEVELS, Settings
from mops_kb.printed import PRINTERS, at
from mops_kb.query import Asking

FINE, CONTENT, OURS, ELSEWHERE = 0, 1, 2, 3
"""Exit codes: nothing to mend, a contributor's mistake, a mistake of ours, a warehouse or a browser that failed."""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_docs = click.argument("docs", type=_FOLDER, default="docs")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def commands() -> None:
    """Turns a folder of Markdown, YAML and CSV into a Marketing Operations wiki."""


def main() -> None:
    """The script `mops-kb`: a mistake of ours ends in a traceback and 2, never in 1."""
    try:
        commands()
    except Exception:  # noqa: BLE001  # the exit code tells a mistake of ours from a contributor's
        traceback.print_exc()
        sys.exit(OURS)


@contextmanager
def _unsearched() -> Iterator[None]:
    """All that a check finds out is kept until it ends: a search for rings of garbage took a third of its time, and
    found little."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


@commands.command()
@_docs
@click.option("--format", "form", type=click.Choice(("text", "json", "github")), default="text", help="How to print.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the messages; the site's, if not given.")
@click.option("--as-of", metavar="DATE", help="The day to check for, as 2026-11-22; today, if not given.")
@click.option("--fail-on", multiple=True, metavar="CODE", help="A finding that counts as a problem; may be repeated.")
@click.option("--timings", is_flag=True, help="Also print how long each stage took, in seconds of processor time.")
@_unsearched()
def check(
    docs: Path, form: str, language: str | None, as_of: str | None, fail_on: tuple[str, ...], timings: bool
) -> None:
    """Check the records in DOCS: 0 if all is well, 1 if there are problems."""
    configured = config.find(docs)
    settings = _settings(configured, language, as_of)
    line, taken = _watched() if timings else (Line(), {})
    found = study(docs, settings, line, _asking(docs, settings))
    labels = words(found.kinds, settings)
    failing = {*fail_on, *configured.options.get("fail_on", ())}
    heard = () if found.problems else found.findings  # a record that was refused may be what a finding misses
    problems = [*found.problems, *(finding for finding in heard if finding.code in failing)]
    findings = [finding for finding in heard if finding.code not in failing]
    click.echo(PRINTERS[form](problems, findings, labels, _prefix(docs), found), nl=False)
    for stage, seconds in taken.items():
        click.echo(f"{stage:10}{seconds:8.3f} s", err=True)
    sys.exit(CONTENT if problems else FINE)


@commands.command()
@click.argument("kind")
@click.argument("id")
@click.option("--docs", type=_FOLDER, default="docs", help="The docs folder.")
def new(kind: str, id: str, docs: Path) -> None:
    """Begin a record of KIND with ID in the docs folder."""
    kinds = _kinds(docs)
    if kind not in kinds:
        raise click.UsageError(f"there is no kind `{kind}`; there are: {', '.join(kinds)}")
    try:
        file = scaffold.new(kinds[kind], id, docs)
    except (FileExistsError, ValueError) as refused:
        raise click.UsageError(str(refused)) from None
    click.echo(f"{file}")


@commands.command(name="schema")
@click.argument("kind", required=False)
@click.option("--docs", type=_FOLDER, default="docs", help="The docs folder, for the kinds that it declares.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the descriptions; the site's, if not given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write a file per kind to this folder.")
def schema_(kind: str | None, docs: Path, language: str | None, out: Path | None) -> None:
    """Print the JSON Schema of KIND, or of all kinds, for editors that complete and check YAML."""
    kinds = _kinds(docs)
    configured = config.find(docs)
    labels = words(tuple(kinds.values()), _settings(configured, language, None))
    if kind and kind not in kinds:
        raise click.UsageError(f"there is no kind `{kind}`; there are: {', '.join(kinds)}")
    made = {name: schema.of(one, labels) for name, one in kinds.items() if not kind or name == kind}
    if not out:
        click.echo(json.dumps(made[kind] if kind else made, ensure_ascii=False, indent=2))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, one in made.items():
        (out / f"{name}.schema.json").write_text(json.dumps(one, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        click.echo(str(out / f"{name}.schema.json"))


@commands.command(name="export")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--docs", type=_FOLDER, default="docs", help="The docs folder.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the pages; the site's, if not given.")
@click.option("--as-of", metavar="DATE", help="The day that the pages speak of; today, if not given.")
def export_(out: Path, docs: Path, language: str | None, as_of: str | None) -> None:
    """Write the wiki to OUT as plain Markdown with a mkdocs.yml that needs no plugin of ours.

    In one language: each other one is a tree of its own, and no page leads to it.
    """
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty")
    configured = config.find(docs)
    settings = _settings(configured, language, as_of, visibility=None)
    site = build(docs, settings, _asking(docs, settings))
    labels = words(site.kinds, settings)
    for problem in site.problems:
        click.echo(f"{_prefix(docs)}{at(problem)}: {labels.problem(problem)}", err=True)
    export.export(site, docs, out, settings)
    click.echo(f"{len(site.pages)} pages in {out}")
    for other in (code for code, _ in settings.editions if code != settings.language):
        click.echo(f"they are in `{settings.language}` alone; for the others: mops-kb export OUT --language {other}")
    sys.exit(CONTENT if site.problems else FINE)


@commands.command(name="record")
@_docs
@click.option("--as-of", metavar="DATE", help="The day to record, as 2026-11-22; today, if not given.")
def record_(docs: Path, as_of: str | None) -> None:
    """Add today's counts of links that leave the wiki to DOCS/trends. A day that is there already is counted anew."""
    configured = config.find(docs)
    settings = _settings(configured, None, as_of, visibility=None)
    found = study(docs, settings, ask=_asking(docs, settings))
    labels = words(found.kinds, settings)
    for problem in found.problems:
        click.echo(f"{_prefix(docs)}{at(problem)}: {labels.problem(problem)}", err=True)
    if found.problems:
        sys.exit(CONTENT)
    rows = record.rows(found.catalog, settings)
    file = record.write(rows, docs)
    click.echo(f"{file}: {sum(row.count for row in rows if row.on == settings.as_of)} links on {settings.as_of}")


@commands.command(name="pull")
@click.argument("kpis", nargs=-1, metavar="[KPI]...")
@click.option("--docs", type=_FOLDER, default="docs", help="The docs folder.")
@click.option("--as-of", metavar="DATE", help="The day of the snapshots, as 2026-11-22; today, if not given.")
@click.option("--profile", metavar="NAME", help="Only from this warehouse of `warehouses.yml`.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the messages; the site's, if not given.")
def pull_(kpis: tuple[str, ...], docs: Path, as_of: str | None, profile: str | None, language: str | None) -> None:
    """Fetch the figures of KPIs from their warehouses into DOCS/snapshots: of all, or of each KPI that is named.

    Ends with 3 if a warehouse failed; what was fetched before is left as it was.
    """
    from mops_kb import pull  # reads SQL, which is slow to load

    settings = _settings(config.find(docs), language, as_of, visibility=None)
    labels = words(KINDS, settings)
    states: set[str] = set()
    try:
        for found in pull.pull(docs, settings, kpis, profile):
            states.add(found.state)
            for line in pull.told(found, labels, _prefix(docs)):
                click.echo(line, err=found.state in ("failed", "refused"))
    except (pull.Unknown, pull.NotInstalled) as refused:
        raise click.UsageError(str(refused)) from None
    if not states:
        click.echo(labels("pull.nothing"))
    sys.exit(ELSEWHERE if "failed" in states else CONTENT if "refused" in states else FINE)


@commands.command(name="brief")
@click.option("--period", required=True, metavar="PERIOD", help="A month or a quarter: 2026-10, FY2026 Q2, fy2026-q2.")
@click.option("--docs", type=_FOLDER, default="docs", help="The docs folder.")
@click.option("--html", "page", type=_FILE, metavar="FILE", help="Write a page that needs nothing else.")
@click.option("--pdf", "sheet", is_flag=False, flag_value="", metavar="[FILE]", help="Print it by a local Chromium.")
@click.option("--keep", is_flag=True, help="Write the figures to DOCS/briefs, so that they stay as they were told.")
@click.option("--anew", is_flag=True, help="With --keep: write over figures that were kept.")
@click.option("--owner", metavar="OWNER", help="With --keep: who answers for it, as role:mops-lead.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the brief; the site's, if not given.")
@click.option("--as-of", metavar="DATE", help="The day that the brief is made, as 2026-11-22; today, if not given.")
def brief_(
    period: str,
    docs: Path,
    page: Path | None,
    sheet: str | None,
    keep: bool,
    anew: bool,
    owner: str | None,
    language: str | None,
    as_of: str | None,
) -> None:
    """Tell executives of a month or a quarter: print it here, to a page, as a PDF, or keep its figures.

    Ends with 1 if there are no figures of that period or something is wrong in DOCS, with 2 if the period cannot be
    read or is not over, and with 3 if there is no Chromium to print with.
    """
    from mops_kb import brief

    configured = config.find(docs)
    settings = _settings(configured, language, as_of, visibility=None)
    try:
        about = brief.period(period, keep, words(KINDS, settings), settings)
        order = brief.Order(about, page, sheet, keep, anew, owner)
        found = study(docs, settings, ask=_asking(docs, settings))
        labels = {one: words(found.kinds, replace(settings, language=one)) for one in LANGUAGES}
        for problem in found.problems:
            click.echo(f"{_prefix(docs)}{at(problem)}: {labels[settings.language].problem(problem)}", err=True)
        if found.problems:
            sys.exit(CONTENT)
        done = brief.run(order, found, labels, docs)
    except brief.Refused as refused:
        raise click.UsageError(str(refused)) from None
    click.echo(done.text, nl=not done.text.endswith("\n"), err=done.code != FINE)
    sys.exit(done.code)


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="MOps Wiki", help="The name of the wiki.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ja", help="Of the wiki.")
def init(folder: Path, name: str, language: str) -> None:
    """Begin a new wiki in FOLDER: configuration, one sample of each kind, workflows."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    for file in scaffold.init(folder, name, language):
        click.echo(str(file))


def _settings(
    configured: config.Configured, language: str | None, as_of: str | None, visibility: str | None = LEVELS[-1]
) -> Settings:
    """`check` looks at everything, drafts too."""
    more: dict[str, Any] = {"site_name": configured.site_name, "site_url": configured.site_url}
    given = {"language": language, "as_of": as_of, "visibility": visibility}
    try:
        return config.settings(configured.options, **more, **{key: value for key, value in given.items() if value})
    except ValueError as refused:
        raise click.UsageError(str(refused)) from None


def _asking(docs: Path, settings: Settings) -> Asking:
    return Asking(docs.parent / ".cache/mops-kb/answers", settings.time_zone)


def _watched() -> tuple[Line, dict[str, float]]:
    """The line with a watch on each stage, and what the watches say."""
    taken: dict[str, float] = {"start": time.process_time()}

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            begun = time.process_time()
            result = stage(*args)
            taken[name] = time.process_time() - begun
            return result

        return run

    return Line(*(timed(name, stage) for name, stage in Line()._asdict().items())), taken


def _kinds(docs: Path) -> dict[str, Kind]:
    return {kind.name: kind for kind in declare(docs, KINDS).kinds}


def _prefix(docs: Path) -> str:
    """What goes before a problem's path so that it leads there from here."""
    return f"{Path(os.path.relpath(docs)).as_posix()}/"
