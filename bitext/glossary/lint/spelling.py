"""Characters that spoil a term: blanks, invisible ones, letters of other alphabets."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bitext.glossary.lint.finding import Finding
from bitext.model import Severity, TermEntry

_ODD_BLANK = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LATIN_TWINS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Cyrillic and Greek letters that look like Latin ones (Unicode UTS 39, confusables.txt)."""
_QUOTED = re.compile(r"""^["'„“”«»‚‘].*["'“”«»‘’]$""")
_MARK = re.compile(r"[,;:!?]$|(?<!\b\w)(?<!\.\w)(?<=\w{4})(?<![IVXL])\.$")


def check_cells(cells: Sequence[str], place: str) -> Iterator[Finding]:
    """Findings on the raw cells of a line, before blanks are removed."""
    for cell in cells:
        if cell.strip() and cell != cell.strip():
            yield Finding(
                "blanks",
                Severity.WARNING,
                place,
                f"{cell.strip()!r} has blanks at its edge",
                "remove them; they do not count.",
            )


def check(entry: TermEntry) -> Iterator[Finding]:
    """Findings on the characters of an entry's terms."""
    for text in (entry.source, *entry.variants, *entry.targets, *entry.forbidden):
        for finding in (_blanks(text), _invisible(text), _look_alike(text), _decomposed(text), _punctuation(text)):
            if finding:
                name, severity, message, mend = finding
                yield Finding(name, severity, entry.origin, message, mend)


_Found = tuple[str, Severity, str, str] | None


def _blanks(text: str) -> _Found:
    if odd := _ODD_BLANK.search(text):
        message = f"{text!r} has a {unicodedata.name(odd.group(), 'special blank').lower()}"
        return "blanks", Severity.WARNING, message, f"write {_ODD_BLANK.sub(' ', text)!r}."
    if "  " in text:
        return "blanks", Severity.WARNING, f"{text!r} has two blanks in a row", "keep one."
    return None


def _invisible(text: str) -> _Found:
    found = _INVISIBLE.search(text)
    if not found:
        return None
    name = unicodedata.name(found.group(), f"U+{ord(found.group()):04X}").lower()
    return "invisible", Severity.ERROR, f"{text!r} holds an invisible character ({name})", "delete it."


def _look_alike(text: str) -> _Found:
    """A word with letters of two alphabets, or of another one altogether."""
    for word in re.findall(r"[^\W\d_]+", text):
        foreign = [
            char for char in word if not unicodedata.name(char, "").startswith(("LATIN", "FEMININE", "MASCULINE"))
        ]
        foreign = [char for char in foreign if not unicodedata.combining(char) and char != "µ"]
        if not foreign:
            continue
        name = unicodedata.name(foreign[0], "?").lower()
        latin = "".join(_LATIN_TWINS.get(char, char) for char in word)
        mixed = len(foreign) < len(word) or latin != word
        mend = f"write {latin!r}." if latin.isascii() and latin != word else "write it with Latin letters."
        severity = Severity.ERROR if mixed else Severity.WARNING
        return "look-alike", severity, f"{word!r} has the letter {foreign[0]} ({name})", mend
    return None


def _decomposed(text: str) -> _Found:
    composed = unicodedata.normalize("NFC", text)
    if composed == text:
        return None
    return "decomposed", Severity.WARNING, f"{text!r} is not in Unicode form NFC", f"write {composed!r}."


def _punctuation(text: str) -> _Found:
    if len(text) > 2 and _QUOTED.match(text):
        return "punctuation", Severity.WARNING, f"{text!r} stands in quotation marks", f"write {text[1:-1]!r}."
    if len(text) > 1 and _MARK.search(text):
        return "punctuation", Severity.WARNING, f"{text!r} ends with {text[-1]!r}", f"write {text[:-1]!r}."
    return None
