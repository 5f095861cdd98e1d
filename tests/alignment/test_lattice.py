"""Best path and posteriors against enumeration of all paths."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from bitext.alignment.lattice import SHAPES, Band, Step, Table, best_path, full, posteriors
from bitext.alignment.scoring import Coefficients, Pair, tabulate
from bitext.alignment.vectors import Dense

ROWS, COLUMNS = 4, 5


@pytest.fixture
def table() -> Table:
    chance = np.random.default_rng(7)
    return Table(full(ROWS, COLUMNS), chance.normal(size=(len(SHAPES), (ROWS + 1) * (COLUMNS + 1))))


def weight(table: Table, step: Step) -> float:
    return float(table.values[step.shape, step.row * (COLUMNS + 1) + step.column])


def paths(row: int, column: int) -> Iterator[tuple[Step, ...]]:
    """All ways to a node."""
    if row == column == 0:
        yield ()
    for shape, (a, b) in enumerate(SHAPES):
        if row >= a and column >= b:
            for before in paths(row - a, column - b):
                yield (*before, Step(row, column, shape))


@cache
def all_paths() -> list[tuple[Step, ...]]:
    return list(paths(ROWS, COLUMNS))


def test_best_path_is_the_best_of_all(table: Table) -> None:
    """No path weighs more than the one found."""
    best = max(all_paths(), key=lambda path: sum(weight(table, step) for step in path))

    assert best_path(table) == list(best)


def test_posteriors_are_shares_of_all_paths(table: Table) -> None:
    """A bead's probability is the weight of the paths through it over that of all."""
    totals = np.exp([sum(weight(table, step) for step in path) for path in all_paths()])
    chances = posteriors(table).values.reshape(len(SHAPES), ROWS + 1, COLUMNS + 1)

    for step in (Step(1, 1, 0), Step(2, 3, 6), Step(3, 2, 16), Step(2, 4, 17), Step(ROWS, COLUMNS, 0)):
        through = sum(total for total, path in zip(totals, all_paths(), strict=True) if step in path)
        assert chances[step.shape, step.row, step.column] == pytest.approx(through / totals.sum(), abs=1e-6)


def test_a_band_narrower_than_the_lattice(table: Table) -> None:
    """Within a band the best path keeps to it, and the reversed band holds the same nodes."""
    band = Band(np.array([0, 0, 1, 2, 3]), np.array([3, 4, 5, 6, 6]))
    values = np.zeros((len(SHAPES), int(band.offsets[-1])))
    mirrored = band.reversed()

    for step in best_path(Table(band, values)):
        assert band.low[step.row] <= step.column < band.high[step.row]
    assert (mirrored.reversed().low == band.low).all()
    assert mirrored.offsets[-1] == band.offsets[-1]


def test_weights_are_what_the_formula_says() -> None:
    """The table of merged beads equals the cosine, length and shape terms computed one by one."""
    chance = np.random.default_rng(3)
    vectors = chance.normal(size=(ROWS, 6)).astype(np.float32), chance.normal(size=(COLUMNS, 6)).astype(np.float32)
    lengths = chance.integers(5, 200, ROWS).astype(float), chance.integers(5, 200, COLUMNS).astype(float)
    fitted = Coefficients(2.0, -1.0, -0.5, 0.3, tuple(chance.normal(size=len(SHAPES))))
    pair = Pair(Dense(vectors[0]), Dense(vectors[1]), *lengths, 0.9)

    values = tabulate(pair, fitted, full(ROWS, COLUMNS)).values.reshape(len(SHAPES), ROWS + 1, COLUMNS + 1)

    for place, (a, b) in enumerate(SHAPES[:-2]):
        for i in range(a, ROWS + 1):
            for j in range(b, COLUMNS + 1):
                left, right = vectors[0][i - a : i].sum(axis=0), vectors[1][j - b : j].sum(axis=0)
                cosine = left @ right / np.linalg.norm(left) / np.linalg.norm(right)
                expected, found = 0.9 * lengths[0][i - a : i].sum(), lengths[1][j - b : j].sum()
                mean = (expected + found) / 2
                square = (found - expected) ** 2 / mean
                whole = 2 * (a + b) / 2 * cosine - min(square, 60) / 10 - 0.5 * np.log1p(square / 4)
                whole += 0.3 * np.log(mean / 90) + fitted.shapes[place]
                assert values[place, i, j] == pytest.approx(whole, abs=1e-4)
