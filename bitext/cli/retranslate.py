"""``bitext retranslate``: translate again what a changed glossary or a reviewer touched."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from bitext.starter import STARTER

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
    A rejected unit that comes out as it was stays rejected.
    Exit code 3: a term was missed, an error was found in what was translated again, or a unit stayed rejected.

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
    found = _Found(file, Matcher(load(paths)), force)
    for decision in found.decisions(listed=dry_run):
        found.count(decision)
    if STARTER not in paths and not quiet:
        found.warn(dry_run)
    done = _Done()
    if not dry_run and (output is not None or found.again):
        settings = Options(model, engine, device, threads, beam, paths, links=found.linked)
        _work(found, output or file, Translator(settings), done, quiet)
    if not quiet:
        _say(found, done.report, dry_run)
    if done.stuck:
        click.echo(
            f"bitext: {counted(done.stuck, 'rejected unit')} came out as before and stayed rejected; correct by hand "
            "(bitext review), add a term to the glossary, or give another --model or --beam.",
            err=True,
        )
    if done.report.issues[Severity.ERROR]:
        return ending(FINDINGS, quiet, done.report.issues)
    return FINDINGS if done.stuck else CLEAN


@dataclass
class _Found:
    """What is to become of the units of a file."""

    file: Path
    matcher: Matcher
    force: bool
    counts: Counter[Why] = field(default_factory=Counter)
    linked: bool = False
    """Whether units have word links, which new ones are to have then too."""
    bereft: int = 0
    """Units with terms of the starter glossary that are not in use any more."""

    def decisions(self, listed: bool = False) -> Iterator[Decision]:
        """What is to become of every unit; those to be translated again are listed on standard output."""
        for unit in read_units(self.file):
            decision = decide(unit, self.matcher, force=self.force)
            if listed and decision.why in AGAIN:
                reason = str(difference(decision)) or unit.provenance.get(REJECTED, "")
                click.echo("\t".join(" ".join(cell.split()) for cell in (unit.id, decision.why, reason, unit.source)))
            yield decision

    def count(self, decision: Decision) -> None:
        """Count a unit."""
        self.counts[decision.why] += 1
        self.linked = self.linked or bool(decision.unit.alignment)
        self.bereft += _lost_starter(decision)

    @property
    def again(self) -> int:
        """Units to be translated again."""
        return sum(self.counts[why] for why in AGAIN)

    def warn(self, dry_run: bool) -> None:
        """Say that the starter glossary is not in use, where units had terms of it."""
        if self.bereft:
            click.echo(
                f"bitext: {counted(self.bereft, 'unit')} had terms of the starter glossary, which is not in use now; "
                f"to keep them, {'' if dry_run else 'stop with Ctrl-C (nothing is written yet) and '}"
                "give -g starter before your own.",
                err=True,
            )


@dataclass
class _Done:
    """What came of it."""

    report: Report = field(default_factory=Report)
    stuck: int = 0
    """Rejected units that came out as they were."""


def _work(found: _Found, place: Path, translator: Translator, done: _Done, quiet: bool) -> None:
    """Write every unit, those that are touched translated again."""
    with run_lock([place]), open_writers([place], read_header(found.file)) as write, progress(quiet) as line:
        if found.again and (note := translator.load()) and not quiet:
            line.note(note)
        for decision, unit in retranslated(found.decisions(), translator):
            write(unit)
            if decision.why in AGAIN:
                done.report.add(unit)
                done.stuck += REJECTED in unit.provenance
                line.steps(done.report.units, found.again, "unit")


def _lost_starter(decision: Decision) -> bool:
    """Whether a unit is translated again because entries of the starter glossary went."""
    gone = difference(decision).gone
    return any(term.source in gone and term.origin.startswith(f"{STARTER.name}:") for term in decision.unit.terms)


def _say(found: _Found, report: Report, dry_run: bool) -> None:
    counts = found.counts
    again = ", ".join(f"{counts[why]} for {why.value}" for why in Why if why in AGAIN and counts[why]) or "none"
    total = counts.total()
    done = "would be translated again" if dry_run else "translated again"
    terms = "" if dry_run else f"; terms in them: {report.hits} right, {report.misses} missed"
    click.echo(f"{found.file}: {counted(total, 'unit')}, {done}: {again}{terms}", err=True)
    for why, hint in _SAID.items():
        if counts[why]:
            click.echo(f"bitext: {counted(counts[why], 'unit')} {hint}", err=True)
