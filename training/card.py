"""The model card that ships with the weights."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import config


@dataclass(frozen=True)
class Facts:
    """What the card says about one model."""

    parameters: int
    digest: str
    """SHA-256 of model.safetensors."""
    settings: config.Config
    figures: dict[str, Any]
    """Test set -> measure -> value, as the benchmark printed them."""
    history: Sequence[Sequence[dict[str, Any]]]
    """Lines of the training log of each worker."""


def _trained(history: Sequence[Sequence[dict[str, Any]]]) -> str:
    logs = [steps for log in history if (steps := [line for line in log if "loss" in line])]
    if not logs:
        return "No training log was at hand when this card was written."
    phases = {line["phase"] for line in logs[0]}
    minutes = sum(max(line["seconds"] for line in logs[0] if line["phase"] == phase) for phase in phases) / 60
    tokens = f"{sum(log[-1]['tokens'] for log in logs) / 1e6:.1f} million tokens (both sides)"
    steps = sum(log[-1]["step"] for log in logs)
    processes = f" with {len(logs)} processes" if len(logs) > 1 else ""
    return f"The last training: {steps:,} steps on {tokens} in {minutes:.0f} minutes{processes}."


def _table(figures: dict[str, Any]) -> str:
    if not figures:
        return "Not measured."
    names = list(dict.fromkeys(name for row in figures.values() for name in row))
    lines = ["| set | " + " | ".join(names) + " |", "|---|" + "--:|" * len(names)]
    lines += [
        f"| {key} | " + " | ".join(str(row.get(name, "")) for name in names) + " |" for key, row in figures.items()
    ]
    return "\n".join(lines)


def write(facts: Facts) -> str:
    """Return the card in Markdown: the fixed text of ``card.md`` with the facts of this model filled in."""
    template = (Path(__file__).parent / "card.md").read_text("utf-8")
    shape = facts.settings.shape
    return (
        template.replace("@parameters@", f"{facts.parameters:,}")
        .replace(
            "@shape@",
            f"width {shape.d_model}, {shape.encoder_layers} encoder and {shape.decoder_layers} decoder layers",
        )
        .replace("@digest@", facts.digest)
        .replace("@trained@", _trained(facts.history))
        .replace("@figures@", _table(facts.figures))
        .replace("@settings@", json.dumps(config.as_dict(facts.settings), indent=1, ensure_ascii=False))
    )
