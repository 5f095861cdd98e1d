"""Where in a translation a source occurrence was translated: words, by the model's cross-attention."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from bitext.decoding import Draft, Engine, piece_spans
from bitext.model import TermMatch

_WORD = re.compile(r"['’]s\b|\w+|[^\w\s]")
_GERMAN_ARTICLE = re.compile(
    r"\b(?:der|die|das|des|dem|den|im|am|zum|zur|vom|beim|ins|ans)\s+(?:[a-zäöüß]\S*\s+)?$", re.I
)
_TOKEN = re.compile(r"\w[\w-]*")
_ALIKE = 0.8
"""Share of letters that a half-copied form has in common with the German one."""
_SHORT = 5
"""Shorter forms are like too many words."""
_SHARE = 0.4
"""A word belongs to the rendering of a term when it has this share of the strongest word's attention."""
_HYPHENS = "-–\u2010\u2011"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the translation that renders a source occurrence."""

    start: int
    end: int
    weight: float
    """Attention of its strongest word on the occurrence, 0 to 1."""


def places(engine: Engine, draft: Draft, match: TermMatch, count: int = 2) -> list[Place]:
    """The stretches that render the match, likeliest first; none without usable attention.

    A half-copied German form ("Nato-Russland-Ratt") gives its place away; else the strongest attention counts.
    """
    hypothesis = draft.hypothesis
    found = _copies(hypothesis.text, match.form)
    columns = _columns(draft, match)
    if found or hypothesis.attention is None or not hypothesis.pieces or not columns:
        return found[:count]
    mass = hypothesis.attention[:, columns].sum(axis=1)
    words = [found.span() for found in _WORD.finditer(hypothesis.text)]
    weights = _word_weights(piece_spans(engine.text, hypothesis.pieces, hypothesis.text), mass, words)
    while len(found) < count:
        free = [i for i in range(len(words)) if not any(p.start <= words[i][0] < p.end for p in found)]
        letters = [i for i in free if hypothesis.text[words[i][0]].isalnum()]
        if not letters:
            break
        peak = max(letters, key=lambda i: weights[i])
        if weights[peak] <= 0:
            break
        found.append(_grown(peak, weights, words, hypothesis.text))
    return found


def _copies(text: str, form: str) -> list[Place]:
    """Where the translation has the German form, or something much like it, left to right."""
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    size = len(_TOKEN.findall(form))
    if len(form) < _SHORT or not size:
        return []
    windows = [(tokens[i][0], tokens[i + size - 1][1]) for i in range(len(tokens) - size + 1)]
    wanted = form.casefold()
    likeness = [fuzz.ratio(wanted, text[start:end].casefold()) / 100 for start, end in windows]
    return [Place(*window, alike) for window, alike in zip(windows, likeness, strict=True) if alike >= _ALIKE]


def has_article(draft: Draft, match: TermMatch) -> bool:
    """Whether the German occurrence stands after an article, so that the English form may want "the"."""
    return _GERMAN_ARTICLE.search(draft.text[: match.start]) is not None


def _columns(draft: Draft, match: TermMatch) -> list[int]:
    """Source pieces with a visible character inside the match."""
    return [
        i
        for i, (start, end) in enumerate(draft.source.spans)
        if draft.text[max(start, match.start) : min(end, match.end)].strip()
    ]


def _word_weights(
    spans: list[tuple[int, int]], mass: npt.NDArray[np.float32], words: list[tuple[int, int]]
) -> list[float]:
    """The strongest attention of any piece of each word."""
    weights = [0.0] * len(words)
    word = 0
    for (start, end), value in zip(spans, mass.tolist(), strict=True):
        while word < len(words) and words[word][1] <= start:
            word += 1
        for i in range(word, len(words)):
            if words[i][0] >= end:
                break
            weights[i] = max(weights[i], value)
    return weights


def _grown(peak: int, weights: list[float], words: list[tuple[int, int]], text: str) -> Place:
    """The peak with its neighbours that attend to the same occurrence; hyphenated words stay together."""
    least = weights[peak] * _SHARE

    def belongs(i: int) -> bool:
        if not 0 <= i < len(words):
            return False
        char = text[words[i][0]]
        return (char.isalnum() and weights[i] >= least) or char in _HYPHENS

    first = last = peak
    while belongs(first - 1):
        first -= 1
    while belongs(last + 1):
        last += 1
    while text[words[first][0]] in _HYPHENS:
        first += 1
    while text[words[last][0]] in _HYPHENS:
        last -= 1
    return Place(words[first][0], words[last][1], weights[peak])
