"""``bitext glossary test``: the example sentences, translated."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.glossary import fields
from bitext.cli.glossary.translate import translator
from bitext.counting import counted
from bitext.glossary.examples import Example, checked, examples
from bitext.glossary.store import load


@click.command(name="test")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@fields.GLOSSARY
@click.option("--compare", is_flag=True, help="Show the translation without the glossary too.")
@click.option("--missed", is_flag=True, help="Show only examples in which a term is missing.")
@options.MODEL
def command(
    words: tuple[str, ...],
    glossary: tuple[Path, ...],
    compare: bool,
    missed: bool,
    model: str,
    engine: str,
    device: str,
    threads: int,
    beam: int,
) -> int:
    """Translate the example sentence of each entry and show what became of its term.

    With WORDs only entries that hold one of them.
    Exits with 3 when a term is missing or a forbidden translation stands there.

    \b
    Examples:
      bitext glossary test -g names.tsv
      bitext glossary test Nato OSZE --compare
    """
    paths = fields.files(glossary)
    todo = examples(load(paths), words)
    if not todo:
        which = f"that holds {' or '.join(words)} " if words else ""
        click.echo(
            f"bitext: no entry {which}has an example sentence; `bitext glossary find` searches the entries, "
            "and `bitext glossary edit FILE SOURCE --example` gives one an example.",
            err=True,
        )
        return 1
    sources = [one.example for one in todo]
    enforced = translator(model, engine, threads, paths)(sources)
    free = translator(model, engine, threads, ())(sources) if compare else [""] * len(todo)
    results = [checked(entry, target) for entry, target in zip(todo, enforced, strict=True)]
    for result, plain in zip(results, free, strict=True):
        if not (missed and result.good):
            _show(result, plain)
    bad = sum(not result.good for result in results)
    click.echo(f"{counted(len(results), 'example')}, {len(results) - bad} good, {bad} with a miss.", err=True)
    return 3 if bad else 0


def _show(result: Example, free: str) -> None:
    mark = click.style("ok  ", fg="green") if result.good else click.style("miss", fg="red")
    click.echo(f"{mark} {click.style(result.entry.source, bold=True)}  ({fields.place(result.entry.origin)})")
    click.echo(f"     de: {_marked(result.entry.example, result.source_spans, 'cyan')}")
    click.echo(f"     en: {_marked(result.target, result.target_spans, 'green')}")
    if free and free != result.target:
        click.echo(click.style(f"   free: {free}", dim=True))
    for problem in result.problems:
        click.echo(f"     {click.style(problem, fg='red')}")


def _marked(text: str, spans: tuple[tuple[int, int], ...], colour: str) -> str:
    out, last = [], 0
    for start, end in sorted(spans):
        out += [text[last:start], click.style(text[start:end], fg=colour, bold=True)]
        last = end
    return "".join([*out, text[last:]])
