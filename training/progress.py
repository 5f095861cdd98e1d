"""The log of a training and its evaluation on the development set."""

import json
import time
from pathlib import Path
from typing import Any

from training import batching, encoding, optimise, state
from training.config import Config, Run
from training.corpus import Pair


class Log:
    """A file of JSON lines: one every hundred steps, one for every evaluation."""

    EVERY = 100

    def __init__(self, path: Path, phase: str) -> None:
        self.path, self.phase = path, phase
        self._loss: Any = 0.0
        self._tokens, self._steps, self._began = 0, 0, time.time()

    def write(self, **values: object) -> None:
        """Append one line."""
        line = {"time": round(time.time()), "phase": self.phase, **values}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def step(self, at: state.Progress, rate: float, loss: Any, tokens: int) -> None:
        """Count one step and write a line when enough have come together."""
        self._tokens += tokens
        self._steps += 1
        self._loss += loss.detach()  # a tensor: reading it at each step would hold a GPU up
        if self._steps < self.EVERY:
            return
        spent = time.time() - self._began
        self.write(
            step=at.step,
            seconds=round(at.seconds),
            tokens=at.tokens,
            loss=round(float(self._loss) / self.EVERY, 4),
            rate=round(rate, 7),
            tokens_per_second=round(self._tokens / spent),
        )
        self._loss, self._tokens, self._steps, self._began = 0.0, 0, 0, time.time()


class Timers:
    """When to save, to take a snapshot and to evaluate."""

    def __init__(self, run: Run) -> None:
        self._every = {"save": run.save_minutes, "snapshot": run.snapshot_minutes, "evaluate": run.evaluate_minutes}
        self._last = dict.fromkeys(self._every, time.time())

    def _due(self, name: str) -> bool:
        if time.time() - self._last[name] < 60 * self._every[name]:
            return False
        self._last[name] = time.time()
        return True

    def save(self) -> bool:
        """Say whether a checkpoint is due."""
        return self._due("save")

    def snapshot(self) -> bool:
        """Say whether a snapshot is due."""
        return self._due("snapshot")

    def evaluate(self) -> bool:
        """Say whether an evaluation is due."""
        return self._due("evaluate")


class Judge:
    """Loss and BLEU of the averaged weights on the development set."""

    def __init__(self, settings: Config) -> None:
        self._work, self._run = settings.paths.work, settings.run
        sides = [(self._work / f"dev.{side}").read_text("utf-8").splitlines() for side in ("de", "en")]
        self._pairs = [Pair(de, en, "dev", "dev") for de, en in zip(*sides, strict=True)]

    def __call__(self, at: state.State, log: Log) -> None:
        """Export the average, measure it and write a line to ``log``; no development set, no line."""
        if not self._pairs:
            return
        from training.evaluate import corpus_scores, translate

        folder, vocabulary = self._work / "judged", self._work / "vocabulary"
        state.export(at.model, at.ema, folder, vocabulary)
        hypotheses = translate(folder, [pair.de for pair in self._pairs])
        scores = corpus_scores([pair.en for pair in self._pairs], hypotheses)
        log.write(
            step=at.progress.step,
            seconds=round(at.progress.seconds),
            tokens=at.progress.tokens,
            dev_loss=round(self._loss(at), 4),
            dev_bleu=round(scores["bleu"], 2),
            dev_chrf=round(scores["chrf"], 2),
        )

    def _loss(self, at: state.State) -> float:
        """Return the mean loss an id, without smoothing and dropout, of the live weights."""
        import torch

        data = encoding.encode(self._pairs, encoding.Encoder(self._work / "vocabulary"), 200)
        mix, starts = batching.Mix({"dev": 1.0}, self._run.tokens, 0), batching.starts(data)
        total, count = 0.0, 0
        at.model.eval()
        with torch.inference_mode():
            for rows in batching.batches(data, mix, 0):
                source, target = (batching.padded(data, rows, starts, side) for side in (0, 1))
                ids = int((target >= 0).sum())
                total += float(optimise.loss(at.model, source, target, 0.0)) * ids
                count += ids
        at.model.train()
        return total / count
