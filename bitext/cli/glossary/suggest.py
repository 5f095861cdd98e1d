"""``bitext glossary suggest``: names that are missing."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.glossary import fields
from bitext.cli.glossary.texts import Texts
from bitext.cli.glossary.translate import translator
from bitext.counting import counted
from bitext.glossary.native import COLUMNS, line_of
from bitext.glossary.store import load
from bitext.glossary.suggest import Suggestion, suggest
from bitext.model import TermEntry
from bitext.report import FAILED


@click.command(name="suggest")
@options.INPUTS
@fields.GLOSSARY
@click.option("--least", type=click.IntRange(1), default=3, show_default=True, help="Times a name must occur.")
@click.option("--top", type=click.IntRange(0), default=30, show_default=True, help="Names to list, 0 for all.")
@click.option("--no-translation", is_flag=True, help="Do not ask the model for candidate translations.")
@click.option("--tsv", is_flag=True, help="Write lines for a glossary file, to be checked by hand.")
@options.MODEL
@options.ENCODING
def command(
    inputs: tuple[str, ...],
    glossary: tuple[Path, ...],
    least: int,
    top: int,
    no_translation: bool,
    tsv: bool,
    model: str,
    engine: str,
    device: str,
    threads: int,
    beam: int,
    encoding: str,
) -> int:
    """List names that recur in articles and are in no glossary, the most useful first.

    Each comes with its forms, a sentence, and the model's own translation of both: a candidate, not an answer.

    \b
    Examples:
      bitext glossary suggest dump/ --top 50
      bitext glossary suggest dump/ -g names.tsv --tsv > candidates.tsv
    """
    texts = Texts(inputs, encoding)
    found = suggest(load(fields.files(glossary)), texts.articles(), least)[: top or None]
    if texts.return_code == FAILED:
        return FAILED
    wanted = [text for one in found for text in (one.term, one.contexts[0])]
    blind = no_translation or not wanted
    candidates = [""] * len(wanted) if blind else translator(model, engine, threads, ())(wanted)
    pairs = list(zip(found, candidates[::2], candidates[1::2], strict=True))
    for line in _tsv(pairs) if tsv else _shown(pairs):
        click.echo(line)
    if not found:
        click.echo(f"bitext: no name occurs {counted(least, 'time')} that is not in the glossary.", err=True)
    return texts.return_code


def _shown(pairs: Sequence[tuple[Suggestion, str, str]]) -> Iterator[str]:
    for one, term, context in pairs:
        yield f"{one.count:>5}  {click.style(one.term, bold=True)}  {click.style(_candidate(term), fg='cyan')}".rstrip()
        others = [f"{form} {count}" for form, count in one.forms.most_common(5) if form != one.term]
        told = f"{one.kind}, in {counted(one.texts, 'article')}"
        yield click.style(f"       {told}{'; also ' + ', '.join(others) if others else ''}", dim=True)
        yield f"       {textwrap.shorten(one.contexts[0], 160)}"
        if context:
            yield click.style(f"       {textwrap.shorten(context, 160)}", fg="cyan")


def _tsv(pairs: Sequence[tuple[Suggestion, str, str]]) -> Iterator[str]:
    """Lines of a glossary file whose entries are commented out until a person has read them."""
    yield "\t".join(COLUMNS)
    for one, term, _ in pairs:
        entry = TermEntry(
            one.term, (_candidate(term) or "?",), note=f"seen {counted(one.count, 'time')}", example=one.contexts[0]
        )
        yield "# " + line_of(entry)


def _candidate(translation: str) -> str:
    return translation.strip().rstrip(".")
