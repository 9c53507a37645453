"""`mops-kb record`: counts of today, for a trend."""

import sys
from pathlib import Path

import click

from mops_kb import config, record
from mops_kb.build import study, words
from mops_kb.cli.asked import asking
from mops_kb.cli.common import CONTENT, cache_of, docs_, no_cache_, prefix, settings_of
from mops_kb.printed import at


@click.command("record")
@docs_
@click.option("--as-of", metavar="DATE", help="The day to record, as 2026-11-22; today, if not given.")
@no_cache_
def command(docs: Path, as_of: str | None, no_cache: bool) -> None:
    """Add today's counts of links that leave the wiki to DOCS/trends. A day that is there already is counted anew."""
    configured = config.find(docs)
    cache = cache_of(docs, configured, no_cache)
    settings = settings_of(configured, None, as_of, visibility=None)
    found = study(docs, settings, ask=asking(cache, settings), cache=cache)
    labels = words(found.kinds, settings)
    for problem in found.problems:
        click.echo(f"{prefix(docs)}{at(problem)}: {labels.problem(problem)}", err=True)
    if found.problems:
        sys.exit(CONTENT)
    rows = record.rows(found.catalog, settings)
    file = record.write(rows, docs)
    click.echo(f"{file}: {sum(row.count for row in rows if row.on == settings.as_of)} links on {settings.as_of}")
