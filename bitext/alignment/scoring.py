"""What the weight of a bead is made of: the cosine of its sides, their lengths, and its shape."""

from dataclasses import dataclass

import numpy as np

from bitext.alignment.lattice import MOST, NEVER, PAIRED, SHAPES, Band, Floats, Table
from bitext.alignment.vectors import Matrix, Vectors

TILE = 256
"""Most target positions weighed at once: with CHUNK, what bounds the memory of a step."""
CHUNK = 64
"""Most rows weighed at once."""
USUAL_LENGTH = 90.0
"""Characters of a usual sentence; centres the length feature, so that weights of shapes can be read."""
SIZES = np.array([(a + b) / 2 for a, b in SHAPES[:PAIRED]])


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The fitted weights of a log-linear model of beads (a conditional random field over the lattice)."""

    cosine: float
    """Times the cosine, times the mean number of sentences on a side."""
    square: float
    """Times the squared normal deviate of the lengths (Gale and Church 1993), at most 60, divided by 10."""
    tail: float
    """Times log(1 + deviate squared / 4): forgives the odd great difference."""
    length: float
    """Times the log of the mean length over USUAL_LENGTH."""
    shapes: tuple[float, ...]
    """One for each of SHAPES."""
    match_middle: float = 0.0
    """The cosine at which sides are as likely translations as sentences put together by chance (see plausibility)."""
    match_slope: float = 0.0
    """How fast that likelihood grows with the cosine."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts as the search sees them."""

    source: Vectors | None
    target: Vectors | None
    """None on both sides: lengths alone decide."""
    source_lengths: Floats
    target_lengths: Floats
    """Characters of each sentence, plus one for the space after it."""
    ratio: float
    """Target characters to one source character."""

    def halved(self) -> "Pair":
        """The pair with its sentences taken two by two."""
        return Pair(
            self.source and self.source.halved(),
            self.target and self.target.halved(),
            _halved(self.source_lengths),
            _halved(self.target_lengths),
            self.ratio,
        )


def _halved(lengths: Floats) -> Floats:
    halves: Floats = np.add.reduceat(lengths, np.arange(0, len(lengths), 2))
    return halves


def tabulate(pair: Pair, coefficients: Coefficients, band: Band) -> Table:
    """The weights of all beads of the band."""
    values = np.empty((len(SHAPES), int(band.offsets[-1])), dtype=np.float32)
    start = 0
    while start <= band.sources:
        reach = int(band.high[start]) + TILE
        stop = start + max(1, int(np.searchsorted(band.high[start : start + CHUNK], reach)))
        for left in range(int(band.low[start]), int(band.high[stop - 1]), TILE):
            right = min(left + TILE, int(band.high[stop - 1]))
            block = _block(pair, coefficients, (start, stop), (left, right))
            for row in range(start, stop):
                first, last = max(left, int(band.low[row])), min(right, int(band.high[row]))
                if first < last:
                    place = int(band.offsets[row] - band.low[row])
                    values[:, place + first : place + last] = block[:, row - start, first - left : last - left]
        start = stop
    return Table(band, values)


def _block(pair: Pair, fitted: Coefficients, rows: tuple[int, int], columns: tuple[int, int]) -> Floats:
    """Weights of the beads that end in a rectangle of nodes."""
    source_lengths = _sums(_window(pair.source_lengths, rows)) * pair.ratio
    target_lengths = _sums(_window(pair.target_lengths, columns))
    paired = _length_part(source_lengths, target_lengths, fitted)
    if pair.source is not None and pair.target is not None:
        cosines = _cosines(_vectors(pair.source, rows), _vectors(pair.target, columns))
        paired += fitted.cosine * SIZES[:, None, None] * cosines
    skips = np.zeros((len(SHAPES) - PAIRED, *paired.shape[1:]))
    shapes = np.array(fitted.shapes)[:, None, None]
    block: Floats = np.concatenate([paired, skips]) + shapes
    return np.maximum(block, NEVER)


def _length_part(source: Floats, target: Floats, fitted: Coefficients) -> Floats:
    """What the lengths say, shape (PAIRED, rows, columns), given the summed lengths (MOST, n) of each side."""
    expected = np.repeat(source, MOST, axis=0)[:, :, None]
    found = np.tile(target, (MOST, 1))[:, None, :]
    mean = np.maximum((expected + found) / 2, 1.0)
    square = (found - expected) ** 2 / mean
    part: Floats = (
        fitted.square * np.minimum(square, 60.0) / 10
        + fitted.tail * np.log1p(square / 4)
        + fitted.length * np.log(mean / USUAL_LENGTH)
    )
    return part


def _window(lengths: Floats, span: tuple[int, int]) -> Floats:
    """The lengths that beads ending in span can take in, with zeros before the text's start."""
    window = np.zeros(span[1] - span[0] + MOST - 1)
    first = max(0, span[0] - MOST)
    found = lengths[first : span[1] - 1]
    window[len(window) - len(found) :] = found
    return window


def _vectors(vectors: Vectors, span: tuple[int, int]) -> Matrix:
    """As _window, for vectors."""
    found = vectors.rows(max(0, span[0] - MOST), span[1] - 1)
    missing = span[1] - span[0] + MOST - 1 - len(found)
    return np.concatenate([np.zeros((missing, found.shape[1]), dtype=np.float32), found]) if missing else found


def _sums(window: Floats) -> Floats:
    """Sums of the last 1..MOST entries at each node, shape (MOST, nodes, ...)."""
    nodes = len(window) - MOST + 1
    parts = [window[MOST - 1 - back : MOST - 1 - back + nodes] for back in range(MOST)]
    return np.cumsum(parts, axis=0, dtype=np.float64)


def _cosines(source: Matrix, target: Matrix) -> Floats:
    """The cosines of the beads' sides, shape (PAIRED, rows, columns); 0 where a side has no features."""
    by_row = _sums(np.asarray(source @ target.T, dtype=np.float64))
    products = np.cumsum(
        [by_row[:, :, MOST - 1 - back : by_row.shape[2] - back] for back in range(MOST)], axis=0
    ).swapaxes(0, 1)
    lengths = _norms(source)[:, None, :, None] * _norms(target)[None, :, None, :]
    cosines: Floats = (products / lengths).reshape(PAIRED, *products.shape[2:])
    return cosines


def _norms(window: Matrix) -> Floats:
    """The lengths of the sums of the last 1..MOST vectors at each node, shape (MOST, nodes)."""
    nodes = len(window) - MOST + 1
    products = [_products(window, apart) for apart in range(MOST)]
    squares, total = [], np.zeros(nodes)
    for back in range(MOST):
        first = MOST - 1 - back
        total = total + products[0][first : first + nodes]
        for apart in range(1, back + 1):
            total = total + 2 * products[apart][first : first + nodes]
        squares.append(total)
    norms: Floats = np.sqrt(np.maximum(squares, 1e-18))
    return norms


def _products(window: Matrix, apart: int) -> Floats:
    """The product of each vector with the one that comes so much later."""
    products: Floats = np.einsum("ij,ij->i", window[: len(window) - apart], window[apart:]).astype(np.float64)
    return products
