"""``bitext convert``: one bitext format into another."""

from collections.abc import Callable
from pathlib import Path

import click

from bitext.cli import options
from bitext.counting import counted
from bitext.formats import open_writers, read_header, read_units
from bitext.model import BitextHeader, Severity, TranslationUnit


@click.command(name="convert")
@click.argument("source", type=options.EXISTING)
@click.argument("output", nargs=-1, required=True, type=options.FILE)
@click.option(
    "--min-score",
    type=float,
    metavar="X",
    help="Only pairs with both sides whose score is X or more: 0 to 1 of 'align', "
    "of 'translate' the mean log-probability of a piece, at most 0.",
)
@click.option(
    "--without",
    type=click.Choice(list(options.SEVERITIES)),
    help="Leave out units with an issue at least this grave.",
)
@options.languages(as_in="SOURCE")
@options.QUIET
def command(
    source: Path,
    output: tuple[Path, ...],
    min_score: float | None,
    without: str | None,
    src_lang: str,
    tgt_lang: str,
    quiet: bool,
) -> int:
    """Turn one bitext format into another; docs/formats.md says what each can hold.

    \b
    Examples:
      bitext convert article.jsonl article.tmx article.tsv
      bitext convert aligned.jsonl mined.tmx --min-score 0.8 --without error
    """
    options.check_outputs(output)
    found = read_header(source)
    header = BitextHeader(src_lang or found.source_language, tgt_lang or found.target_language)
    wanted = _wanted(min_score, None if without is None else options.SEVERITIES[without])
    count = dropped = 0
    with open_writers(output, header) as write:
        for unit in read_units(source):
            if wanted(unit):
                write(unit)
                count += 1
            else:
                dropped += 1
    if not quiet:
        left_out = f", {dropped} left out" if dropped else ""
        click.echo(f"{counted(count, 'unit')}{left_out}: {source} -> {', '.join(map(str, output))}", err=True)
    return 0


def _wanted(min_score: float | None, worst: Severity | None) -> Callable[[TranslationUnit], bool]:
    """What a unit must be to be written."""

    def wanted(unit: TranslationUnit) -> bool:
        if worst is not None and any(issue.severity >= worst for issue in unit.issues):
            return False
        if min_score is None:
            return True
        return bool(unit.source and unit.target) and unit.score is not None and unit.score >= min_score

    return wanted
