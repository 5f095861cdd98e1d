"""Two lists of sentences in, their beads out."""

import math
from collections.abc import Sequence

import numpy as np

from bitext.alignment.scoring import Pair
from bitext.alignment.search import find_beads
from bitext.alignment.similarity import Similarity
from bitext.model import Bead

PRIOR = 500.0
"""Characters by which the ratio of the lengths is drawn to one, so that two short texts do not set it."""
DRIFT = 0.03
"""Change of the ratio's logarithm above which the search is repeated with the new one."""


def align(sources: Sequence[str], targets: Sequence[str], similarity: Similarity) -> list[Bead]:
    """The beads of two texts in order: every index of both sides in exactly one; the score is its probability."""
    pair = pair_of(sources, targets, similarity)
    beads = find_beads(pair, similarity.coefficients)
    ratio = _ratio(
        sum(bead.score * pair.source_lengths[list(bead.sources)].sum() for bead in beads if bead.targets),
        sum(bead.score * pair.target_lengths[list(bead.targets)].sum() for bead in beads if bead.sources),
    )
    if abs(math.log(ratio / pair.ratio)) <= DRIFT:
        return beads
    again = Pair(pair.source, pair.target, pair.source_lengths, pair.target_lengths, ratio)
    return find_beads(again, similarity.coefficients)


def pair_of(sources: Sequence[str], targets: Sequence[str], similarity: Similarity) -> Pair:
    """What the search sees of two texts."""
    vectors = similarity.vectors(sources, targets) if sources and targets else None
    source, target = vectors or (None, None)
    source_lengths = np.array([len(text) + 1.0 for text in sources])
    target_lengths = np.array([len(text) + 1.0 for text in targets])
    return Pair(source, target, source_lengths, target_lengths, _ratio(source_lengths.sum(), target_lengths.sum()))


def _ratio(source: float, target: float) -> float:
    return float((target + PRIOR) / (source + PRIOR))
