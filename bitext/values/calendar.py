"""Dates and times of day as values.

A date is taken apart: "12. Januar 2022" gives 12, month:1 and 2022, so that any order and any style compares.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from bitext.values.value import Certainty, Value, key

MONTHS = {
    "de": {
        "januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feb": 2, "märz": 3, "april": 4, "apr": 4, "mai": 5,
        "juni": 6, "juli": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10,
        "november": 11, "nov": 11, "dezember": 12, "dez": 12,
    },
    "en": {
        "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
        "june": 6, "july": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
        "november": 11, "nov": 11, "december": 12, "dec": 12,
    },
}  # fmt: skip
AMBIGUOUS = {"may", "march", "mar", "august", "april", "mai", "jan", "sep", "dec", "dez"}
"""Also words or names; without a day or a year beside them they are only hints."""

MONTH_WORDS = {
    "de": frozenset(
        f"{part}{name}{s}" for part in ("", "ende", "anfang", "mitte") for name in MONTHS["de"] for s in ("", "s")
    ),
    "en": frozenset(f"{part}{name}" for part in ("", "mid", "late", "early") for name in MONTHS["en"]),
}
"""What a text with a month in it has among its words in small letters."""
_MONTH = {
    "de": re.compile(rf"\b(?:Ende|Anfang|Mitte)?({'|'.join(MONTHS['de'])})s?\b", re.IGNORECASE),
    "en": re.compile(rf"\b(?:mid|late|early)?-?({'|'.join(MONTHS['en'])})\b", re.IGNORECASE),
}
DIGIT = re.compile(r"\d")
_COLON = re.compile(r"(?<![\d:.,])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])")
_HALF_DAY = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[.:](\d{2}))?\s?(?:([ap])\.?m\b\.?|o'clock|o’clock"
    r"|(?=\s?(?:and|to|or|until|till|[–-])\s?\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m\b))",
    re.IGNORECASE,
)
_UHR = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[.:](\d{2}))?(?:\.?\s(?:Uhr|h)\b(?:\s(\d{2})\b)?|\.?\s?Uhr\b"
    r"|(?=\s?(?:und|bis|oder|[–-])\s?\d{1,2}(?:[.:]\d{2})?\s?Uhr\b))"
)
_ENGLISH_HOURS = re.compile(r"\b(\d{2})[:.]?(\d{2})\s?(?:hours|hrs|GMT|CET|BST)\b")


def months(text: str, language: str) -> Iterator[Value]:
    """The months named in a text."""
    names = MONTHS[language]
    for match in _MONTH[language].finditer(text):
        name = match[1].lower()
        if not match[1][0].isupper():
            continue
        beside = re.search(r"\d\.?(?:st|nd|rd|th)?(?: of)?\s?$", text[: match.start()]) or re.match(
            r"\.?,?\s\d", text[match.end() :]
        )
        certainty = Certainty.HINT if name in AMBIGUOUS and not beside else Certainty.DIGITS
        yield Value(frozenset({f"month:{names[name]}"}), match[0], match.start(), match.end(), certainty)


def date_keys(token: str) -> list[frozenset[str]]:
    """Day, month and perhaps year of a date like 12.1.2022 or 12.1., each with its readings; empty if it is none."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?", token)
    if match is None or not (0 < int(match[1]) <= 31 and 0 < int(match[2]) <= 12):
        return []
    day, month = int(match[1]), int(match[2])
    parts = [frozenset({str(day)}), frozenset({f"month:{month}"})]
    year = match[3]
    if not year:
        return parts
    centuries = {year} if len(year) == 4 else {key(Decimal(year)), f"20{year}", f"19{year}"}
    return [*parts, frozenset(centuries)]


def clock(token: str) -> set[str]:
    """The time of day that 20.15 may be; empty if it cannot be one."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{2})", token)
    return _times(int(match[1]), int(match[2])) if match else set()


def _times(hour: int, minute: int, half: str = "") -> set[str]:
    """Readings of an hour and a minute; ``half`` is a, p or, if it is not said, empty (both for hours up to 12)."""
    if hour > 24 or minute > 59:
        return set()
    if half:
        return {f"time:{hour % 12 + (12 if half == 'p' else 0)}:{minute:02}"}
    return {f"time:{one}:{minute:02}" for one in ({hour, hour + 12} if hour < 12 else {hour, hour - 12})}


def times(text: str, language: str) -> Iterator[Value]:
    """The times of day of a text; "10:15" may also be a score or a ratio, then its parts count."""
    patterns = (_UHR, _COLON) if language == "de" else (_HALF_DAY, _ENGLISH_HOURS, _COLON)
    taken: set[int] = set()
    for pattern in patterns:
        for match in pattern.finditer(text):
            if match.start() in taken:
                continue
            taken.add(match.start())
            groups = (*match.groups(), None, None, None)
            minute = groups[1] or (groups[2] if pattern is _UHR else None)
            half = (groups[2] or "").lower() if pattern is _HALF_DAY else ""
            keys = _times(int(match[1]), int(minute or 0), half)
            if keys and not minute:
                keys |= {str(int(match[1])), str(int(match[1]) % 12)}
            if not keys:
                continue
            yield from _parts(match, keys, minute, exact=pattern is not _COLON)


def _parts(match: re.Match[str], keys: set[str], minute: str | None, exact: bool) -> Iterator[Value]:
    if exact or minute is None:
        extra = {key(Decimal(f"{match[1]}.{minute}"))} if minute else set()
        yield Value(frozenset(keys | extra), match[0], match.start(), match.end())
        return
    for part in (match[1], minute):
        yield Value(frozenset({*keys, key(Decimal(part))}), match[0], match.start(), match.end())
