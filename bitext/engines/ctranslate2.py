"""The fast engine: CTranslate2, int8 on a CPU, float16 on a GPU.

The model is converted from its Hugging Face folder once and kept in the user's cache, by digest.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from bitext.cores import usable_cores
from bitext.decoding import (
    Answer,
    Decoding,
    EngineInfo,
    Hypothesis,
    LogProbabilities,
    Request,
    SourcePieces,
    length_limit,
)
from bitext.engines.batching import batches
from bitext.engines.conversion import converted
from bitext.engines.device import chosen
from bitext.engines.digest import model_digest
from bitext.engines.limits import limits
from bitext.engines.pieces import Pieces
from bitext.engines.processor import prefer_wide_vectors
from bitext.errors import ModelError

END = "</s>"
PATIENCE = 2.0
"""CTranslate2 stops its beam search early at 1; with 2 it writes what transformers writes."""
BATCH_TOKENS = 1024
"""Source tokens a batch, padding included; with 2048 a window takes 6 % longer on a CPU."""
BATCH_ROWS = 192
"""Rows of a batch, sentences times beam: bounds what the scores of the vocabulary take, and costs no time on a CPU."""
GPU_TIMES = 8
"""How much larger batches are on a GPU, which small ones leave idle; not measured."""
SCORE_TOKENS = 256
"""The same for scoring, which holds the logits of a whole batch at once: with 2048 it takes twice the time on a CPU."""


class CTranslate2Engine:
    """A MarianMT model run by CTranslate2."""

    def __init__(self, folder: Path, device: str = "auto", threads: int = 0, precision: str = "") -> None:
        prefer_wide_vectors()
        import ctranslate2

        self._pieces = Pieces(folder)
        digest = model_digest(folder)
        device = chosen(device, "CTranslate2", bool(ctranslate2.get_cuda_device_count()))
        precision = precision or ("float16" if device == "cuda" else "int8")
        count = threads or usable_cores()
        times = 1 if device == "cpu" else GPU_TIMES
        self._batch_tokens, self._batch_rows = times * BATCH_TOKENS, times * BATCH_ROWS
        try:
            self._translator: Any = ctranslate2.Translator(
                str(converted(folder, digest, precision)),
                device=device,
                compute_type=precision,
                inter_threads=count if device == "cpu" else 1,
                intra_threads=1,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{folder}: CTranslate2 cannot load it ({error}); try --engine transformers.") from error
        self.info = EngineInfo(
            engine="ctranslate2",
            model=folder.name,
            digest=digest,
            versions={"ctranslate2": version("ctranslate2"), "sentencepiece": version("sentencepiece")},
            options={"precision": precision, "patience": str(PATIENCE)},
            **limits(folder),
        )

    def source_pieces(self, text: str) -> SourcePieces:
        """The text cut for the encoder."""
        return self._pieces.source(text)

    def target_pieces(self, text: str) -> tuple[str, ...]:
        """The text cut for the decoder."""
        return self._pieces.target(text)

    def text(self, pieces: Sequence[str]) -> str:
        """The text that target pieces spell."""
        return self._pieces.text(pieces)

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[Answer]:
        """What was found for each request; the others are ``beam`` times PATIENCE less one, without another search.

        Only where the attention is wanted they take one, unless the options ask for them.
        Batches are made here and not by CTranslate2, which would put hundreds of short requests into one:
        its scores of all pieces of the vocabulary are what takes the memory.
        """
        results: dict[int, Answer] = {}
        rows = max(1, self._batch_rows // options.beam)
        started = [
            (batch, *self._start([requests[i] for i in batch], options))
            for batch in batches(requests, self._batch_tokens, rows)
        ]
        for batch, limit, answers in started:
            for i, answer in zip(batch, answers, strict=True):
                results[i] = self._answer(requests[i], answer.result(), limit, options)
        return [results[i] for i in range(len(requests))]

    def _start(self, batch: list[Request], options: Decoding) -> tuple[int, list[Any]]:
        """The most pieces that a batch of one kind may get, and its answers to wait for; waits while many wait."""
        limit = min(max(map(length_limit, batch)), self.info.longest)
        patience = PATIENCE if options.beam > 1 else 1
        # The search ends with so many anyway; but all attentions would come as Python lists though one is looked at.
        several = options.every or not batch[0].aligned
        answers = self._translator.translate_batch(
            [[*request.source, END] for request in batch],
            target_prefix=[list(request.prefix) for request in batch] if batch[0].prefix else None,
            asynchronous=True,
            beam_size=options.beam,
            patience=patience,
            num_hypotheses=int(options.beam * patience) if several else 1,
            no_repeat_ngram_size=options.no_repeat,
            max_input_length=0,
            max_decoding_length=limit,
            disable_unk=True,
            return_scores=True,
            return_attention=batch[0].aligned,
        )
        return limit, answers

    def _answer(self, request: Request, result: Any, limit: int, options: Decoding) -> Answer:
        attention = result.attention[0] if request.aligned else None
        best = self._hypothesis(request, result.hypotheses[0], result.scores[0], attention, limit)
        if len(result.scores) == 1 and options.beam > 1 and not options.every:
            return Answer(best, partial(self._searched, request, options))
        return Answer(best, partial(self._others, request, result, limit))

    def _searched(self, request: Request, options: Decoding) -> Sequence[Hypothesis]:
        return self.decode([request], replace(options, every=True))[0].others()

    def _others(self, request: Request, result: Any, limit: int) -> Sequence[Hypothesis]:
        # What CTranslate2 gave is kept as it is: as Python lists it would take several times the memory.
        attention = result.attention if request.aligned else [None] * len(result.scores)
        found = list(zip(result.hypotheses, result.scores, attention, strict=True))[1:]
        return [self._hypothesis(request, *one, limit) for one in found]

    def _hypothesis(self, request: Request, pieces: list[str], score: float, rows: Any, limit: int) -> Hypothesis:
        matrix = None
        if rows is not None:
            matrix = np.asarray(rows, dtype=np.float32).reshape(len(pieces), -1)[:, : len(request.source)]
        free = (len(pieces) + 1 - len(request.prefix)) or 1
        mean = score * (len(pieces) + 1) / free
        finished = len(pieces) < min(limit, length_limit(request))
        return Hypothesis(tuple(pieces), self.text(pieces), mean, finished, matrix)

    def score(self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[LogProbabilities]:
        """For each (source, target) pair the log-probability of every target piece, the end of sentence last."""
        if not pairs:
            return []
        results = self._translator.score_batch(
            [[*source, END] for source, _ in pairs],
            [list(target) for _, target in pairs],
            max_batch_size=SCORE_TOKENS,
            batch_type="tokens",
            max_input_length=0,
        )
        return [np.asarray(result.log_probs, dtype=np.float32) for result in results]
