"""What the words of a unit say of its translation, by the lexicon.

Every word carries evidence (a log-likelihood ratio, see bitext.lexicon) that the other side leaves it out.
Numbers, scales, currencies and percent carry none: they have their own check, and one side may write them as signs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bitext.lexicon import Lexicon, Row, accounted
from bitext.values import is_number_word
from bitext.words import KNOWN, Word, words

SIGNS = frozenset({
    "euro", "euros", "cent", "cents", "dollar", "dollars", "pfund", "pound", "pounds", "franken", "francs", "prozent",
    "percent", "per", "uhr", "nummer", "number", "grad", "degrees",
})  # fmt: skip
"""Words that may be a sign on the other side."""

CREDIT = 2.0
"""A word that is accounted for weakens a run by no more than this: one chance hit does not excuse a whole clause."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for words being left out by the other side."""

    words: Sequence[Word]
    scores: Sequence[float]

    @property
    def total(self) -> float:
        """The sum over all words."""
        return sum(self.scores)

    def worst(self) -> tuple[float, int, int]:
        """The highest sum of a run of words, and the run's first and last word."""
        best, first, last = 0.0, 0, -1
        running, start = 0.0, 0
        for place, score in enumerate(self.scores):
            if running <= 0:
                running, start = 0.0, place
            running += max(score, -CREDIT)
            if running > best:
                best, first, last = running, start, place
        return best, first, last


@lru_cache(maxsize=8)
def evidence(source: str, target: str, lexicon: Lexicon) -> tuple[Evidence, Evidence]:
    """The evidence of the source's words and of the target's."""
    german, english = words(source), words(target)
    left, right = accounted(lexicon, german, english)
    return (
        Evidence(german, [_german(lexicon, word.text)[found] for word, found in zip(german, left, strict=True)]),
        Evidence(
            english,
            [_english(lexicon, word.text, word.first)[found] for word, found in zip(english, right, strict=True)],
        ),
    )


@lru_cache(maxsize=KNOWN)
def _german(lexicon: Lexicon, word: str) -> tuple[float, float]:
    """The evidence of a German word that is not accounted for, and of one that is."""
    return _scores(lexicon.german_row(Word(word, 0, False)), word, "de")


@lru_cache(maxsize=KNOWN)
def _english(lexicon: Lexicon, word: str, first: bool) -> tuple[float, float]:
    """The same for an English word, which may be the first of its sentence."""
    return _scores(lexicon.english_row(Word(word, 0, first)), word, "en")


def _scores(row: Row, word: str, language: str) -> tuple[float, float]:
    small = word.lower()
    if small in SIGNS or is_number_word(small, language):
        return 0.0, 0.0
    return row.evidence(False), row.evidence(True)
