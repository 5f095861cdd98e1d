"""Sentences that say no on one side only."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Side, TranslationUnit

_NOT_DE = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemals|niemand\w*|nichts|nirgend\w*|weder|ohne)\b|\b[Uu]n[a-zäöü]{4,}", re.IGNORECASE
)
_NOT_EN = re.compile(
    r"\b(?:not|cannot|no|never|nobody|none|nothing|nowhere|neither|nor|without|unable|fail\w*|lack\w*|refus\w*|hardly|little"
    r"|few|instead|rather|un[a-z]{3,}|in[a-z]{4,}|im[a-z]{4,}|dis[a-z]{3,}|non[a-z]*|avoid\w*|absen\w*|only|but|barely|stop\w*"
    r"|prevent\w*|den[yi]\w*|reject\w*|\w+less)\b|n[’']t\b",
    re.IGNORECASE,
)
_STRONG_DE = re.compile(r"\b(?:nicht|nie|niemals)\b(?! nur)(?! wahr)(?! zuletzt)(?! mehr als)", re.IGNORECASE)
_STRONG_EN = re.compile(r"\b(?:not|never|cannot)\b(?! only)(?! just)|n[’']t\b", re.IGNORECASE)


def negation(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A plain negation on one side and no word on the other that might express it."""
    german, english = _STRONG_DE.search(unit.source), _STRONG_EN.search(unit.target)
    if german and not _NOT_EN.search(unit.target) and unit.target.strip():
        text = f"“{german[0]}” in the source; the translation has no negation."
        yield issue("negation", text, side=Side.SOURCE, span=german.span())
    elif english and not _NOT_DE.search(unit.source):
        yield issue("negation", f"“{english[0]}” in the translation; the source has no negation.", span=english.span())
