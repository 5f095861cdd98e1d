"""Word links of a translation, out of the model's cross-attention."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bitext.decoding import Decoding, Draft, Engine, Hypothesis, Request, SourcePieces, piece_spans

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


def pair_links(engine: Engine, pairs: Sequence[tuple[str, str]]) -> list[tuple[tuple[int, int], ...]]:
    """Word links for texts that people translated: the model is led along each target and asked where it looks.

    None for an empty side, for one too long for the model, and where the model's spelling parts words otherwise.
    """
    sources = [engine.source_pieces(source) for source, _ in pairs]
    targets = [engine.target_pieces(target) for _, target in pairs]
    longest = engine.info.longest
    fits = [
        i
        for i, (source, target) in enumerate(zip(sources, targets, strict=True))
        if source.pieces and target and max(len(source.pieces), len(target) + 1) < longest
    ]
    asked = [Request(sources[i].pieces, targets[i], len(targets[i]) + 1) for i in fits]
    links: list[tuple[tuple[int, int], ...]] = [()] * len(pairs)
    for i, answer in zip(fits, engine.decode(asked, Decoding(beam=1)), strict=True):
        links[i] = _led(engine, pairs[i], sources[i], replace(answer.best, pieces=targets[i]))
    return links


def _led(
    engine: Engine, pair: tuple[str, str], source: SourcePieces, answer: Hypothesis
) -> tuple[tuple[int, int], ...]:
    text = engine.text(answer.pieces)
    if answer.attention is None or len(text.split()) != len(pair[1].split()):
        return ()
    led = replace(answer, text=text, attention=answer.attention[: len(answer.pieces)])
    return word_links(engine, Draft(pair[0], source, led))


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
