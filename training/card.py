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
    history: Sequence[dict[str, Any]]
    """Lines of the training log."""


def _trained(history: Sequence[dict[str, Any]]) -> str:
    steps = [line for line in history if "loss" in line]
    if not steps:
        return "No training log was at hand when this card was written."
    ends = [[line["seconds"] for line in steps if line["phase"] == phase] for phase in ("stable", "decay")]
    minutes = sum(max(seconds, default=0) for seconds in ends) / 60
    last = steps[-1]
    tokens = f"{last['tokens'] / 1e6:.1f} million tokens (both sides)"
    return f"The last training: {last['step']:,} steps on {tokens} in {minutes:.0f} minutes."


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
