"""`mops-kb schema`: what editors complete and check YAML by."""

import json
from pathlib import Path

import click

from mops_kb import config, schema
from mops_kb.build import words
from mops_kb.cli.asked import kinds_of
from mops_kb.cli.common import FOLDER, language_of, settings_of


@click.command("schema")
@click.argument("kind", required=False)
@click.option("--docs", type=FOLDER, default="docs", help="The docs folder, for the kinds that it declares.")
@language_of("descriptions")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write a file per kind to this folder.")
def command(kind: str | None, docs: Path, language: str | None, out: Path | None) -> None:
    """Print the JSON Schema of KIND, or of all kinds, for editors that complete and check YAML."""
    kinds = kinds_of(docs)
    configured = config.find(docs)
    labels = words(tuple(kinds.values()), settings_of(configured, language, None))
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
