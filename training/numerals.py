"""Numbers of German and English text by value: 1.234,5 and 1,234.5 are the same."""

import re
from collections import Counter

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACED = re.compile(r"(?<![\d.,])(\d{1,3})((?:[ \u00a0\u2009\u202f]\d{3})+)(?![\d])")
_GROUPED = {"de": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}
_DECIMAL = {"de": re.compile(r"\d+,\d+"), "en": re.compile(r"\d+\.\d+")}
_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth"
_WORDS = {word: str(value) for value, word in enumerate(_CARDINALS.split())}
_WORDS |= {word: str(value) for value, word in enumerate(_ORDINALS.split(), 1)}
_SPELLED = re.compile(r"\b(" + "|".join(_WORDS) + r")\b", re.IGNORECASE)
_AFTERNOON = re.compile(r"\bp\.?\s?m\b|afternoon|evening|tonight|night", re.IGNORECASE)
_DECADE = re.compile(r"(?<!\d)(\d0)er\b")


def _plain(value: str) -> str:
    whole, _, rest = value.partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _closed(text: str) -> str:
    """Return ``text`` with numbers whose groups of three stand apart (10 000) written together."""
    return _SPACED.sub(lambda match: re.sub(r"\D", "", match.group()), text)


def _runs(text: str) -> Counter[str]:
    return Counter(_plain(run) for run in re.findall(r"\d+", text))


def values(text: str, language: str) -> Counter[str]:
    """Return the numbers of ``text`` ("de" or "en" conventions) as canonical decimal strings with their counts.

    What is neither a grouped nor a decimal number (dates, times, versions) counts as its runs of digits.
    """
    found: Counter[str] = Counter()
    for token in _NUMBER.findall(_closed(text)):
        if _GROUPED[language].fullmatch(token) or _DECIMAL[language].fullmatch(token):
            group, point = (".", ",") if language == "de" else (",", ".")
            found[_plain(token.replace(group, "").replace(point, "."))] += 1
        else:
            found += _runs(token)
    return found


def _other_ways(value: str, de: str, en: str, offered: Counter[str]) -> int:
    """Return how often English says ``value`` on the twelve-hour clock or as the decade of a century."""
    if value.isdigit() and 13 <= int(value) <= 23 and _AFTERNOON.search(en):
        return offered[str(int(value) - 12)]
    if value in _DECADE.findall(de):
        return offered[f"19{value}"]
    return 0


def kept(de: str, en: str) -> tuple[int, int]:
    """Return (numbers of the German side that the English side has by value, numbers of the German side).

    English may spell small numbers out ("two", "third"), give hours after noon on the twelve-hour clock and name the
    century of a decade; a time with a point (14.30) counts as its two numbers.
    """
    wanted = values(de, "de")
    offered = values(en, "en") | _runs(_closed(en))
    offered += Counter(_WORDS[word.lower()] for word in _SPELLED.findall(en))
    found = sum(min(count, offered[value] or _other_ways(value, de, en, offered)) for value, count in wanted.items())
    return found, sum(wanted.values())


def unfounded(de: str, en: str) -> int:
    """Return how many numbers of the English side the German side neither has nor could spell out."""
    surplus = values(en, "en") - (values(de, "de") | _runs(_closed(de)))
    return sum(count for value, count in surplus.items() if not (value.isdigit() and int(value) <= 20))
