"""``bitext convert``: one bitext format into another."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.counting import counted
from bitext.formats import open_writers, read_header, read_units
from bitext.model import BitextHeader


@click.command(name="convert")
@click.argument("source", type=options.EXISTING)
@click.argument("output", nargs=-1, required=True, type=options.FILE)
@options.languages(as_in="SOURCE")
@options.QUIET
def command(source: Path, output: tuple[Path, ...], src_lang: str, tgt_lang: str, quiet: bool) -> int:
    """Turn one bitext format into another; docs/formats.md says what each can hold.

    \b
    Example:
      bitext convert article.jsonl article.tmx article.tsv
    """
    options.check_outputs(output)
    found = read_header(source)
    header = BitextHeader(src_lang or found.source_language, tgt_lang or found.target_language)
    count = 0
    with open_writers(output, header) as write:
        for unit in read_units(source):
            write(unit)
            count += 1
    if not quiet:
        click.echo(f"{counted(count, 'unit')}: {source} -> {', '.join(map(str, output))}", err=True)
    return 0
