"""``bitext glossary add``: a new entry in a file."""

from pathlib import Path

import click

from bitext.cli.glossary import fields
from bitext.glossary.edit import add
from bitext.model import CasePolicy, TermEntry, TermStatus


@click.command(name="add")
@fields.FILE
@click.argument("source")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@fields.FIELDS
@click.option("--after", default="", help="Put it after the entry with this source.  [default: at the end]")
@fields.DRY_RUN
def command(
    file: Path,
    source: str,
    targets: tuple[str, ...],
    variant: tuple[str, ...],
    forbid: tuple[str, ...],
    case: str | None,
    status: str | None,
    note: str | None,
    example: str | None,
    after: str,
    dry_run: bool,
) -> int:
    """Add an entry to a file and show the change; the first TARGET is the one to write.

    What lint calls an error is refused and nothing is written; a warning is shown, and the exit code is 3.
    Order, comments and all other lines stay as they are; a file that does not exist is begun.

    \b
    Examples:
      bitext glossary add names.tsv "Nato-Russland-Rat" "NATO-Russia Council" -v "NATO-Russland-Rat"
      bitext glossary add names.tsv Spiegel --status keep
    """
    chosen = TermStatus(status or "must")
    if not targets and chosen is not TermStatus.KEEP:
        raise click.UsageError("an entry needs a TARGET, or --status keep for a term that stays as it is.")
    entry = TermEntry(
        source.strip(),
        tuple(target.strip() for target in targets),
        tuple(one.strip() for one in variant),
        tuple(one.strip() for one in forbid),
        CasePolicy(case or "auto"),
        chosen,
        note or "",
        example or "",
        f"{file}:new",
    )
    return fields.finish(add(file, [entry], after=after), dry_run)
