"""What a step may ask of an engine: the protocol and its values.

Pieces are the subwords of the model's sentencepiece vocabularies, as strings.
Nothing here, and nothing above the engines, knows which library decodes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from bitext.model import Issue

Attention = npt.NDArray[np.float32]
"""Shape (target pieces, source pieces); a row sums to about 1, its rest lies on the end-of-sentence piece."""

LogProbabilities = npt.NDArray[np.float32]
"""One natural logarithm a target piece; 0 is certain."""


@dataclass(frozen=True, slots=True)
class SourcePieces:
    """A text cut for the model."""

    pieces: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    """Offsets of each piece in the text, a leading blank included."""


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence to decode."""

    source: tuple[str, ...]
    prefix: tuple[str, ...] = ()
    """Target pieces that the translation MUST start with."""
    limit: int = 0
    """The most target pieces to decode, prefix included; 0 leaves it to length_limit."""
    aligned: bool = True
    """Whether the attention is wanted; an engine may save itself the work where it is not."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """Options that change what a decoder writes."""

    beam: int = 4
    every: bool = False
    """Whether all hypotheses will be looked at; an engine then makes them in the same search."""
    no_repeat: int = 0
    """Forbid repeating any sequence of this many pieces; 0 allows all."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a request."""

    pieces: tuple[str, ...]
    """The whole target, forced prefix included, end of sentence left out."""
    text: str
    score: float
    """Mean log-probability per piece, end of sentence included, over the pieces that were not forced."""
    finished: bool = True
    """False when the length limit cut it off."""
    attention: Attention | None = field(default=None, compare=False)


class Answer(NamedTuple):
    """What the search for a request ended with."""

    best: Hypothesis
    others: Callable[[], Sequence[Hypothesis]] = tuple
    """Makes the other hypotheses, best first; some engines search again for that."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Who decodes: all that can change an output, besides the options of a call."""

    engine: str
    model: str
    """Name for people: folder name or hub id."""
    digest: str
    """First 16 hex digits of the SHA-256 over the weights and vocabularies."""
    versions: Mapping[str, str]
    options: Mapping[str, str]
    """Precision and the like."""
    longest: int
    """The most source pieces that the model can take, end of sentence left out."""
    comfortable: int | None = None
    """Source pieces up to which it reads well: longer sentences are better cut at a clause end; None where unknown."""


class Engine(Protocol):
    """A translation model that can be asked sentence by sentence, in batches."""

    @property
    def info(self) -> EngineInfo:
        """Who decodes."""
        ...

    def source_pieces(self, text: str) -> SourcePieces:
        """The text cut for the encoder."""
        ...

    def target_pieces(self, text: str) -> tuple[str, ...]:
        """The text cut for the decoder, as if it followed a blank."""
        ...

    def text(self, pieces: Sequence[str]) -> str:
        """The text that target pieces spell."""
        ...

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[Answer]:
        """What was found for each request, in their order."""
        ...

    def score(self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[LogProbabilities]:
        """For each (source, target) pair the log-probability of every target piece, the end of sentence last."""
        ...


class ConstrainedEngine(Engine, Protocol):
    """An engine that can also search under lexical constraints."""

    def constrain(
        self, request: Request, phrases: Sequence[Sequence[tuple[str, ...]]], options: Decoding
    ) -> Hypothesis | None:
        """The best translation that holds one alternative of every phrase, or None when the search found none."""
        ...


def length_limit(request: Request) -> int:
    """The most target pieces to decode for a request, its prefix included.

    German news needs fewer than two English pieces a German one; a runaway sentence would hold its batch up.
    """
    return request.limit or 2 * len(request.source) + 16 + len(request.prefix)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence, or a clause of an over-long one, with what the engine made of it."""

    text: str
    source: SourcePieces
    """Spans count in ``text``."""
    hypothesis: Hypothesis
    issues: tuple[Issue, ...] = ()
    others: Callable[[], Sequence[Hypothesis]] = field(default=tuple, compare=False)
    """Makes what else the search ended with, best first."""


def piece_spans(spell: Callable[[Sequence[str]], str], pieces: Sequence[str], text: str) -> list[tuple[int, int]]:
    """The span of every piece in the text that the pieces spell; ``spell`` is the engine's ``text``."""
    ends: list[int] = []
    plain = "".join(pieces).replace("▁", " ")
    if plain.lstrip() == text:
        skipped = len(plain) - len(text)
        at = 0
        for piece in pieces:
            at += len(piece)
            ends.append(max(at - skipped, 0))
    else:
        ends = [min(len(spell(pieces[: i + 1])), len(text)) for i in range(len(pieces))]
    return list(zip([0, *ends[:-1]], ends, strict=True))
