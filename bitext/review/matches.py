"""Fuzzy matches: what was approved for a sentence like this one.  Shown to the reviewer, never used silently."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

THRESHOLD = 65.0
"""Least similarity in percent; below it a match costs more reading than it saves typing."""

LIMIT = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A source with its approved translation."""

    source: str
    target: str
    origin: str
    """Where it comes from, for the reviewer: a unit's id or the memory's file name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that is like the sentence at hand."""

    pair: Pair
    similarity: float
    """0 to 100: normalised indel similarity of the sources; 100 is the same text."""


def fuzzy_matches(source: str, pairs: Iterable[Pair]) -> Sequence[Match]:
    """The most similar pairs, best first, each translation once."""
    from rapidfuzz import fuzz, process

    candidates = list(pairs)
    found = process.extract(
        source,
        [pair.source for pair in candidates],
        scorer=fuzz.ratio,
        score_cutoff=THRESHOLD,
        limit=LIMIT * 4,
    )
    best: dict[str, Match] = {}
    for _, similarity, place in found:
        pair = candidates[place]
        best.setdefault(pair.target, Match(pair, similarity))
    return list(best.values())[:LIMIT]
