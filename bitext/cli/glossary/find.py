"""``bitext glossary find``: search entries."""

from pathlib import Path

import click

from bitext.cli.glossary import fields
from bitext.glossary.search import search
from bitext.glossary.store import read_file


@click.command(name="find")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@fields.GLOSSARY
def command(words: tuple[str, ...], glossary: tuple[Path, ...]) -> int:
    """Show the entries that hold all WORDs in any field, in German or English; case does not count.

    Exits with 1 when there is none, and then shows sources that are spelled alike.

    \b
    Examples:
      bitext glossary find council
      bitext glossary find nato rat -g names.tsv
    """
    entries = [entry for path in fields.files(glossary) for entry in read_file(path)]
    found, near = search(entries, words)
    for entry in found:
        for line in fields.shown(entry):
            click.echo(line)
    if not found:
        hint = f" Spelled alike: {', '.join(near)}." if near else ""
        click.echo(f"bitext: no entry holds {' and '.join(words)}.{hint}", err=True)
    return 0 if found else 1
