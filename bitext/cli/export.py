"""``bitext export``: a bitext file for reviewers who work elsewhere."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from bitext.cli import options
from bitext.counting import counted
from bitext.errors import OptionError
from bitext.formats import atomic, read_header, read_units
from bitext.model import BitextHeader, Severity, TranslationUnit
from bitext.review.journal import pending
from bitext.review.merge import stamped
from bitext.review.verdict import DONE, is_rejected

SUFFIXES = {"xlsx": (".xlsx",), "tsv": (".tsv",), "xliff": (".xlf", ".xliff"), "html": (".html",)}
"""Format -> file suffixes, the first is the usual one."""

BOM = b"\xef\xbb\xbf"


def _bad(unit: TranslationUnit) -> bool:
    return unit.state not in DONE and any(issue.severity > Severity.INFO for issue in unit.issues)


ONLY: dict[str, Callable[[TranslationUnit], bool]] = {
    "all": lambda unit: True,
    "open": lambda unit: unit.state not in DONE,
    "issues": _bad,
    "approved": lambda unit: unit.state in DONE,
    "rejected": is_rejected,
}


@click.command(name="export")
@click.argument("file", type=options.EXISTING)
@click.option("--to", "form", type=click.Choice(list(SUFFIXES)), help="Format.  [default: by the suffix of -o]")
@click.option("-o", "--output", type=options.FILE, help="Output.  [default: FILE with the format's suffix]")
@click.option("--only", type=click.Choice(list(ONLY)), default="all", show_default=True, help="Which units.")
@click.option("--xliff", type=click.Choice(["2.1", "1.2"]), default="2.1", show_default=True, help="XLIFF version.")
@click.option("--bom", is_flag=True, help="Start a TSV with a byte order mark, which Excel needs to see UTF-8.")
@options.QUIET
def command(file: Path, form: str | None, output: Path | None, only: str, xliff: str, bom: bool, quiet: bool) -> int:
    """Write a bitext file for review in a spreadsheet or a CAT tool; bitext apply takes it back.

    \b
    Example:
      bitext export news.jsonl --to xlsx -o news.xlsx
      bitext export news.jsonl --to xliff --xliff 1.2 -o news.xlf
    """
    form, output = _goal(file, form, output)
    if bom and form != "tsv":
        raise OptionError("--bom is for --to tsv; leave it out.")
    if pending(file):
        click.echo(f"bitext: {file}: a review of it has not ended; its verdicts are not in this export.", err=True)
    found = read_header(file)
    header = BitextHeader(found.source_language, found.target_language, properties={"xliff": xliff})
    module = import_module(f"bitext.formats.{form}")
    count = 0
    with atomic(output) as stream:
        stream.write(BOM if bom else b"")
        with module.writer(stream, header) as write:
            for unit in filter(ONLY[only], read_units(file)):
                write(stamped(unit))
                count += 1
    if not quiet:
        click.echo(f"{counted(count, 'unit')}: {file} -> {output}", err=True)
    return 0


def _goal(file: Path, form: str | None, output: Path | None) -> tuple[str, Path]:
    """Format and path of the export; OptionError where they contradict each other."""
    if form is None:
        if output is None:
            raise OptionError("say where to export: --to FORMAT, or -o with a suffix that names it.")
        form = next((name for name, known in SUFFIXES.items() if output.suffix.lower() in known), None)
        if form is None:
            raise OptionError(f"{output}: its suffix names no format; add --to {'|'.join(SUFFIXES)}.")
    output = output or file.with_suffix(SUFFIXES[form][0])
    if output.suffix.lower() not in SUFFIXES[form]:
        raise OptionError(f"{output}: {form} files end in {SUFFIXES[form][0]}; bitext apply would not know the file.")
    if output.absolute() == file.absolute():
        raise OptionError(f"{output}: that is the file itself; choose another name with -o.")
    options.check_folder(output)
    return form, output
