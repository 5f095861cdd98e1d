"""``bitext check``: what a reviewer should look at in bitext files, the worst first."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import click

from bitext import __version__
from bitext.checks import CATALOGUE, CheckContext, Matcher, checked, default_context, selected, surveyed
from bitext.cli import options
from bitext.cli.ending import ending
from bitext.counting import counted
from bitext.findings import Found, Totals, to_json, to_junit, to_sarif
from bitext.formats import atomic, read_units
from bitext.model import Severity, TranslationUnit
from bitext.page import Page
from bitext.ranking import ranked, worst
from bitext.report import CLEAN, FINDINGS

COLOURS = {Severity.INFO: "bright_black", Severity.WARNING: "yellow", Severity.ERROR: "red"}


@dataclass(frozen=True, slots=True)
class Output:
    """How findings are shown."""

    form: str
    path: Path | None
    fail_on: Severity
    limit: int


@click.command(name="check")
@click.argument("files", nargs=-1, type=options.EXISTING, metavar="FILE...")
@click.option(
    "--fail-on",
    type=click.Choice(list(options.SEVERITIES)),
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
@click.option(
    "-g",
    "--glossary",
    multiple=True,
    type=options.GLOSSARY_FILE,
    help="Check against this glossary as well (-g starter: the starter glossary); may be given again.",
)
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
    The files are read twice: lengths and repeated texts are those of all of them together.

    \b
    Example:
      bitext check corpus.tmx --fail-on warning --format sarif -o findings.sarif
    """
    if listing:
        return _list_checks()
    if not files:
        raise click.UsageError("Name at least one bitext file.")
    names = selected(_split(only), _split(skip))
    context = surveyed(chain.from_iterable(map(read_units, files)), default_context(_matcher(glossary)))
    totals, page = Totals(), Page(", ".join(path.name for path in files), context.lengths)
    show = Output(form, output, options.SEVERITIES[fail_on], limit)
    _write(_document(_found(files, names, context, (totals, page), alone=bool(only)), show, totals, context), output)
    if report is not None:
        _write([page.render()], report)
    if not quiet:
        click.echo(str(totals), err=True)
    return ending(FINDINGS if totals.reaches(show.fail_on) else CLEAN, quiet, totals.by_severity, show.fail_on)


def _split(names: tuple[str, ...]) -> list[str]:
    return [name.strip() for given in names for name in given.split(",") if name.strip()]


def _matcher(glossary: tuple[Path, ...]) -> Matcher | None:
    if not glossary:
        return None
    from bitext.glossary import Matcher as Terms
    from bitext.glossary import load

    return Terms(load(glossary)).find


def _found(
    files: tuple[Path, ...], names: frozenset[str], context: CheckContext, counters: tuple[Totals, Page], *, alone: bool
) -> Iterator[Found]:
    """The units that have issues, one at a time; the counters see all units.

    ``alone`` leaves out the issues that other steps left.
    """
    totals, page = counters
    for path in files:
        totals.files.setdefault(str(path), 0)
        for unit in read_units(path):
            result = checked(unit, context, names)
            if alone:
                result = replace(result, issues=tuple(one for one in result.issues if one.check in names))
            totals.add(str(path), result)
            page.add(result)
            if result.issues:
                yield str(path), result


def _document(found: Iterator[Found], show: Output, totals: Totals, context: CheckContext) -> Iterable[str]:
    if show.form == "text":
        return (f"{line}\n" for line in _text(found, show.limit, totals, context))
    if show.form == "json":
        return to_json(found, totals)
    if show.form == "sarif":
        return to_sarif(found, list(totals.files), __version__)
    return to_junit(found, totals, show.fail_on)


def _write(pieces: Iterable[str], path: Path | None) -> None:
    if path is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with atomic(path) as stream:
        for piece in pieces:
            stream.write(click.unstyle(piece).encode("utf-8", "replace"))


def _text(found: Iterator[Found], limit: int, totals: Totals, context: CheckContext) -> Iterator[str]:
    """The worst units of all files, then how many are not shown."""
    paths: dict[int, str] = {}  # by id(): right for the units that are still alive, and only these are shown

    def units() -> Iterator[TranslationUnit]:
        for path, unit in found:
            paths[id(unit)] = path
            yield unit

    shown = worst(units(), limit, context.lengths) if limit else ranked(units(), context.lengths)
    for unit in shown:
        yield from _unit(unit, paths[id(unit)] if len(totals.files) > 1 else "")
    if len(shown) < totals.suspicious:
        yield f"{counted(totals.suspicious - len(shown), 'more unit')} with issues; --limit 0 shows all."


def _unit(unit: TranslationUnit, path: str) -> Iterator[str]:
    yield click.style(f"{path}: {unit.id}" if path else unit.id, bold=True)
    for label, text in (("de", unit.source), ("en", unit.target)):
        plain = " ".join(text.split()) or "(empty)"
        yield textwrap.fill(plain, 110, initial_indent=f"  {label}  ", subsequent_indent="      ")
    for issue in unit.issues:
        name = click.style(f"{issue.severity.name.lower()} {issue.check}", fg=COLOURS[issue.severity])
        yield f"  {name}: {issue.message}"
    yield ""


def _list_checks() -> int:
    for name, entry in CATALOGUE.items():
        known = f" Known as {', '.join(entry.known_as)}." if entry.known_as else ""
        click.echo(f"{name:20} {entry.severity.name.lower():8} {entry.summary}{known}")
    return 0
