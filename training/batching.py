"""Batches of pairs of equal length, drawn by the weights of their kinds; the same for the same seed and round."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.encoding import Encoded

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Mix:
    """What one round draws."""

    weights: Mapping[str, float]
    """Kind -> how often each of its pairs is seen in a round; fractions are drawn by chance."""
    tokens: int
    """Most padded positions of the longer side in a batch."""
    seed: int


def _draw(data: Encoded, mix: Mix, rng: np.random.Generator) -> Rows:
    weights = np.array([mix.weights.get(name, 0.0) for name in data.names])[data.kinds]
    times = np.floor(weights + rng.random(len(weights))).astype(np.int64)
    return np.repeat(np.arange(len(data)), times)


def batches(data: Encoded, mix: Mix, number: int, longest: int | None = None) -> list[Rows]:
    """Return the batches of round ``number`` in random order, of pairs of at most ``longest`` ids."""
    rng = np.random.default_rng((mix.seed, number))
    lengths = data.longest()
    rows = _draw(data, mix, rng)
    if longest is not None:
        rows = rows[lengths[rows] <= longest]
    rows = rows[np.argsort(lengths[rows] + rng.random(len(rows)) * 3, kind="stable")]
    result: list[Rows] = []
    start, width = 0, 0
    for position, row in enumerate(rows):
        wider = max(width, int(lengths[row]))
        if position > start and wider * (position + 1 - start) > mix.tokens:
            result.append(rows[start:position])
            start, wider = position, int(lengths[row])
        width = wider
    if start < len(rows):
        result.append(rows[start:])
    return [result[i] for i in rng.permutation(len(result))]


def padded(data: Encoded, rows: Rows, starts: Rows, side: int) -> NDArray[np.int64]:
    """Return one side (0 source, 1 target) of a batch as (rows, longest) ids, -1 where a row has ended."""
    lengths = data.lengths[2 * rows + side]
    out = np.full((len(rows), int(lengths.max())), -1, dtype=np.int64)
    for line, (begin, length) in enumerate(zip(starts[2 * rows + side], lengths, strict=True)):
        out[line, :length] = data.flat[begin : begin + length]
    return out


def starts(data: Encoded) -> Rows:
    """Return where each side of each pair begins in the flat ids."""
    return np.concatenate([[0], np.cumsum(data.lengths)[:-1]]).astype(np.int64)
