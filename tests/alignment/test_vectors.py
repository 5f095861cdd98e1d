"""Vectors that add up."""

import numpy as np
import pytest

from bitext.alignment.vectors import Dense, Sparse

MATRIX = np.array([[1, 0, 2], [0, 3, 0], [0, 0, 0], [4, 5, 0], [0, 0, 6]], dtype=np.float32)


def sparse() -> Sparse:
    rows, columns = np.nonzero(MATRIX)
    offsets = np.searchsorted(rows, np.arange(len(MATRIX) + 1)).astype(np.int64)
    return Sparse(offsets, columns.astype(np.int32), MATRIX[rows, columns], 3)


@pytest.mark.parametrize("vectors", [Dense(MATRIX), sparse()], ids=["dense", "sparse"])
def test_rows_halves_and_reverse(vectors: Dense | Sparse) -> None:
    """Both kinds give the same rows, sums of two, and nothing lost at an odd end."""
    assert (vectors.rows(1, 4) == MATRIX[1:4]).all()
    assert (vectors.halved().rows(0, 3) == [[1, 3, 2], [4, 5, 0], [0, 0, 6]]).all()
    assert len(vectors.halved()) == 3
