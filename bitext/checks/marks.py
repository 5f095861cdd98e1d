"""Quotation marks, brackets and the final mark."""

from collections.abc import Iterator

from bitext.checks.catalogue import INFO, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.checks.length import CLOSERS
from bitext.model import Issue, TranslationUnit

QUOTES = '"“”„‟«»'
"""Double quotation marks of both languages; single ones are also apostrophes."""

PAIRS = {"(": ")", "[": "]", "{": "}"}


def quotes(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """An odd number of double quotes where the source has them in pairs; German quotes in the target."""
    source, target = (sum(text.count(mark) for mark in QUOTES) for text in (unit.source, unit.target))
    if target % 2 and not source % 2:
        yield issue("doublequoting", f"{target} quotation marks in the translation, {source} in the source.", WARNING)
    elif "„" in unit.target:
        place = unit.target.index("„")
        yield issue("doublequoting", "„ is a German quotation mark.", INFO, span=(place, place + 1))
    elif source >= 2 and not target and "'" not in unit.target and "‘" not in unit.target:
        yield issue("doublequoting", "The quotation marks of the source are gone.", INFO)


def brackets(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Brackets that are opened and not closed, or that only one side has."""
    for opening, closing in PAIRS.items():
        ours = unit.target.count(opening), unit.target.count(closing)
        theirs = unit.source.count(opening), unit.source.count(closing)
        if ours[0] != ours[1] and theirs[0] == theirs[1]:
            text = f"{ours[0]} “{opening}” but {ours[1]} “{closing}” in the translation."
            yield issue("brackets", text, WARNING)
        elif bool(ours[0]) != bool(theirs[0]) and theirs[0] == theirs[1]:
            yield issue(
                "brackets",
                f"{theirs[0]} pairs of “{opening}{closing}” in the source, {ours[0]} in the translation.",
                INFO,
            )


def final_mark(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A question on one side only."""
    source, target = unit.source.rstrip(CLOSERS), unit.target.rstrip(CLOSERS)
    if not source or not target:
        return
    if source.endswith("?") and "?" not in unit.target:
        yield issue("endpunc", "The source is a question, the translation is not.", WARNING)
    elif target.endswith("?") and "?" not in unit.source:
        yield issue("endpunc", "The translation is a question, the source is not.", WARNING)
