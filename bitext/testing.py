"""Engines without a model, for our tests and yours."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bitext.decoding import (
    Answer,
    Decoding,
    EngineInfo,
    Hypothesis,
    LogProbabilities,
    Request,
    SourcePieces,
)


class WordEngine:
    """Translates word by word with a dictionary; its attention is the identity, its scores the share of known words.

    It honours a forced prefix by going on with the source words that follow the prefix's last known word.
    """

    def __init__(self, words: Mapping[str, str] | None = None, respond: Callable[[str], str] | None = None) -> None:
        """``words``: German to English; ``respond``: overrules the dictionary with the whole sentence's translation."""
        self._words = dict(words or {})
        self._respond = respond
        self.requests: list[Request] = []
        """Everything that was asked, in order."""
        self.info = EngineInfo("words", "dictionary", "0" * 16, {}, {}, 64)

    def source_pieces(self, text: str) -> SourcePieces:
        """The words of the text, each with the blank before it."""
        pieces, spans, at = [], [], 0
        for word in text.split(" "):
            pieces.append("▁" + word)
            spans.append((max(at - 1, 0), at + len(word)))
            at += len(word) + 1
        return SourcePieces(tuple(pieces), tuple(spans))

    def target_pieces(self, text: str) -> tuple[str, ...]:
        """The words of the text."""
        return tuple("▁" + word for word in text.split(" ") if word)

    def text(self, pieces: Sequence[str]) -> str:
        """The words with blanks between them."""
        return "".join(pieces).replace("▁", " ").strip()

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[Answer]:
        """One hypothesis a request."""
        self.requests += requests
        return [Answer(self._one(request)) for request in requests]

    def _one(self, request: Request) -> Hypothesis:
        source = [piece.removeprefix("▁") for piece in request.source]
        if self._respond is not None:
            words = self._respond(" ".join(source)).split(" ")
        else:
            words = [self._words.get(word, word) for word in source]
        pieces = tuple("▁" + word for word in words if word)
        if request.prefix:
            known = [i for i, piece in enumerate(pieces) if piece in request.prefix]
            pieces = request.prefix + pieces[max(known[-1] + 1 if known else 0, len(request.prefix)) :]
        attention = np.eye(len(pieces), len(source), dtype=np.float32)
        return Hypothesis(pieces, self.text(pieces), -0.1, True, attention)

    def score(self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[LogProbabilities]:
        """The same log-probability for every piece."""
        return [np.full(len(target) + 1, -0.1, dtype=np.float32) for _, target in pairs]
