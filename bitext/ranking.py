"""The order in which a reviewer should see units: the worst first.

The score of a unit is a sum of penalty points:

* MQM penalties of its issues: an error 5, a warning 1, a remark 0.1 (MQM's multipliers for major and minor errors,
  https://themqm.org/error-types-2/the-mqm-scoring-models), at most three issues of one check;
* 2 more if anything at all is an error, so that many warnings do not hide it;
* how unsure the model was: the negative score (nats per token), up to 2, for machine translations;
* how surprising the length is: a fifth of the standard deviations from what is usual, up to 1.

Units with the same score keep their order; units that a person has finished (state final) come last.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence

from bitext.checks import LengthModel
from bitext.model import Origin, Severity, State, TranslationUnit

PENALTY = {Severity.INFO: 0.1, Severity.WARNING: 1.0, Severity.ERROR: 5.0}
EXTRA = 2.0
COUNTED = 3
UNSURE = 2.0
SURPRISED = 1.0


def score(unit: TranslationUnit, lengths: LengthModel | None = None) -> float:
    """The penalty points of a unit, 0 for one that nothing speaks against; higher is worse."""
    counts: Counter[str] = Counter()
    points = 0.0
    for issue in sorted(unit.issues, key=lambda issue: -issue.severity):
        counts[issue.check] += 1
        if counts[issue.check] <= COUNTED:
            points += PENALTY[issue.severity]
    if any(issue.severity is Severity.ERROR for issue in unit.issues):
        points += EXTRA
    if unit.origin is Origin.MT:
        points += min(UNSURE, max(0.0, -unit.score))
    return points + _surprise(unit, lengths or LengthModel())


def _surprise(unit: TranslationUnit, lengths: LengthModel) -> float:
    source, target = len(unit.source.strip()), len(unit.target.strip())
    if not source or not target or unit.origin is Origin.COPY:
        return 0.0
    return min(SURPRISED, abs(lengths.surprise(source, target)) / 5)


def ranked(units: Iterable[TranslationUnit], lengths: LengthModel | None = None) -> list[TranslationUnit]:
    """All units, the worst first."""
    return sorted(units, key=lambda unit: _key(unit, lengths))


def worst(
    units: Iterable[TranslationUnit], limit: int, lengths: LengthModel | None = None
) -> Sequence[TranslationUnit]:
    """The ``limit`` worst units of a stream, the worst first; memory holds no more than these."""
    return heapq.nsmallest(limit, units, key=lambda unit: _key(unit, lengths))


def _key(unit: TranslationUnit, lengths: LengthModel | None) -> tuple[bool, float]:
    return unit.state is State.FINAL, -round(score(unit, lengths), 6)
