"""``bitext segment``: how articles are cut."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.complaints import complain, readable
from bitext.dump import ReadOptions, read_articles
from bitext.pipeline import Segmentation


@click.command(name="segment")
@options.INPUTS
@options.SRX
@options.reading
@click.option("--plain", is_flag=True, help="One segment a line, nothing else; an empty line between articles.")
def command(inputs: tuple[str, ...], srx: Path | None, plain: bool, read: ReadOptions) -> int:
    """Show how articles are cut into segments.

    Prints tab-separated lines: id, kind, start and end offset, text, reason.
    """
    cut = Segmentation(srx)
    failed = count = 0

    def fail() -> None:
        nonlocal failed
        failed += 1

    for item in readable(read_articles(inputs, read), complain, fail):
        if plain and count:
            click.echo()
        count += 1
        for segment in cut(item):
            text = " ".join(segment.text.split())
            fields = [segment.id, segment.kind.value, str(segment.start), str(segment.end), text, segment.reason]
            click.echo(text if plain else "\t".join(fields))
    if failed:
        return 3 if count else 1
    return 0
