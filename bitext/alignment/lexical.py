"""The MT bridge: a machine translation of the source compared with the target by weighted words and character n-grams.

Sennrich and Volk (2010, Bleualign) showed that a translation is the best bridge even when it is poor; the features
here add up over merged sentences, so that any bead is scored at the cost of one product.
"""

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

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
        given = [bag(text) for text in targets]
        known = {feature for features in given for feature in features}
        if not self._known.keys() >= set(sources):
            self.prepare(sources)
        made = [bag(self._known[text]) for text in sources]
        for text, features in zip(sources, made, strict=True):
            self._add_copies(text, features, known)
        return weighted(made, given)

    def _add_copies(self, source: str, features: Bag, known: set[str]) -> None:
        """Add the source's own numbers and names, and its glossary terms, where the target text has them."""
        words = " ".join(word for word in _TOKEN.findall(source) if not word.islower())
        for feature in bag(words):
            if feature in known:
                features.setdefault(feature, COPIED)
        for term in self.anchors(source) if self.anchors else ():
            for feature in bag(term).keys() & known:
                features[feature] = ANCHOR


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


def weighted(made: Sequence[Bag], given: Sequence[Bag]) -> tuple[Sparse, Sparse]:
    """The bags as vectors: the square root of each count times the log of the feature's rarity."""
    frequency = Counter(feature for features in (*made, *given) for feature in features)
    total = len(made) + len(given) + 1
    rarity = {
        feature: (zlib.crc32(feature.encode()) % DIMENSIONS, math.log(total / count))
        for feature, count in frequency.items()
    }
    return _sparse(made, rarity), _sparse(given, rarity)


def _sparse(bags: Sequence[Bag], rarity: dict[str, tuple[int, float]]) -> Sparse:
    offsets = np.cumsum([0, *map(len, bags)]).astype(np.int64)
    places = [rarity[feature][0] for features in bags for feature in features]
    values = [rarity[feature][1] * math.sqrt(count) for features in bags for feature, count in features.items()]
    return Sparse(offsets, np.array(places, dtype=np.int32), np.array(values, dtype=np.float32), DIMENSIONS)


def translated(sources: Sequence[str], translate: Translate) -> list[str]:
    """The translations of all lines in one call; a long line goes in sentence by sentence."""
    pieces = [_SENTENCE_END.split(text) if len(text) > LONGEST else [text] for text in sources]
    found = iter(translate([piece for line in pieces for piece in line]))
    return [" ".join(next(found) for _ in line) for line in pieces]
