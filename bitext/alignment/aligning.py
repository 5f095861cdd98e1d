"""Two lists of sentences in, their beads out."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bitext.alignment.plausibility import plausible
from bitext.alignment.scoring import Coefficients, Pair
from bitext.alignment.search import find_band, find_beads
from bitext.alignment.similarity import Similarity
from bitext.model import Bead

PRIOR = 500.0
"""Characters by which the ratio of the lengths is drawn to one, so that two short texts do not set it."""
DRIFT = 0.03
"""Change of the ratio's logarithm above which the search is repeated with the new one."""
GREATEST = 1.5
"""The first ratio, or its inverse, at most: a greater one more likely comes of text that one side lacks."""
PASSES = 3
"""Searches at most."""


def align(sources: Sequence[str], targets: Sequence[str], similarity: Similarity) -> list[Bead]:
    """The beads of two texts in order: every index of both sides in exactly one; the score is its probability."""
    return align_pair(pair_of(sources, targets, similarity), similarity.coefficients)


def align_pair(pair: Pair, coefficients: Coefficients) -> list[Bead]:
    """As align, for a pair whose vectors are at hand.

    The search is repeated when the lengths of what it found have another ratio than the whole texts.
    """
    sources, targets = len(pair.source_lengths), len(pair.target_lengths)
    if not sources or not targets:
        return [Bead((i,), ()) for i in range(sources)] + [Bead((), (j,)) for j in range(targets)]
    band = find_band(pair, coefficients)
    beads = find_beads(pair, coefficients, band)
    for _ in range(PASSES - 1):
        ratio = _fitted_ratio(pair, beads)
        if abs(math.log(ratio / pair.ratio)) <= DRIFT:
            break
        pair = replace(pair, ratio=ratio)
        beads = find_beads(pair, coefficients, band)
    return plausible(beads, pair, coefficients)


def _fitted_ratio(pair: Pair, beads: Sequence[Bead]) -> float:
    """The ratio of the lengths in beads with both sides, the sure ones above all."""
    paired = [bead for bead in beads if bead.sources and bead.targets]
    return _ratio(
        sum(bead.score * pair.source_lengths[list(bead.sources)].sum() for bead in paired),
        sum(bead.score * pair.target_lengths[list(bead.targets)].sum() for bead in paired),
    )


def pair_of(sources: Sequence[str], targets: Sequence[str], similarity: Similarity) -> Pair:
    """What the search sees of two texts."""
    vectors = similarity.vectors(sources, targets) if sources and targets else None
    source, target = vectors or (None, None)
    source_lengths = np.array([len(text) + 1.0 for text in sources])
    target_lengths = np.array([len(text) + 1.0 for text in targets])
    ratio = min(max(_ratio(source_lengths.sum(), target_lengths.sum()), 1 / GREATEST), GREATEST)
    return Pair(source, target, source_lengths, target_lengths, ratio)


def _ratio(source: float, target: float) -> float:
    return float((target + PRIOR) / (source + PRIOR))
