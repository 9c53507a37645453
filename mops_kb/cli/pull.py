"""`mops-kb pull`: figures from a warehouse."""

import sys
from pathlib import Path

import click

from mops_kb import config
from mops_kb.build import words
from mops_kb.cli.common import CONTENT, ELSEWHERE, FINE, FOLDER, language_of, prefix, settings_of
from mops_kb.kinds import KINDS


@click.command("pull")
@click.argument("kpis", nargs=-1, metavar="[KPI]...")
@click.option("--docs", type=FOLDER, default="docs", help="The docs folder.")
@click.option("--as-of", metavar="DATE", help="The day of the snapshots, as 2026-11-22; today, if not given.")
@click.option("--profile", metavar="NAME", help="Only from this warehouse of `warehouses.yml`.")
@language_of("messages")
def command(kpis: tuple[str, ...], docs: Path, as_of: str | None, profile: str | None, language: str | None) -> None:
    """Fetch the figures of KPIs from their warehouses into DOCS/snapshots: of all, or of each KPI that is named.

    Ends with 3 if a warehouse failed; what was fetched before is left as it was.
    """
    from mops_kb import pull  # reads SQL, which is slow to load

    settings = settings_of(config.find(docs), language, as_of, visibility=None)
    labels = words(KINDS, settings)
    states: set[str] = set()
    try:
        for found in pull.pull(docs, settings, kpis, profile):
            states.add(found.state)
            for line in pull.told(found, labels, prefix(docs)):
                click.echo(line, err=found.state in ("failed", "refused"))
    except (pull.Unknown, pull.NotInstalled) as refused:
        raise click.UsageError(str(refused)) from None
    if not states:
        click.echo(labels("pull.nothing"))
    sys.exit(ELSEWHERE if "failed" in states else CONTENT if "refused" in states else FINE)
