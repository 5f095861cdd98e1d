"""Why a pair of sentences does not belong into the training data."""

import re
from collections import Counter

from training import numerals

GERMAN = frozenset(
    "der die das und ist nicht ein eine den dem des mit für auf von im zu sich auch werden wird hat haben sind war bei "
    "nach aus wie über oder aber wenn noch nur einer einem einen durch ich wir sie er es ihr kann dass zum zur".split()
)
ENGLISH = frozenset(
    "the and is not a an of with for on from in to also be will has have are was were at after out how about or but if "
    "still only by i we they he she it you can that this his her their which who as been would".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"[{}<>\\]|%[sdi]|\$\w|\w\(\)|::|=>|&\w+;|https?://\S+.*https?://")


def words(text: str) -> list[str]:
    """Return the lower-cased words of ``text``."""
    return [word.lower() for word in _WORD.findall(text)]


def wrong_language(de: str, en: str) -> bool:
    """Say whether the function words show that a side is in the other language."""
    for side, own, other in ((de, GERMAN, ENGLISH), (en, ENGLISH, GERMAN)):
        tokens = words(side)
        mine = sum(token in own for token in tokens)
        theirs = sum(token in other and token not in own for token in tokens)
        if theirs > mine + 1 and theirs >= 0.2 * len(tokens):
            return True
    return False


def repetitive(text: str) -> bool:
    """Say whether ``text`` says the same word four times running or is made of very few words."""
    tokens = text.lower().split()
    if any(len(set(tokens[i : i + 4])) == 1 for i in range(len(tokens) - 3)):
        return True
    return len(tokens) >= 12 and max(Counter(tokens).values()) > 0.35 * len(tokens)


def reason(de: str, en: str) -> str | None:
    """Return why a pair is dropped (one of a few fixed words), or None for a pair to keep."""
    if not words(de) or not words(en):
        return "empty"
    if max(len(de), len(en)) > 700:
        return "long"
    if max(len(de), len(en)) > 30 and not 0.45 < len(de) / len(en) < 2.2:
        return "ratio"
    if de == en and len(de.split()) > 3:
        return "copy"
    if _CODE.search(de) or _CODE.search(en):
        return "code"
    if repetitive(de) or repetitive(en):
        return "repetition"
    if wrong_language(de, en):
        return "language"
    found, wanted = numerals.kept(de, en)
    if found < wanted or numerals.unfounded(de, en):
        return "numbers"
    return None
