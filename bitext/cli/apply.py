"""``bitext apply``: take back what was reviewed in a spreadsheet or a CAT tool."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.recheck import Checks, checks_of
from bitext.counting import counted
from bitext.errors import OptionError, ReviewError
from bitext.formats import open_writers, read_header, read_units, require_own
from bitext.memory import is_memory, keep_approved
from bitext.model import TranslationUnit
from bitext.report import CLEAN, FINDINGS
from bitext.review.journal import pending
from bitext.review.merge import (
    ABSENT,
    APPROVED,
    CONFLICT,
    EDITED,
    EMPTIED,
    LOWERED,
    NOTED,
    REJECTS,
    UNCHANGED,
    merged,
)
from bitext.review.verdict import Recheck

_LINE = (EDITED, APPROVED, REJECTS, NOTED, UNCHANGED, ABSENT)
_HINTS = {
    EMPTIED: "came back without a translation, the old one was kept and not approved; "
    "set the state rejected to have a unit translated again",
    LOWERED: "came back with a lower state, the approval was kept",
    CONFLICT: "changed in FILE after the export too; FILE's text was kept, the other stands in REVIEWED only: "
    "put it in by hand (bitext review), or export again",
}
_SHOWN = 20
"""Ids that a message names at most."""


@click.command(name="apply")
@click.argument("reviewed", type=options.EXISTING)
@click.argument("file", type=options.EXISTING)
@click.option("-o", "--output", type=options.FILE, help="Where to write.  [default: FILE]")
@click.option("--approve", is_flag=True, help="Every unit of REVIEWED that is not rejected counts as approved.")
@click.option("--tm", multiple=True, type=options.FILE, help="Memory (.db) that takes what is approved; may repeat.")
@options.QUIET
def command(reviewed: Path, file: Path, output: Path | None, approve: bool, tm: tuple[Path, ...], quiet: bool) -> int:
    """Take the corrections of REVIEWED (xlsx, tsv, xlf, ...) into FILE, from which it was exported.

    Nothing is written if a source was changed or a unit is not in FILE; the row is named.
    A changed target is an edit, a state reviewed or final an approval, the state rejected a rejection.
    Exit code 3: some units were changed on both sides and were left as they are in FILE.

    \b
    Example:
      bitext apply news.xlsx news.jsonl
    """
    if output is None:
        require_own(file)
    else:
        options.check_outputs((output,))
    for path in tm:
        if not is_memory(path):
            raise OptionError(f"{path}: --tm takes memories here, called NAME.db; a bitext file is not added to.")
    if pending(file):
        raise ReviewError(f"{file}: a review of it has not ended; end it (Ctrl-C), or start it again and end it.")
    units = list(read_units(file))
    try:
        result = merged(units, read_units(reviewed), approve=approve, recheck=_recheck(units))
    except ReviewError as error:
        raise ReviewError(f"{reviewed}: {error}") from error
    if result.units != tuple(units) or output is not None:
        with open_writers([output or file], read_header(file)) as write:
            for unit in result.units:
                write(unit)
    forgotten = keep_approved(tm, (output or file).name, result.units, units)
    if forgotten and not quiet:
        click.echo(f"bitext: {counted(forgotten, 'approved unit')} left the memory: corrected or rejected.", err=True)
    if not quiet:
        click.echo(f"{reviewed} -> {output or file}: {_line(result.counts)}", err=True)
    _warn(result.told)
    return FINDINGS if result.conflicts else CLEAN


def _recheck(units: Sequence[TranslationUnit]) -> Recheck:
    """Renews the issues of an edited unit; the checks are made ready when the first one comes."""

    @cache
    def checks() -> Checks:
        return checks_of(units)

    return lambda unit: checks().renew(unit)


def _line(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[word]} {word}" for word in _LINE) + "."


def _warn(told: Mapping[str, tuple[str, ...]]) -> None:
    for word, hint in _HINTS.items():
        ids = told.get(word, ())
        if ids:
            more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
            click.echo(f"bitext: {counted(len(ids), 'unit')} {hint}: {', '.join(ids[:_SHOWN])}{more}.", err=True)
