"""`mops-kb export`: the wiki as plain Markdown."""

import sys
from pathlib import Path

import click

from mops_kb import config, export
from mops_kb.build import build, words
from mops_kb.cli.asked import asking
from mops_kb.cli.common import CONTENT, FINE, FOLDER, cache_of, language_of, no_cache_, prefix, settings_of
from mops_kb.printed import at


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--docs", type=FOLDER, default="docs", help="The docs folder.")
@language_of("pages")
@click.option("--as-of", metavar="DATE", help="The day that the pages speak of; today, if not given.")
@no_cache_
def command(out: Path, docs: Path, language: str | None, as_of: str | None, no_cache: bool) -> None:
    """Write the wiki to OUT as plain Markdown with a mkdocs.yml that needs no plugin of ours.

    In one language: each other one is a tree of its own, and no page leads to it.
    """
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty")
    configured = config.find(docs)
    cache = cache_of(docs, configured, no_cache)
    settings = settings_of(configured, language, as_of, visibility=None)
    site = build(docs, settings, asking(cache, settings), cache=cache)
    labels = words(site.kinds, settings)
    for problem in site.problems:
        click.echo(f"{prefix(docs)}{at(problem)}: {labels.problem(problem)}", err=True)
    export.export(site, docs, out, settings)
    click.echo(f"{len(site.pages)} pages in {out}")
    for other in (code for code, _ in settings.editions if code != settings.language):
        click.echo(f"they are in `{settings.language}` alone; for the others: mops-kb export OUT --language {other}")
    sys.exit(CONTENT if site.problems else FINE)
