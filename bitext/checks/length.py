"""Targets that are too long, too short, break off, or have another number of sentences."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import ERROR, INFO, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, TranslationUnit

UNUSUAL, ABSURD = 3.5, 5.5
"""Standard deviations for a warning and for an error."""

CLOSERS = "\"'”’“‘»«)]›‹ \u00a0"
_END = re.compile(r"[.!?…](?=[\"'”’“»)\]]*(?:\s+[\"'“„‘»(]*[A-ZÄÖÜ]|\s*$))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nr|Prof|z\.B|d\.h|bzw|ca|Jan|Feb|Aug|Sept|Oct|Okt|Nov|Dec|Dez|[A-ZÄÖÜ])|\d)\.$"
)
_HANGING = re.compile(
    r"(?:^|\s)(?:the|a|an|of|to|and|or|in|on|at|for|with|from|by|as|that|which|than|but|is|are|was|were|will|would|has|have"
    r"|had|his|her|its|their|our|your|my|be|been|not|this|these|those)$|[,;(–-]$",
    re.IGNORECASE,
)


def ratio(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A length that surprises by the model of the corpus."""
    source, target = len(unit.source.strip()), len(unit.target.strip())
    if not source or not target:
        return
    surprise = context.lengths.surprise(source, target)
    if abs(surprise) >= UNUSUAL:
        severity = ERROR if abs(surprise) >= ABSURD else WARNING
        text = f"{target} characters for {source}: {abs(surprise):.1f} standard deviations from what is usual."
        yield issue("long" if surprise > 0 else "short", text, severity)


def truncated(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A target that ends without a final mark though the source has one."""
    source, target = unit.source.rstrip(CLOSERS), unit.target.rstrip(CLOSERS)
    if not target or not source.endswith((".", "!", "?", "…")) or target.endswith((".", "!", "?", "…", ":")):
        return
    place = (len(target) - len(target.split()[-1]), len(target))
    surprise = context.lengths.surprise(len(unit.source.strip()), len(unit.target.strip()))
    if _HANGING.search(target) and not target.endswith(("-", "–")):
        yield issue("truncated", f"The translation ends in “{target.split()[-1]}”.", span=place)
    elif surprise < -1.5:
        yield issue("truncated", "The translation is short and has no final mark.", span=place)
    else:
        yield issue("truncated", "The source ends in a full stop, the translation does not.", WARNING, span=place)


def sentences(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Numbers of sentences that differ by two or more, or two against one that are much shorter."""
    source, target = _sentences(unit.source), _sentences(unit.target)
    if abs(source - target) >= 2:
        yield issue("sentencecount", f"{source} sentences in the source, {target} in the translation.", INFO)


def _sentences(text: str) -> int:
    ends = [match for match in _END.finditer(text) if not _ABBREVIATION.search(text[: match.end()])]
    return max(1, len(ends))
