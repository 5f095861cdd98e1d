"""The command line: one file a command, loaded when it is called.

Only this package prints or exits.
"""

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from bitext import __version__
from bitext.errors import BitextError, OptionError

COMMANDS: dict[str, tuple[str, str]] = {
    "translate": ("bitext.cli.translate", "Translate German articles into aligned bitext."),
    "retranslate": ("bitext.cli.retranslate", "Translate again what a changed glossary or a reviewer touched."),
    "align": ("bitext.cli.align", "Align texts with their human translations."),
    "segment": ("bitext.cli.segment", "Show how articles are cut into segments."),
    "glossary": ("bitext.cli.glossary", "Keep glossaries: lint, match, edit, test, import, export."),
    "memory": ("bitext.cli.memory", "Keep a translation memory: import, export, stats, prune."),
    "model": ("bitext.cli.model", "Show the model in use, or fetch a better one."),
    "check": ("bitext.cli.check", "Find what is suspicious in bitext files, the worst first."),
    "convert": ("bitext.cli.convert", "Turn one bitext format into another."),
    "merge": ("bitext.cli.merge", "Join bitext files into one, every unit once."),
    "review": ("bitext.cli.review", "Check, correct and approve units in the browser."),
    "export": ("bitext.cli.export", "Write a bitext file for review in a spreadsheet or CAT tool."),
    "apply": ("bitext.cli.apply", "Take back what was reviewed elsewhere."),
}
"""Command -> (module whose ``command`` it is, line for the overview).

The line stands here so that ``bitext --help`` imports no command.
"""


class LazyGroup(click.Group):
    """A click group that imports a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a usage error that names the nearest ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.format_message()} Commands: {', '.join(COMMANDS)}.", ctx=ctx) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bitext")
def cli() -> None:
    """Turn dumps of German articles into reviewed German-English bitext.

    Exit codes: 0 clean, 1 failed, 2 usage, 3 finished with findings, 130 interrupted (run again to resume).
    """


def _leave(code: int) -> NoReturn:
    """End the process at once; a thread may decode for a minute more, and all that matters is on the disk."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Run the command line and exit; a known error is one line on stderr."""
    try:
        code = cli.main(prog_name="bitext", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except OptionError as error:
        click.echo(f"bitext: {error}", err=True)
        raise SystemExit(2) from None
    except BitextError as error:
        click.echo(f"bitext: {error}", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        where = error.filename or "an input or output, perhaps the standard output"
        click.echo(
            f"bitext: {where}: cannot be used ({error.strerror or error}); check the disk and permissions.", err=True
        )
        raise SystemExit(1) from None
    except (click.Abort, KeyboardInterrupt):
        click.echo("bitext: interrupted.", err=True)
        _leave(130)
    raise SystemExit(code if isinstance(code, int) else 0)
