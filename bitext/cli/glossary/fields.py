"""The options that fill the fields of an entry, the glossaries to read, and how an entry is shown."""

from collections.abc import Iterator
from pathlib import Path

import click

from bitext.cli import options
from bitext.glossary.edit import Change
from bitext.model import CasePolicy, TermEntry, TermStatus
from bitext.starter import STARTER

GLOSSARY = click.option(
    "-g",
    "--glossary",
    multiple=True,
    type=options.GLOSSARY_FILE,
    help="Glossary, instead of the starter glossary; -g starter -g FILE takes both. May be given again, later ones "
    "win.  [default: starter]",
)

FILE = click.argument("file", type=options.FILE)

DRY_RUN = click.option("-n", "--dry-run", is_flag=True, help="Show the change and write nothing.")

FIELDS = options.stack(
    click.option("-v", "--variant", multiple=True, help="Another German form; may be given again."),
    click.option("-f", "--forbid", multiple=True, help="A translation that must not stand; may be given again."),
    click.option("--case", type=click.Choice([case.value for case in CasePolicy]), help="How capitals are matched."),
    click.option("--status", type=click.Choice([status.value for status in TermStatus]), help="What is wanted."),
    click.option("--note", help="A remark for people."),
    click.option("--example", help="A German sentence with the term."),
)


def files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files named, else the starter glossary."""
    return paths or (STARTER,)


def finish(change: Change, dry_run: bool) -> int:
    """Show a change and its warnings, write it unless told not to, and give the exit code."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for number, line in enumerate(change.diff):
        if number > 1:
            click.echo(click.style(line, fg=colours.get(line[:1])))
    for finding in change.findings:
        click.echo(f"bitext: {finding}", err=True)
    if not dry_run:
        change.save()
    return 3 if change.findings else 0


def place(origin: str) -> str:
    """``path:line`` as short as it can be: the starter glossary by its name, others from the working directory."""
    path, _, line = origin.rpartition(":")
    if not path:
        return origin
    full = Path(path).absolute()
    if full == STARTER.absolute():
        return f"starter glossary:{line}"
    return f"{full.relative_to(Path.cwd())}:{line}" if full.is_relative_to(Path.cwd()) else origin


def shown(entry: TermEntry) -> Iterator[str]:
    """The lines that show an entry in the terminal."""
    marks = [entry.status.value if entry.status is not TermStatus.MUST else ""]
    marks.append(entry.case.value if entry.case is not CasePolicy.AUTO else "")
    extra = ", ".join(filter(None, marks))
    target = " | ".join(entry.targets)
    yield f"{click.style(entry.source, bold=True)}  ->  {target}{f'  ({extra})' if extra else ''}"
    for name, text in (
        ("variants", " | ".join(entry.variants)),
        ("forbidden", " | ".join(entry.forbidden)),
        ("note", entry.note),
        ("example", entry.example),
        ("at", place(entry.origin)),
    ):
        if text:
            yield click.style(f"    {name}: {text}", dim=True)
