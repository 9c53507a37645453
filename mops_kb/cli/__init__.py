"""The command line: `check`, `new`, `schema`, `export`, `record`, `pull`, `brief`, `init`. All that needs no engine.

A command is loaded when somebody asks for it, so that one that has nothing to do need not wait for what the others do.
"""

import sys
import traceback
from importlib import import_module

import click

from mops_kb import __version__
from mops_kb.cli.common import OURS

NAMES = ("brief", "check", "export", "init", "new", "pull", "record", "schema")


class Commands(click.Group):
    """Each stands in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in NAMES:
            return None
        command = import_module(f"mops_kb.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
