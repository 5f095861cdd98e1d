"""Constrained beam search for what prefix re-decoding left, in engines that have one."""

from collections.abc import Sequence
from typing import cast

from bitext.decoding import ConstrainedEngine, Decoding, Engine, Request
from bitext.enforcement.attempt import ENFORCED, Attempt, advanced
from bitext.glossary import wanted_forms


def constrain(engine: Engine, attempts: Sequence[Attempt], options: Decoding) -> list[Attempt]:
    """The attempts with missing terms put in by constrained search, in order; unchanged for other engines."""
    if not hasattr(engine, "constrain"):
        return list(attempts)
    searching = cast(ConstrainedEngine, engine)
    return [_searched(searching, attempt, options) if attempt.missing else attempt for attempt in attempts]


def _searched(engine: ConstrainedEngine, attempt: Attempt, options: Decoding) -> Attempt:
    """The attempt after a search for all its terms at once, if that honours more of them."""
    phrases = [
        [engine.target_pieces(form) for form in wanted_forms(match.entry, match)[:1]]
        for match in attempt.matches
        if match.entry.status in ENFORCED
    ]
    hypothesis = engine.constrain(Request(attempt.draft.source.pieces), phrases, options)
    if hypothesis is None:
        return attempt
    better = advanced(attempt, hypothesis, "constrained")
    return better if better.honoured > attempt.honoured else attempt
