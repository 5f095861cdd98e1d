"""``python -m bitext.cli.reference``: docs/cli.md out of the commands' own help."""

from collections.abc import Iterator
from importlib import import_module

import click

from bitext.cli import COMMANDS, cli


def reference() -> str:
    """docs/cli.md: the help of every command, in the order of the overview."""
    parts = ["# The command line", "", "Written by `make docs` from the commands' help; do not edit.", ""]
    root = click.Context(cli, info_name="bitext", max_content_width=100, terminal_width=100)
    parts += _section(cli, root)
    for name in COMMANDS:
        command: click.Command = import_module(COMMANDS[name][0]).command
        parts += _commands(command, name, root)
    return "\n".join(parts).rstrip() + "\n"


def _commands(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    ctx = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    yield from _section(command, ctx)
    if isinstance(command, click.Group):
        for child in command.list_commands(ctx):
            found = command.get_command(ctx, child)
            if found is not None:
                yield from _commands(found, child, ctx)


def _section(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield f"## {ctx.command_path}"
    yield ""
    yield "```text"
    yield from command.get_help(ctx).splitlines()
    yield "```"
    yield ""


if __name__ == "__main__":
    print(reference(), end="")
