"""A finding of lint, and the names of all checks."""

from dataclasses import dataclass

from bitext.model import Severity

CHECKS: dict[str, str] = {
    "format": "The line cannot be read, or the file holds no entry.",
    "blanks": "Blanks at the edge of a cell, twice in a row, or of a special kind.",
    "invisible": "Characters that nobody sees: soft hyphens, zero-width blanks, control characters.",
    "look-alike": "Letters of another alphabet that look like Latin ones.",
    "decomposed": "Letters and their accents stored apart (not Unicode NFC).",
    "punctuation": "A term in quotation marks or with a mark at its end that is not part of it.",
    "duplicate": "The same entry twice in a file.",
    "conflict": "Two entries of a file want different translations of the same term.",
    "replaced": "A later file says something else; the later one wins.",
    "shared-variant": "A variant belongs to two entries, or is an entry of its own.",
    "shadow": "Another entry always wins where this one would match.",
    "overlap": "Two terms may share a word in a text; the longer one wins.",
    "inside": "A longer term holds this one, and their translations have nothing in common.",
    "never-matches": "No text can match this spelling.",
    "needless-variant": "A variant that is found anyway.",
    "case-trap": "Capital and small letters make this entry match too much or nothing.",
    "common-word": "A word so common that forcing a translation does harm.",
    "article": "The term begins with an article.",
    "forbidden-target": "A translation is wanted and forbidden.",
    "same-target": "A translation is listed twice.",
    "not-english": "A translation that looks German.",
    "keep-target": "A term to keep that has a translation.",
    "example": "The example sentence does not hold the term.",
    "long": "A term longer than any term should be.",
}
"""Name of each check -> what it finds."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that lint found."""

    check: str
    """A name of CHECKS."""
    severity: Severity
    place: str
    """``path:line``."""
    message: str
    mend: str
    """What to do."""

    def __str__(self) -> str:
        mend = f" {self.mend[:1].upper()}{self.mend[1:]}" if self.mend else ""
        return f"{self.place}: {self.severity.name.lower()} {self.check}: {self.message.rstrip('.')}.{mend}"
