"""`python -m mkdocs_fast_build build` (or `serve`, `gh-deploy`): MkDocs, with options for what is kept.

MkDocs knows no options of plugins on its command line; these set the environment that the plugin reads.
"""

import os
from typing import Any

import click
from mkdocs.__main__ import cli

_OPTIONS = (
    click.Option(["--no-cache"], is_flag=True, help="Keep nothing and use nothing that was kept."),
    click.Option(["--verify"], is_flag=True, help="Build the site by MkDocs alone too; fail if a byte differs."),
    click.Option(["--timings"], is_flag=True, help="Tell what each stage took."),
    click.Option(["--timings-file"], metavar="FILE", help="Write that, and what was kept, as JSON."),
)
_SAID = {
    "no_cache": ("FAST_BUILD_CACHE", "0"),
    "verify": ("FAST_BUILD_VERIFY", "1"),
    "timings": ("FAST_BUILD_TIMINGS", "1"),
    "timings_file": ("FAST_BUILD_TIMINGS_FILE", ""),
}


def _set(_: click.Context, option: click.Parameter, value: Any) -> None:
    name, said = _SAID[option.name or ""]
    if value:
        os.environ[name] = said or value


def main() -> None:
    """Run the command of MkDocs that was asked for."""
    for option in _OPTIONS:
        option.callback, option.expose_value = _set, False
    for name in ("build", "serve", "gh-deploy"):
        cli.commands[name].params.extend(_OPTIONS)
    cli(prog_name="python -m mkdocs_fast_build")


if __name__ == "__main__":
    main()
