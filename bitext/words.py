"""Words of German and English text with their places, and rough stems to compare them by.

The stems serve the lexicon and the checks; they only have to be the same when the lexicon is learnt and used.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters; hyphens and apostrophes separate."""

AFTER = ".!?:\"„“”»«'‘’‚…(–—•*/-"
"""A word after one of these and a blank may have its capital from there."""

BEFORE = '"„“”»«‘‚(•*¡¿'
"""The same without a blank."""

GERMAN_ENDINGS = ("ern", "em", "en", "er", "es", "e", "n", "s")
"""Inflection, longest first, after the light German stemmer of Savoy (2006), without its second step."""

KNOWN = 1 << 13
"""Words that are remembered by each function: nine of ten in running text, in a few megabytes."""

_FOLDS = str.maketrans({"k": "c", "z": "c", "y": "i", "w": "v", "j": "i"})


class Word(NamedTuple):
    """A word of a text."""

    text: str
    start: int
    """Offset in the text, in code points."""
    first: bool
    """It begins a sentence, a quotation or the text, so that its capital says nothing."""

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in their order."""
    return tuple(Word(match[0], match.start(), _begins(text, match.start())) for match in WORD.finditer(text))


def places(said: Sequence[str]) -> dict[str, list[int]]:
    """Where each word stands, first places first."""
    found: dict[str, list[int]] = {}
    for place, word in enumerate(said):
        found.setdefault(word, []).append(place)
    return found


def _begins(text: str, start: int) -> bool:
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return False
    if start and not text[start - 1].isspace():
        return text[start - 1] in BEFORE
    place = start
    while place and text[place - 1].isspace():
        place -= 1
    return not place or text[place - 1] in AFTER


@lru_cache(maxsize=KNOWN)
def plain(word: str) -> str:
    """The word in small letters without diacritics; ß is ss."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def german_stem(word: str) -> str:
    """The word without its inflection, plain."""
    return without_inflection(plain(word))


def without_inflection(word: str, endings: Sequence[str] = GERMAN_ENDINGS) -> str:
    """A plain German word without its inflection; not remembered, for parts of words that will not come again."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=KNOWN)
def english_stem(word: str) -> str:
    """The word without plural, -ed and -ing, plain."""
    stem = plain(word)
    if stem.endswith("ies") and len(stem) > 5:
        return stem[:-3] + "y"
    if stem.endswith("s") and not stem.endswith(("ss", "us", "is")) and len(stem) > 3:
        stem = stem[:-1]
    for ending in ("ing", "ed"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 4:
            stem = stem[: -len(ending)]
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "sl" else stem
    return stem[:-1] if stem.endswith("e") and len(stem) > 4 else stem


def shape(word: str) -> str:
    """The word with like-sounding letters made alike: Demokratie and democracy begin with the same five."""
    return plain(word).replace("ph", "f").replace("sch", "sh").translate(_FOLDS)
