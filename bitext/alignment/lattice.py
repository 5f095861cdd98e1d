"""The lattice of beads over a band: its best path, and the posterior probability of its beads.

A node (i, j) says that i source and j target sentences are done.
A bead of shape (a, b) that ends in (i, j) joins the sources i-a..i-1 with the targets j-b..j-1 and has a weight,
a logarithm where probabilities are summed.
Row i of the band holds the nodes ``low[i] <= j < high[i]``; time and memory grow with the number of nodes in it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

MOST = 4
"""The most sentences that a bead takes on a side."""
SHAPES: tuple[tuple[int, int], ...] = (
    *((a, b) for a in range(1, MOST + 1) for b in range(1, MOST + 1)),
    (1, 0),
    (0, 1),
)
"""Shapes of the beads, in the order of the weights' first axis: those with both sides come first."""
PAIRED = len(SHAPES) - 2
"""Number of shapes with both sides."""

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
NEVER = -1e30
"""Weight of what cannot be; finite, because infinity minus infinity has no value."""


@dataclass(frozen=True)
class Band:
    """The part of the lattice that is searched."""

    low: Integers
    """First target position of each row 0..sources; starts with 0 and never falls."""
    high: Integers
    """End of each row, exclusive; never falls, and the last is targets + 1."""

    @property
    def sources(self) -> int:
        return len(self.low) - 1

    @property
    def targets(self) -> int:
        return int(self.high[-1]) - 1

    @cached_property
    def offsets(self) -> Integers:
        """Where each row starts when the rows stand one after the other."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)]).astype(np.int64)

    def reversed(self) -> "Band":
        """The same nodes when both texts are read from their end."""
        return Band(self.targets + 1 - self.high[::-1], self.targets + 1 - self.low[::-1])


def full(sources: int, targets: int) -> Band:
    """The band that holds every node."""
    return Band(np.zeros(sources + 1, dtype=np.int64), np.full(sources + 1, targets + 1, dtype=np.int64))


@dataclass(frozen=True)
class Table:
    """The weights of all beads of a band."""

    band: Band
    values: npt.NDArray[np.floating]
    """Shape (len(SHAPES), nodes): the bead of each shape that ends in the node, rows one after the other.

    What would start beyond the edge of a text may have any value: no path leads there.
    """

    def rows(self) -> Iterator[npt.NDArray[np.floating]]:
        """The weights of one row after the other, shape (len(SHAPES), nodes of the row)."""
        offsets = self.band.offsets
        for row in range(self.band.sources + 1):
            yield self.values[:, offsets[row] : offsets[row + 1]]

    def reversed(self) -> "Table":
        """The same beads when both texts are read from their end, where a bead ends at its old start."""
        band, mirror = self.band, self.band.reversed()
        row = np.repeat(np.arange(band.sources + 1), mirror.high - mirror.low)
        column = np.arange(len(row)) - mirror.offsets[row] + mirror.low[row]
        values = np.full_like(self.values, NEVER)
        for shape, (a, b) in enumerate(SHAPES):
            old_row, old_column = band.sources - row + a, band.targets - column + b
            inside = old_row <= band.sources
            old_row = np.minimum(old_row, band.sources)
            inside &= (old_column >= band.low[old_row]) & (old_column < band.high[old_row])
            place = (band.offsets[old_row] + old_column - band.low[old_row])[inside]
            values[shape, inside] = self.values[shape, place]
        return Table(mirror, values)


class _Ring:
    """Values of the last rows at their true columns, so that a bead's start is one look away."""

    def __init__(self, band: Band) -> None:
        self.band = band
        self.length = band.targets + 1 + MOST
        self.values = np.full((MOST + 1, self.length), NEVER)
        self.starts = np.array(
            [[((row - a) % (MOST + 1)) * self.length + MOST - b for a, b in SHAPES[:-1]] for row in range(MOST + 1)]
        )

    def before(self, row: int) -> Floats:
        """Values at the start of each bead that ends in this row, except those that start in the row itself."""
        columns = np.arange(self.band.low[row], self.band.high[row])
        places = self.starts[row % (MOST + 1)][:, None] + columns
        values: Floats = self.values.reshape(-1).take(places)
        return values

    def put(self, row: int, values: Floats) -> None:
        """Hold a finished row in the place of the oldest."""
        slot = self.values[row % (MOST + 1)]
        if row > MOST:
            old = row - MOST - 1
            slot[self.band.low[old] + MOST : self.band.high[old] + MOST] = NEVER
        slot[self.band.low[row] + MOST : self.band.high[row] + MOST] = values


Marks = npt.NDArray[np.int8]
Join = Callable[[Floats, Floats], tuple[Floats, Marks]]
NO_MARKS: Marks = np.empty(0, dtype=np.int8)


def _sweep(table: Table, join: Join) -> Iterator[tuple[Floats, Floats, Marks]]:
    """Row by row: the values at the beads' starts, the values of the nodes, and the shapes that lead to them."""
    ring = _Ring(table.band)
    for row, weights in enumerate(table.rows()):
        starts = ring.before(row)
        arriving = starts + weights[:-1]
        if row == 0:
            arriving[:] = NEVER
            arriving[0, 0] = 0.0
        skips = np.concatenate([[0.0], np.cumsum(weights[-1, 1:], dtype=np.float64)])
        values, marks = join(arriving, skips)
        ring.put(row, values)
        yield starts, values, marks


def _best(arriving: Floats, skips: Floats) -> tuple[Floats, Marks]:
    shapes = arriving.argmax(axis=0)
    direct = arriving[shapes, np.arange(arriving.shape[1])]
    values = np.maximum.accumulate(direct - skips) + skips
    shapes[values > direct + 1e-9] = len(SHAPES) - 1
    return values, shapes.astype(np.int8)


def _total(arriving: Floats, skips: Floats) -> tuple[Floats, Marks]:
    top = arriving.max(axis=0)
    direct = top + np.log(np.exp(arriving - top).sum(axis=0))
    return np.logaddexp.accumulate(direct - skips) + skips, NO_MARKS


@dataclass(frozen=True, slots=True)
class Step:
    """A bead of a path: the node where it ends, and its place in SHAPES."""

    row: int
    column: int
    shape: int


def best_path(table: Table) -> list[Step]:
    """The path of greatest weight from the first node to the last."""
    band = table.band
    back = np.concatenate([marks for _, _, marks in _sweep(table, _best)])
    row, column = band.sources, band.targets
    steps = []
    while row or column:
        shape = int(back[band.offsets[row] + column - band.low[row]])
        steps.append(Step(row, column, shape))
        row, column = row - SHAPES[shape][0], column - SHAPES[shape][1]
    return steps[::-1]


def posteriors(table: Table) -> Table:
    """The probability of every bead, when a path's probability is the exponential of its beads' weights."""
    band = table.band
    backward = np.concatenate([values for _, values, _ in _sweep(table.reversed(), _total)])[::-1]
    chances = np.empty(table.values.shape, dtype=np.float32)
    sweep = zip(_sweep(table, _total), table.rows(), strict=True)
    for row, ((starts, values, _), weights) in enumerate(sweep):
        here = slice(band.offsets[row], band.offsets[row + 1])
        before = np.concatenate([starts, [[NEVER, *values[:-1]]]])
        logs = before + weights + backward[here] - backward[0]
        chances[:, here] = np.exp(np.clip(logs, -100.0, 0.0))
    return Table(band, chances)
