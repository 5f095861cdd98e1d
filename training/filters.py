"""Why a pair of sentences does not belong into the training data."""

import re
from collections import Counter
from collections.abc import Callable

from training import numerals

_GERMAN = """
der die das und ist nicht ein eine den dem des mit für auf von im zu sich auch werden wird hat haben sind war bei nach
aus wie über oder aber wenn noch nur einer einem einen durch ich wir sie er es ihr kann dass zum zur
"""
_ENGLISH = """
the and is not a an of with for on from in to also be will has have are was were at after out how about or but if still
only by i we they he she it you can that this his her their which who as been would
"""
GERMAN, ENGLISH = frozenset(_GERMAN.split()), frozenset(_ENGLISH.split())
LONGEST = 700  # characters; a longer line is a paragraph
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


def _wrong_length(de: str, en: str) -> bool:
    longer = max(len(de), len(en))
    return longer > LONGEST or (longer > 30 and not 0.45 < len(de) / len(en) < 2.2)


def _numbers_differ(de: str, en: str) -> bool:
    found, wanted = numerals.kept(de, en)
    return found < wanted or numerals.unfounded(de, en) > 0


CHECKS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("empty", lambda de, en: not words(de) or not words(en)),
    ("length", _wrong_length),
    ("copy", lambda de, en: de == en and len(de.split()) > 3),
    ("code", lambda de, en: bool(_CODE.search(de) or _CODE.search(en))),
    ("repetition", lambda de, en: repetitive(de) or repetitive(en)),
    ("language", wrong_language),
    ("numbers", _numbers_differ),
)


def reason(de: str, en: str) -> str | None:
    """Return the name of the first check that a pair fails, or None for a pair to keep."""
    return next((name for name, fails in CHECKS if fails(de, en)), None)
