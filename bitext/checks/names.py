"""Names and acronyms that one side has and the other has not."""

import re
from collections.abc import Iterator

from bitext.checks.adequacy import evidence
from bitext.checks.catalogue import INFO, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Side, TranslationUnit

LOST, MADE_UP, CHANGED = 2.0, 2.0, 4.5
"""Evidence in nats for a name of the source, a name of the target, and both together."""

_ACRONYM = re.compile(r"(?<![\w-])[A-ZÄÖÜ]{2,6}(?![\w])")


def names(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A capitalised word of the target that nothing in the source accounts for; an error if the source misses one too."""
    if context.lexicon is None or not unit.target.strip():
        return
    german, english = evidence(unit.source, unit.target, context.lexicon)
    for word, score in zip(english.words, english.scores, strict=True):
        if word.text[0].isupper() and not word.first and len(word.text) > 2 and score >= MADE_UP:
            yield issue(
                "names", f"“{word.text}” {score:.1f} is not in the source.", WARNING, span=(word.start, word.end)
            )


def acronyms(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Acronyms of the source that the target does not have."""
    if unit.source.isupper():
        return
    target = unit.target.replace(".", "").casefold()
    for match in _ACRONYM.finditer(unit.source):
        if match[0].casefold() not in target:
            yield issue(
                "acronyms", f"“{match[0]}” is not in the translation.", INFO, side=Side.SOURCE, span=match.span()
            )
