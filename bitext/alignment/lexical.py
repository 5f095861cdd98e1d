"""The MT bridge: a machine translation of the source compared with the target by weighted words and character n-grams.

Sennrich and Volk (2010, Bleualign) showed that a translation is the best bridge even when it is poor; the features
here add up over merged sentences, so that any bead is scored at the cost of one product.
"""

import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set

import numpy as np

from bitext.alignment.coefficients import MT
from bitext.alignment.vectors import Sparse

Translate = Callable[[Sequence[str]], list[str]]
"""Translations of sentences, one for each, in the same order."""

DIMENSIONS = 4096
"""Features are hashed to this many places; a sentence has some hundred."""
GRAM = 4
"""Characters of an n-gram; 3, 4 and 5 together did no better on the constructed set."""
COPIED = 0.5
"""Weight of a source word that stands in the target as it is, against a translated one."""
ANCHOR = 2.0
"""Weight of numbers and glossary terms against words."""
LONGEST = 200
"""Characters above which a line is translated in pieces, because a line may hold several sentences."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?…“”\"])\s+(?=[„“\"‚‘(]?[A-ZÄÖÜ0-9])")

Bag = dict[str, float]
"""Feature -> how often a text has it, or what weight it has there."""

Anchors = Callable[[str], Iterable[str]]
"""The target terms that a glossary wants for a source sentence."""


class MachineBridge:
    """The default similarity: the source is translated and compared with the target word by word."""

    name = "mt"
    coefficients = MT

    def __init__(self, translate: Translate, anchors: Anchors | None = None) -> None:
        self.translate = translate
        self.anchors = anchors
        self._known: dict[str, str] = {}

    def prepare(self, sources: Sequence[str]) -> None:
        """Translate the sentences of several texts in one call; forgets what was prepared before."""
        unique = list(dict.fromkeys(sources))
        self._known = dict(zip(unique, translated(unique, self.translate), strict=True))

    def vectors(self, sources: Sequence[str], targets: Sequence[str]) -> tuple[Sparse, Sparse]:
        """One vector a sentence on each side, weighted by how rare its features are in this pair of texts."""
        if not self._known.keys() >= set(sources):
            self.prepare(sources)
        ids: dict[str, int] = {}
        given = _Counts(ids, map(bag, targets))
        known = frozenset(ids)
        made = _Counts(ids, (self._bag(text, known) for text in sources))
        return weighted(made, given, ids)

    def _bag(self, source: str, known: Set[str]) -> Bag:
        """The features of a source sentence: those of its translation, and what of itself the target text has."""
        features = bag(self._known[source])
        words = " ".join(word for word in _TOKEN.findall(source) if not word.islower())
        for feature in bag(words):
            if feature in known:
                features.setdefault(feature, COPIED)
        for term in self.anchors(source) if self.anchors else ():
            for feature in bag(term).keys() & known:
                features[feature] = ANCHOR
        return features


def bag(text: str) -> Bag:
    """How often each feature stands in a text: its words, their n-grams, and its numbers by value."""
    features: defaultdict[str, float] = defaultdict(float)
    for token in _TOKEN.findall(text):
        if token[0].isdigit():
            features["#" + re.sub(r"[.,:]", "", token)] += ANCHOR
            continue
        word = f"^{token.lower()}$"
        features[word] += 1
        for start in range(len(word) - GRAM + 1):
            features[word[start : start + GRAM]] += 1
    return features


class _Counts:
    """The bags of a text as flat arrays: a dictionary for each sentence would take ten times the memory."""

    def __init__(self, ids: dict[str, int], bags: Iterable[Bag]) -> None:
        features, counts, ends = array("i"), array("f"), array("q", [0])
        for one in bags:
            features.extend(ids.setdefault(feature, len(ids)) for feature in one)
            counts.extend(one.values())
            ends.append(len(features))
        self.features = np.frombuffer(features, dtype=np.int32) if features else np.zeros(0, dtype=np.int32)
        self.counts = np.frombuffer(counts, dtype=np.float32) if counts else np.zeros(0, dtype=np.float32)
        self.offsets = np.frombuffer(ends, dtype=np.int64)


def weighted(made: _Counts, given: _Counts, ids: dict[str, int]) -> tuple[Sparse, Sparse]:
    """The counts as vectors: the square root of each times the log of the feature's rarity in both texts."""
    frequency = np.bincount(made.features, minlength=len(ids)) + np.bincount(given.features, minlength=len(ids))
    sentences = len(made.offsets) + len(given.offsets) - 1
    rarity = np.log(sentences / np.maximum(frequency, 1)).astype(np.float32)
    places = np.array([zlib.crc32(feature.encode()) % DIMENSIONS for feature in ids], dtype=np.int32)
    source, target = (
        Sparse(one.offsets, places[one.features], np.sqrt(one.counts) * rarity[one.features], DIMENSIONS)
        for one in (made, given)
    )
    return source, target


def translated(sources: Sequence[str], translate: Translate) -> list[str]:
    """The translations of all lines in one call; a long line goes in sentence by sentence."""
    pieces = [_SENTENCE_END.split(text) if len(text) > LONGEST else [text] for text in sources]
    found = iter(translate([piece for line in pieces for piece in line]))
    return [" ".join(next(found) for _ in line) for line in pieces]
