"""The last resort: put the term in place of the words that the model aligned to the source occurrence."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bitext.decoding import Engine, Hypothesis
from bitext.enforcement.attempt import Attempt, advanced
from bitext.enforcement.places import places
from bitext.glossary import wanted_forms

_END = re.compile(r"[\s.!?…\"”“’')\]]*$")


def splice(engine: Engine, attempts: Sequence[Attempt]) -> list[Attempt]:
    """The attempts with every term that is still missing spliced in, in order."""
    result = [_spliced(engine, attempt) for attempt in attempts]
    changed = [i for i, attempt in enumerate(attempts) if result[i] is not attempt]
    pairs = [(result[i].draft.source.pieces, result[i].draft.hypothesis.pieces) for i in changed]
    for i, logs in zip(changed, engine.score(pairs) if pairs else [], strict=True):
        scored = replace(result[i].draft.hypothesis, score=float(np.mean(logs)))
        result[i] = replace(result[i], draft=replace(result[i].draft, hypothesis=scored))
    return result


def _spliced(engine: Engine, attempt: Attempt) -> Attempt:
    edits: list[tuple[int, int, str]] = []
    taken = [span for span in attempt.spans if span is not None]
    for index in attempt.missing:
        start, end = _where(engine, attempt, index, taken)
        match = attempt.matches[index]
        forms = wanted_forms(match.entry, match, initial=not re.search(r"\w", attempt.draft.hypothesis.text[:start]))
        if forms:
            edits.append((start, end, forms[0]))
            taken.append((start, end))
    if not edits:
        return attempt
    text = attempt.draft.hypothesis.text
    for start, end, form in sorted(edits, reverse=True):
        text = _replaced(text, start, end, form)
    better = advanced(attempt, Hypothesis(engine.target_pieces(text), text, 0.0), "splice")
    return better if better.honoured > attempt.honoured else attempt


def _where(engine: Engine, attempt: Attempt, index: int, taken: list[tuple[int, int]]) -> tuple[int, int]:
    """The span to replace: the aligned words, unless another term stands there; else the end of the sentence."""
    for place in places(engine, attempt.draft, attempt.matches[index], 3):
        if not any(place.start < end and start < place.end for start, end in taken):
            return place.start, place.end
    end = _END.search(attempt.draft.hypothesis.text)
    at = end.start() if end else len(attempt.draft.hypothesis.text)
    return at, at


def _replaced(text: str, start: int, end: int, form: str) -> str:
    """The text with the form in place of the span, blanks around it where words touch."""
    left, right = text[:start], text[end:]
    if left and left[-1].isalnum():
        left += " "
    if right and right[0].isalnum():
        right = " " + right
    return left + form + right
