"""Text as the matcher compares it, with offsets into the raw text.

Two spellings of one name that differ only in Unicode must match: NFC and NFD, non-breaking and thin blanks, soft
hyphens, the many hyphens and dashes, straight and curly apostrophes.
"""

import re
import unicodedata
from typing import NamedTuple

HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
"""Hyphens, dashes and minus signs that are read as a hyphen."""
APOSTROPHES = "\u2019\u02bc\u2032\u00b4\u0060\u201b\uff07"
"""Characters that are read as an apostrophe; U+2018 is not: it closes a German quotation."""
_SAME_LENGTH = str.maketrans({**dict.fromkeys(HYPHENS, "-"), **dict.fromkeys(APOSTROPHES, "'")})
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_CHANGES_LENGTH = re.compile(f"[{_INVISIBLE}\u0300-\u036f\ufb00-\ufb06]")
_TOKEN = re.compile(r"\w+|[^\w\s]")


class Token(NamedTuple):
    """A run of letters and digits, or one other character."""

    text: str
    """Normalised, case as in the text."""
    key: str
    """``text`` without case; ß and ss are the same key."""
    start: int
    """Offset in the raw text."""
    end: int
    glued: bool
    """Nothing stands between this token and the one before."""


def clean(text: str) -> str:
    """The text with the differences that do not count removed."""
    return _clean(text)[0]


def tokens(text: str) -> list[Token]:
    """The tokens of a text, with offsets into it as it was given."""
    cleaned, starts, ends = _clean(text)
    result = []
    last = -1
    for found in _TOKEN.finditer(cleaned):
        word = found.group()
        start, end = found.span()
        if starts is None or ends is None:
            result.append(Token(word, word.casefold(), start, end, start == last))
        else:
            result.append(Token(word, word.casefold(), starts[start], ends[end - 1], start == last))
        last = end
    return result


def _clean(text: str) -> tuple[str, list[int] | None, list[int] | None]:
    """The cleaned text, and for each of its characters start and end in the raw text (None: the same)."""
    if text.isascii():
        return text.translate(_SAME_LENGTH) if "`" in text else text, None, None
    if not _CHANGES_LENGTH.search(text):
        return text.translate(_SAME_LENGTH), None, None
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for char in unicodedata.normalize("NFC", _expanded(text[start:end])):
            out.append(char)
            starts.append(start)
            ends.append(end)
    return "".join(out).translate(_SAME_LENGTH), starts, ends


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of a character and the combining marks after it."""
    spans: list[tuple[int, int]] = []
    for index, char in enumerate(text):
        if spans and unicodedata.combining(char):
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans


def _expanded(cluster: str) -> str:
    """The cluster without invisible characters and with ligatures (U+FB00 to U+FB06) written out."""
    visible = "".join(char for char in cluster if char not in _INVISIBLE)
    return unicodedata.normalize("NFKC", visible) if "\ufb00" <= visible[:1] <= "\ufb06" else visible
