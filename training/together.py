"""Train with several processes that meet now and then: ``python -m training.together CONFIG --workers 2 --minutes M``.

On a CPU two processes of one thread do more than one of two threads, and a slow one does not hold the other up.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from training import config, state
from training.train import Trainer

SHORTEST = 0.02
"""Minutes; a shorter rest is not worth a round."""


class TogetherError(RuntimeError):
    """A worker ended with an error; what the others had saved at the last meeting is kept."""


def commands(path: Path, workers: int, minutes: float, decay: float | None) -> list[list[str]]:
    """Return the command line of each worker for one round of so many minutes."""
    tail = [] if decay is None else ["--decay", str(decay)]
    each = [sys.executable, "-m", "training.train", str(path), "--minutes", str(minutes), *tail, "--worker"]
    return [[*each, str(worker)] for worker in range(workers)]


def round_of(path: Path, workers: int, minutes: float, decay: float | None) -> None:
    """Let every worker train for ``minutes``; raise TogetherError if one fails."""
    running = [subprocess.Popen(command) for command in commands(path, workers, minutes, decay)]
    try:
        codes = [process.wait() for process in running]
    except BaseException:
        for process in running:
            process.terminate()
        raise
    if any(codes):
        raise TogetherError(f"workers ended with {codes}; see their messages above, then run the same command again")


def progress_of(path: Path) -> state.Progress:
    """Return how far the checkpoint at ``path`` is; at the very start where there is none."""
    import torch

    content = torch.load(path, map_location="cpu", weights_only=True)["progress"] if path.exists() else {}
    return state.Progress(**content)


def left(minutes: float, decay: float | None, began: float, first: Path) -> float:
    """Return the minutes that are left: of this run, or of the decay by the first worker's clock."""
    if decay is None:
        return minutes - (time.monotonic() - began) / 60
    return decay - progress_of(first).seconds / 60 if first.exists() else decay


def train(path: Path, workers: int, minutes: float, meet: float, decay: float | None = None) -> None:
    """Train for ``minutes``; join the workers every ``meet`` minutes and show the joint model each time."""
    settings = config.load(path)
    paths = [settings.paths.work / state.name(decay is not None, worker) for worker in range(workers)]
    stable = [settings.paths.work / state.name(False, worker) for worker in range(workers)]
    before = [progress_of(own if own.exists() else other).step for own, other in zip(paths, stable, strict=True)]
    began = time.monotonic()
    while (rest := left(minutes, decay, began, paths[0])) > SHORTEST:
        round_of(path, workers, min(meet, rest), decay)
        before = state.join(paths, before)
        Trainer(settings, decay=decay).show()


def main() -> None:
    """Run the phase that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m training.together", description="Train with several processes.")
    parser.add_argument("config", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=60, help="stop after this time (stable phase)")
    parser.add_argument("--meet", type=float, default=10, metavar="MINUTES", help="time between two meetings")
    parser.add_argument("--decay", type=float, metavar="MINUTES", help="take the learning rate to zero within MINUTES")
    arguments = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        train(arguments.config, arguments.workers, arguments.minutes, arguments.meet, arguments.decay)
    except TogetherError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
