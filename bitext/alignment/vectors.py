"""Sentence vectors whose sum stands for the merged sentences: dense for embeddings, sparse for features."""

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]


class Vectors(Protocol):
    """One vector a sentence; the vector of neighbours that are merged is the sum of theirs."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Matrix:
        """The vectors from start to stop, float32, shape (stop - start, dimensions)."""
        ...

    def halved(self) -> Self:
        """Vectors of neighbours taken two by two; a last odd one stays alone."""
        ...

    def reversed(self) -> Self:
        """The same vectors, last sentence first."""
        ...


@dataclass(frozen=True, slots=True)
class Dense:
    """Vectors held as one matrix."""

    matrix: Matrix

    def __len__(self) -> int:
        return len(self.matrix)

    def rows(self, start: int, stop: int) -> Matrix:
        return self.matrix[start:stop]

    def halved(self) -> "Dense":
        merged = self.matrix[0::2].copy()
        merged[: len(self.matrix) // 2] += self.matrix[1::2]
        return Dense(merged)

    def reversed(self) -> "Dense":
        return Dense(self.matrix[::-1])


@dataclass(frozen=True, slots=True)
class Sparse:
    """Vectors held as compressed sparse rows; an index may stand twice in a row, its values add up."""

    offsets: npt.NDArray[np.int64]
    """Where each row starts in indices and values; one longer than the rows."""
    indices: npt.NDArray[np.int32]
    values: Matrix
    dimensions: int

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def rows(self, start: int, stop: int) -> Matrix:
        first, last = int(self.offsets[start]), int(self.offsets[stop])
        counts = np.diff(self.offsets[start : stop + 1])
        row = np.repeat(np.arange(stop - start), counts)
        flat = row * self.dimensions + self.indices[first:last]
        size = (stop - start) * self.dimensions
        dense = np.bincount(flat, weights=self.values[first:last], minlength=size)
        return dense.astype(np.float32).reshape(stop - start, self.dimensions)

    def halved(self) -> "Sparse":
        offsets = self.offsets[0::2]
        if len(self) % 2:
            offsets = np.append(offsets, self.offsets[-1])
        return Sparse(offsets, self.indices, self.values, self.dimensions)

    def reversed(self) -> "Sparse":
        counts = np.diff(self.offsets)[::-1]
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        starts = np.repeat(self.offsets[:-1][::-1] - offsets[:-1], counts)
        order = starts + np.arange(len(self.indices))
        return Sparse(offsets, self.indices[order], self.values[order], self.dimensions)
