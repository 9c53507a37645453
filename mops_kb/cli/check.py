"""`mops-kb check`: what is wrong in the records.

What was said of the very same records is said again, without the core: to load it takes longer than to see that nothing
has changed.
"""

import sys
from pathlib import Path
from typing import Any

import click

from mops_kb import config
from mops_kb.cli.common import CONTENT, FINE, cache_of, docs_, language_of, no_cache_, prefix, settings_of
from mops_kb.fingerprint import fingerprint
from mops_kb.memory import unsearched
from mops_kb.model.settings import Settings


@click.command("check")
@docs_
@click.option("--format", "form", type=click.Choice(("text", "json", "github")), default="text", help="How to print.")
@language_of("messages")
@click.option("--as-of", metavar="DATE", help="The day to check for, as 2026-11-22; today, if not given.")
@click.option("--fail-on", multiple=True, metavar="CODE", help="A finding that counts as a problem; may be repeated.")
@click.option("--timings", is_flag=True, help="Also print how long each stage took, in seconds of processor time.")
@no_cache_
def command(
    docs: Path,
    form: str,
    language: str | None,
    as_of: str | None,
    fail_on: tuple[str, ...],
    timings: bool,
    no_cache: bool,
) -> None:
    """Check the records in DOCS: 0 if all is well, 1 if there are problems."""
    configured = config.find(docs)
    settings = settings_of(configured, language, as_of)
    failing = sorted({*fail_on, *configured.options.get("fail_on", ())})
    cache = cache_of(docs, configured, no_cache)
    kept = cache.of("verdicts")
    asked = (form, failing, prefix(docs))
    before = _print(docs, settings, asked) if cache.folder else ""
    said = None if timings else _sound(kept.find([before]).get(before))
    if not said:
        with unsearched():
            from mops_kb.cli.judge import judge

            verdict = judge(docs, settings, form, failing, cache, timings)
        said = verdict.code, verdict.text
        if before and verdict.is_lasting and _print(docs, settings, asked) == before:  # nobody wrote in the meantime
            kept.keep({before: said})
    click.echo(said[1], nl=False)
    sys.exit(said[0])


def _print(docs: Path, settings: Settings, asked: object) -> str:
    """Empty where a file cannot be read, which the core tells of."""
    try:
        return fingerprint(docs, (settings, asked), ())
    except OSError:
        return ""


def _sound(told: Any) -> tuple[int, str] | None:
    match told:
        case [(0 | 1) as code, str(text)]:
            assert (FINE, CONTENT) == (0, 1)
            return code, text
    return None
