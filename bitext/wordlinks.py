"""Word links of a translation, out of the model's cross-attention."""

import re

import numpy as np

from bitext.decoding import Draft, Engine, piece_spans

_WORD = re.compile(r"\S+")
_LEAST = 0.15
"""A target word whose strongest link is weaker stays unlinked."""


def word_links(engine: Engine, draft: Draft) -> tuple[tuple[int, int], ...]:
    """Links (source word, target word) by index, words as blanks part them; none without attention.

    Each target word is linked to the source word that its pieces attend to most.
    """
    hypothesis = draft.hypothesis
    if hypothesis.attention is None or not hypothesis.pieces:
        return ()
    source = [found.span() for found in _WORD.finditer(draft.text)]
    target = [found.span() for found in _WORD.finditer(hypothesis.text)]
    columns = _membership(list(draft.source.spans), source)
    rows = _membership(piece_spans(engine.text, hypothesis.pieces, hypothesis.text), target)
    weights = rows.T @ hypothesis.attention @ columns
    weights /= np.maximum(rows.sum(axis=0), 1)[:, None]
    best = weights.argmax(axis=1) if source else np.zeros(0, dtype=int)
    return tuple(
        (int(best[word]), word) for word in range(len(target)) if len(source) and weights[word, best[word]] >= _LEAST
    )


def _membership(
    pieces: list[tuple[int, int]], words: list[tuple[int, int]]
) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """A matrix (pieces, words) with 1 where a piece lies in a word."""
    matrix = np.zeros((len(pieces), len(words)), dtype=np.float32)
    for i, (start, end) in enumerate(pieces):
        for j, (first, last) in enumerate(words):
            if start < last and first < end:
                matrix[i, j] = 1
    return matrix
