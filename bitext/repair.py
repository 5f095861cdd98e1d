"""What is mended in a text before it is translated; the source itself stays as it was read."""

import re
import unicodedata

_MOJIBAKE = re.compile(
    "[ÃÂâÅÐ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""UTF-8 read as Windows-1252 or Latin-1: a lead byte's letter before a trail byte's sign."""
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][^\S\n]*\r?\n\s*(?!(?:und|oder|bzw|sowie|bis)\b)(?=[a-zäöüß])")
"""A word divided at a line end; not "Vor-/und Nachteile"."""
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_REMOVED = re.compile(rf"{_UNSEEN.pattern}|{_CONTROL.pattern}|[\s\u0300-\u036f\u2010-]")
"""What can have gone without a trace: the hyphen of a divided word, blanks, and marks that were composed."""
_LONGEST_MOJIBAKE = 4
"""Characters that one became: UTF-8 has at most four bytes."""


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
    """For every position of the cleaned text, its end included, the offset in the raw text that it came from.

    ``cleaned`` MUST be what ``clean_for_translation`` made of ``text``; time is linear in its length.
    """
    if text == cleaned:
        return list(range(len(text) + 1))
    offsets: list[int] = []
    place = 0
    for char in cleaned:
        place = _place(text, char, place)
        offsets.append(min(place, len(text)))
        place += 1
    return [*offsets, len(text)]


def _place(text: str, char: str, start: int) -> int:
    """Where a cleaned character comes from: behind what was removed, or where another stood in its stead."""
    place = start
    while place < len(text) and not _same(text[place], char) and _REMOVED.match(text[place]):
        place += 1
    for ahead in range(place, min(place + _LONGEST_MOJIBAKE, len(text))):
        if _same(text[ahead], char):
            return ahead
        if text[ahead].isascii():
            break
    return place


def _same(raw: str, cleaned: str) -> bool:
    return raw == cleaned or (cleaned == " " and (raw.isspace() or _CONTROL.match(raw) is not None))


def _decoded(text: str, notes: list[str]) -> str:
    if not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    fixed = str(fix_encoding(text))
    if fixed != text:
        notes.append("mojibake repaired")
    return fixed
