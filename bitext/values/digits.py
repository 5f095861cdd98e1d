"""Numbers written in digits, read by the conventions of their language.

German writes 1.250,30, English 1,250.30; both write 1 250,30 with a narrow blank, Switzerland 1'250.30.
What has no such reading (versions, addresses, lists) is taken literally, part by part.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from bitext.values.calendar import DIGIT, clock, date_keys
from bitext.values.spelling import SCALES_DE, SCALES_EN
from bitext.values.value import Value, key

BLANK = " \u00a0\u2009\u202f"
"""Blanks that part groups of three: plain, no-break, thin, narrow no-break."""
TOKEN = re.compile(rf"\d{{1,3}}(?:[{BLANK}]\d{{3}})+(?![\d]|[.,]\d{{3}})(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*")
FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅛": "0.125"}
_FRACTION = re.compile(f"[{''.join(FRACTIONS)}]")
RANGE = re.compile(r"\s?(?:-|–|—|bis|to|and|und|oder|or)\s?(?:zu\s)?[€$£]?$")
CURRENCY = re.compile(r"(?:[€$£¥]|EUR|USD|GBP|CHF|US\$)\s?$")
_SCALE = {
    "de": re.compile(rf"[-\s{BLANK}]?({'|'.join(sorted(SCALES_DE, key=len, reverse=True))})\b", re.IGNORECASE),
    "en": re.compile(rf"[-\s{BLANK}]?({'|'.join(sorted(SCALES_EN, key=len, reverse=True))})\b", re.IGNORECASE),
}
_POWERS = {"de": SCALES_DE, "en": SCALES_EN}
_CENTURY = re.compile(r"\.\s?(?:Jahrhundert|Jh)")
_DECADE = re.compile(r"['’]?(?:s\b|er\b|ern\b)")


def plain_number(token: str, language: str) -> Decimal | None:
    """The number that a token is in the conventions of a language; None if it breaks them."""
    group, point = (".", ",") if language == "de" else (",", ".")
    token = re.sub(rf"[{BLANK}'’]", "", token)
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", token):
        if token[0] != "0":
            return Decimal(token.replace(group, "").replace(point, "."))
        return None
    if re.fullmatch(rf"\d+(?:{re.escape(point)}\d+)?", token):
        return Decimal(token.replace(point, "."))
    return None


def english_digits(text: str) -> str:
    """The first number of a German text as English writes it: "1.250,30" is "1,250.30"; empty if it has none."""
    match = TOKEN.search(text)
    if match is None or plain_number(match[0], "de") is None:
        return ""
    return re.sub(rf"[{BLANK}'’]", "", match[0]).translate(str.maketrans(".,", ",."))


def numbers(text: str, language: str) -> Iterator[Value]:
    """The values of the digits of a text, in their order."""
    if DIGIT.search(text):
        for match in TOKEN.finditer(text):
            yield from _values(match, language)
    for match in _FRACTION.finditer(text):
        yield Value(frozenset({FRACTIONS[match[0]]}), match[0], *match.span())


def _values(match: re.Match[str], language: str) -> Iterator[Value]:
    token, text = match[0], match.string
    number = plain_number(token, language)
    if number is None:
        yield from _odd(match, language)
        return
    end = match.end()
    keys = {key(number)}
    scale = _SCALE[language].match(text, end)
    if scale and number:
        scaled = key(number.scaleb(_POWERS[language][scale[1].lower()]))
        letter = len(scale[1]) == 1
        keys = {key(number), scaled} if letter and not CURRENCY.search(text[: match.start()]) else {scaled}
        end = scale.end()
    else:
        keys |= _shared_scale(text[end:], number, language)
    keys |= _years(token, text, match)
    if len(token.split()) > 1:
        keys |= {key(Decimal(part)) for part in token.split() if part.isdigit()}
    if language == "de" and _CENTURY.match(text, match.end()) and token.isdigit():
        keys.add(f"{int(token) - 1}00")
    if "." in token or "," in token:
        keys |= clock(token)
    yield Value(frozenset(keys), text[match.start() : end], match.start(), end)


def _shared_scale(rest: str, number: Decimal, language: str) -> set[str]:
    """The scale that a range gives to its first number only by its second: "10 bis 12 Millionen"."""
    second = TOKEN.search(rest[:24])
    if second is None or not RANGE.match(rest[: second.start()]):
        return set()
    scale = _SCALE[language].match(rest, second.end())
    return {key(number.scaleb(_POWERS[language][scale[1].lower()]))} if scale else set()


def _years(token: str, text: str, match: re.Match[str]) -> set[str]:
    """Other ways to write a year: the second of a range in two digits, decades without the century."""
    if not token.isdigit():
        return set()
    before, after = text[: match.start()], text[match.end() :]
    if len(token) == 4 and token[:2] in {"18", "19", "20"}:
        short = bool(_DECADE.match(after)) or bool(re.search(r"\d\s?[/–-]\s?$", before))
        return {key(Decimal(token[2:]))} if short else set()
    if len(token) == 2 and (_DECADE.match(after) or re.search(r"['’/–-]\s?$", before)):
        return {f"{century}{token}" for century in (18, 19, 20)}
    return set()


def _odd(match: re.Match[str], language: str) -> Iterator[Value]:
    """The readings of a token that is no plain number of its language."""
    token, start = match[0], match.start()
    dated = date_keys(token) or _day_and_month(match)
    if dated:
        yield from (Value(keys, token, start, match.end()) for keys in dated)
        return
    other = plain_number(token, "en" if language == "de" else "de")
    if other is not None:
        keys = {key(other)} | clock(token)
        yield Value(frozenset(keys), token, start, match.end())
        return
    if token.count(".") >= 2 and "," not in token:
        yield Value(frozenset({f"code:{token}"}), token, start, match.end())
        return
    for part in re.finditer(r"\d+", token):
        yield Value(frozenset({key(Decimal(part[0]))}), part[0], start + part.start(), start + part.end())


def _day_and_month(match: re.Match[str]) -> list[frozenset[str]]:
    """The readings of 30.06. without a year; it may also be the number 30.06 before a full stop."""
    if not re.match(r"\.(?:\s|$)", match.string[match.end() :]):
        return []
    dated = date_keys(f"{match[0]}.")
    return [keys | {key(Decimal(match[0]))} for keys in dated]
