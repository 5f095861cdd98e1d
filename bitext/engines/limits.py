"""How long a model's sentences may be."""

import json
from pathlib import Path
from typing import TypedDict


class Limits(TypedDict, total=False):
    """Fields of EngineInfo, counted in source pieces, end of sentence left out."""

    longest: int
    comfortable: int


def limits(folder: Path) -> Limits:
    """What the config.json of a model folder says; ``comfortable_source_pieces`` is our own key, few models have it."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    found = Limits(longest=int(config.get("max_position_embeddings", 512)) - 1)
    if "comfortable_source_pieces" in config:
        found["comfortable"] = int(config["comfortable_source_pieces"])
    return found
