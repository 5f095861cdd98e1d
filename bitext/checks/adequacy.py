"""Whether both sides say the same, by the lexicon: parts left out, parts added, another sentence altogether; negation.

Every word carries evidence (a log-likelihood ratio, see bitext.lexicon) that the other side leaves it out.
The part with the highest sum is what a translator may have dropped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.lexicon import Lexicon, accounted
from bitext.model import Issue, Side, TranslationUnit
from bitext.words import Word, words

OMISSION = (6.5, 9.5)
ADDITION = (8.5, 11.0)
UNRELATED = (1.5, 5.0)
"""Evidence in nats for a warning and an error.

Set on newstest2018 so that about 5 % of human translations get the warning and 1 % the error (addition: 2 % and 0.5 %).
"""

LENGTH = 2.5
"""Nats for each standard deviation that the target is too short (omission) or too long (addition).

Both kinds of evidence together find 84 % of dropped parts at 1 % false alarms; either alone 55 % and 72 %.
"""

CREDIT = 2.0
"""A word that is accounted for weakens a run by no more than this: one chance hit does not excuse a whole clause."""

LEAST = 1.0
"""A run with less evidence of its own is left to the checks of length."""

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


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for words being left out by the other side."""

    words: Sequence[Word]
    scores: Sequence[float]

    @property
    def total(self) -> float:
        """The sum over all words."""
        return sum(self.scores)

    def worst(self) -> tuple[float, int, int]:
        """The highest sum of a run of words, and the run's first and last word."""
        best, first, last = 0.0, 0, -1
        running, start = 0.0, 0
        for place, score in enumerate(self.scores):
            if running <= 0:
                running, start = 0.0, place
            running += max(score, -CREDIT)
            if running > best:
                best, first, last = running, start, place
        return best, first, last


@lru_cache(maxsize=8)
def evidence(source: str, target: str, lexicon: Lexicon) -> tuple[Evidence, Evidence]:
    """The evidence of the source's words and of the target's."""
    german, english = words(source), words(target)
    left, right = accounted(lexicon, german, english)
    return (
        Evidence(german, [lexicon.german_row(word).evidence(found) for word, found in zip(german, left, strict=True)]),
        Evidence(
            english, [lexicon.english_row(word).evidence(found) for word, found in zip(english, right, strict=True)]
        ),
    )


def adequacy(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Parts of either side without a counterpart, or two texts that have nothing to do with each other."""
    if context.lexicon is None or not unit.target.strip() or unit.source.strip() == unit.target.strip():
        return
    german, english = evidence(unit.source, unit.target, context.lexicon)
    total = german.total + english.total
    if total >= UNRELATED[0] and min(german.total, english.total) > 0:
        severity = ERROR if total >= UNRELATED[1] else WARNING
        yield issue("unrelated", "Hardly a word of one text accounts for one of the other.", severity)
        return
    surprise = context.lengths.surprise(len(unit.source.strip()), len(unit.target.strip()))
    yield from _part(german, unit.source, _Rule("omission", OMISSION, -LENGTH * surprise))
    yield from _part(english, unit.target, _Rule("addition", ADDITION, LENGTH * surprise))


class _Rule(NamedTuple):
    check: str
    limits: tuple[float, float]
    bonus: float
    """Evidence from the length."""


def _part(side: Evidence, text: str, rule: _Rule) -> Iterator[Issue]:
    check, limits, bonus = rule
    best, first, last = side.worst()
    if best < LEAST or best + bonus < limits[0]:
        return
    span = (side.words[first].start, side.words[last].end)
    where, other = (Side.SOURCE, "translation") if check == "omission" else (Side.TARGET, "source")
    severity = ERROR if best + bonus >= limits[1] else WARNING
    message = f"Nothing in the {other} says “{text[span[0] : span[1]]}”."
    yield issue(check, message, severity, side=where, span=span)


def negation(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A plain negation on one side and no word on the other that might express it."""
    german, english = _STRONG_DE.search(unit.source), _STRONG_EN.search(unit.target)
    if german and not _NOT_EN.search(unit.target) and unit.target.strip():
        text = f"“{german[0]}” in the source; the translation has no negation."
        yield issue("negation", text, side=Side.SOURCE, span=german.span())
    elif english and not _NOT_DE.search(unit.source):
        yield issue("negation", f"“{english[0]}” in the translation; the source has no negation.", span=english.span())
