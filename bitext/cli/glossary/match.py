"""``bitext glossary match``: what matches in a text, and why."""

from collections.abc import Iterator
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.glossary import fields
from bitext.cli.glossary.texts import Texts
from bitext.glossary.explain import Explained, Explainer
from bitext.glossary.store import load
from bitext.glossary.targets import wanted_forms
from bitext.model import TermStatus


@click.command(name="match")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT|FILE|-...")
@fields.GLOSSARY
@click.option("--all", "everything", is_flag=True, help="Show sentences without a match too.")
@options.ENCODING
def command(texts: tuple[str, ...], glossary: tuple[Path, ...], everything: bool, encoding: str) -> int:
    """Show what matches in a text, in colour, with the wanted translation and the reason.

    What nearly matches is shown too, with the reason why it does not.
    An argument that names a file is read like an input of translate; any other is itself the text; - is standard input.
    Exits with 1 when nothing matches.

    \b
    Examples:
      bitext glossary match "Vor dem Treffen des Nato-Russland-Rates"
      bitext glossary match article.txt -g names.tsv
    """
    loaded = load(fields.files(glossary))
    for note in loaded.notes:
        click.echo(f"bitext: {note}", err=True)
    explainer = Explainer(loaded)
    total = 0
    for text in Texts(texts, encoding).sentences():
        found = explainer.explain(text)
        total += sum(one.matched for one in found)
        if found or everything:
            click.echo(_coloured(text, found))
            for line in _reasons(found):
                click.echo(line)
    if not total:
        click.echo("bitext: nothing matches.", err=True)
    return 0 if total else 1


def _coloured(text: str, found: tuple[Explained, ...]) -> str:
    """The text with matches green and near misses yellow."""
    out, last = [], 0
    for one in found:
        if one.match.start < last:
            continue
        form = text[one.match.start : one.match.end]
        out.append(text[last : one.match.start])
        out.append(click.style(form, fg="green" if one.matched else "yellow", bold=one.matched))
        last = one.match.end
    return "".join([*out, text[last:]]).replace("\n", " ")


def _reasons(found: tuple[Explained, ...]) -> Iterator[str]:
    """One line a match."""
    for one in found:
        entry = one.match.entry
        form = click.style(one.match.form.replace("\n", " "), fg="green" if one.matched else "yellow")
        if not one.matched:
            yield f"    {form}  {one.why} ({fields.place(entry.origin)})"
            continue
        wanted = " | ".join(wanted_forms(entry, one.match))
        if entry.status is TermStatus.FORBIDDEN:
            wanted = "not " + " | ".join(entry.targets)
        status = "" if entry.status is TermStatus.MUST else f" [{entry.status.value}]"
        yield f"    {form}  ->  {wanted}{status}  {click.style(f'{one.why} ({fields.place(entry.origin)})', dim=True)}"
