"""``bitext check``: what a reviewer should look at in bitext files, the worst first."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from bitext import __version__
from bitext.checks import CATALOGUE, CheckContext, Matcher, checked, default_context, selected, surveyed
from bitext.cli import options
from bitext.findings import FileFindings, to_json, to_junit, to_sarif
from bitext.formats import atomic, read_units
from bitext.model import Severity, TranslationUnit
from bitext.page import Page
from bitext.ranking import ranked

FINDINGS = 3
LEVELS = {"info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR}
COLOURS = {Severity.INFO: "bright_black", Severity.WARNING: "yellow", Severity.ERROR: "red"}


@dataclass(frozen=True, slots=True)
class Output:
    """How findings are shown."""

    form: str
    path: Path | None
    fail_on: Severity
    limit: int
    report: Path | None


@click.command(name="check")
@click.argument("files", nargs=-1, type=options.EXISTING, metavar="FILE...")
@click.option(
    "--fail-on",
    type=click.Choice(list(LEVELS)),
    default="error",
    show_default=True,
    help="Exit with 3 if there is an issue at least this grave.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "junit"]),
    default="text",
    show_default=True,
    help="text for people; json, sarif (2.1.0) and junit for programs and CI.",
)
@click.option("-o", "--output", type=options.FILE, help="Write the findings here instead of standard output.")
@click.option("--report", type=options.FILE, help="Also write a page with totals, plots and the worst units (HTML).")
@click.option("--only", multiple=True, metavar="CHECK", help="Run this check only; may be given again.")
@click.option("--skip", multiple=True, metavar="CHECK", help="Leave this check out; may be given again.")
@click.option("-g", "--glossary", multiple=True, type=options.EXISTING, help="Check against this glossary as well.")
@click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, help="Units to show as text, 0 for all."
)
@click.option("-l", "--list", "listing", is_flag=True, help="List the checks and stop.")
@options.QUIET
def command(
    files: tuple[Path, ...],
    fail_on: str,
    form: str,
    output: Path | None,
    report: Path | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    glossary: tuple[Path, ...],
    limit: int,
    listing: bool,
    quiet: bool,
) -> int:
    """Find what is suspicious in bitext files, also those of other tools.

    The source is taken for German and the target for English; docs/checks.md explains every check.

    \b
    Example:
      bitext check corpus.tmx --fail-on warning --format sarif -o findings.sarif
    """
    if listing:
        return _list_checks()
    if not files:
        raise click.UsageError("Name at least one bitext file.")
    names = selected(_split(only), _split(skip))
    found, context = _checked(files, names, glossary)
    show = Output(form, output, LEVELS[fail_on], limit, report)
    _write(found, show, context)
    if report is not None:
        _write_report(report, files, names, context)
    if not quiet:
        click.echo(_summary(found), err=True)
    failing = any(count and severity >= show.fail_on for one in found for severity, count in one.counts().items())
    return FINDINGS if failing else 0


def _split(names: tuple[str, ...]) -> list[str]:
    return [name.strip() for given in names for name in given.split(",") if name.strip()]


def _checked(
    files: tuple[Path, ...], names: frozenset[str], glossary: tuple[Path, ...]
) -> tuple[list[FileFindings], CheckContext]:
    """The findings of each file; all files together are one corpus to the survey."""
    context = surveyed(chain.from_iterable(map(read_units, files)), default_context(_matcher(glossary)))
    found = []
    for path in files:
        one = FileFindings(str(path))
        for unit in read_units(path):
            one.add(checked(unit, context, names))
        found.append(one)
    return found, context


def _matcher(glossary: tuple[Path, ...]) -> Matcher | None:
    if not glossary:
        return None
    from bitext.glossary import Matcher as Terms
    from bitext.glossary import load

    return Terms(load(glossary)).find


def _write_report(path: Path, files: tuple[Path, ...], names: frozenset[str], context: CheckContext) -> None:
    """The page; it takes all units, also those without issues, so the files are read once more."""
    page = Page(", ".join(one.name for one in files), context.lengths)
    for one in files:
        for unit in read_units(one):
            page.add(checked(unit, context, names))
    with atomic(path) as stream:
        stream.write(page.render().encode("utf-8", "replace"))


def _list_checks() -> int:
    for name, entry in CATALOGUE.items():
        known = f" Known as {', '.join(entry.known_as)}." if entry.known_as else ""
        click.echo(f"{name:20} {entry.severity.name.lower():8} {entry.summary}{known}")
    return 0


def _write(found: list[FileFindings], show: Output, context: CheckContext) -> None:
    if show.form == "text":
        document = "".join(f"{line}\n" for line in _text(found, show, context))
    elif show.form == "json":
        document = to_json(found)
    elif show.form == "sarif":
        document = to_sarif(found, __version__)
    else:
        document = to_junit(found, show.fail_on)
    if show.path is None:
        click.echo(document, nl=False)
        return
    with atomic(show.path) as stream:
        stream.write(click.unstyle(document).encode("utf-8", "replace"))


def _text(found: list[FileFindings], show: Output, context: CheckContext) -> Iterator[str]:
    """The worst units of all files, then how many are not shown."""
    places = {id(unit): one.path for one in found for unit in one.found}
    units = ranked([unit for one in found for unit in one.found], context.lengths)
    shown = units[: show.limit] if show.limit else units
    for unit in shown:
        yield from _unit(unit, places[id(unit)] if len(found) > 1 else "")
    if len(shown) < len(units):
        yield f"{len(units) - len(shown)} more units have issues; --limit 0 shows them all."


def _unit(unit: TranslationUnit, path: str) -> Iterator[str]:
    yield click.style(f"{path}: {unit.id}" if path else unit.id, bold=True)
    for label, text in (("de", unit.source), ("en", unit.target)):
        yield textwrap.fill(
            " ".join(text.split()) or "(empty)", 110, initial_indent=f"  {label}  ", subsequent_indent="      "
        )
    for issue in unit.issues:
        name = click.style(f"{issue.severity.name.lower()} {issue.check}", fg=COLOURS[issue.severity])
        yield f"  {name}: {issue.message}"
    yield ""


def _summary(found: list[FileFindings]) -> str:
    totals = {severity: sum(one.counts()[severity] for one in found) for severity in Severity}
    units = sum(one.units for one in found)
    suspicious = sum(len(one.found) for one in found)
    return (
        f"{units} units in {len(found)} files, {suspicious} with issues: {totals[Severity.ERROR]} errors, "
        f"{totals[Severity.WARNING]} warnings, {totals[Severity.INFO]} remarks"
    )
