"""What is mended in a text before it is translated; the source itself stays as it was read."""

import re
import unicodedata
from difflib import SequenceMatcher

_MOJIBAKE = re.compile(
    "[ÃÂâÅÐ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""UTF-8 read as Windows-1252 or Latin-1: a lead byte's letter before a trail byte's sign."""
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][^\S\n]*\r?\n\s*(?!(?:und|oder|bzw|sowie|bis)\b)(?=[a-zäöüß])")
"""A word divided at a line end; not "Vor-/und Nachteile"."""
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_for_translation(text: str) -> tuple[str, tuple[str, ...]]:
    """The text for the engine, on one line, and a note for each thing mended that a reader could see.

    Line breaks and runs of blanks become one blank; hyphenation at line ends, soft hyphens, zero-width, direction and
    control characters go; decomposed letters are composed (NFC); mojibake is decoded again where that is certain.
    """
    notes: list[str] = []
    mended = _decoded(text, notes)
    for pattern, by, note in (
        (_HYPHENATED, "", "hyphenation removed"),
        (_UNSEEN, "", "invisible characters removed"),
        (_CONTROL, " ", "control characters removed"),
        (_SURROGATE, "\ufffd", "broken characters replaced"),
    ):
        mended, count = pattern.subn(by, mended)
        if count:
            notes.append(note)
    composed = unicodedata.normalize("NFC", mended)
    if composed != mended:
        notes.append("letters composed")
    return " ".join(composed.split()), tuple(notes)


def raw_offsets(text: str, cleaned: str) -> list[int]:
    """For every position of the cleaned text, its end included, the offset in the raw text that it came from."""
    if text == cleaned:
        return list(range(len(text) + 1))
    offsets = [0] * (len(cleaned) + 1)
    for _, start, end, first, last in SequenceMatcher(None, text, cleaned, autojunk=False).get_opcodes():
        for i in range(first, last):
            offsets[i] = min(start + i - first, max(end - 1, start))
    offsets[len(cleaned)] = len(text)
    return offsets


def _decoded(text: str, notes: list[str]) -> str:
    if not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    fixed = str(fix_encoding(text))
    if fixed != text:
        notes.append("mojibake repaired")
    return fixed
