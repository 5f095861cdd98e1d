"""``bitext retranslate``: translate again what a changed glossary or a reviewer touched."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.ending import ending
from bitext.cli.progress import progress
from bitext.counting import counted
from bitext.formats import open_writers, read_header, read_units, require_own
from bitext.glossary import Matcher, load
from bitext.journal import run_lock
from bitext.model import Severity
from bitext.pipeline import Options, Translator
from bitext.report import CLEAN, FINDINGS, Report
from bitext.retranslation import AGAIN, REJECTED, Decision, Why, decide, difference, retranslated

_SAID = {
    Why.APPROVED: "left as approved by a person, though the glossary changed; --force translates again.",
    Why.OWN_TERMS: "left for having terms that came with the article; translate the dump again.",
}


@click.command(name="retranslate")
@click.argument("file", type=options.EXISTING)
@options.GLOSSARY
@click.option("-o", "--output", type=options.FILE, help="Where to write.  [default: FILE]")
@click.option("-n", "--dry-run", is_flag=True, help="List what would be translated again, and write nothing.")
@click.option("--force", is_flag=True, help="Also units that a person approved or wrote.")
@options.MODEL
@options.QUIET
def command(
    file: Path,
    glossary: tuple[Path, ...],
    no_glossary: bool,
    output: Path | None,
    dry_run: bool,
    force: bool,
    model: str,
    engine: str,
    device: str,
    threads: int,
    beam: int,
    quiet: bool,
) -> int:
    """Translate again the units of FILE whose terms the glossary now sees differently, and those that were rejected.

    All other units stay as they are, byte for byte.
    --dry-run lists them: id, reason, the entries that are new, changed or gone (or why it was rejected), and source.
    Give all the glossaries of the first run: -g replaces the starter glossary, -g starter names it.
    FILE is replaced at the end, all at once; stopped before that, it stays as it was.
    FILE must be bitext of 'bitext translate' in a format that keeps where a unit comes from.
    Exit code 3: a term was missed or an error was found in what was translated again.

    \b
    Examples:
      bitext retranslate dump.jsonl -g starter -g names.tsv --dry-run
      bitext retranslate dump.jsonl -g names.tsv
    """
    if output is None:
        require_own(file)
    else:
        options.check_outputs((output,))
    paths = options.glossary_paths(glossary, no_glossary)
    matcher = Matcher(load(paths))
    counts: Counter[Why] = Counter()
    linked, bereft = False, 0
    for decision in _decisions(file, matcher, force, dry_run):
        counts[decision.why] += 1
        linked = linked or bool(decision.unit.alignment)
        bereft += _lost_starter(decision)
    if bereft and options.STARTER not in paths and not quiet:
        click.echo(
            f"bitext: {counted(bereft, 'unit')} had terms of the starter glossary, which is not in use now; "
            f"to keep them, {'' if dry_run else 'stop with Ctrl-C (nothing is written yet) and '}"
            "give -g starter before your own.",
            err=True,
        )
    report = Report()
    again = sum(counts[why] for why in AGAIN)
    if not dry_run and (output is not None or counts.keys() & AGAIN):
        settings = Options(model, engine, device, threads, beam, paths, links=linked)
        place = output or file
        with run_lock([place]), open_writers([place], read_header(file)) as write, progress(quiet) as line:
            translator = Translator(settings)
            if again and (note := translator.load()) and not quiet:
                line.note(note)
            for decision, unit in retranslated(_decisions(file, matcher, force, False), translator):
                write(unit)
                if decision.why in AGAIN:
                    report.add(unit)
                    line.steps(report.units, again, "unit")
    if not quiet:
        _say(file, counts, report, dry_run)
    return ending(FINDINGS if report.issues[Severity.ERROR] else CLEAN, quiet, report.issues)


def _decisions(file: Path, matcher: Matcher, force: bool, listed: bool) -> Iterator[Decision]:
    """What is to become of every unit; those to be translated again are listed on standard output."""
    for unit in read_units(file):
        decision = decide(unit, matcher, force=force)
        if listed and decision.why in AGAIN:
            reason = str(difference(decision)) or unit.provenance.get(REJECTED, "")
            click.echo("\t".join(" ".join(cell.split()) for cell in (unit.id, decision.why, reason, unit.source)))
        yield decision


def _lost_starter(decision: Decision) -> bool:
    """Whether a unit is translated again because entries of the starter glossary went."""
    gone = difference(decision).gone
    return any(
        term.source in gone and term.origin.startswith(f"{options.STARTER.name}:") for term in decision.unit.terms
    )


def _say(file: Path, counts: Counter[Why], report: Report, dry_run: bool) -> None:
    again = ", ".join(f"{counts[why]} for {why.value}" for why in Why if why in AGAIN and counts[why]) or "none"
    total = counts.total()
    done = "would be translated again" if dry_run else "translated again"
    terms = "" if dry_run else f"; terms in them: {report.hits} right, {report.misses} missed"
    click.echo(f"{file}: {counted(total, 'unit')}, {done}: {again}{terms}", err=True)
    for why, hint in _SAID.items():
        if counts[why]:
            click.echo(f"bitext: {counted(counts[why], 'unit')} {hint}", err=True)
