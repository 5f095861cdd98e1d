"""Fit the bead model's coefficients: ``python -m benchmarks.alignment_fit DIR [DIR ...] --similarity mt``.

The model is a conditional random field over the lattice: the gradient of the log-likelihood of the gold alignments is
the features' expectation over the paths that agree with the gold, less that over all paths.
Gold beads that join several lines on both sides of a constructed set are coarse: any path inside them agrees.
Documents are cut at gold beads into runs of thirty, so that crossing gold beads, which no monotone path can give,
spoil one run only.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.alignment import SIMILARITIES, Document, calibration, documents, figures, similarity_of
from bitext.alignment.aligning import align, pair_of
from bitext.alignment.lattice import PAIRED, SHAPES, Floats, Table, full, posteriors
from bitext.alignment.plausibility import cosines
from bitext.alignment.scoring import Coefficients, tabulate
from bitext.alignment.similarity import Similarity
from bitext.model import Bead

RUN = 30
"""Gold beads in a run."""
FORBIDDEN = -1e4
"""Weight of a bead that contradicts the gold; small enough for sums to keep their digits."""
NAMES = ("cosine", "square", "tail", "length")
ONLY = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))
"""Coefficients that give each feature alone."""
TIED = sorted({(a, b) if a + b <= 5 else (9, 9) for a, b in SHAPES})
"""Shapes with a weight of their own; the rare great ones share one."""
TIE = np.array([TIED.index((a, b) if a + b <= 5 else (9, 9)) for a, b in SHAPES])


@dataclass(frozen=True)
class Run:
    """A stretch of a document: its features, and which beads agree with the gold."""

    features: Floats
    agrees: np.ndarray
    sources: int
    targets: int
    beads: int


def runs(document: Document, similarity: Similarity) -> Iterator[Run]:
    """The stretches of a document in which the gold is monotone."""
    pair = pair_of(document.source, document.target, similarity)
    band = full(len(document.source), len(document.target))
    units = [Coefficients(*one, (0.0,) * len(SHAPES)) for one in ONLY]
    shape = (len(SHAPES), len(document.source) + 1, len(document.target) + 1)
    features = np.array([tabulate(pair, unit, band).values.reshape(shape) for unit in units])
    for (i, j), gold in _stretches(document.gold):
        n, m = sum(len(bead.sources) for bead in gold), sum(len(bead.targets) for bead in gold)
        here = features[:, :, i : i + n + 1, j : j + m + 1]
        yield Run(here, _agreement(gold, n, m, document.coarse), n, m, len(gold))


def _stretches(gold: Sequence[Bead]) -> Iterator[tuple[tuple[int, int], list[Bead]]]:
    """Where each stretch starts, and its beads."""
    start = here = (0, 0)
    stretch: list[Bead] = []
    for bead in gold:
        i, j = here
        after = (i + len(bead.sources), j + len(bead.targets))
        fits = bead.sources == tuple(range(i, after[0])) and bead.targets == tuple(range(j, after[1]))
        if stretch and (not fits or len(stretch) == RUN):
            yield start, stretch
            stretch, start = [], here
        if fits:
            stretch.append(bead)
            here = after
        else:
            here = start = (max([i, *(x + 1 for x in bead.sources)]), max([j, *(y + 1 for y in bead.targets)]))
    if stretch:
        yield start, stretch


def _agreement(gold: Sequence[Bead], sources: int, targets: int, coarse: bool) -> np.ndarray:
    agrees = np.zeros((len(SHAPES), sources + 1, targets + 1), dtype=bool)
    i = j = 0
    for bead in gold:
        n, m = len(bead.sources), len(bead.targets)
        inside = (n, m) not in SHAPES or (coarse and min(n, m) > 1)
        for place, (a, b) in enumerate(SHAPES):
            if inside:
                agrees[place, i + a : i + n + 1, j + b : j + m + 1] = True
            elif (a, b) == (n, m):
                agrees[place, i + n, j + m] = True
        i, j = i + n, j + m
    return agrees


def _expectation(run: Run, weights: Floats) -> tuple[Floats, Floats]:
    """The expected features over the paths, and the expected number of beads of each shape."""
    band = full(run.sources, run.targets)
    chances = posteriors(Table(band, weights.reshape(len(SHAPES), -1))).values.reshape(weights.shape)
    for place, (a, b) in enumerate(SHAPES):
        chances[place, :a] = 0
        chances[place, :, :b] = 0
    paired = chances[:PAIRED].reshape(-1)
    features = run.features[:, :PAIRED].reshape(len(NAMES), -1)
    shapes = np.bincount(TIE, chances.sum(axis=(1, 2)), len(TIED)).astype(np.float64)
    return np.asarray(features @ paired, dtype=np.float64), shapes


def gradient(run: Run, theta: Floats) -> Floats:
    """Of the log-likelihood of the run's gold."""
    weights = np.tensordot(theta[: len(NAMES)], run.features, 1) + theta[len(NAMES) :][TIE][:, None, None]
    weights[PAIRED:] = theta[len(NAMES) :][TIE][PAIRED:, None, None]
    everything = _expectation(run, weights)
    agreeing = _expectation(run, np.where(run.agrees, weights, FORBIDDEN))
    return np.concatenate([agreeing[0] - everything[0], agreeing[1] - everything[1]])


