"""Average the weights of several model folders: ``python -m training.average OUT MODEL MODEL...``."""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path


def average(folders: Sequence[Path], out: Path) -> None:
    """Write to ``out`` the first folder with the mean of the weights of all; they must have the same shape."""
    import torch
    from safetensors.torch import load_file, save_file

    states = [load_file(folder / "model.safetensors") for folder in folders]
    for folder, state in zip(folders, states, strict=True):
        if {k: v.shape for k, v in state.items()} != {k: v.shape for k, v in states[0].items()}:
            raise ValueError(f"{folder}: other weights than in {folders[0]}; average checkpoints of one training")
    mean = {
        name: torch.stack([state[name].float() for state in states]).mean(dim=0).to(value.dtype)
        for name, value in states[0].items()
    }
    shutil.copytree(folders[0], out, dirs_exist_ok=True)
    save_file(mean, out / "model.safetensors", metadata={"format": "pt"})


def main() -> None:
    """Average the folders that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m training.average", description="Average model folders.")
    parser.add_argument("out", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    arguments = parser.parse_args()
    average(arguments.models, arguments.out)


if __name__ == "__main__":
    main()
