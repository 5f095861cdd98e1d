"""``bitext glossary lint``: what is wrong with glossaries."""

from collections import Counter
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.ending import ending
from bitext.cli.glossary import fields
from bitext.counting import counted
from bitext.glossary.lint import CHECKS, lint_files
from bitext.model import Severity
from bitext.report import CLEAN, FINDINGS

_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "never": None}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "bright_black"}


@click.command(name="lint")
@click.argument("files", nargs=-1, type=options.EXISTING, metavar="[FILE]...")
@click.option("--all", "everything", is_flag=True, help="Show remarks of level info too.")
@click.option("--ignore", multiple=True, type=click.Choice(list(CHECKS)), help="Leave a check out; may be given again.")
@click.option("--list", "show_list", is_flag=True, help="List the checks.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_LEVELS)),
    default="error",
    show_default=True,
    help="Exit with 3 when findings of this level are there.",
)
@options.QUIET
def command(
    files: tuple[Path, ...], everything: bool, ignore: tuple[str, ...], show_list: bool, fail_on: str, quiet: bool
) -> int:
    """Say what is wrong with glossaries, where, and how to mend it.

    Several files are compared with each other too, in the order in which a translation would read them.

    \b
    Examples:
      bitext glossary lint names.tsv
      bitext glossary lint --all --fail-on warning house.tsv names.tsv
    """
    if show_list:
        for name, line in CHECKS.items():
            click.echo(f"{name:18}{line}")
        return 0
    findings = [one for one in lint_files(fields.files(files)) if one.check not in ignore]
    least = Severity.INFO if everything else Severity.WARNING
    for finding in findings:
        if finding.severity >= least:
            place, _, rest = str(finding).partition(f" {finding.severity.name.lower()} ")
            level = click.style(finding.severity.name.lower(), fg=_COLOURS[finding.severity])
            click.echo(f"{place} {level} {rest}")
    counts = Counter(one.severity for one in findings)
    if not quiet:
        told = ", ".join(counted(counts[level], level.name.lower()) for level in _COLOURS)
        click.echo(f"{told}{'' if everything or not counts[Severity.INFO] else ' (--all shows infos)'}.", err=True)
    limit = _LEVELS[fail_on]
    failed = limit is not None and any(one.severity >= limit for one in findings)
    return ending(FINDINGS if failed else CLEAN, quiet, counts, limit)
