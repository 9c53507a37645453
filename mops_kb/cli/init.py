"""`mops-kb init`: begin a wiki."""

from pathlib import Path

import click

from mops_kb import scaffold
from mops_kb.labels import LANGUAGES


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="MOps Wiki", help="The name of the wiki.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ja", help="Of the wiki.")
def command(folder: Path, name: str, language: str) -> None:
    """Begin a new wiki in FOLDER: configuration, one sample of each kind, workflows."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    for file in scaffold.init(folder, name, language):
        click.echo(str(file))
