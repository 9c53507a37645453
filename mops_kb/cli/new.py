"""`mops-kb new`: begin a record."""

from pathlib import Path

import click

from mops_kb import scaffold
from mops_kb.cli.asked import kinds_of
from mops_kb.cli.common import FOLDER


@click.command("new")
@click.argument("kind")
@click.argument("id")
@click.option("--docs", type=FOLDER, default="docs", help="The docs folder.")
def command(kind: str, id: str, docs: Path) -> None:
    """Begin a record of KIND with ID in the docs folder."""
    kinds = kinds_of(docs)
    if kind not in kinds:
        raise click.UsageError(f"there is no kind `{kind}`; there are: {', '.join(kinds)}")
    try:
        file = scaffold.new(kinds[kind], id, docs)
    except (FileExistsError, ValueError) as refused:
        raise click.UsageError(str(refused)) from None
    click.echo(f"{file}")
