"""``bitext glossary``: one file a subcommand, loaded when it is called."""

from importlib import import_module

import click

SUBCOMMANDS: dict[str, tuple[str, str]] = {
    "lint": ("bitext.cli.glossary.lint", "Say what is wrong with glossaries, where, and how to mend it."),
    "match": ("bitext.cli.glossary.match", "Show what matches in a text, and why."),
    "find": ("bitext.cli.glossary.find", "Search the entries of glossaries."),
    "add": ("bitext.cli.glossary.add", "Add an entry to a file."),
    "edit": ("bitext.cli.glossary.edit", "Change an entry of a file."),
    "remove": ("bitext.cli.glossary.remove", "Remove entries from a file."),
    "stats": ("bitext.cli.glossary.stats", "Count hits and misses of every entry in texts or bitext."),
    "suggest": ("bitext.cli.glossary.suggest", "List names that recur in articles and are in no glossary."),
    "test": ("bitext.cli.glossary.test", "Translate the example sentences and show what became of the terms."),
    "import": ("bitext.cli.glossary.import_file", "Turn another tool's glossary into one of ours."),
    "export": ("bitext.cli.glossary.export", "Turn glossaries into the file of another tool."),
}
"""Subcommand -> (module whose ``command`` it is, line for the overview)."""


class LazyGroup(click.Group):
    """A click group that imports a subcommand's module when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        command: click.Command = import_module(SUBCOMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in SUBCOMMANDS.items()])


@click.group(name="glossary", cls=LazyGroup)
def command() -> None:
    """Keep glossaries: check, search, edit, test, import and export them.

    docs/glossary.md describes the file; where no file is named, the starter glossary is meant.
    """
