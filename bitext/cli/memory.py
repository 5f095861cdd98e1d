"""``bitext memory``: keep a translation memory."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.counting import counted
from bitext.errors import OptionError
from bitext.formats import open_writers, read_units
from bitext.memory import SUFFIXES, Memory, is_memory, opened
from bitext.model import BitextHeader

MEMORY = click.argument("memory", type=options.FILE)


@click.group(name="memory")
def command() -> None:
    """Keep a translation memory: one file (.db) with what was approved and what was translated.

    'bitext translate --tm MEMORY' takes approved units from it before it asks the model.
    """


@command.command(name="import")
@MEMORY
@click.argument("files", nargs=-1, required=True, type=options.EXISTING, metavar="FILE...")
@click.option("--machine", is_flag=True, help="Also take what a machine wrote, for runs with the same signature.")
@options.QUIET
def import_files(memory: Path, files: tuple[Path, ...], machine: bool, quiet: bool) -> int:
    """Take approved units of bitext files into MEMORY, which is made if it is not there.

    Approved is what a person reviewed or wrote; units of other tools count as written by a person.

    \b
    Example:
      bitext memory import house.db approved.tmx reviewed.jsonl
    """
    _require_memory(memory)
    base = Memory(memory)
    try:
        for path in files:
            approved, made = base.add(read_units(path), path.name, machine=machine)
            if not quiet:
                more = f", {made} of a machine" if machine else ""
                click.echo(f"{path} -> {memory}: {counted(approved, 'approved unit')}{more}", err=True)
    finally:
        base.close()
    return 0


@command.command(name="export")
@click.argument("memory", type=options.EXISTING)
@click.argument("output", nargs=-1, required=True, type=options.FILE)
@click.option("--machine", is_flag=True, help="Also what a machine wrote.")
@options.languages()
@options.QUIET
def export(memory: Path, output: tuple[Path, ...], machine: bool, src_lang: str, tgt_lang: str, quiet: bool) -> int:
    """Write the approved units of MEMORY as bitext.

    \b
    Example:
      bitext memory export house.db house.tmx
    """
    options.check_outputs(output)
    base = opened(memory)
    count = 0
    try:
        with open_writers(output, BitextHeader(src_lang, tgt_lang)) as write:
            for hit in base.hits(approved=not machine):
                write(hit.unit)
                count += 1
    finally:
        base.close()
    if not quiet:
        click.echo(f"{memory} -> {', '.join(map(str, output))}: {counted(count, 'unit')}", err=True)
    return 0


@command.command(name="stats")
@click.argument("memory", type=options.EXISTING)
def stats(memory: Path) -> int:
    """Show what MEMORY holds."""
    base = opened(memory)
    try:
        found = base.stats()
    finally:
        base.close()
    click.echo(
        f"{counted(found.units, 'unit')} of {counted(found.sources, 'source')}: "
        f"{found.approved} approved, {found.machine} of a machine"
    )
    click.echo(f"{counted(found.ambiguous, 'source')} with more than one approved translation")
    for name, count in found.files:
        click.echo(f"{count:8}  {name}")
    return 0


@command.command(name="prune")
@click.argument("memory", type=options.EXISTING)
@click.option("--machine", is_flag=True, help="Remove what a machine wrote.")
@click.option("--superseded", is_flag=True, help="Keep of every source only the approved translation that wins.")
@options.QUIET
def prune(memory: Path, machine: bool, superseded: bool, quiet: bool) -> int:
    """Remove from MEMORY what is not needed any more."""
    if not (machine or superseded):
        raise OptionError("nothing to remove; say what: --machine, --superseded, or both.")
    base = opened(memory)
    try:
        removed = base.prune(machine=machine, superseded=superseded)
    finally:
        base.close()
    if not quiet:
        click.echo(f"{memory}: {counted(removed, 'unit')} removed", err=True)
    return 0


def _require_memory(path: Path) -> None:
    if not is_memory(path):
        raise OptionError(f"{path}: a memory is called {' or '.join('NAME' + one for one in SUFFIXES)}.")
