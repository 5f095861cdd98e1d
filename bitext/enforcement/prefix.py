"""Prefix re-decoding: keep the translation up to the term's place, force the term, let the model finish the sentence.

All sentences of a round are scored and decoded together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bitext.decoding import Decoding, Engine, Hypothesis, Request
from bitext.enforcement.attempt import Attempt, advanced, faults
from bitext.enforcement.candidates import Candidate, candidates

ROUNDS = 2
"""Most terms forced one after the other in a sentence; what is left then is spliced.

Later rounds have few and long sentences, which fill no batch: the third took as long as the first and won nothing.
"""
PLACES = 2
"""Places in the old translation that are considered for a term."""
DECODED = 2
"""Candidates decoded for a term, the ones whose term pieces the model finds likeliest."""
FAULT = 0.5
"""Mean log-probability that a fault costs a candidate."""


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    total: float
    """Log-probability of all its pieces."""
    term: float
    """Log-probability of the pieces that were forced."""


def redecode(engine: Engine, attempts: Sequence[Attempt], options: Decoding) -> list[Attempt]:
    """The attempts with as many missing terms as possible put in, in order."""
    result = list(attempts)
    for _ in range(ROUNDS):
        proposed = {i: found for i, attempt in enumerate(result) if (found := _proposals(engine, attempt))}
        if not proposed:
            break
        best = _likeliest(engine, result, proposed)
        requests = [(i, one) for i, kept in best.items() for one in kept]
        answers = engine.decode([_request(result[i], one) for i, one in requests], options)
        finished: dict[int, list[tuple[_Scored, Hypothesis]]] = {}
        for (i, one), answer in zip(requests, answers, strict=True):
            finished.setdefault(i, []).append((one, _whole(one, answer.best)))
        for i, answered in finished.items():
            result[i] = _chosen(result[i], answered)
    return result


def _request(attempt: Attempt, one: _Scored) -> Request:
    """The request to finish the sentence; an ending much longer than the old translation is a runaway."""
    pieces = one.candidate.pieces
    limit = int(1.25 * max(attempt.free_length, len(pieces))) + 8
    return Request(attempt.draft.source.pieces, pieces, limit)


def _proposals(engine: Engine, attempt: Attempt) -> list[Candidate]:
    """Candidates for the missing term that comes first in the translation."""
    first: list[Candidate] = []
    for index in attempt.missing:
        if index in attempt.tried:
            continue
        found = candidates(engine, attempt.draft, index, attempt.matches[index], PLACES)
        if found and (not first or found[0].cut < first[0].cut):
            first = found
    return first


def _likeliest(
    engine: Engine, attempts: Sequence[Attempt], proposed: dict[int, list[Candidate]]
) -> dict[int, list[_Scored]]:
    """For each sentence the candidates worth decoding."""
    pairs = [(i, one) for i, found in proposed.items() for one in found]
    logs = engine.score([(attempts[i].draft.source.pieces, one.pieces) for i, one in pairs])
    scored: dict[int, list[_Scored]] = {}
    for (i, one), values in zip(pairs, logs, strict=True):
        inside = values[: len(one.pieces)]
        term = float(inside[len(one.pieces) - one.forced :].sum())
        scored.setdefault(i, []).append(_Scored(one, float(inside.sum()), term))
    return {i: sorted(found, key=lambda one: -one.term)[:DECODED] for i, found in scored.items()}


def _whole(one: _Scored, answer: Hypothesis) -> Hypothesis:
    """The answer with a score over all its pieces, the forced ones included."""
    free = len(answer.pieces) + 1 - len(one.candidate.pieces)
    return replace(answer, score=(one.total + answer.score * free) / (len(answer.pieces) + 1))


def _chosen(attempt: Attempt, found: list[tuple[_Scored, Hypothesis]]) -> Attempt:
    """The best finished candidate, or the old translation with the term given up."""
    index = found[0][0].candidate.match
    options = [advanced(attempt, hypothesis, "prefix") for _, hypothesis in found if hypothesis.finished]
    better = [one for one in options if one.spans[index] is not None and one.honoured > attempt.honoured]
    if not better:
        return replace(attempt, tried=attempt.tried | {index})
    return max(better, key=lambda one: (one.honoured, one.draft.hypothesis.score - FAULT * faults(one)))
