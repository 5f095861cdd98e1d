"""Train, and go on where the last run stopped.

``python -m training.train CONFIG [--minutes M]`` runs the stable phase until the time is up or it is interrupted;
``python -m training.train CONFIG --decay M`` takes the stable checkpoint to a learning rate of zero within M minutes.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from training import architecture, batching, config, encoding, optimise, progress, schedule, state, vocabulary

_MALLOC = {
    "MALLOC_MMAP_THRESHOLD_": "8589934592",
    "MALLOC_TRIM_THRESHOLD_": "8589934592",
    "MALLOC_TOP_PAD_": "268435456",
}


class Trainer:
    """One phase of a training: the data, the live state and its checkpoint."""

    def __init__(
        self, settings: config.Config, minutes: float | None = None, decay: float | None = None, worker: int = 0
    ) -> None:
        self.settings, self.run, self.worker = settings, settings.run, worker
        self.decay_seconds = None if decay is None else 60 * decay
        self.limit = None if minutes is None else 60 * minutes
        work = settings.paths.work
        self.data = encoding.load(work / "train.npz")
        self.starts = batching.starts(self.data)
        self.checkpoint = work / state.name(decay is not None, worker)
        log = "log.jsonl" if not worker else f"log.{worker}.jsonl"
        self.log = progress.Log(work / log, "stable" if decay is None else "decay")
        self.judge = progress.Judge(settings)
        optimise.set_up(self.run)
        self.state = self._state()

    def _state(self) -> state.State:
        table = vocabulary.load_table(self.settings.paths.work / "vocabulary")
        start, shape = self.settings.paths.start, self.settings.shape
        attention = "sdpa" if optimise.device() == "cuda" else "eager"
        if start:
            model = architecture.grow(start, shape, table, attention)
        else:
            model = architecture.new(shape, table, attention)
        model = model.to(optimise.device()).train()
        optimise.set_dropout(model, self.run.dropout)
        ema = {name: value.detach().clone() for name, value in state.weights(model).items()}
        result = state.State(model, optimise.optimizer(model, self.run), ema)
        stable = self.checkpoint.with_name(state.name(False, self.worker))
        stable = stable if stable.exists() else stable.with_name(state.name(False))
        if self.checkpoint.exists():
            state.load(result, self.checkpoint)
        elif self.decay_seconds is not None:
            state.load(result, stable)
            result.progress = state.Progress(step=result.progress.step, tokens=result.progress.tokens)
        return result

    def longest(self) -> int | None:
        """Return the longest pair allowed at this step by the curriculum."""
        allowed = (longest for until, longest in self.run.curriculum if self.state.progress.step < until)
        return next(allowed, None)

    def rows(self) -> Iterator[batching.Rows]:
        """Yield batches from where the training stands, round after round, without end."""
        at, decaying = self.state.progress, self.decay_seconds is not None
        weights = self.settings.data.decay_weights if decaying else self.settings.data.weights
        mix = batching.Mix(weights, self.run.tokens, self.run.seed + 1000 * decaying + 7919 * self.worker)
        while True:
            longest = self.longest()
            for rows in batching.batches(self.data, mix, at.round, longest)[at.position :]:
                yield rows
                if self.longest() != longest:
                    break
            else:
                at.round += 1
            at.position = 0

    def rate(self) -> float:
        """Return the learning rate of the next step."""
        at = self.state.progress
        rate = schedule.stable(at.step, self.run.learning_rate, self.run.warmup)
        if self.decay_seconds is not None:
            at.decayed = at.seconds / self.decay_seconds
            rate = schedule.decay(at.decayed, rate)
        return rate

    def one(self, rows: batching.Rows) -> None:
        """Train on one batch."""
        began, at, rate = time.perf_counter(), self.state.progress, self.rate()
        source, target = (batching.padded(self.data, rows, self.starts, side) for side in (0, 1))
        value = optimise.loss(self.state.model, source, target, self.run.smoothing, self.run.sample)
        optimise.step(self.state.model, self.state.optimizer, value, rate, self.run.clip)
        at.step += 1
        at.position += 1
        if at.step % 10 == 0:
            state.update_ema(self.state, 1 - self.run.ema**10)
        seen = int((source >= 0).sum() + (target >= 0).sum())
        at.tokens += seen
        at.seconds += time.perf_counter() - began
        self.log.step(at, rate, value, seen)

    def finished(self, began: float) -> bool:
        """Say whether the time of the decay, or of this run that began after so many seconds, is up."""
        spent = self.state.progress.seconds
        if self.decay_seconds is not None and spent >= self.decay_seconds:
            return True
        return self.limit is not None and spent - began >= self.limit

    def go(self) -> None:
        """Train until the time is up, with checkpoints, snapshots and evaluations on the way."""
        began, due = self.state.progress.seconds, progress.Timers(self.run)
        for rows in self.rows():
            if self.finished(began):
                break
            self.one(rows)
            self.pause(due)
        state.save(self.state, self.checkpoint)

    def show(self) -> None:
        """Evaluate, and write the model folder."""
        self.judge(self.state, self.log)
        self.snapshot()

    def pause(self, due: progress.Timers) -> None:
        """Save, snapshot and evaluate when each is due."""
        if due.save():
            state.save(self.state, self.checkpoint)
        if self.worker:
            return
        if due.snapshot():
            self.snapshot()
        if due.evaluate():
            self.judge(self.state, self.log)

    def snapshot(self) -> None:
        """Write the average of the weights as a model folder: what ``evaluate``, ``average`` and ``package`` take."""
        at, kind = self.state.progress, "stable" if self.decay_seconds is None else "decay"
        paths = self.settings.paths
        state.export(self.state.model, self.state.ema, paths.work / f"{kind}-{at.step:07}", paths.work / "vocabulary")
        if self.decay_seconds is not None:
            last = state.weights(self.state.model)
            state.export(self.state.model, dict(last), paths.work / f"last-{at.step:07}", paths.work / "vocabulary")


def main() -> None:
    """Run the phase that the command line names."""
    if "MALLOC_TRIM_THRESHOLD_" not in os.environ:
        # else glibc gives each activation back to the kernel: 1.3 times slower
        os.execve(sys.executable, [sys.executable, "-m", "training.train", *sys.argv[1:]], os.environ | _MALLOC)
    parser = argparse.ArgumentParser(prog="python -m training.train", description="Train or go on training.")
    parser.add_argument("config", type=Path)
    parser.add_argument("--minutes", type=float, help="stop after this time (stable phase)")
    parser.add_argument("--decay", type=float, metavar="MINUTES", help="take the learning rate to zero within MINUTES")
    parser.add_argument("--worker", type=int, help="number of this process; training.together starts and joins several")
    arguments = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    trainer = Trainer(config.load(arguments.config), arguments.minutes, arguments.decay, arguments.worker or 0)
    trainer.go()
    if arguments.worker is None:
        trainer.show()


if __name__ == "__main__":
    main()
