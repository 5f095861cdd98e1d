"""The numbers, dates and times of a German or English text, by value.

"1.250,30" and "1,250.30" give the same value, and so do "2,5 Mrd." and "2.5 billion", "20.15 Uhr" and "8:15 p.m.",
"zwölf", "twelve" and "12".
"""

import re
from collections.abc import Iterable, Iterator, Set
from decimal import Decimal
from functools import lru_cache

from bitext.values.calendar import DIGIT, MONTH_WORDS, months, times
from bitext.values.digits import english_digits, numbers, plain_number
from bitext.values.spelling import HINTS_DE, HINTS_EN, SCALES_DE, SCALES_EN, english_number, german_number
from bitext.values.value import Certainty, Value, key

__all__ = ["Certainty", "Value", "compare", "english_digits", "foreign_formats", "is_number_word", "values"]

_WORDS = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"(?<=[a-zäöüß] )(?:[XV]{0,4}I{1,3}|I[XV]|X{1,3}I?[VX]?|XX?V?I{0,3})\b(?![-’'])")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|#\w+|@\w+", re.IGNORECASE)
_LINKED = re.compile(r"[@#]|://|www\.", re.IGNORECASE)
"""What every link has; most texts have none."""
_SLASHED = re.compile(
    r"(?<![\d/.,])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<![\d/.,])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])"
)
_NEVER_ALONE = HINTS_EN.keys() | SCALES_EN.keys()
"""Words that make what they begin uncertain."""

_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def values(text: str, language: str) -> tuple[Value, ...]:
    """The values of a text in ``de`` or ``en``, in their order; links and e-mail addresses are left out."""
    # A sentence with digits is asked for when it is translated and, two windows later, when it is checked.
    return (_remembered if DIGIT.search(text) else _found)(text, language)


def _found(text: str, language: str) -> tuple[Value, ...]:
    if _LINKED.search(text):
        text = _LINK.sub(lambda match: " " * len(match[0]), text)
    said = frozenset(_WORDS.findall(text.lower()))
    found = list(_in_digits(text, language))
    if not said.isdisjoint(MONTH_WORDS[language]):
        found.extend(months(text, language))
    found.extend(_romans(text))
    found.extend(_german_words(text, said) if language == "de" else _english_words(text, said))
    scales = SCALES_DE if language == "de" else SCALES_EN
    if not said.isdisjoint(scales):
        found.extend(_scales(text, scales))
    return tuple(sorted(found, key=lambda value: (value.start, value.end)))


def _in_digits(text: str, language: str) -> Iterator[Value]:
    """The times, the dates and the numbers of a text that are written in digits."""
    if DIGIT.search(text):
        clocks = list(times(text, language))
        text = _without(text, clocks)
        slashed = _slashed(text)
        yield from clocks
        yield from slashed
        text = _without(text, slashed)
    yield from numbers(text, language)


_remembered = lru_cache(maxsize=1 << 12)(_found)


def compare(source: Iterable[Value], target: Iterable[Value]) -> tuple[list[Value], list[Value]]:
    """The values of the source that the target has not, and those of the target that the source has not.

    Hints satisfy the other side but are never missed.
    """
    source, target = list(source), list(target)
    return _unmatched(source, target), _unmatched(target, source)


def foreign_formats(text: str, language: str) -> list[Value]:
    """The numbers that are written by the other language's conventions: "1.250,30" or "2,5" in English."""
    other = "en" if language == "de" else "de"
    if not DIGIT.search(text):
        return []
    return [
        value
        for value in numbers(text, language)
        if plain_number(value.text, language) is None and plain_number(value.text, other) is not None
    ]


@lru_cache(maxsize=1 << 14)
def is_number_word(word: str, language: str) -> bool:
    """Whether a word in small letters stands for a number or a scale."""
    if language == "de":
        return len(word) > 3 and (word in SCALES_DE or german_number(word) is not None)
    return len(word) > 2 and (word in SCALES_EN or english_number([word]) is not None)


