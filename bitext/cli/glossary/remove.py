"""``bitext glossary remove``: entries out of a file."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.glossary import fields
from bitext.glossary.edit import remove


@click.command(name="remove")
@click.argument("file", type=options.EXISTING)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@fields.DRY_RUN
def command(file: Path, sources: tuple[str, ...], dry_run: bool) -> int:
    """Remove the entries with these sources and show the change; comments stay.

    \b
    Example:
      bitext glossary remove names.tsv Nato "Weißes Haus"
    """
    return fields.finish(remove(file, sources), dry_run)
