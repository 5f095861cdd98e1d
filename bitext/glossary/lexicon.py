"""What a German dictionary knows of a word: the lemma lists of simplemma, read once.

The lemmatizer's guesses are not used, only its dictionary: a guess would make wrong matches.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

_CASES = ("en", "es", "em", "er")
_ADJECTIVE = (
    *("isch", "lich", "ig", "bar", "sam", "haft", "los", "end", "ell", "iv", "är", "ös", "deutsch", "mäßig", "weit"),
    *("iert", "ziert", "tragt", "ordnet", "einigt", "eint", "alt"),
)
"""Ends of stems that only adjectives and participles have, for words that no dictionary lists."""


@cache
def _lemmas() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    lemmas: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("de")
    return lemmas


def listed(word: str) -> str | None:
    """The lemma that the dictionary lists for exactly this spelling."""
    return _lemmas().get(word)


@lru_cache(maxsize=65536)
def is_lower_word(word: str) -> bool:
    """Whether the dictionary has the word in small letters: a verb, an adjective, a function word."""
    lemma = listed(word.lower())
    return lemma is not None and lemma == lemma.lower()


@lru_cache(maxsize=65536)
def is_adjective_stem(stem: str) -> bool:
    """Whether adjective endings may follow: two of the inflected forms are listed, or only adjectives end so."""
    low = stem.lower()
    if len(low) < 3:
        return False
    known = [listed(low + ending) for ending in _CASES[:2]]
    if all(lemma is not None and lemma == lemma.lower() for lemma in known):
        return True
    return len(low) > 5 and low.endswith(_ADJECTIVE)


@lru_cache(maxsize=65536)
def head_start(noun: str) -> int:
    """Where the last part of a compound noun begins: 0 for a listed noun, -1 where nothing is listed."""
    starts: tuple[int, ...] = (0, *range(2, len(noun) - 2))
    for start in starts:
        part = noun[start:].capitalize()
        if listed(part) is not None:
            return start
    return -1


def same_noun(form: str, noun: str) -> bool:
    """Whether the dictionary gives ``form`` and ``noun`` the same lemma, by the last part of a compound."""
    start = head_start(noun)
    if start < 0:
        return False
    lemma = listed(form[start:].capitalize())
    part = noun[start:].capitalize()
    return lemma is not None and lemma in (part, listed(part))
