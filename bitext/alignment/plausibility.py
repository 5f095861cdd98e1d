"""Whether the sides of a bead look like translations, asked after the search.

The posterior probability of a bead compares it with other beads of the same two texts; of texts that have nothing to
do with each other some alignment is still the most probable one.
So the score is the posterior times the probability that sides of this cosine are translations, by a logistic model
whose prior is the share of translations among the beads around.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bitext.alignment.lattice import Floats
from bitext.alignment.scoring import Coefficients, Pair
from bitext.alignment.vectors import Vectors
from bitext.model import Bead

AROUND = 10
"""Beads on either side that tell what to expect of one."""
ROUNDS = 5
"""Estimates of the share; the later ones hardly change."""
WORST = -2.0
"""Least log-odds that a cosine gives: one good translation in fifty shares nothing with its bridge."""
TOGETHER = 256
"""Beads whose vectors are made at once."""


def plausible(beads: Sequence[Bead], pair: Pair, coefficients: Coefficients) -> list[Bead]:
    """The beads with scores that also say whether their sides look like translations; unchanged without vectors."""
    paired = [number for number, bead in enumerate(beads) if bead.sources and bead.targets]
    if pair.source is None or pair.target is None or not paired or not coefficients.match_slope:
        return list(beads)
    chances = _chances(cosines([beads[number] for number in paired], pair.source, pair.target), coefficients)
    scored = list(beads)
    for number, chance in zip(paired, chances.tolist(), strict=True):
        scored[number] = replace(beads[number], score=round(beads[number].score * chance, 4))
    return scored


def _chances(similar: Floats, coefficients: Coefficients) -> Floats:
    """The probability of each bead in turn to be a translation, given its neighbours."""
    evidence = np.maximum(coefficients.match_slope * (similar - coefficients.match_middle), WORST)
    share = np.full(len(similar), 0.5)
    window = np.ones(2 * AROUND + 1)
    count = np.convolve(np.ones(len(similar)), window, "same") if len(similar) > len(window) else None
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(evidence + np.log(share / (1 - share)))))
        mean = np.full(len(similar), chance.mean()) if count is None else np.convolve(chance, window, "same") / count
        share = np.clip(mean, 0.02, 0.98)
    chances: Floats = chance
    return chances


def cosines(beads: Sequence[Bead], source: Vectors, target: Vectors) -> Floats:
    """The cosine of the two sides of each bead; all MUST have both."""
    found = []
    for start in range(0, len(beads), TOGETHER):
        some = beads[start : start + TOGETHER]
        left, right = _sums(source, [bead.sources for bead in some]), _sums(target, [bead.targets for bead in some])
        lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
        found.append(np.einsum("ij,ij->i", left, right) / np.maximum(lengths, 1e-9))
    return np.concatenate(found)


def _sums(vectors: Vectors, spans: Sequence[tuple[int, ...]]) -> Floats:
    return np.array([vectors.rows(span[0], span[-1] + 1).sum(axis=0, dtype=np.float64) for span in spans])
