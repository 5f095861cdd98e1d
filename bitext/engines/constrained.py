"""Lexically constrained beam search with dynamic beam allocation (Post and Vilar 2018, arXiv 1804.06609).

The beam is shared out among banks, one for each number of constraint pieces that a hypothesis has met, so that
hypotheses on their way to meeting all of them are not crowded out by likelier ones that met none.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Step = Callable[[list[tuple[int, ...]]], Scores]
"""Rows of target ids -> log-probabilities (rows, vocabulary) of the next id."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search wants."""

    phrases: tuple[tuple[int, ...], ...]
    """Ids of each phrase that MUST be in the translation."""
    end: int
    limit: int
    beam: int

    @property
    def width(self) -> int:
        """Hypotheses kept a step: at least two for every bank."""
        return max(self.beam, 2 * (sum(map(len, self.phrases)) + 1))


@dataclass(frozen=True, slots=True)
class _Beam:
    ids: tuple[int, ...]
    total: float
    met: frozenset[int] = frozenset()
    active: int = -1
    """The phrase that is being written, or -1."""
    at: int = 0
    """Pieces of the active phrase that are written."""

    def bank(self, phrases: Sequence[tuple[int, ...]]) -> int:
        """How many constraint pieces it has met."""
        return sum(len(phrases[i]) for i in self.met) + self.at


def search(step: Step, wanted: Search) -> tuple[int, ...] | None:
    """The ids of the best translation that holds every phrase, end of sentence left out; None if there is none."""
    beams = [_Beam((), 0.0)]
    finished: list[tuple[float, tuple[int, ...]]] = []
    for _ in range(wanted.limit):
        logs = step([beam.ids for beam in beams])
        grown = [one for beam, row in zip(beams, logs, strict=True) for one in _grown(beam, row, wanted)]
        # An end counts only if it is among the likeliest ways to go on, else every sentence would end at once.
        complete = (one for one in grown if len(one.met) == len(wanted.phrases))
        for one in heapq.nlargest(wanted.beam, complete, key=lambda one: one.total):
            if one.ids[-1] == wanted.end:
                finished.append((one.total / len(one.ids), one.ids[:-1]))
        beams = _allocated([one for one in grown if one.ids[-1] != wanted.end], wanted)
        if not beams or (len(finished) >= wanted.beam and _hopeless(beams, max(finished)[0])):
            break
    return max(finished)[1] if finished else None


def _hopeless(beams: Sequence[_Beam], best: float) -> bool:
    """Whether no beam stands better, piece for piece, than the best finished translation."""
    return all(beam.total / len(beam.ids) <= best for beam in beams)


def _grown(beam: _Beam, logs: Scores, wanted: Search) -> Iterator[_Beam]:
    """The beam with each of its likeliest next pieces, and with each piece that meets a constraint."""
    count = min(wanted.width, len(logs))
    best = np.argpartition(-logs, count - 1)[:count].tolist()
    for piece in dict.fromkeys([*best, *_advancing(beam, wanted.phrases)]):
        one = _extended(beam, int(piece), float(logs[piece]), wanted.phrases)
        if piece != wanted.end or len(one.met) == len(wanted.phrases):
            yield one


def _advancing(beam: _Beam, phrases: Sequence[tuple[int, ...]]) -> list[int]:
    if beam.active >= 0:
        return [phrases[beam.active][beam.at]]
    return [phrase[0] for i, phrase in enumerate(phrases) if i not in beam.met]


def _extended(beam: _Beam, piece: int, log: float, phrases: Sequence[tuple[int, ...]]) -> _Beam:
    """The beam with one more piece; a phrase that is not gone on with is lost again."""
    ids, total = (*beam.ids, piece), beam.total + log
    if beam.active >= 0 and phrases[beam.active][beam.at] == piece:
        active, at = beam.active, beam.at + 1
    else:
        begun = [i for i, phrase in enumerate(phrases) if i not in beam.met and phrase[0] == piece]
        active, at = (begun[0], 1) if begun else (-1, 0)
    if active >= 0 and at == len(phrases[active]):
        return _Beam(ids, total, beam.met | {active})
    return _Beam(ids, total, beam.met, active, at)


def _allocated(beams: list[_Beam], wanted: Search) -> list[_Beam]:
    """At most ``width`` beams: the best of every bank in equal shares, the rest by score."""
    banks: dict[int, list[_Beam]] = {}
    for beam in beams:
        banks.setdefault(beam.bank(wanted.phrases), []).append(beam)
    share = max(wanted.width // max(len(banks), 1), 1)
    kept: list[_Beam] = []
    left: list[_Beam] = []
    for bank in sorted(banks, reverse=True):
        ordered = sorted(banks[bank], key=lambda beam: -beam.total)
        kept += ordered[:share]
        left += ordered[share:]
    room = wanted.width - len(kept)
    return kept[: wanted.width] + heapq.nlargest(max(room, 0), left, key=lambda beam: beam.total)


def as_step(model: Any, torch: Any, inputs: dict[str, Any], start: int) -> Step:
    """A step function over a MarianMTModel for one encoded sentence."""
    encoded = model.get_encoder()(**inputs).last_hidden_state

    def step(rows: list[tuple[int, ...]]) -> Scores:
        ids = torch.tensor([[start, *row] for row in rows], device=encoded.device)
        states = encoded.expand(len(rows), -1, -1)
        mask = inputs["attention_mask"].expand(len(rows), -1)
        output = model(encoder_outputs=(states,), attention_mask=mask, decoder_input_ids=ids, use_cache=False)
        logs: Scores = torch.log_softmax(output.logits[:, -1].float(), dim=-1).cpu().numpy()
        return logs

    return step
