"""What is wrong with a pair of texts as a whole: an empty side, swapped languages, another order, another text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bitext.alignment.lattice import Floats
from bitext.alignment.lexical import MachineBridge
from bitext.alignment.scoring import Pair
from bitext.alignment.vectors import Matrix, Vectors
from bitext.model import Bead

_FUNCTION_WORDS = {
    "de": frozenset(
        ("der", "die", "das", "und", "ist", "nicht", "eine", "zu", "den", "mit", "von", "für", "auf", "dem")
    ),
    "en": frozenset(("the", "and", "of", "to", "is", "that", "it", "with", "for", "on", "as", "are", "this", "not")),
}
"""The most frequent words that the other language does not have."""
_WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 20_000
"""Characters of a text that suffice to tell its language."""
CLEAR = 3.0
"""How many times as many function words of one language as of the other make it that language."""
COMPARISONS = 2_000_000
"""Sentence pairs compared at most when looking for the order, so that long texts stay cheap."""
SAMPLE = 200
LEAD = 0.1
"""How much the cosine of a sentence's best partner must be above the next best, neighbours aside, to count."""
NEAR = 2
"""Sentences by which a partner may lie beside its bead: merged and split sentences."""
FEWEST = 5
"""Partners without which nothing is said of the order."""
RELATED = 0.3
"""Share of a text's characters in beads with both sides, weighed by score, below which it hardly is a translation."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell the user about a whole pair."""

    kind: str
    """``empty``, ``swapped``, ``language``, ``order`` or ``unrelated``."""
    message: str


def diagnose(
    texts: tuple[Sequence[str], Sequence[str]], pair: Pair, beads: Sequence[Bead], languages: tuple[str, str]
) -> list[Finding]:
    """The findings, most telling first; ``languages`` are what the two sides should be."""
    sources, targets = texts
    if not sources or not targets:
        side = "both sides are" if not sources and not targets else f"the {'target' if sources else 'source'} side is"
        return [Finding("empty", f"{side} empty; nothing can be aligned.")]
    swapped = find_swap(sources, targets, languages)
    if swapped is not None:
        return [swapped]
    found = (find_disorder(_seen(texts, pair), beads), find_unrelated(pair, beads))
    return [one for one in found if one is not None][:1]


def _seen(texts: tuple[Sequence[str], Sequence[str]], pair: Pair) -> Pair:
    """The pair with vectors: where only lengths were looked at, those of the names and numbers that both sides have."""
    if pair.source is not None:
        return pair
    source, target = MachineBridge(list).vectors(*texts)
    return replace(pair, source=source, target=target)


def find_swap(sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str]) -> Finding | None:
    """Whether the sides stand the wrong way round, or are in one language."""
    found = (language_of(sources), language_of(targets))
    if found == languages[::-1] and found[0] != found[1]:
        message = f"the sides look swapped: the source is {found[0]!r}, the target {found[1]!r}; change their order."
        return Finding("swapped", message)
    if found[0] and found[0] == found[1] and found[0] in languages and languages[0] != languages[1]:
        return Finding("language", f"both sides look like {found[0]!r}; one of the files is not what it should be.")
    return None


def language_of(texts: Sequence[str]) -> str:
    """``de``, ``en``, or nothing when the function words do not decide."""
    words = [word.lower() for word in _WORD.findall(" ".join(texts)[:LOOKED_AT])]
    counts = sorted((sum(word in known for word in words), name) for name, known in _FUNCTION_WORDS.items())
    (less, _), (more, name) = counts
    return name if more >= 3 and more >= CLEAR * less else ""


def find_disorder(pair: Pair, beads: Sequence[Bead]) -> Finding | None:
    """Whether clear partners lie mostly off the path, as when one side is in another order."""
    if pair.source is None or pair.target is None:
        return None
    bounds = _bounds(beads, len(pair.source))
    rows = np.unique(np.linspace(0, len(pair.source) - 1, min(SAMPLE, 1 + COMPARISONS // len(pair.target))).astype(int))
    partners = _partners(pair.source, pair.target, rows)
    clear = [(row, column) for row, column in zip(rows.tolist(), partners, strict=True) if column >= 0]
    on_path = sum(bounds[row][0] - NEAR <= column <= bounds[row][1] + NEAR for row, column in clear)
    if len(clear) < FEWEST or on_path >= len(clear) / 2:
        return None
    message = (
        f"the sides look differently ordered: of {len(clear)} source sentences with one clear partner, "
        f"{len(clear) - on_path} have it elsewhere; check that both files hold the same text."
    )
    return Finding("order", message)


def _bounds(beads: Sequence[Bead], sources: int) -> list[tuple[int, int]]:
    """First and last target position at each source sentence."""
    bounds, reached = [(0, 0)] * sources, 0
    for bead in beads:
        first, last = (bead.targets[0], bead.targets[-1]) if bead.targets else (reached, reached)
        for index in bead.sources:
            bounds[index] = (first, last)
        reached = last + 1 if bead.targets else reached
    return bounds


def _partners(source: Vectors, target: Vectors, rows: Floats) -> list[int]:
    """For each row the target that is clearly its best, or -1."""
    chosen = _units(np.concatenate([source.rows(row, row + 1) for row in rows.tolist()]))
    cosines = np.concatenate(
        [chosen @ _units(target.rows(start, min(start + 512, len(target)))).T for start in range(0, len(target), 512)],
        axis=1,
    )
    best = cosines.argmax(axis=1)
    highest = cosines.max(axis=1)
    for row, column in enumerate(best.tolist()):
        cosines[row, max(0, column - 1) : column + 2] = 0.0
    return [
        int(column) if lead > LEAD else -1 for column, lead in zip(best, highest - cosines.max(axis=1), strict=True)
    ]


def _units(matrix: Matrix) -> Matrix:
    units: Matrix = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return units


def find_unrelated(pair: Pair, beads: Sequence[Bead]) -> Finding | None:
    """Whether hardly anything found a partner."""
    source = sum(bead.score * pair.source_lengths[list(bead.sources)].sum() for bead in beads if bead.targets)
    target = sum(bead.score * pair.target_lengths[list(bead.targets)].sum() for bead in beads if bead.sources)
    share = max(source / pair.source_lengths.sum(), target / pair.target_lengths.sum())
    if share >= RELATED:
        return None
    return Finding(
        "unrelated", f"only {share:.0%} of the text has a counterpart; are these translations of each other?"
    )
