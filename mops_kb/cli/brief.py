"""`mops-kb brief`: a period told to executives."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from mops_kb import brief, config
from mops_kb.build import study, words
from mops_kb.cli.asked import asking
from mops_kb.cli.common import CONTENT, FILE, FINE, FOLDER, cache_of, language_of, no_cache_, prefix, settings_of
from mops_kb.kinds import KINDS
from mops_kb.labels import LANGUAGES
from mops_kb.printed import at


@click.command("brief")
@click.option("--period", required=True, metavar="PERIOD", help="A month or a quarter: 2026-10, FY2026 Q2, fy2026-q2.")
@click.option("--docs", type=FOLDER, default="docs", help="The docs folder.")
@click.option("--html", "page", type=FILE, metavar="FILE", help="Write a page that needs nothing else.")
@click.option("--pdf", "sheet", is_flag=False, flag_value="", metavar="[FILE]", help="Print it by a local Chromium.")
@click.option("--keep", is_flag=True, help="Write the figures to DOCS/briefs, so that they stay as they were told.")
@click.option("--anew", is_flag=True, help="With --keep: write over figures that were kept.")
@click.option("--owner", metavar="OWNER", help="With --keep: who answers for it, as role:mops-lead.")
@language_of("brief")
@click.option("--as-of", metavar="DATE", help="The day that the brief is made, as 2026-11-22; today, if not given.")
@no_cache_
def command(
    period: str,
    docs: Path,
    page: Path | None,
    sheet: str | None,
    keep: bool,
    anew: bool,
    owner: str | None,
    language: str | None,
    as_of: str | None,
    no_cache: bool,
) -> None:
    """Tell executives of a month or a quarter: print it here, to a page, as a PDF, or keep its figures.

    Ends with 1 if there are no figures of that period or something is wrong in DOCS, with 2 if the period cannot be
    read or is not over, and with 3 if there is no Chromium to print with.
    """
    configured = config.find(docs)
    cache = cache_of(docs, configured, no_cache)
    settings = settings_of(configured, language, as_of, visibility=None)
    try:
        about = brief.period(period, keep, words(KINDS, settings), settings)
        order = brief.Order(about, page, sheet, keep, anew, owner)
        found = study(docs, settings, ask=asking(cache, settings), cache=cache)
        labels = {one: words(found.kinds, replace(settings, language=one)) for one in LANGUAGES}
        for problem in found.problems:
            click.echo(f"{prefix(docs)}{at(problem)}: {labels[settings.language].problem(problem)}", err=True)
        if found.problems:
            sys.exit(CONTENT)
        done = brief.run(order, found, labels, docs)
    except brief.Refused as refused:
        raise click.UsageError(str(refused)) from None
    click.echo(done.text, nl=not done.text.endswith("\n"), err=done.code != FINE)
    sys.exit(done.code)
