"""Number words of German and English."""

import re
from decimal import Decimal
from functools import lru_cache

UNITS_DE = {
    "null": 0, "ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
TENS_DE = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
ORDINALS_DE = {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
"""Ordinal stems that are not the cardinal with t or st."""

UNITS_EN = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS_EN = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
ORDINALS_EN = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
ORDINALS_EN |= {f"{word}th": number for word, number in UNITS_EN.items() if number not in ORDINALS_EN.values()}
ORDINALS_EN |= {f"{word[:-1]}ieth": number for word, number in TENS_EN.items()}

SCALES_DE = {
    "hundert": 2, "tausend": 3, "tsd": 3, "mio": 6, "mill": 6, "million": 6, "millionen": 6, "mrd": 9,
    "milliarde": 9, "milliarden": 9, "bio": 12, "billion": 12, "billionen": 12, "billiarde": 15, "billiarden": 15,
}  # fmt: skip
SCALES_EN = {
    "hundred": 2, "thousand": 3, "k": 3, "thousand million": 9, "million": 6,
    "millions": 6, "mn": 6, "mln": 6, "m": 6, "billion": 9,
    "billions": 9, "bn": 9, "b": 9, "trillion": 12, "trillions": 12, "tn": 12, "trn": 12, "quadrillion": 15,
}  # fmt: skip
"""Power of ten; the German Billion is the English trillion (short scale)."""

HINTS_DE: dict[str, tuple[str, ...]] = {
    "ein": ("1",), "eine": ("1",), "einen": ("1",), "einem": ("1",), "einer": ("1",), "eines": ("1",),
    "einzig": ("1",), "beide": ("2",), "beiden": ("2",), "beider": ("2",), "paar": ("2",), "doppelt": ("2",),
    "doppel": ("2",), "hälfte": ("0.5", "50"), "halb": ("0.5", "50"), "halbe": ("0.5", "50", "30"),
    "halben": ("0.5", "50", "30"), "halbes": ("0.5", "50"), "halbzeit": ("0.5",), "dutzend": ("12",),
    "drittel": ("3", "0.333"), "viertel": ("4", "0.25", "25", "15"), "fünftel": ("5", "0.2", "20"),
    "zehntel": ("10", "0.1"), "dreiviertel": ("0.75", "75", "45"), "anderthalb": ("1.5", "18"),
    "verdoppelt": ("2",), "verdoppeln": ("2",), "verdreifacht": ("3",), "duo": ("2",), "trio": ("3",),
    "quartett": ("4",), "zwilling": ("2",), "zwillinge": ("2",), "mittag": ("time:12:00",),
    "mitternacht": ("time:0:00", "time:24:00"), "jahrhundert": ("100",), "jahrzehnt": ("10",),
    "jahrtausend": ("1000",), "halbjahr": ("6", "0.5"), "quartal": ("3", "4"), "tausende": ("1000",),
    "hunderte": ("100",), "mehrfach": ("2",), "vierteljahr": ("3",),
}  # fmt: skip
HINTS_EN: dict[str, tuple[str, ...]] = {
    "a": ("1",), "an": ("1",), "one": ("1",), "once": ("1",), "single": ("1",), "only": ("1",), "both": ("2",),
    "couple": ("2",), "pair": ("2",), "twice": ("2",), "double": ("2",), "doubled": ("2",), "doubles": ("2",),
    "duo": ("2",), "twin": ("2",), "twins": ("2",), "thrice": ("3",), "triple": ("3",), "tripled": ("3",),
    "trio": ("3",), "quartet": ("4",), "half": ("0.5", "50", "30"), "halves": ("0.5",), "dozen": ("12",),
    "dozens": ("12",), "third": ("3", "0.333"), "thirds": ("3", "0.333", "0.667"),
    "quarter": ("4", "0.25", "25", "15"), "quarters": ("4", "0.75", "0.25", "45"), "fifths": ("5", "0.2"),
    "tenths": ("10", "0.1"), "fortnight": ("14", "2"), "decade": ("10",), "decades": ("10",), "century": ("100",),
    "centuries": ("100",), "score": ("20",), "teenager": ("13",), "noon": ("time:12:00",),
    "midnight": ("time:0:00", "time:24:00"), "seconds": (), "thousands": ("1000",), "hundreds": ("100",),
    "teens": ("10",), "primary": ("1",), "nil": ("0",), "none": ("0",), "no": ("0",), "zero": ("0",),
}  # fmt: skip
"""Words that may stand for a value; third and quarter are ordinals, fractions or parts of the hour."""

_DE_UNIT = "|".join(sorted([*UNITS_DE, *TENS_DE], key=len, reverse=True))
_DE_ENDING = (
    r"(?:(?P<ordinal>s?te[nrsm]?|s?t)|(?P<other>mal|malige?[nrs]?|fache?[nrsm]?|jährige?[nrsm]?|tägige?[nrsm]?|wöchige?[nrsm]?"
    r"|stündige?[nrsm]?|monatige?[nrsm]?|köpfige?[nrsm]?|stellige?[nrsm]?|minütige?[nrsm]?|er|ern|ens|tens|stens|tel"
    r"|stöckige?[nrsm]?|teilige?[nrsm]?|seitige?[nrsm]?|einhalb))?"
)
_GERMAN = re.compile(
    rf"(?:(?P<thousands>[a-zäöüß]*)tausend(?:und)?)?(?:(?P<hundreds>{_DE_UNIT})?(?P<hundred>hundert)(?:und)?)?"
    rf"(?:(?P<unit>{_DE_UNIT})und(?P<tens>{'|'.join(TENS_DE)})|(?P<small>{_DE_UNIT}))?{_DE_ENDING}"
)
_GERMAN_START = re.compile(rf"{_DE_UNIT}|hundert|tausend|erst|dritt|siebt")


@lru_cache(maxsize=1 << 14)
def german_number(word: str) -> tuple[Decimal, bool] | None:
    """The value of a German number word in small letters, and whether it is a plain cardinal or ordinal; else None."""
    if not _GERMAN_START.match(word):
        return None
    for stem, number in ORDINALS_DE.items():
        if re.fullmatch(rf"{stem}e(?:[nrsm]|ns)?", word):
            return Decimal(number), stem not in {"acht", "erst"}
    match = _GERMAN.fullmatch(word)
    if match is None or word in {"acht", "achtet", "ein", "einer", "einern"}:
        return (Decimal(8), True) if word == "acht" else None
    return _german_value(match)


def _german_value(match: re.Match[str]) -> tuple[Decimal, bool] | None:
    small = {**UNITS_DE, **TENS_DE}
    total = 0
    if match["thousands"] is not None:
        inner = german_number(match["thousands"]) if match["thousands"] else (Decimal(1), True)
        if inner is None and match["thousands"] not in {"ein"}:
            return None
        total += 1000 * int(inner[0] if inner else 1)
    if match["hundred"]:
        total += 100 * (small[match["hundreds"]] if match["hundreds"] else 1)
    if match["unit"]:
        total += small[match["unit"]] + TENS_DE[match["tens"]]
    elif match["small"]:
        total += small[match["small"]]
    if match["other"] == "einhalb":
        return Decimal(total) + Decimal("0.5"), False
    if total < 2 and match["other"]:
        return Decimal(total), False
    return Decimal(total), match["other"] is None


def english_number(words: list[str]) -> tuple[Decimal, int] | None:
    """The value of the number words at the beginning of a list, in small letters, and how many words it takes."""
    total, current, used, last, place = Decimal(0), Decimal(0), 0, 1000, 0
    while place < len(words):
        if used and words[place] == "and" and last >= 100 and _is_small(words[place + 1 : place + 2]):
            place += 1
        step = _english_step(words[place], last)
        if step is None:
            break
        amount, last = step
        if last == 1000:
            total, current = total + max(current, Decimal(1)) * amount, Decimal(0)
        else:
            current = max(current, Decimal(1)) * amount if last == 100 else current + amount
        place += 1
        used = place
        if not last:
            break
    return (total + current, used) if used else None


def _is_small(word: list[str]) -> bool:
    return bool(word) and (word[0] in UNITS_EN or word[0] in TENS_EN)


def _english_step(word: str, last: int) -> tuple[int, int] | None:
    """Amount and kind of a word (1 units, 10 tens, 100 hundred, 1000 larger, 0 ordinals); None if it cannot follow."""
    if word in TENS_EN and last >= 100:
        return TENS_EN[word], 10
    if word in UNITS_EN and (last >= 100 or (last == 10 and UNITS_EN[word] < 10)):
        return UNITS_EN[word], 1
    if word in ORDINALS_EN and (last >= 100 or (last == 10 and ORDINALS_EN[word] < 10)):
        return ORDINALS_EN[word], 0
    if word == "hundred":
        return 100, 100
    if len(word) > 3 and word in SCALES_EN:
        return 10 ** SCALES_EN[word], 1000
    return None