def _unmatched(values: list[Value], others: list[Value]) -> list[Value]:
    known = {reading for other in others for reading in other.keys}
    return [value for value in values if value.certainty > Certainty.HINT and known.isdisjoint(value.keys)]


def _without(text: str, values: Iterable[Value]) -> str:
    """The text with the places of values blanked out."""
    for value in values:
        text = text[: value.start] + " " * (value.end - value.start) + text[value.end :]
    return text


def _slashed(text: str) -> list[Value]:
    """The parts of dates with slashes or hyphens: each may be the day or the month."""
    found: list[Value] = []
    for match in _SLASHED.finditer(text):
        year, *pair = (match[1], match[2], match[3]) if match[1] else (match[6], match[4], match[5])
        if max(map(int, pair)) > 31:
            continue
        for part in pair:
            keys = {key(Decimal(part)), f"month:{int(part)}"}
            found.append(Value(frozenset(keys), match[0], match.start(), match.end()))
        if year:
            keys = {year} if len(year) == 4 else {year, f"20{year}", f"19{year}"}
            found.append(Value(frozenset(keys), match[0], match.start(), match.end()))
        elif int(pair[1]):
            ratio = Decimal(pair[0]) / Decimal(pair[1])
            found.append(Value(frozenset({key(round(ratio, 3))}), match[0], match.start(), match.end(), Certainty.HINT))
    return found


def _romans(text: str) -> Iterator[Value]:
    for match in _ROMAN.finditer(text):
        digits = [_ROMAN_DIGITS[char] for char in match[0]]
        total = sum(-one if one < max(digits[place:]) else one for place, one in enumerate(digits))
        certainty = Certainty.DIGITS if len(digits) > 1 else Certainty.HINT
        yield Value(frozenset({str(total)}), match[0], match.start(), match.end(), certainty)


def _german_words(text: str, said: Set[str]) -> Iterator[Value]:
    counting = any(word in HINTS_DE or german_number(word) for word in said)
    for match in _WORDS.finditer(text) if counting else ():
        word = match[0].lower()
        if word in HINTS_DE:
            yield Value(frozenset(HINTS_DE[word]), match[0], match.start(), match.end(), Certainty.HINT)
            continue
        number = german_number(word)
        if number is None:
            continue
        value, exact = number
        scale = re.match(r"[\s-](\w+)", text[match.end() :])
        keys = {key(value)}
        if scale and scale[1].lower() in SCALES_DE:
            keys.add(key(value.scaleb(SCALES_DE[scale[1].lower()])))
        certainty = Certainty.WORD if exact and value > 2 else Certainty.HINT
        yield Value(frozenset(keys), match[0], match.start(), match.end(), certainty)


def _english_words(text: str, said: Set[str]) -> Iterator[Value]:
    counting = any(word in HINTS_EN or is_number_word(word, "en") for word in said)
    found = list(_WORDS.finditer(text)) if counting else []
    small = [match[0].lower() for match in found]
    place = 0
    while place < len(found):
        if small[place] in HINTS_EN:
            yield Value(frozenset(HINTS_EN[small[place]]), found[place][0], *found[place].span(), Certainty.HINT)
        number = english_number(small[place : place + 8]) if is_number_word(small[place], "en") else None
        if number is None:
            place += 1
            continue
        value, used = number
        start, end = found[place].start(), found[place + used - 1].end()
        certainty = Certainty.WORD if value > 2 and small[place] not in _NEVER_ALONE else Certainty.HINT
        keys = {key(value)} | (
            {key(value + Decimal("0.5"))} if "half" in small[place + used : place + used + 3] else set()
        )
        yield Value(frozenset(keys), text[start:end], start, end, certainty)
        place += used


def _scales(text: str, scales: dict[str, int]) -> Iterator[Value]:
    """Scales without a number before them: "eine Million", "a million"."""
    for match in _WORDS.finditer(text):
        power = scales.get(match[0].lower())
        if power and len(match[0]) > 2:
            yield Value(frozenset({key(Decimal(10) ** power)}), match[0], *match.span(), Certainty.HINT)
