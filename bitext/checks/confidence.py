"""Translations that the model itself found unlikely."""

import math
from collections.abc import Iterator

from bitext.checks.catalogue import INFO, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Origin, TranslationUnit

BELOW = 0.5
"""Nats below the limit of the corpus that make a warning of a remark."""


def confidence(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A mean token probability below the limit of the run; only for machine translations with a score."""
    if unit.origin is Origin.MT and unit.score < context.low_score and unit.target.strip():
        limit = math.exp(context.low_score)
        text = f"Mean token probability {math.exp(unit.score):.0%}; the limit of this run is {limit:.0%}."
        yield issue("confidence", text, WARNING if unit.score < context.low_score - BELOW else INFO)
