"""What a training remembers between two runs, and the files it lies in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


def name(decaying: bool, worker: int = 0) -> str:
    """Return the file name of a phase's checkpoint; workers after the first have their number in it."""
    return ("decay" if decaying else "stable") + (f".{worker}" if worker else "") + ".pt"


@dataclass
class Progress:
    """How far a training is."""

    step: int = 0
    seconds: float = 0.0
    """Time spent training, over all runs of this phase."""
    tokens: int = 0
    """Source and target ids seen, over all phases."""
    round: int = 0
    position: int = 0
    """Batches of the round that are done."""
    decayed: float = 0.0
    """Share of the decay that is done."""


@dataclass
class State:
    """The live objects of a training."""

    model: Any
    optimizer: Any
    ema: dict[str, Any]
    """Moving average of the weights, by parameter name."""
    progress: Progress = field(default_factory=Progress)


def weights(model: Any) -> dict[str, Any]:
    """Return the trainable parameters by name, each shared one once."""
    return dict(model.named_parameters())


def save(state: State, path: Path) -> None:
    """Write the state to ``path`` in one move, so that an interrupted run leaves the last whole file."""
    import torch

    content = {
        "model": {name: value.detach() for name, value in weights(state.model).items()},
        "optimizer": state.optimizer.state_dict(),
        "ema": state.ema,
        "progress": vars(state.progress),
        "random": torch.get_rng_state(),
    }
    _write(content, path)


def _write(content: dict[str, Any], path: Path) -> None:
    import torch

    temporary = path.with_suffix(".tmp")
    torch.save(content, temporary)
    temporary.replace(path)


def load(state: State, path: Path) -> None:
    """Put what ``save`` wrote back into ``state``."""
    import torch

    content = torch.load(path, map_location="cpu", weights_only=True)
    own = weights(state.model)
    with torch.no_grad():
        for name, value in content["model"].items():
            own[name].copy_(value)
        for name, value in content["ema"].items():
            state.ema[name].copy_(value)
    state.optimizer.load_state_dict(content["optimizer"])
    state.progress = Progress(**content["progress"])
    torch.set_rng_state(content["random"])


def join(paths: Sequence[Path], since: Sequence[int]) -> list[int]:
    """Give the checkpoints of several workers one mean of weights and one mean of averages; return their steps.

    Each worker counts by its steps after ``since``; its optimiser, its place in the data and its clock stay its own.
    Workers that train apart and meet now and then: local SGD (Stich 2019, arXiv 1805.09767).
    """
    import torch

    contents = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    steps = [int(content["progress"]["step"]) for content in contents]
    done = [max(now - before, 0) for now, before in zip(steps, since, strict=True)]
    if not sum(done):
        return steps
    shares = [count / sum(done) for count in done]
    for part in ("model", "ema"):
        for key in contents[0][part]:
            mean = sum(share * content[part][key] for share, content in zip(shares, contents, strict=True))
            for content in contents:
                content[part][key] = mean
    for path, content in zip(paths, contents, strict=True):
        _write(content, path)
    return steps


def update_ema(state: State, rate: float) -> None:
    """Move the average by ``rate`` towards the present weights."""
    import torch

    own = weights(state.model)
    with torch.no_grad():
        for name, value in state.ema.items():
            value.lerp_(own[name], rate)


def export(model: Any, values: dict[str, Any], folder: Path, vocabulary: Path) -> None:
    """Write ``values`` as a float32 MarianMT folder with the tokenizer of ``vocabulary``; leave ``model`` as it is."""
    import shutil

    import torch

    own = weights(model)
    live = {name: value.detach().clone() for name, value in own.items()}
    with torch.no_grad():
        for name, value in values.items():
            own[name].copy_(value)
        folder.mkdir(parents=True, exist_ok=True)
        model.save_pretrained(folder)
        for name, value in live.items():
            own[name].copy_(value)
    for file in vocabulary.iterdir():
        shutil.copyfile(file, folder / file.name)
