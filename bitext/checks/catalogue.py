"""Every check by name: what it finds, its MQM category, and the names other tools have for it.

docs/checks.md says of each why it is bad and how to mend it; a test compares the two.
"""

from dataclasses import dataclass

from bitext.model import Category, Issue, Severity, Side

INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


@dataclass(frozen=True, slots=True)
class Check:
    """What there is to know of a check before it runs."""

    category: Category
    severity: Severity
    """The highest it gives."""
    summary: str
    known_as: tuple[str, ...] = ()
    """Names in pofilter (Translate Toolkit), Xbench or Weblate."""


CATALOGUE: dict[str, Check] = {
    "glossary": Check(
        Category.TERMINOLOGY,
        ERROR,
        "A glossary term of the source has none of its translations in the target.",
        ("musttranslatewords", "Key Term Mismatch", "check-glossary"),
    ),
    "forbidden-term": Check(Category.TERMINOLOGY, ERROR, "The target has a translation that the glossary forbids."),
    "notranslatewords": Check(
        Category.DO_NOT_TRANSLATE, ERROR, "A term that must stay as it is was changed.", ("notranslatewords",)
    ),
    "source-form": Check(Category.UNTRANSLATED, WARNING, "The German form of a glossary term was left in the target."),
    "numbers": Check(
        Category.NUMBER, ERROR, "A number has no counterpart of the same value.", ("numbers", "Numeric Mismatch")
    ),
    "dates": Check(Category.NUMBER, ERROR, "A day, month or year has no counterpart."),
    "times": Check(Category.NUMBER, ERROR, "A time of day has no counterpart."),
    "numberformat": Check(
        Category.LOCALE, WARNING, "A number in the target is written by German conventions.", ("numbers",)
    ),
    "codes": Check(
        Category.DO_NOT_TRANSLATE,
        WARNING,
        "A name with digits (G20, A380) is not in the target.",
        ("Alphanumeric Mismatch",),
    ),
    "untranslated": Check(
        Category.UNTRANSLATED, ERROR, "The target is empty.", ("untranslated", "blank", "Untranslated Segments")
    ),
    "unchanged": Check(
        Category.UNTRANSLATED, ERROR, "The target is the source.", ("unchanged", "Target same as Source")
    ),
    "partlyuntranslated": Check(Category.UNTRANSLATED, ERROR, "A run of German words was left in the target."),
    "long": Check(Category.ADDITION, ERROR, "The target is much longer than such a source has elsewhere.", ("long",)),
    "short": Check(
        Category.OMISSION, ERROR, "The target is much shorter than such a source has elsewhere.", ("short",)
    ),
    "truncated": Check(Category.OMISSION, ERROR, "The target breaks off."),
    "sentencecount": Check(
        Category.OMISSION, INFO, "Source and target have different numbers of sentences.", ("sentencecount",)
    ),
    "omission": Check(Category.OMISSION, ERROR, "A part of the source has nothing in the target that says it."),
    "addition": Check(Category.ADDITION, ERROR, "A part of the target has nothing in the source that it says."),
    "unrelated": Check(Category.MISTRANSLATION, ERROR, "The target translates something else."),
    "negation": Check(Category.MISTRANSLATION, WARNING, "One side says no or not, the other does not."),
    "names": Check(
        Category.MISTRANSLATION,
        ERROR,
        "A name of one side is not on the other.",
        ("startcaps", "CamelCase Mismatch", "simplecaps"),
    ),
    "acronyms": Check(
        Category.DO_NOT_TRANSLATE, WARNING, "An acronym is not in the target.", ("acronyms", "ALLUPPERCASE Mismatch")
    ),
    "doublewords": Check(
        Category.GRAMMAR, WARNING, "A word stands twice in a row.", ("doublewords", "Repeated Words", "duplicate")
    ),
    "repetition": Check(Category.UNINTELLIGIBLE, ERROR, "A phrase is repeated, as looping models do."),
    "doublequoting": Check(
        Category.PUNCTUATION,
        WARNING,
        "Quotation marks are not in pairs, or are German ones.",
        ("doublequoting", "Unpaired Symbols"),
    ),
    "brackets": Check(
        Category.PUNCTUATION, WARNING, "Brackets are lost or not in pairs.", ("brackets", "Unpaired Symbols")
    ),
    "endpunc": Check(
        Category.PUNCTUATION, WARNING, "The final mark differs: a question became a statement.", ("endpunc", "end_stop")
    ),
    "urls": Check(Category.DO_NOT_TRANSLATE, ERROR, "A URL was changed or lost.", ("urls", "URL Mismatch", "url")),
    "emails": Check(Category.DO_NOT_TRANSLATE, ERROR, "An e-mail address was changed or lost.", ("emails",)),
    "handles": Check(Category.DO_NOT_TRANSLATE, WARNING, "An @name or #hashtag was changed or lost."),
    "encoding": Check(
        Category.ENCODING, ERROR, "There is debris of a wrong encoding or of a tokenizer.", ("validchars",)
    ),
    "confidence": Check(Category.OTHER, WARNING, "The model was unsure of its translation."),
    "inconsistent-target": Check(
        Category.TERM_INCONSISTENT,
        WARNING,
        "The same source has different translations in the file.",
        ("Inconsistency in Target", "inconsistent"),
    ),
    "inconsistent-source": Check(
        Category.STYLE,
        INFO,
        "Different sources have the same translation in the file.",
        ("Inconsistency in Source", "reused"),
    ),
}
"""Name -> check, in the order of docs/checks.md."""

OF_OTHER_STEPS: dict[str, str] = {
    "passed-through": "The segment was kept as it is: boilerplate, foreign, or without letters.",
    "literal": "A number or an address was put in as the source has it, or made right by another translation.",
    "repaired": "The text was mended for the model.",
    "split": "The sentence was longer than the model reads well and was translated in clauses.",
    "repeated": "The first translation looped.",
    "empty-translation": "The model wrote nothing; the source stands in the target.",
    "memory-ambiguous": "The memory has several approved translations of the source.",
    "alignment": "A sentence without counterpart, a doubtful pair, or a finding about the whole text.",
}
"""Name -> summary of the issues that no check gives, in the order of docs/checks.md."""


def issue(
    check: str,
    message: str,
    severity: Severity | None = None,
    *,
    side: Side = Side.TARGET,
    span: tuple[int, int] | None = None,
) -> Issue:
    """An Issue of a check; its severity is the check's highest unless another is given."""
    entry = CATALOGUE[check]
    return Issue(check, entry.severity if severity is None else severity, entry.category, message, side, span)
