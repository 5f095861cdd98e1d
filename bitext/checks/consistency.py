"""The same source with several translations, and several sources with the same translation."""

from collections.abc import Iterator

from bitext.checks.catalogue import INFO, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.checks.survey import digest
from bitext.model import Issue, TranslationUnit


def consistency(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """What the survey of the corpus says of the unit's two texts; one or two words are only a remark."""
    if not unit.source.strip() or not unit.target.strip():
        return
    severity = WARNING if len(unit.source.split()) > 2 else INFO
    targets = context.repeats.targets.get(digest(unit.source)) if context.repeats.targets else None
    if targets:
        yield issue("inconsistent-target", f"This source has {targets} different translations in the corpus.", severity)
    sources = context.repeats.sources.get(digest(unit.target)) if context.repeats.sources else None
    if sources:
        yield issue("inconsistent-source", f"{sources} different sources have this translation in the corpus.")
