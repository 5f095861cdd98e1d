"""``bitext glossary export``: the file of another tool."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.glossary import fields
from bitext.counting import counted
from bitext.errors import OptionError
from bitext.formats import atomic
from bitext.glossary.exchange import FORMATS, write_as
from bitext.glossary.store import load

_BY_SUFFIX = {".tbx": "tbx", ".csv": "deepl", ".utf8": "omegat", ".txt": "omegat", ".tsv": "bitext"}


@click.command(name="export")
@click.argument("output", type=options.FILE)
@click.option("--to", "kind", type=click.Choice(list(FORMATS)), help="The format.  [default: by the suffix]")
@fields.GLOSSARY
@options.QUIET
def command(output: Path, kind: str | None, glossary: tuple[Path, ...], quiet: bool) -> int:
    """Write glossaries as the file of another tool; what the format cannot hold is said.

    \b
    Formats: bitext, deepl, google, aws, omegat, weblate, multiterm (a table with language names), tbx (TBX-Basic).
    Suffixes: .tbx is tbx, .csv deepl, .txt and .utf8 omegat, .tsv bitext.

    \b
    Examples:
      bitext glossary export names.tbx -g names.tsv
      bitext glossary export terms.csv --to aws
    """
    chosen = kind or _BY_SUFFIX.get(output.suffix.lower())
    if chosen is None:
        raise OptionError(f"{output}: no format goes with the suffix {output.suffix!r}; name one with --to.")
    if chosen == "omegat" and output.suffix.lower() in (".tsv", ".tab"):
        click.echo("bitext: OmegaT reads .tsv and .tab in the system's encoding; better write .txt or .utf8.", err=True)
    entries = load(fields.files(glossary)).entries
    written = write_as(entries, chosen, output.suffix.lower())
    with atomic(output) as stream:
        stream.write(written.data)
    if not quiet:
        click.echo(
            f"{counted(len(entries), 'entry')} written to {output} as {chosen} ({FORMATS[chosen][1]}).", err=True
        )
        if written.losses:
            click.echo(f"bitext: the format does not hold: {'; '.join(written.losses)}.", err=True)
    return 0
