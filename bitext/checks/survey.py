"""One pass over a corpus that learns what is usual in it: lengths, model scores, repeated texts.

Memory is bounded: lengths and scores are kept as samples, texts as pairs of 64-bit digests (16 bytes a unit,
up to LIMIT units; texts beyond are not compared). Two of n texts share a digest with a
probability of n²/2⁶⁵: 3e-8 for a million.
"""

import hashlib
import math
from array import array
from collections.abc import Iterable, Sequence

from bitext.checks.context import CheckContext, LengthModel, Repeats
from bitext.checks.untranslated import DOUBTFUL, GERMAN
from bitext.model import Origin, TranslationUnit

LIMIT = 4_000_000
"""Units whose texts are compared: 64 MB."""

SAMPLE = 20_000
"""Units kept for the length model and the score limit."""

SURE = GERMAN - DOUBTFUL

ENOUGH = 200
"""Fewer units do not make a model; the defaults hold."""

MAD = 1.4826
"""Median absolute deviation to standard deviation, for a normal distribution."""


def digest(text: str) -> int:
    """64 bits that stand for a text, blanks and case aside."""
    plain = " ".join(text.split()).casefold()
    return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), "big")


class Survey:
    """What is learnt of the units that were added."""

    def __init__(self) -> None:
        self.units = 0
        self._lengths: list[tuple[int, int, int]] = []
        self._scores: list[tuple[int, float]] = []
        self._sources, self._targets = array("Q"), array("Q")
        self._german = [0, 0]

    def add(self, unit: TranslationUnit) -> None:
        """Take one unit into account; empty and untranslated ones teach nothing."""
        self.units += 1
        source, target = unit.source.strip(), unit.target.strip()
        if not source or not target or source == target:
            return
        if self.units <= SAMPLE:
            for side, text in enumerate((source, target)):
                self._german[side] += sum(word in SURE for word in text.split())
        left, right = digest(source), digest(target)
        self._lengths.append((left, len(source), len(target)))
        if unit.origin is Origin.MT and unit.score < 0:
            self._scores.append((left, unit.score))
        if len(self._sources) < LIMIT:
            self._sources.append(left)
            self._targets.append(right)
        if len(self._lengths) >= 2 * SAMPLE:
            self._thin()

    def _thin(self) -> None:
        """Halve the samples to the smallest digests: a random choice that does not depend on the order."""
        self._lengths = sorted(self._lengths)[:SAMPLE]
        self._scores = sorted(self._scores)[:SAMPLE]

    @property
    def reversed(self) -> bool:
        """Whether the targets are German and the sources are not, by function words; few units do not tell."""
        source, target = self._german
        return target >= 20 and target > 5 * source

    def lengths(self) -> LengthModel:
        """The length model of the sample, or the default for a small corpus."""
        return fitted([(source, target) for _, source, target in sorted(self._lengths)[:SAMPLE]])

    def low_score(self) -> float:
        """The score that two units in a hundred do not reach, kept between the limits of any good and any bad run."""
        scores = sorted(score for _, score in self._scores)
        default = CheckContext().low_score
        return default if len(scores) < ENOUGH else min(-0.6, max(default, scores[len(scores) // 50]))

    def repeats(self) -> Repeats:
        """The digests of texts with several counterparts."""
        return Repeats(_several(self._sources, self._targets), _several(self._targets, self._sources))


def _several(ours: Sequence[int], theirs: Sequence[int]) -> dict[int, int]:
    import numpy as np

    if not ours:
        return {}
    pairs = np.stack([np.asarray(ours, dtype=np.uint64), np.asarray(theirs, dtype=np.uint64)], axis=1)
    distinct = np.unique(pairs, axis=0)
    texts, counts = np.unique(distinct[:, 0], return_counts=True)
    several = counts > 1
    return dict(zip(texts[several].tolist(), counts[several].tolist(), strict=True))


def fitted(lengths: Iterable[tuple[int, int]]) -> LengthModel:
    """The model of (source, target) lengths: median of the log ratios, and their spread in fifths by length."""
    pairs = sorted(lengths)
    if len(pairs) < ENOUGH:
        return LengthModel()
    ratios = [math.log(target / source) for source, target in pairs]
    mean = sorted(ratios)[len(ratios) // 2]
    step = len(pairs) // 5
    points = []
    for start in range(0, 5 * step, step):
        deviations = sorted(abs(ratio - mean) for ratio in ratios[start : start + step])
        variance = (MAD * deviations[len(deviations) // 2]) ** 2
        points.append((1 / pairs[start + step // 2][0], variance))
    constant, falling = _line(points)
    return LengthModel(mean, max(0.01, constant), max(0.5, falling))


def _line(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Intercept and slope of the least-squares line."""
    middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    spread = sum((x - middle[0]) ** 2 for x, _ in points)
    slope = sum((x - middle[0]) * (y - middle[1]) for x, y in points) / spread if spread else 0.0
    return middle[1] - slope * middle[0], slope
