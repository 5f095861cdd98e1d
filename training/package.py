"""Write the model that the package ships: ``python -m training.package CONFIG MODEL [--figures FILE.json]``."""

import argparse
import hashlib
import json
import shutil
from collections.abc import Set
from pathlib import Path
from typing import Any

from bitext.engines.written import WRITES
from training import card, config, encoding, vocabulary

FILES = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")


def package(model: Path, out: Path, comfortable: int) -> str:
    """Write ``model`` with float16 weights and its tokenizer to ``out``; return the SHA-256 of the weights.

    Its config.json tells bitext above how many source pieces a sentence is better cut at a clause end.

    Lost: the precision beyond float16 (11 bits); nothing else.
    """
    import torch
    from transformers import MarianMTModel

    from training.architecture import generation_config

    network: Any = MarianMTModel.from_pretrained(model, dtype=torch.float32)
    table = vocabulary.load_table(model)
    pad = network.model.shared.weight[table["<pad>"]].detach()
    if float(pad.abs().max()) > 0:
        raise ValueError(f"{model}: the <pad> embedding is not zero, so CTranslate2 would decode from another start")
    network.generation_config = generation_config(table)
    network.config.comfortable_source_pieces = comfortable
    out.mkdir(parents=True, exist_ok=True)
    network.half().save_pretrained(out)
    for name in FILES:
        shutil.copyfile(model / name, out / name)
    (out / "model.safetensors").chmod(0o644)  # it is written for its owner alone
    return hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest()


def narrow(folder: Path, pieces: Set[str]) -> None:
    """Let the model in ``folder`` write nothing but ``pieces``: its target.spm marks the others as unused."""
    path = folder / "target.spm"
    path.write_bytes(vocabulary.narrowed(path.read_bytes(), pieces))
    settings = folder / "config.json"
    found = json.loads(settings.read_text("utf-8")) | {WRITES: True}
    settings.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", "utf-8")


def written(folder: Path, data: Path, least: int) -> frozenset[str]:
    """Return the pieces of a model's vocabulary that the target sides of ``data`` have at least so often.

    Byte and one-letter pieces are always among them: with these everything can be spelt.
    """
    import numpy as np

    table = vocabulary.load_table(folder)
    encoded = encoding.load(data)
    sides = np.repeat(np.arange(len(encoded.lengths)) % 2, encoded.lengths)
    counts = np.bincount(encoded.flat[sides == 1], minlength=len(table))
    return frozenset(
        piece
        for piece, number in table.items()
        if piece in vocabulary.BYTES or counts[number] >= least or len(piece.lstrip("▁")) <= 1
    )


def parameters(folder: Path) -> int:
    """Return the number of trained weights that lie in ``folder``, each tied one once."""
    from safetensors import safe_open

    with safe_open(folder / "model.safetensors", framework="pt") as file:
        total = 0
        for name in set(file.keys()) - {"final_logits_bias"}:
            size = 1
            for length in file.get_slice(name).get_shape():
                size *= length
            total += size
    return total


def main() -> None:
    """Package the model that the command line names, with its card."""
    parser = argparse.ArgumentParser(prog="python -m training.package", description="Write the released model.")
    parser.add_argument("config", type=Path)
    parser.add_argument("model", type=Path, help="a model folder that train or average wrote")
    parser.add_argument("--figures", type=Path, help="JSON of measured figures for the card: {set: {name: value}}")
    arguments = parser.parse_args()
    settings = config.load(arguments.config)
    out = settings.paths.release
    digest = package(arguments.model, out, settings.data.comfortable_pieces)
    narrow(out, written(out, settings.paths.work / "train.npz", settings.data.least_written))
    figures: dict[str, Any] = json.loads(arguments.figures.read_text("utf-8")) if arguments.figures else {}
    logs = sorted(settings.paths.work.glob("log*.jsonl"), reverse=True)  # log.jsonl, then log.1.jsonl
    history = [[json.loads(line) for line in log.read_text("utf-8").splitlines()] for log in logs]
    facts = card.Facts(parameters(out), digest, settings, figures, history)
    (out / "README.md").write_text(card.write(facts), "utf-8")
    print(json.dumps({"folder": str(out), "sha256": digest, "parameters": facts.parameters}))


if __name__ == "__main__":
    main()
