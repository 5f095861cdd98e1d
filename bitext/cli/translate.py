"""``bitext translate``: German articles into aligned bitext."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bitext.classification import foreign_language
from bitext.cli import options
from bitext.cli.complaints import readable
from bitext.cli.display import rows
from bitext.cli.ending import ending, terminable
from bitext.cli.outputs import OUTPUT, Outputs, chosen, keep_apart, open_outputs, refuse_reviewed
from bitext.cli.progress import Position, Progress, progress
from bitext.dump import ReadOptions, read_articles
from bitext.errors import InputError, OptionError
from bitext.formats import Write
from bitext.journal import RunJournal, forget, journal_path, run_lock
from bitext.model import Article, BitextHeader, Segment, Severity
from bitext.pipeline import Boilerplate, Options, Translator
from bitext.report import Report

if TYPE_CHECKING:
    from bitext.cluster.workers import RayCluster

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "never": None}


@click.command(name="translate")
@options.INPUTS
@OUTPUT
@click.option("--show", is_flag=True, help="Show the aligned result in the terminal (the default without -o).")
@options.GLOSSARY
@click.option(
    "--tm",
    multiple=True,
    type=options.MEMORY_FILE,
    help="Bitext file or memory (.db): approved units win before the model, machine units where all else is the same; "
    "may be given again, later ones win.",
)
@options.MODEL
@options.SRX
@options.reading
@click.option(
    "--boilerplate",
    type=click.Choice([one.value for one in Boilerplate]),
    default="skip",
    show_default=True,
    help="Menus, notices and the like: keep them untranslated, translate them, or leave them out.",
)
@click.option("--links", is_flag=True, help="Add word links from the model's attention, for the review page.")
@options.languages()
@click.option(
    "--fail-on",
    type=click.Choice(list(LEVELS)),
    default="error",
    show_default=True,
    help="Exit with 3 when issues of this level were found.",
)
@click.option(
    "--runner",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Translate in this process, or by workers on a Ray cluster; the units are the same.",
)
@click.option(
    "--address",
    default="",
    help="Of the Ray cluster: auto, HOST:PORT or ray://HOST:PORT.  [default: RAY_ADDRESS, else one on this machine]",
)
@click.option("--workers", type=click.IntRange(0), default=0, help="Workers on the cluster.  [default: as many as fit]")
@click.option("--restart", is_flag=True, help="Drop what an unfinished run with the same outputs has done.")
@options.OVERWRITE
@click.option("--log-json", is_flag=True, help="Progress, notes and the summary as lines of JSON on stderr.")
@options.QUIET
def command(
    inputs: tuple[str, ...],
    output: tuple[str, ...],
    to: tuple[str, ...],
    part: int | None,
    audit: Path | None,
    report: Path | None,
    show: bool,
    glossary: tuple[Path, ...],
    no_glossary: bool,
    tm: tuple[Path, ...],
    model: str,
    engine: str,
    device: str,
    threads: int,
    beam: int,
    srx: Path | None,
    read: ReadOptions,
    boilerplate: str,
    links: bool,
    src_lang: str,
    tgt_lang: str,
    fail_on: str,
    runner: str,
    address: str,
    workers: int,
    restart: bool,
    overwrite: bool,
    log_json: bool,
    quiet: bool,
) -> int:
    """Translate German articles into aligned bitext.

    INPUT is a file, a folder, a pattern, a URL (s3://bucket/dump.jsonl.zst), or - for standard input; a line .EOA
    parts articles.
    Every sentence of the input becomes exactly one unit of the output; what is not translated is kept and marked.
    A run that was stopped goes on where it was when the same command is given again.

    \b
    Examples:
      bitext translate article.txt -o article.tmx -o article.tsv
      bitext translate dump/ -o dump.jsonl -g starter -g names.tsv --tm approved.tmx
      bitext translate dump.jsonl.zst -o out/ --to tmx --to tsv --column text=body
      cat article.txt | bitext translate - --show
      bitext translate dump.jsonl.zst -o dump.jsonl --runner ray --address auto
    """
    if runner != "ray" and (address or workers):
        raise OptionError("--address and --workers are for --runner ray; add it, or leave them out.")
    outputs = replace(chosen(output, to, audit, report), part=part or 0)
    if part and not outputs.folders:
        raise OptionError("--part says how a folder is filled; give the folder as -o DIR/.")
    if not overwrite:
        refuse_reviewed([path for path in outputs.files if path not in tm])
    keep_apart(inputs, outputs)
    paths = options.glossary_paths(glossary, no_glossary)
    settings = Options(model, engine, device, threads, beam, paths, srx, Boilerplate(boilerplate), links, tm)
    shown = show or not output
    position = None if quiet else Position(inputs, read)
    with ExitStack() as stack:
        stack.enter_context(terminable())
        stack.enter_context(run_lock(outputs.all))
        line = stack.enter_context(progress(quiet or shown, log_json, position))
        said = (lambda text: None) if quiet else line.note
        elsewhere = stack.enter_context(_ray(address, workers, said)) if runner == "ray" else None
        translator = Translator(settings, runner=elsewhere.runner if elsewhere else None)
        run = Run(translator, Report(dropped=boilerplate == "drop"), line, quiet=quiet)
        articles = run.readable(inputs, read, position)
        run.translate(articles, outputs, BitextHeader(src_lang, tgt_lang), shown=shown, restart=restart)
        if not quiet:
            line.summary(run.report, run.resumed)
    least = LEVELS[fail_on]
    return ending(run.report.return_code(least), quiet, run.report.issues, least, run.report.failed)


def _ray(address: str, workers: int, said: Callable[[str], None]) -> "RayCluster":
    from bitext.cluster.workers import RayCluster

    return RayCluster(address, workers, said)


class Run:
    """One run: its translator, what came of it, and what it says."""

    def __init__(self, translator: Translator, report: Report, line: Progress, *, quiet: bool = False) -> None:
        self.translator, self.report, self.line, self.quiet = translator, report, line, quiet
        self.journal: RunJournal | None = None

    @property
    def resumed(self) -> int:
        """Units that came from an earlier run."""
        return self.journal.resumed if self.journal else 0

    def readable(self, inputs: tuple[str, ...], read: ReadOptions, position: Position | None) -> Iterator[Article]:
        """The articles that can be read; what cannot is said and counted."""

        def failed() -> None:
            self.report.failed += 1

        yield from readable(read_articles(inputs, read, position.opened if position else None), self.line.error, failed)

    def translate(
        self, articles: Iterator[Article], outputs: Outputs, header: BitextHeader, *, shown: bool, restart: bool
    ) -> None:
        """Translate into the outputs; the journal goes when they are in place, and stays when something stops it."""
        with ExitStack() as stack:
            if outputs.bitext:
                stack.enter_context(self._journal(outputs, restart))
            write = stack.enter_context(open_outputs(outputs, header))
            if note := self.translator.load():
                self._remark(note)
            self._units(articles, write, shown)
            if outputs.all and not self.report.articles:
                raise InputError("no article could be read; the outputs are left as they were.")

    def _units(self, articles: Iterator[Article], write: Write, shown: bool) -> None:
        for unit in self.translator.translate_articles(articles, self._seen, self.journal):
            self.report.add(unit)
            write(unit)
            if shown:
                for row in rows(unit):
                    click.echo(row)
            self.line.show(self.report, self.resumed)

    def _seen(self, article: Article, segments: Sequence[Segment]) -> None:
        """Count an article; say so when it is not in German."""
        self.report.see(article, segments)
        language = foreign_language(segments)
        if language:
            self._remark(f"{article.id}: not German but {language}; its text is kept as it is.")

    def _remark(self, text: str) -> None:
        if not self.quiet:
            self.line.note(text)

    @contextmanager
    def _journal(self, outputs: Outputs, restart: bool) -> Iterator[None]:
        path = journal_path(outputs.bitext)
        if restart:
            forget(path)
        self.journal = journal = RunJournal(path, self.translator.run_signature)
        if journal.windows:
            self.line.note("going on with a run that was stopped; what it translated is taken from its journal.")
        try:
            yield
        except KeyboardInterrupt:
            self.line.note(f"stopped; what is done is kept in {path}. Run the same command again to go on.")
            raise
        finally:
            if not journal.windows:
                journal.remove()
            journal.close()
        if journal.stale:
            self.line.note("the inputs have changed since the run was stopped; what they changed was translated anew.")
        journal.remove()
