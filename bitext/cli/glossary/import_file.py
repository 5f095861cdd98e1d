"""``bitext glossary import``: another tool's glossary into one of ours."""

from collections.abc import Sequence
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.glossary import fields
from bitext.counting import counted
from bitext.errors import FormatError
from bitext.glossary.edit import add
from bitext.glossary.exchange import FORMATS, read_any
from bitext.glossary.lint import lint_entries
from bitext.glossary.normal import clean
from bitext.glossary.store import read_file
from bitext.model import Severity, TermEntry


@click.command(name="import")
@click.argument("source", type=options.EXISTING)
@click.argument("file", type=options.FILE)
@click.option("--from", "kind", type=click.Choice(list(FORMATS)), help="The format of SOURCE.  [default: found out]")
@fields.DRY_RUN
@options.QUIET
def command(source: Path, file: Path, kind: str | None, dry_run: bool, quiet: bool) -> int:
    """Add the entries of SOURCE, a glossary of another tool, to FILE, one of ours.

    What the file was taken for is said.
    Entries that FILE has already with another target, those that lint calls an error, lines that cannot be read and
    entries without a German or an English term are left out and named; then the exit code is 3.

    \b
    Formats: bitext, DeepL, Google and Amazon glossaries, OmegaT, Weblate CSV, tables with language names, TBX-Basic.

    \b
    Examples:
      bitext glossary import deepl.csv names.tsv
      bitext glossary import --from omegat old.tsv names.tsv --dry-run
    """
    broken: list[FormatError] = []
    found = read_any(source, kind or "", broken.append)
    if not quiet:
        click.echo(f"bitext: {found.said}", err=True)
    present = read_file(file) if file.exists() else ()
    kept, out = _sorted_out(found.entries, present)
    unread = [f"{line} Left out." for line in (*map(str, broken), *found.left_out)]
    there = len(found.entries) - len(kept) - len(out)
    out = unread + out
    for line in out:
        click.echo(f"bitext: {line}", err=True)
    if kept:
        change = add(file, kept)
        if not dry_run:
            change.save()
    if not quiet:
        verb = "would be added" if dry_run else "added"
        click.echo(
            f"{counted(len(kept), 'entry')} {verb} to {file}, {there} already there, {len(out)} left out.", err=True
        )
    return 3 if out else 0


def _sorted_out(entries: Sequence[TermEntry], present: Sequence[TermEntry]) -> tuple[list[TermEntry], list[str]]:
    """The entries to add, and a line for each one that is left out because it says something else or has an error."""
    known = {clean(text): entry for entry in reversed(present) for text in (*entry.variants, entry.source)}
    new: list[TermEntry] = []
    out: list[str] = []
    for entry in entries:
        old = known.get(clean(entry.source))
        if old is None:
            new.append(entry)
        elif not set(entry.targets) <= {*old.targets, old.source}:
            out.append(f"{entry.origin}: {entry.source!r} is {'|'.join(old.targets)!r} at {old.origin}; left out.")
    before = {(one.check, one.message) for one in lint_entries(present)}
    found = [one for one in lint_entries([*present, *new]) if (one.check, one.message) not in before]
    bad = {one.place: one for one in found if one.severity is Severity.ERROR}
    out += [f"{one} Left out." for place, one in bad.items() if any(entry.origin == place for entry in new)]
    return [entry for entry in new if entry.origin not in bad], out
