"""``bitext glossary edit``: another value for fields of an entry."""

from dataclasses import replace
from pathlib import Path

import click

from bitext.cli.glossary import fields
from bitext.glossary.edit import edit
from bitext.model import CasePolicy, TermEntry, TermStatus


@click.command(name="edit")
@fields.FILE
@click.argument("source")
@click.option("--source", "renamed", help="Another source.")
@click.option("-t", "--target", multiple=True, help="The targets, the first is the one to write; may be given again.")
@fields.FIELDS
@click.option(
    "--clear", multiple=True, type=click.Choice(["variant", "forbid", "note", "example"]), help="Empty a field."
)
@fields.DRY_RUN
def command(
    file: Path,
    source: str,
    renamed: str | None,
    target: tuple[str, ...],
    variant: tuple[str, ...],
    forbid: tuple[str, ...],
    case: str | None,
    status: str | None,
    note: str | None,
    example: str | None,
    clear: tuple[str, ...],
    dry_run: bool,
) -> int:
    """Change fields of the entry with this SOURCE and show the change; fields not named stay.

    As in add, errors of lint are refused and its warnings are shown, with exit code 3.
    Options replace a field; a variant or forbidden form that begins with + is added to those that are there.

    \b
    Examples:
      bitext glossary edit names.tsv Nato --variant +Otan
      bitext glossary edit names.tsv Rat -t council -t board --note "of a town" --clear example
    """

    def changed(entry: TermEntry) -> TermEntry:
        return replace(
            entry,
            source=renamed or entry.source,
            targets=target or entry.targets,
            variants=_joined(entry.variants, variant, "variant" in clear),
            forbidden=_joined(entry.forbidden, forbid, "forbid" in clear),
            case=CasePolicy(case) if case else entry.case,
            status=TermStatus(status) if status else entry.status,
            note="" if "note" in clear else note if note is not None else entry.note,
            example="" if "example" in clear else example if example is not None else entry.example,
        )

    return fields.finish(edit(file, source, changed), dry_run)


def _joined(old: tuple[str, ...], new: tuple[str, ...], clear: bool) -> tuple[str, ...]:
    """The new values; those with + are added to the old ones."""
    kept = () if clear else old
    if not new:
        return kept
    added = tuple(one.removeprefix("+") for one in new)
    return tuple(dict.fromkeys((*kept, *added))) if all(one.startswith("+") for one in new) else added
