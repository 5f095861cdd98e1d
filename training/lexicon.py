"""Learn the German-English lexicon of the checks: ``python -m training.lexicon CORPUS.tsv[.zst] OUT.xz``.

CORPUS has the columns German, English, source, kind.
IBM model 1 (Brown et al. 1993, "The Mathematics of Statistical Machine Translation") is run in both directions over
stems; a pair of stems is kept by the geometric mean of its two probabilities.
What a kept stem is worth as evidence is then counted: how often it is accounted for in its own translation,
and how often in a translation of something else.
"""

import io
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import zstandard
from numpy.typing import NDArray

from bitext.lexicon import ALIKE, CAPITAL, COMPOUND, SMALL, Lexicon, Row, accounted, dump, parse
from bitext.words import english_stem, german_stem, shape, words

KINDS = {"news", "distilled", "backtranslated", "synthetic", "general", "names"}
SKIPPED = {"contrawsd_de-en", "eforms_sdk", "debian_news", "bilinguator_lit"}
"""No licence stated, forms instead of sentences, or doubtful alignments."""

LONGEST = 60
COMMON = 120
"""So many of the most frequent stems of each side are function words; they are no evidence."""

ROUNDS = 6
CHUNK = 20_000
FLOOR = 0.04
KEPT = 6
RARE = 6
"""Stems seen less often are treated alike, as unknown words."""

SMOOTH = 4.0
WEIGHED = 250_000
"""So many pairs are enough to weigh the stems."""

Ids = NDArray[np.int32]
Sentence = tuple[list[str], list[str]]


def corpus(path: Path) -> Iterator[tuple[str, str]]:
    """The German-English pairs that the lexicon is learnt from."""
    with path.open("rb") as raw:
        stream = zstandard.ZstdDecompressor().stream_reader(raw) if path.suffix == ".zst" else raw
        for line in io.TextIOWrapper(stream, encoding="utf-8", newline="\n"):
            german, english, source, kind = line.rstrip("\n").split("\t")
            if kind in KINDS and source not in SKIPPED:
                yield german, english


def stems(pairs: Iterable[tuple[str, str]]) -> list[Sentence]:
    """The distinct stems of every pair that is neither empty nor too long."""
    kept = []
    for german, english in pairs:
        source = list(dict.fromkeys(german_stem(word.text) for word in words(german)))
        target = list(dict.fromkeys(english_stem(word.text) for word in words(english)))
        if 0 < len(source) <= LONGEST and 0 < len(target) <= LONGEST:
            kept.append((source, target))
    return kept


def vocabulary(sides: Iterable[list[str]]) -> tuple[list[str], list[str]]:
    """The function words, and the other stems that are not rare, from frequent to rare."""
    counts = Counter(stem for side in sides for stem in side)
    ranked = [stem for stem, count in counts.most_common() if count >= RARE]
    return ranked[:COMMON], [stem for stem in ranked[COMMON:] if len(stem) > 1]


def encoded(sides: Iterable[list[str]], vocabulary: list[str]) -> list[Ids]:
    """Every side as numbers of the vocabulary, unknown stems left out."""
    numbers = {stem: number for number, stem in enumerate(vocabulary)}
    return [np.array([numbers[stem] for stem in side if stem in numbers], dtype=np.int32) for side in sides]


def links(sources: list[Ids], targets: list[Ids], width: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int32]]]:
    """In chunks: all pairs of stems of a sentence as source * width + target, and the number of the target token."""
    for start in range(0, len(sources), CHUNK):
        keys, groups, token = [], [], 0
        for source, target in zip(sources[start : start + CHUNK], targets[start : start + CHUNK], strict=True):
            keys.append((source.astype(np.int64)[None, :] * width + target[:, None]).ravel())
            groups.append(np.repeat(np.arange(token, token + len(target), dtype=np.int32), len(source)))
            token += len(target)
        yield np.concatenate(keys), np.concatenate(groups)


def frequent_pairs(sources: list[Ids], targets: list[Ids], width: int) -> NDArray[np.int64]:
    """The pairs that occur together at least twice, sorted."""
    found = np.zeros(0, dtype=np.int64)
    counts = np.zeros(0, dtype=np.int64)
    waiting: list[NDArray[np.int64]] = []
    for keys, _ in links(sources, targets, width):
        waiting.append(keys)
        if len(waiting) == 5:
            found, counts = _merged(found, counts, waiting)
            waiting = []
    found, counts = _merged(found, counts, waiting)
    return found[counts >= 2]


