"""Whether both sides say the same, by the lexicon: parts left out, parts added, another sentence altogether.

The part with the highest sum is what a translator may have dropped.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.checks.evidence import Evidence, evidence
from bitext.model import Issue, Side, TranslationUnit

OMISSION = (6.0, 9.5)
ADDITION = (8.5, 12.5)
UNRELATED = (1.5, 8.0)
"""Evidence in nats for a warning and an error.

Set on newstest2018 so that about 5 % of human translations get the warning and 1 % the error (addition: 2 % and 0.5 %).
"""

LENGTH = 2.5
"""Nats for each standard deviation that the target is too short (omission) or too long (addition).

Both kinds of evidence together find 84 % of dropped parts at 1 % false alarms; either alone 55 % and 72 %.
"""

TELLING = 3
"""Texts with fewer telling words are too short to be called unrelated."""

LEAST = 1.0
"""A run with less evidence of its own is left to the checks of length."""


def adequacy(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Parts of either side without a counterpart, or two texts that have nothing to do with each other."""
    if context.lexicon is None or not unit.target.strip() or unit.source.strip() == unit.target.strip():
        return
    german, english = evidence(unit.source, unit.target, context.lexicon)
    total = german.total + english.total
    telling = min(sum(map(bool, german.scores)), sum(map(bool, english.scores)))
    if total >= UNRELATED[0] and min(german.total, english.total) > 0 and telling >= TELLING:
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
