"""``bitext merge``: several bitext files into one."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.outputs import FORMATS, refuse_reviewed
from bitext.cli.progress import progress
from bitext.errors import OptionError
from bitext.formats import SUFFIXES, open_writers
from bitext.journal import run_lock
from bitext.merging import Duplicates, Merger, common_header, parts_of
from bitext.report import CLEAN, FINDINGS


@click.command(name="merge")
@click.argument("parts", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PART...")
@click.option(
    "-o",
    "--output",
    multiple=True,
    required=True,
    type=options.FILE,
    help=f"Bitext to write, the suffix says which format ({options.formats_help()}); may be given again.",
)
@click.option("--from", "kind", type=click.Choice(FORMATS), help="Which files of a folder to take, if it has several.")
@click.option(
    "--duplicates",
    type=click.Choice([one.value for one in Duplicates]),
    default="refuse",
    show_default=True,
    help="Units whose id came before: write nothing, or keep the first one.",
)
@options.OVERWRITE
@options.QUIET
def command(
    parts: tuple[Path, ...],
    output: tuple[Path, ...],
    kind: str | None,
    duplicates: str,
    overwrite: bool,
    quiet: bool,
) -> int:
    """Join bitext files of any format into one, every unit once, in the order given; a folder's files by name.

    Exit code 3: units were left out that say something else than the first one with their id.

    \b
    Examples:
      bitext merge out/ -o all.tmx -o all.tsv
      bitext merge monday.jsonl tuesday.tmx -o week.jsonl
    """
    options.check_outputs(output)
    files = parts_of(parts, f".{kind}" if kind else "")
    _keep_apart(parts, files, output)
    if not overwrite:
        refuse_reviewed(output)
    merger = Merger(files, Duplicates(duplicates))
    header = common_header(files)
    with run_lock(output), progress(quiet) as line:
        with open_writers(output, header) as write:
            for unit in merger.merged():
                write(unit)
        if not quiet:
            for path in merger.empty:
                line.note(f"{path}: holds no unit.")
            click.echo(_said(merger, output), err=True)
        for duplicate in merger.named:
            line.note(f"left out: {duplicate}.")
    return FINDINGS if merger.other else CLEAN


def _said(merger: Merger, output: tuple[Path, ...]) -> str:
    left = f"; left out: {merger.same} equal, {merger.other} different" if merger.same + merger.other else ""
    files = "1 file" if len(merger.parts) == 1 else f"{len(merger.parts)} files"
    return f"{files}, {merger.units} units -> {', '.join(map(str, output))}{left}"


def _keep_apart(parts: tuple[Path, ...], files: list[Path], output: tuple[Path, ...]) -> None:
    """OptionError when an output is a part, or would be one the next time."""
    read = {path.resolve() for path in files}
    folders = [path.resolve() for path in parts if path.is_dir()]
    for path in output:
        place = path.resolve()
        if place in read or (place.suffix.lower() in SUFFIXES and any(map(place.is_relative_to, folders))):
            raise OptionError(f"{path}: it would be a part of itself, now or the next time; write it elsewhere.")