def _merged(
    found: NDArray[np.int64], counts: NDArray[np.int64], waiting: list[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not waiting:
        return found, counts
    new, new_counts = np.unique(np.concatenate(waiting), return_counts=True)
    both, inverse = np.unique(np.concatenate([found, new]), return_inverse=True)
    return both, np.bincount(inverse, np.concatenate([counts, new_counts])).astype(np.int64)


def ibm1(
    sources: list[Ids], targets: list[Ids], width: int, heads: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The frequent pairs and t(target | source) of each, after some rounds of expectation maximisation."""
    pairs = frequent_pairs(sources, targets, width)
    chunks = []
    for keys, groups in links(sources, targets, width):
        places = np.searchsorted(pairs, keys)
        places[places == len(pairs)] = 0
        known = pairs[places] == keys
        chunks.append((places[known].astype(np.int32), groups[known]))
    head = (pairs // width).astype(np.int64)
    probability = np.full(len(pairs), 1e-3)
    null = 1e-4
    for _ in range(ROUNDS):
        expected = np.zeros(len(pairs))
        for places, groups in chunks:
            weight = probability[places]
            total = np.bincount(groups, weight) + null
            expected += np.bincount(places, weight / total[groups], minlength=len(pairs))
        sums = np.bincount(head, expected, minlength=heads)
        probability = expected / np.maximum(sums[head], 1e-9)
    return pairs, probability


def learnt(sentences: list[Sentence]) -> tuple[Lexicon, set[str]]:
    """The stems and their translations, the likeliest first, not weighed yet; and the function words of both sides."""
    (common, german), (plain_words, english) = (vocabulary(side) for side in zip(*sentences, strict=True))
    sources = encoded((source for source, _ in sentences), german)
    targets = encoded((target for _, target in sentences), english)
    forward_pairs, forward = ibm1(sources, targets, len(english), len(german))
    backward_pairs, backward = ibm1(targets, sources, len(german), len(english))
    turned = backward_pairs % len(german) * len(english) + backward_pairs // len(german)
    order = np.argsort(turned)
    back = backward[order][np.searchsorted(turned[order], forward_pairs)]
    score = np.sqrt(forward * back)
    rows: dict[str, list[tuple[float, str]]] = {stem: [] for stem in german}
    for place in np.flatnonzero(score >= FLOOR):
        source, target = divmod(int(forward_pairs[place]), len(english))
        if shape(german[source])[:ALIKE] != shape(english[target])[:ALIKE]:
            rows[german[source]].append((float(score[place]), english[target]))
    known = {stem: Row(tuple(name for _, name in sorted(row, reverse=True)[:KEPT])) for stem, row in rows.items()}
    return Lexicon(known | dict.fromkeys(common, Row()), dict.fromkeys(plain_words + english, Row())), {
        *(f"de:{stem}" for stem in common),
        *(f"en:{stem}" for stem in plain_words),
    }


class Tally:
    """How often words were seen and accounted for, by the row of the lexicon they belong to."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()

    def add(self, names: Iterable[str], found: Iterable[bool]) -> None:
        for name, one in zip(names, found, strict=True):
            self.seen[name] += 1
            self.hits[name] += one

    def rate(self, name: str, prior: float) -> float:
        """The share accounted for, as if SMOOTH more words had behaved like the prior."""
        return (self.hits[name] + SMOOTH * prior) / (self.seen[name] + SMOOTH)


def weighed(draft: Lexicon, pairs: list[tuple[str, str]], function_words: set[str]) -> Lexicon:
    """The lexicon with the evidence of every stem and of the unknown words; function words say nothing."""
    german, english = (Tally(), Tally()), (Tally(), Tally())
    for number, (source_text, target_text) in enumerate(pairs):
        source, own = words(source_text), words(target_text)
        other = words(pairs[(number + 7) % len(pairs)][1])
        for place, target in enumerate((own, other)):
            left, right = accounted(draft, source, target)
            german[place].add((draft.german_word(word.text).name for word in source), left)
            english[place].add((draft.english_name(word) for word in target), right)
    return Lexicon(
        {
            name: _row(german, name, draft.german.get(name, Row()), f"de:{name}" in function_words)
            for name in german[0].seen
        },
        {name: _row(english, name, Row(), f"en:{name}" in function_words) for name in english[0].seen},
    )


def _row(tallies: tuple[Tally, Tally], name: str, row: Row, neutral: bool) -> Row:
    return row if neutral else Row(row.translations, tallies[0].rate(name, 0.7), tallies[1].rate(name, 0.02))


def main() -> None:
    """Learn, weigh and write the lexicon."""
    source, out = map(Path, sys.argv[1:3])
    pairs = list(corpus(source))
    print(f"{len(pairs)} pairs", flush=True)
    draft, function_words = learnt(stems(pairs))
    print(f"{len(draft.german)} stems", flush=True)
    lexicon = weighed(draft, pairs[:: max(1, len(pairs) // WEIGHED)], function_words)
    out.write_bytes(lzma.compress(dump(lexicon).encode(), preset=9))
    back = parse(lzma.decompress(out.read_bytes()).decode())
    for name in (CAPITAL, SMALL, COMPOUND):
        print(name, back.german.get(name), back.english.get(name))
    print(f"{out.stat().st_size} bytes; {len(back.german)} German and {len(back.english)} English stems read back")


if __name__ == "__main__":
    main()
