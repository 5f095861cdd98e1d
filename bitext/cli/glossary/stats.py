"""``bitext glossary stats``: hits and misses of every entry."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.glossary import fields
from bitext.cli.glossary.texts import Texts
from bitext.counting import counted
from bitext.formats import SUFFIXES, read_units
from bitext.glossary.stats import Count, Stats, count_texts, count_units
from bitext.glossary.store import Glossary, load
from bitext.model import TranslationUnit
from bitext.report import FAILED, FINDINGS


@click.command(name="stats")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@fields.GLOSSARY
@click.option("--bitext/--texts", "translated", default=None, help="Read as translated bitext or as German articles.")
@click.option("--top", type=click.IntRange(0), default=30, show_default=True, help="Entries to list, 0 for all.")
@click.option("--never", is_flag=True, help="List the entries that never matched.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON line for each entry that occurs, and one for the total."
)
@options.ENCODING
def command(
    inputs: tuple[str, ...],
    glossary: tuple[Path, ...],
    translated: bool | None,
    top: int,
    never: bool,
    as_json: bool,
    encoding: str,
) -> int:
    """Count how often each entry occurs, and in translated files what became of it.

    Bitext with audit records is counted by them; other bitext is checked against the glossary (strategy "checked").
    A .jsonl or .tsv is taken for bitext if its first record is a translation unit.
    Exits with 3 when there are misses.

    \b
    Examples:
      bitext glossary stats dump.jsonl
      bitext glossary stats articles/ --texts --never -g names.tsv
    """
    loaded = load(fields.files(glossary))
    if translated is None:
        there = [Path(one) for one in inputs if Path(one).exists()]
        translated = bool(there) and all(map(_is_bitext, there))
    texts = Texts(inputs, encoding)
    stats = count_units(loaded, _units(inputs)) if translated else count_texts(loaded, texts.sentences())
    if texts.return_code == FAILED:
        return FAILED
    lines = _json(stats) if as_json else _table(stats, translated, top)
    for line in lines:
        click.echo(line)
    if not as_json:
        for line in _end(stats, loaded, translated, never):
            click.echo(line)
    return FINDINGS if stats.misses and translated else texts.return_code


def _units(inputs: tuple[str, ...]) -> Iterator[TranslationUnit]:
    for one in inputs:
        yield from read_units(Path(one))


def _is_bitext(path: Path) -> bool:
    """Whether a file has a bitext suffix and its first record reads as a unit."""
    from bitext.errors import BitextError

    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    try:
        next(read_units(path), None)
    except BitextError:
        return False
    return True


def _table(stats: Stats, translated: bool, top: int) -> Iterator[str]:
    ranked = stats.ranked()
    if not ranked:
        return
    head = f"{'seen':>6}  {'hit':>6}  {'missed':>6}  " if translated else f"{'seen':>6}  "
    yield click.style(f"{head}{'entry':32}  forms and how", bold=True)
    for count in ranked[: top or None]:
        numbers = f"{count.occurrences:>6}  "
        if translated:
            missed = click.style(f"{count.misses:>6}", fg="red" if count.misses else None)
            numbers += f"{count.hits:>6}  {missed}  "
        yield f"{numbers}{count.source:32}  {_forms(count)}"
    if top and len(ranked) > top:
        yield f"{counted(len(ranked) - top, 'more entry')}; --top 0 shows all."


def _forms(count: Count) -> str:
    told = ", ".join(f"{form} {number}" for form, number in count.forms.most_common(4))
    how = ", ".join(f"{name} {number}" for name, number in count.strategies.most_common())
    places = f"  missed in {', '.join(count.missed_in)}" if count.missed_in else ""
    return f"{told}{f'  [{how}]' if how else ''}{places}"


def _end(stats: Stats, glossary: Glossary, translated: bool, never: bool) -> Iterator[str]:
    idle = stats.never(glossary)
    if never:
        yield click.style("Never matched:", bold=True)
        yield from (f"  {entry.source}  ({fields.place(entry.origin)})" for entry in idle)
    unit = "unit" if translated else "sentence"
    line = (
        f"{counted(stats.occurrences, 'occurrence')} of {counted(len(stats.counts), 'entry')} "
        f"in {stats.with_terms} of {counted(stats.units, unit)}"
    )
    if translated and stats.occurrences:
        how = ", ".join(f"{name} {number}" for name, number in stats.strategies.most_common())
        line += f"; {counted(stats.hits, 'hit')} ({stats.hits / stats.occurrences:.1%}: {how}), {stats.misses} missed"
    hint = "" if never else " (--never lists them)"
    yield f"{line}; {len(idle)} of {counted(len(glossary.entries), 'entry')} never matched{hint}."


def _json(stats: Stats) -> Iterator[str]:
    for count in stats.ranked():
        yield json.dumps(
            {
                "source": count.source,
                "origin": count.origin,
                "occurrences": count.occurrences,
                "hits": count.hits,
                "misses": count.misses,
                "strategies": dict(count.strategies),
                "forms": dict(count.forms),
                "targets": dict(count.targets),
                "missed_in": count.missed_in,
            },
            ensure_ascii=False,
        )
    total = {"occurrences": stats.occurrences, "hits": stats.hits, "misses": stats.misses, "units": stats.units}
    yield json.dumps({"total": {**total, "strategies": dict(stats.strategies)}})
