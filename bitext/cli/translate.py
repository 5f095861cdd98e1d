"""``bitext translate``: German articles into aligned bitext."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.display import rows
from bitext.cli.progress import Progress, progress
from bitext.dump import ReadOptions, read_articles
from bitext.errors import InputError
from bitext.formats import open_writers
from bitext.model import Article, BitextHeader
from bitext.pipeline import Options, Translator
from bitext.report import Report


@click.command(name="translate")
@options.INPUTS
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=options.FILE,
    help=f"Bitext to write, the suffix says which format ({options.formats_help()}); may be given again.",
)
@click.option("--show", is_flag=True, help="Show the aligned result in the terminal (the default without -o).")
@options.GLOSSARY
@options.MODEL
@options.SRX
@options.ENCODING
@click.option("--src-lang", default="de", show_default=True, help="Language code of the source in the outputs.")
@click.option("--tgt-lang", default="en", show_default=True, help="Language code of the target in the outputs.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="Exit with 3 when issues of this level were found.",
)
@options.QUIET
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    output: tuple[Path, ...],
    show: bool,
    glossary: tuple[Path, ...],
    no_glossary: bool,
    model: str,
    engine: str,
    device: str,
    threads: int,
    beam: int,
    srx: Path | None,
    encoding: str,
    src_lang: str,
    tgt_lang: str,
    fail_on: str,
    quiet: bool,
) -> int:
    """Translate German articles into aligned bitext.

    INPUT is a file, a folder, a pattern, or - for standard input; a line .EOA parts articles.
    Every sentence of the input becomes exactly one unit of the output; what is not translated is kept and marked.

    \b
    Examples:
      bitext translate article.txt -o article.tmx -o article.tsv
      bitext translate dump/ -o dump.jsonl --glossary names.tsv
      cat article.txt | bitext translate - --show
    """
    options.check_outputs(output)
    paths = options.glossary_paths(glossary, no_glossary)
    translator = Translator(Options(model, engine, device, threads, beam, paths, srx))
    report = Report()
    header = BitextHeader(src_lang, tgt_lang)
    shown = show or not output
    with progress(quiet or shown) as line, open_writers(output, header) if output else nullcontext(None) as write:
        articles = _counted(inputs, ReadOptions(encoding=encoding), translator, report, line)
        for unit in translator.translate_articles(articles):
            report.add(unit)
            if write is not None:
                write(unit)
            if shown:
                for row in rows(unit):
                    click.echo(row)
            line.show(report.articles, report.units)
    if not quiet:
        click.echo(str(report), err=True)
    return report.return_code if fail_on != "never" else min(report.return_code, 1)


def _counted(
    inputs: tuple[str, ...], read: ReadOptions, translator: Translator, report: Report, line: Progress
) -> Iterator[Article]:
    """The articles that can be read; what cannot is said on stderr and counted."""
    for item in read_articles(inputs, read):
        if isinstance(item, InputError):
            line.clear()
            click.echo(f"bitext: {item}", err=True)
            report.failed += 1
            continue
        report.articles += 1
        report.segments += len(translator.segment(item))
        yield item
