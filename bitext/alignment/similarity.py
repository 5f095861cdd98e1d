"""What the search needs to know of two texts, and the similarity that knows only their lengths."""

from collections.abc import Sequence
from typing import Protocol

from bitext.alignment.coefficients import LENGTH
from bitext.alignment.scoring import Coefficients
from bitext.alignment.vectors import Vectors


class Similarity(Protocol):
    """Turns two texts into vectors whose cosine says how alike two sentences are, also when they are summed."""

    @property
    def name(self) -> str:
        """``mt``, ``length`` or ``embeddings``; goes into the provenance."""
        ...

    @property
    def coefficients(self) -> Coefficients:
        """The weights fitted for these vectors."""
        ...

    def vectors(self, sources: Sequence[str], targets: Sequence[str]) -> tuple[Vectors, Vectors] | None:
        """One vector a sentence on each side, or None where lengths alone shall decide."""
        ...


class LengthOnly:
    """Gale and Church's (1993) premise: long sentences become long ones; no model, no knowledge of the languages."""

    name = "length"
    coefficients = LENGTH

    def vectors(self, sources: Sequence[str], targets: Sequence[str]) -> None:
        return None