def fit(material: Sequence[Run], start: Coefficients, steps: int) -> Floats:
    """The coefficients of greatest likelihood, sought from a start (Adam, falling steps, a weak pull to zero)."""
    theta = np.array(
        [getattr(start, name) for name in NAMES] + [start.shapes[list(TIE).index(i)] for i in range(len(TIED))]
    )
    use = np.array([start.cosine != 0, 1, 1, 1], dtype=float)
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    beads = sum(run.beads for run in material)
    for step in range(1, steps + 1):
        slope = sum(gradient(run, theta) for run in material) / beads - 0.0005 * theta
        slope[: len(NAMES)] *= use
        mean, square = 0.8 * mean + 0.2 * slope, 0.95 * square + 0.05 * slope**2
        rate = 0.6 * min(1.0, 2.0 * (1 - step / (steps + 1)) ** 1.5)
        theta = theta + rate * (mean / (1 - 0.8**step)) / (np.sqrt(square / (1 - 0.95**step)) + 1e-8)
    return theta


def coefficients(theta: Floats) -> Coefficients:
    """The fitted numbers as the aligner takes them; a constant for all paths is taken out: (1, 1) weighs nothing."""
    rounded = [round(float(x), 2) for x in theta]
    shapes = tuple(rounded[len(NAMES) + tie] for tie in TIE)
    cosine, square, tail, length = rounded[: len(NAMES)]
    return Coefficients(cosine, square, tail, length, shapes)


def match(material: Sequence[Document], similarity: Similarity) -> tuple[float, float]:
    """Middle and slope of the logistic model that tells gold beads from sides put together by chance (Newton)."""
    chance = random.Random(0)
    evidence: list[tuple[float, float]] = []
    for document in material:
        pair = pair_of(document.source, document.target, similarity)
        gold = [bead for bead in document.gold if bead.sources and bead.targets]
        mixed = [Bead(bead.sources, chance.choice(gold).targets) for bead in gold]
        wrong = [one for one, bead in zip(mixed, gold, strict=True) if one.targets != bead.targets]
        if pair.source is None or pair.target is None or not wrong:
            continue
        evidence += [(one, 1.0) for one in cosines(gold, pair.source, pair.target).tolist()]
        evidence += [(one, 0.0) for one in cosines(wrong, pair.source, pair.target).tolist()]
    if not evidence:
        return 0.0, 0.0
    features = np.array([[1.0, cosine] for cosine, _ in evidence])
    right = np.array([label for _, label in evidence])
    weights = np.zeros(2)
    for _ in range(50):
        found = 1 / (1 + np.exp(-features @ weights))
        curve = (features * (found * (1 - found))[:, None]).T @ features + 1e-3 * np.eye(2)
        weights += np.linalg.solve(curve, features.T @ (right - found) - 1e-3 * weights)
    return round(float(-weights[0] / weights[1]), 3), round(float(weights[1]), 1)


class Fitted:
    """A similarity with other coefficients."""

    def __init__(self, inner: Similarity, fitted: Coefficients) -> None:
        self.name, self.coefficients, self.vectors = inner.name, fitted, inner.vectors


def main() -> None:
    """Print the coefficients fitted on everything, and how each half is aligned with those of the other half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--similarity", choices=SIMILARITIES, default="mt")
    parser.add_argument("--model", default="auto")
    parser.add_argument("--steps", type=int, default=60)
    arguments = parser.parse_args()
    material = [document for folder in arguments.folders for document in documents(folder)]
    similarity = similarity_of(arguments.similarity, arguments.model)
    cut = [list(runs(document, similarity)) for document in material]
    found: list[tuple[Document, list[Bead]]] = []
    for half in (0, 1):
        theta = fit(
            [run for n, one in enumerate(cut) if n % 2 != half for run in one], similarity.coefficients, arguments.steps
        )
        middle, slope = similarity.coefficients.match_middle, similarity.coefficients.match_slope
        fitted = Fitted(similarity, replace(coefficients(theta), match_middle=middle, match_slope=slope))
        print(f"without half {half}: {fitted.coefficients}", flush=True)
        found += [(one, align(one.source, one.target, fitted)) for one in material[half::2]]
    print(f"match_middle, match_slope: {match(material, similarity)}")
    print(f"on all: {coefficients(fit([run for one in cut for run in one], similarity.coefficients, arguments.steps))}")
    results = {}
    for folder in arguments.folders:
        here = [(one, beads) for one, beads in found if one.folder == folder.name]
        results[folder.name] = {"beads": sum(len(one.gold) for one, _ in here), **figures(here)}
    print(json.dumps({"cross_validated": results, "calibration": calibration(found)}))


if __name__ == "__main__":
    main()
