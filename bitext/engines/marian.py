"""The reference engine: MarianMTModel and MarianTokenizer of transformers."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from bitext.decoding import (
    Answer,
    Attention,
    Decoding,
    EngineInfo,
    Hypothesis,
    LogProbabilities,
    Request,
    SourcePieces,
    length_limit,
)
from bitext.engines.batching import batches
from bitext.engines.constrained import Scores, Search, Step, as_step, search
from bitext.engines.device import chosen
from bitext.engines.digest import model_digest
from bitext.engines.limits import limits
from bitext.engines.pieces import Pieces
from bitext.engines.written import written_pieces
from bitext.errors import ModelError

BATCH_TOKENS = 1024
"""Source tokens a batch, padding included."""


class MarianEngine:
    """A MarianMT model run by transformers and PyTorch."""

    def __init__(self, folder: Path, device: str = "auto", threads: int = 0) -> None:
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        import torch

        transformers: Any = import_module("transformers")
        transformers.utils.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        if threads:
            torch.set_num_threads(threads)
        self._torch: Any = torch
        self._device = chosen(device, "PyTorch", torch.cuda.is_available())
        self._pieces = Pieces(folder)
        try:
            # Eager attention: the only one that gives its weights back, and the faster one for beams on a CPU.
            model = transformers.MarianMTModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
            self._tokenizer: Any = transformers.MarianTokenizer.from_pretrained(folder)
            self._model: Any = model.to(self._device).eval()
        except Exception as error:
            raise ModelError(f"{folder}: transformers cannot load it ({error}).") from error
        written = written_pieces(folder)
        if written is not None:
            others = [number for piece, number in self._pieces.vocabulary.items() if piece not in written]
            self._model.final_logits_bias[0, others] = -torch.inf
        # A stored max_length beside max_new_tokens makes transformers warn at every call.
        self._model.generation_config.max_length = None
        self._pad = int(self._model.config.pad_token_id)
        self.info = EngineInfo(
            engine="transformers",
            model=folder.name,
            digest=model_digest(folder),
            versions={name: version(name) for name in ("transformers", "torch", "sentencepiece")},
            options={"precision": "float32"},
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
        """What was found for each request; the others are ``beam`` less one, by another search unless asked for."""
        results: dict[int, Answer] = {}
        for batch in batches(requests, BATCH_TOKENS, BATCH_TOKENS):
            for i, found in zip(batch, self._generate([requests[i] for i in batch], options), strict=True):
                rest = partial(tuple, found[1:]) if options.every else partial(self._others, requests[i], options)
                results[i] = Answer(found[0], rest)
        return [results[i] for i in range(len(requests))]

    def _others(self, request: Request, options: Decoding) -> Sequence[Hypothesis]:
        return self._generate([request], replace(options, every=True))[0][1:]

    def _ids(self, pieces: Sequence[str]) -> list[int]:
        ids: list[int] = self._tokenizer.convert_tokens_to_ids(list(pieces))
        return ids

    def _inputs(self, sources: Sequence[tuple[str, ...]]) -> dict[str, Any]:
        """The padded source ids and their mask, on the device."""
        rows = [[*self._ids(source), self._tokenizer.eos_token_id] for source in sources]
        width = max(map(len, rows))
        ids = self._torch.tensor([row + [self._pad] * (width - len(row)) for row in rows], device=self._device)
        lengths = self._torch.tensor([len(row) for row in rows], device=self._device)
        mask = (self._torch.arange(width, device=self._device)[None, :] < lengths[:, None]).long()
        return {"input_ids": ids, "attention_mask": mask}

    def _generate(self, requests: list[Request], options: Decoding) -> list[tuple[Hypothesis, ...]]:
        prefixes = [self._ids(request.prefix) for request in requests]
        limit = min(max(map(length_limit, requests)), self.info.longest)
        wanted = options.beam if options.every else 1
        extra: dict[str, Any] = {}
        if any(prefixes):
            extra["logits_processor"] = [_Prefix(self._torch, prefixes, options.beam)]
        if options.no_repeat:
            extra["no_repeat_ngram_size"] = options.no_repeat
        with self._torch.inference_mode():
            output = self._model.generate(
                **self._inputs([request.source for request in requests]),
                num_beams=options.beam,
                num_return_sequences=wanted,
                max_new_tokens=limit,
                do_sample=False,
                suppress_tokens=[self._tokenizer.unk_token_id],
                **extra,
            )
        pieces = [self._target(row) for row in output[:, 1:].tolist()]
        sources = [request.source for request in requests for _ in range(wanted)]
        forced = [len(request.prefix) for request in requests for _ in range(wanted)]
        found = self._judge(list(zip(sources, pieces, strict=True)), forced, limit)
        return [tuple(found[i : i + wanted]) for i in range(0, len(found), wanted)]

    def _target(self, ids: list[int]) -> tuple[str, ...]:
        """The pieces of a generated row, up to the end of sentence."""
        special = {self._tokenizer.eos_token_id, self._pad}
        end = next((i for i, one in enumerate(ids) if one in special), len(ids))
        return tuple(self._tokenizer.convert_ids_to_tokens(ids[:end]))

    def _judge(
        self, pairs: list[tuple[tuple[str, ...], tuple[str, ...]]], forced: list[int], limit: int
    ) -> list[Hypothesis]:
        """Hypotheses with scores and attention, from one teacher-forced pass over the finished targets."""
        result = []
        for (_, pieces), skip, (logs, attention) in zip(pairs, forced, self._forced(pairs), strict=True):
            mean = float(np.mean(logs[skip:])) if len(logs) > skip else 0.0
            result.append(Hypothesis(pieces, self.text(pieces), mean, len(pieces) < limit, attention))
        return result

    def _forced(
        self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> Iterator[tuple[LogProbabilities, Attention]]:
        """For each pair the log-probabilities of its target pieces, and the last decoder layer's mean attention."""
        torch = self._torch
        rows = [[*self._ids(target), self._tokenizer.eos_token_id] for _, target in pairs]
        width = max(map(len, rows))
        labels = torch.tensor([row + [self._pad] * (width - len(row)) for row in rows], device=self._device)
        start = torch.full((len(rows), 1), int(self._model.config.decoder_start_token_id), device=self._device)
        with torch.inference_mode():
            output = self._model(
                **self._inputs([source for source, _ in pairs]),
                decoder_input_ids=torch.cat([start, labels[:, :-1]], dim=1),
                output_attentions=True,
                use_cache=False,
            )
            logs = torch.log_softmax(output.logits.float(), dim=-1).gather(2, labels[:, :, None])[:, :, 0].cpu().numpy()
            attention = output.cross_attentions[-1].mean(dim=1).float().cpu().numpy()
        for i, (source, target) in enumerate(pairs):
            yield logs[i, : len(target) + 1], attention[i, : len(target), : len(source)]

    def score(self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[LogProbabilities]:
        """For each (source, target) pair the log-probability of every target piece, the end of sentence last."""
        results: list[LogProbabilities] = [np.zeros(1, dtype=np.float32)] * len(pairs)
        for batch in batches([Request(source) for source, _ in pairs], BATCH_TOKENS, BATCH_TOKENS):
            for i, (logs, _) in zip(batch, self._forced([pairs[i] for i in batch]), strict=True):
                results[i] = logs
        return results

    def constrain(
        self, request: Request, phrases: Sequence[Sequence[tuple[str, ...]]], options: Decoding
    ) -> Hypothesis | None:
        """The best translation that holds the first alternative of every phrase, or None when none was found."""
        ids = tuple(tuple(self._ids(alternatives[0])) for alternatives in phrases if alternatives and alternatives[0])
        limit = min(length_limit(request) + sum(map(len, ids)), self.info.longest)
        wanted = Search(ids, int(self._tokenizer.eos_token_id), limit, options.beam)
        with self._torch.inference_mode():
            start = int(self._model.config.decoder_start_token_id)
            step = as_step(self._model, self._torch, self._inputs([request.source]), start)
            found = search(_without(step, (self._pad, int(self._tokenizer.unk_token_id))), wanted)
        if found is None:
            return None
        pieces = self._target(list(found))
        return self._judge([(request.source, pieces)], [0], limit + 1)[0]


def _without(step: Step, banned: tuple[int, ...]) -> Step:
    """The step with some ids ruled out."""

    def ruled(rows: list[tuple[int, ...]]) -> Scores:
        logs = step(rows)
        logs[:, list(banned)] = -np.inf
        return logs

    return ruled


class _Prefix:
    """A logits processor that forces each sentence's own prefix; lengths may differ inside a batch."""

    def __init__(self, torch: Any, prefixes: list[list[int]], beams: int) -> None:
        self._torch = torch
        self._rows = [prefix for prefix in prefixes for _ in range(beams)]

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        step = input_ids.shape[1] - 1
        for row, prefix in enumerate(self._rows):
            if step < len(prefix):
                kept = scores[row, prefix[step]].clone()
                scores[row] = -self._torch.inf
                scores[row, prefix[step]] = kept
        return scores
