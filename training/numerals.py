"""Numbers of German and English text by value: 1.234,5 and 1,234.5 are the same."""

import re
from collections import Counter

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = {"de": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}
_DECIMAL = {"de": re.compile(r"\d+,\d+"), "en": re.compile(r"\d+\.\d+")}
_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth"
_WORDS = {word: str(value) for value, word in enumerate(_CARDINALS.split())}
_WORDS |= {word: str(value) for value, word in enumerate(_ORDINALS.split(), 1)}
_SPELLED = re.compile(r"\b(" + "|".join(_WORDS) + r")\b", re.IGNORECASE)
_AFTERNOON = re.compile(r"\bp\.?\s?m\b|afternoon|evening|tonight|night", re.IGNORECASE)


def _plain(value: str) -> str:
    whole, _, rest = value.partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def values(text: str, language: str) -> Counter[str]:
    """Return the numbers of ``text`` ("de" or "en" conventions) as canonical decimal strings with their counts.

    What is neither a grouped nor a decimal number (dates, times, versions) counts as its runs of digits.
    """
    found: Counter[str] = Counter()
    for token in _NUMBER.findall(text):
        if _GROUPED[language].fullmatch(token) or _DECIMAL[language].fullmatch(token):
            group, point = (".", ",") if language == "de" else (",", ".")
            found[_plain(token.replace(group, "").replace(point, "."))] += 1
        else:
            found.update(_plain(run) for run in re.findall(r"\d+", token))
    return found


def kept(de: str, en: str) -> tuple[int, int]:
    """Return (numbers of the German side that the English side has by value, numbers of the German side).

    English may spell small numbers out ("two", "third") and give hours after noon on the twelve-hour clock.
    """
    wanted, offered = values(de, "de"), values(en, "en")
    spelled = Counter(_WORDS[word.lower()] for word in _SPELLED.findall(en))
    found = 0
    for value, count in wanted.items():
        have = offered[value] + spelled[value]
        if have < count and value.isdigit() and 13 <= int(value) <= 23 and _AFTERNOON.search(en):
            have += offered[str(int(value) - 12)] + spelled[str(int(value) - 12)]
        found += min(count, have)
    return found, sum(wanted.values())


def unfounded(de: str, en: str) -> int:
    """Return how many numbers of the English side the German side neither has nor could spell out."""
    surplus = values(en, "en") - values(de, "de")
    return sum(count for value, count in surplus.items() if not (value.isdigit() and int(value) <= 20))
